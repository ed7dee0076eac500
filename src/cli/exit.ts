import type {DriftReport} from '../model/report.ts';

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
export function exitCodeOf(reports: readonly DriftReport[]): ExitCode {
  if (reports.some(({summary}) => summary.drift > 0)) return EXIT.drift;
  return reports.some(({gaps}) => gaps.length > 0) ? EXIT.incomplete : EXIT.clean;
}
