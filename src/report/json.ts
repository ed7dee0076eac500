import type {DriftReport} from '../model/report.ts';
import {stateOf} from '../model/report.ts';
import {formatPath} from '../model/path.ts';
import {stringifyJson} from '../yaml/json.ts';
import {redacted} from './redact.ts';
import type {ReportContext} from './context.ts';

/** The machine format; its shape is docs/drift-report.schema.json. Several releases make a DriftReportList. */
export function jsonReport(reports: readonly DriftReport[], {many}: ReportContext): string {
  const documents = reports.map(document);
  const whole = many ? {schemaVersion: '1', kind: 'DriftReportList', reports: documents} : documents[0];
  return `${stringifyJson(whole, 2)}\n`;
}

function document(report: DriftReport): object {
  const {schemaVersion, findings, ...rest} = redacted(report);
  return {
    schemaVersion,
    kind: 'DriftReport',
    state: stateOf(report),
    ...rest,
    findings: findings.map(({path, ...finding}) => ({...finding, path: formatPath(path), segments: path})),
  };
}
