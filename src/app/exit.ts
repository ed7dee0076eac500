import type {DriftReport} from '../model/report.ts';
import type {Policy} from '../report/context.ts';
import {outcomeOf} from '../report/policy.ts';
import type {Outcome} from '../report/policy.ts';

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
  return worstOf(reports.map((report) => outcomeOf(report, policy)));
}

/** Drift before incomplete before clean. */
export function worstOf(outcomes: Iterable<Outcome>): ExitCode {
  const found = new Set(outcomes);
  if (found.has('drift')) return EXIT.drift;
  return found.has('incomplete') ? EXIT.incomplete : EXIT.clean;
}
