import {formatPath} from '../model/path.ts';
import {stateOf} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {bareRunOf} from './run-notes.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** What the machine formats hold; its shape is docs/drift-report.schema.json. Several releases make a DriftReportList. */
export function documentOf(reports: readonly SafeReport[], {many}: Pick<ReportContext, 'many'>): object {
  const {notes, reports: own} = bareRunOf(reports, {many});
  const documents = own.map(one);
  if (!many) return documents[0] ?? {};
  return {schemaVersion: '1', kind: 'DriftReportList', ...(notes.length === 0 ? {} : {notes}), reports: documents};
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
