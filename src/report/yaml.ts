import {writeYaml} from '../yaml/write.ts';
import type {ReportContext} from './context.ts';
import {documentOf} from './document.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** The same document as the JSON format, for people who read machine formats. */
export function yamlReport(reports: readonly SafeReport[], context: ReportContext): string {
  return writeYaml(documentOf(reports, context));
}
