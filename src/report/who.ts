import type {Finding} from '../model/report.ts';
import type {SafeReport} from '../redact/redactor.ts';

/** Who a report tells of: persons are personal data, and a manager is a tool. */
export type Who = 'person' | 'manager' | 'none';

/** A report that names no more than is wanted. */
export function withoutNames(report: SafeReport, who: Who): SafeReport {
  if (who === 'person') return report;
  const findings = report.findings.map((finding) => (who === 'none' ? nameless(finding) : impersonal(finding)));
  return {...report, findings};
}

function impersonal(finding: Finding): Finding {
  const {person: _person, ...by} = finding.by;
  return {...finding, by};
}

function nameless(finding: Finding): Finding {
  const {time, revision, status} = finding.by;
  const by = {
    certainty: 'unknown' as const,
    ...(time === undefined ? {} : {time}),
    ...(revision === undefined ? {} : {revision}),
    ...(status === undefined ? {} : {status}),
  };
  return {...finding, by};
}
