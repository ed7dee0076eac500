import {printedJson} from '../yaml/json.ts';
import type {ReportContext} from './context.ts';
import {documentOf} from './document.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** The machine format: docs/drift-report.schema.json. */
export function jsonReport(reports: readonly SafeReport[], context: ReportContext): string {
  return printedJson(documentOf(reports, context));
}
