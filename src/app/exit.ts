import type {DriftReport} from '../model/report.ts';
import type {Policy} from '../report/context.ts';
import {outcomeOf} from '../report/policy.ts';

/** What a script can rely on, the same for every output format. */
export const EXIT = {
  clean: 0,
  /** Nothing can be said. */
  error: 1,
  drift: 2,
  /** Some objects could not be verified, and the rest is clean. */
  incomplete: 3,
  /** The plan is stale or a precondition failed; nothing was written. */
  stale: 4,
  /** Written, but not all of it, or it does not hold. */
  unverified: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The worst that any of the reports says: drift before incomplete before clean. */
export function exitCodeOf(
  reports: readonly DriftReport[],
  policy: Policy = {failOn: 'low', allowIncomplete: false},
): ExitCode {
  const outcomes = new Set(reports.map((report) => outcomeOf(report, policy)));
  if (outcomes.has('drift')) return EXIT.drift;
  return outcomes.has('incomplete') ? EXIT.incomplete : EXIT.clean;
}
