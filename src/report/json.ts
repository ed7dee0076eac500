import {inertJson, stringifyJson} from '../yaml/json.ts';
import type {ReportContext} from './context.ts';
import {documentOf} from './document.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** The machine format: docs/drift-report.schema.json. */
export function jsonReport(reports: readonly SafeReport[], context: ReportContext): string {
  return `${inertJson(stringifyJson(documentOf(reports, context), 2))}\n`;
}
