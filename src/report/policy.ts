import {SEVERITIES} from '../model/report.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {Policy} from './context.ts';

/** Whether a finding counts under `--fail-on`. */
export function fails({verdict, severity}: Finding, {failOn}: Policy): boolean {
  return verdict === 'drift' && failOn !== 'none' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** What a release's findings and gaps come to: the same for every format and for the exit code. */
export function outcomeOf(report: DriftReport, policy: Policy): 'clean' | 'drift' | 'incomplete' {
  if (report.findings.some((finding) => fails(finding, policy))) return 'drift';
  return report.gaps.length > 0 && !policy.allowIncomplete ? 'incomplete' : 'clean';
}
