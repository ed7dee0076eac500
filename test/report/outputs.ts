import type {DriftReport} from '../../src/model/report.ts';
import type {ReportContext} from '../../src/report/context.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {REPORTERS} from '../../src/report/reporters.ts';
import type {Format} from '../../src/report/reporters.ts';
import {NOW} from '../check/check-files.ts';

export const CONTEXT: ReportContext = {
  many: false,
  color: false,
  width: 80,
  showIgnored: false,
  diff: false,
  policy: {failOn: 'low', allowIncomplete: false},
  now: NOW,
  seconds: 0.24,
  version: '1.2.3',
};

export const KEY = 'a key of the tests, and of nobody else';

/** A report in a format, redacted as it would be for anybody; with the same digests in every run. */
export async function output(
  format: Format,
  reports: DriftReport | readonly DriftReport[],
  context: Partial<ReportContext> = {},
): Promise<string> {
  const reporter = await REPORTERS[format]();
  const list = Array.isArray(reports) ? (reports as readonly DriftReport[]) : [reports as DriftReport];
  return reporter(list.map(createRedactor({key: KEY}).report), {...CONTEXT, ...context});
}
