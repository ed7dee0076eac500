import {formatPath} from '../model/path.ts';
import {stateOf} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** What the machine formats hold; its shape is docs/drift-report.schema.json. Several releases make a DriftReportList. */
export function documentOf(reports: readonly SafeReport[], {many}: Pick<ReportContext, 'many'>): object {
  const documents = reports.map(one);
  return many ? {schemaVersion: '1', kind: 'DriftReportList', reports: documents} : (documents[0] ?? {});
}

function one(report: SafeReport): object {
  const {schemaVersion, findings, ...rest} = report;
  return {
    schemaVersion,
    kind: 'DriftReport',
    state: stateOf(report),
    ...rest,
    findings: findings.map(({path, ...finding}) => ({...finding, path: formatPath(path), segments: path})),
  };
}
