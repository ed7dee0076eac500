import {SEVERITIES} from '../model/report.ts';
import type {DriftReport, Finding, Forecast} from '../model/report.ts';
import type {Policy} from './context.ts';

export type Outcome = 'clean' | 'drift' | 'incomplete';

/** Whether a finding counts under `--fail-on`. */
export function fails({verdict, severity}: Finding, {failOn}: Policy): boolean {
  return verdict === 'drift' && failOn !== 'none' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

/** What a release's findings and gaps come to: the same for every format and for the exit code. */
export function outcomeOf(report: DriftReport, policy: Policy): Outcome {
  if (report.forecast !== undefined) return forecastOutcome(report, report.forecast, policy);
  if (report.findings.some((finding) => fails(finding, policy))) return 'drift';
  return report.gaps.length > 0 && !policy.allowIncomplete ? 'incomplete' : 'clean';
}

/** With a forecast the upgrade is asked about: what it keeps fails nothing, and what stops it does, drift or not. */
function forecastOutcome(report: DriftReport, forecast: Forecast, policy: Policy): Outcome {
  const isTold = (finding: Finding): boolean => finding.forecast !== undefined && finding.forecast.verdict !== 'kept';
  if (report.findings.some((finding) => isTold(finding) && fails(finding, policy))) return 'drift';
  if (!forecast.succeeds && policy.failOn !== 'none') return 'drift';
  return report.gaps.length > 0 && !policy.allowIncomplete ? 'incomplete' : 'clean';
}
