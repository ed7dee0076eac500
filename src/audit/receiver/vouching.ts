import type {Coverage} from '../coverage.ts';

/** How a batch was not kept: it is there and came late, it may come again, or it will not. */
export type Missed = 'late' | 'maybe later' | 'lost';

/** What can be vouched for, as it goes. Times are in milliseconds since 1970, but for those of the coverage. */
export interface Vouching {
  readonly coverage: () => Coverage;
  readonly missed: (how: Missed, now: number) => void;
  /** Whoever was not there for long, asleep with its machine for example, has missed what was posted meanwhile. */
  readonly present: (now: number) => void;
  /** A file with events up to that time (in microseconds) is about to go. */
  readonly removing: (until: number) => void;
}

/** How long an API server goes on trying to post a batch, and some seconds more: 10 s to 41 s between five attempts. */
const TRIED_MS = 120_000;
/** Whoever was away, or turned batches away, for no longer than this has missed none for good. */
const BRIDGED_MS = 60_000;
/** By so much the clocks of two machines may differ. */
const SKEW_MS = 5000;
/** It is not told anew for every batch that comes late. */
const COARSE_MS = 10_000;

const micro = (milliseconds: number): number => Math.round(milliseconds) * 1000;

/** Of a log that is begun, or, `before`, taken up again; `seen` is when its writer was last there. */
export function coverageAt(now: number, before?: {readonly coverage: Coverage; readonly seen: number}): Coverage {
  const from = micro(now + SKEW_MS);
  // What was posted before, and tried in vain, has times of before.
  if (before === undefined) return {from, settled: from, removed: 0};
  const {coverage, seen} = before;
  // A clock that was set back tells nothing.
  const isBridged = now - seen <= BRIDGED_MS && now >= seen - SKEW_MS;
  return {
    from: isBridged ? coverage.from : Math.max(from, coverage.from),
    settled: Math.max(micro(now + TRIED_MS), coverage.settled),
    removed: coverage.removed,
  };
}

export function vouching(first: Coverage, begun: number): Vouching {
  let coverage = first;
  let seen = begun;
  let turnedAway: {readonly first: number; readonly last: number} | undefined;
  const settleBy = (now: number): void => {
    const settled = micro(now + TRIED_MS);
    if (settled - coverage.settled >= micro(COARSE_MS)) coverage = {...coverage, settled};
  };
  const beginAt = (from: number): void => {
    if (from > coverage.from) coverage = {...coverage, from};
  };
  const missed = (how: Missed, now: number): void => {
    settleBy(now);
    if (how === 'late') return;
    const isSame = turnedAway !== undefined && now - turnedAway.last <= BRIDGED_MS;
    turnedAway = {first: isSame && turnedAway !== undefined ? turnedAway.first : now, last: now};
    if (how === 'lost' || now - turnedAway.first > BRIDGED_MS) beginAt(micro(now + SKEW_MS));
  };
  return {
    coverage: () => coverage,
    missed,
    present(now) {
      if (now - seen > BRIDGED_MS) missed('lost', now);
      seen = now;
    },
    removing(until) {
      beginAt(until);
      coverage = {...coverage, removed: coverage.removed + 1};
    },
  };
}
