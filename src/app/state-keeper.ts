import type {Inspection} from '../check/check.ts';
import type {LedgerHead} from '../ledger/entry.ts';
import type {ReleaseRef} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import {recorder} from '../recording/recorder.ts';
import type {Recorder} from '../recording/recorder.ts';
import type {Runtime} from './runtime.ts';
import type {Listen} from './listen.ts';

/** Keeps what a check was told, where it has told something new. */
export interface StateKeeper {
  /** Throws what the disk throws, and where a replay would answer otherwise. */
  keep(report: DriftReport, head: LedgerHead, runtime: Pick<Runtime, 'env' | 'now'>): Promise<void>;
}

/** Of a check that `ear` has overheard. */
export function keeperOf(ear: Recorder): StateKeeper {
  return {
    async keep(report, {cluster, release}, runtime) {
      // Most checks have nothing new to tell, and need not load what masks and writes.
      const {keepHeard} = await import('./kept.ts');
      const heard = await ear.heard('', '', report);
      await keepHeard(heard, {drift: report.summary.drift, cluster, release}, runtime);
    },
  };
}

export interface SessionKeeper extends StateKeeper {
  readonly listen: Listen;
  /** Lets go of what was heard of a release about which there is nothing to tell. */
  readonly onInspected: (inspection: Pick<Inspection, 'report'>) => void;
}

/** Drifted releases whose checks are held until all are through: each holds its objects. */
const HELD_AT_MOST = 100;

/** Of the checks of a session. Of many releases, those of the first hundred that drifted are held. */
export function sessionKeeper(isMany: boolean): SessionKeeper {
  const ears = new Map<string, Recorder>();
  let held = 0;
  return {
    listen(baseline, source) {
      // What failed on the way is never let go of.
      if (ears.size >= 2 * HELD_AT_MOST) return {baseline, source};
      const ear = recorder();
      ears.set(keyOf(baseline.release), ear);
      return ear.listen(baseline, source);
    },
    onInspected({report: {release, findings}}) {
      // One release that is in contract again is news, too.
      const isTold = !isMany || findings.some(({verdict}) => verdict !== 'ignored');
      if (isTold && held < HELD_AT_MOST) held += 1;
      else ears.delete(keyOf(release));
    },
    async keep(report, head, runtime) {
      const ear = ears.get(keyOf(report.release));
      if (ear !== undefined) await keeperOf(ear).keep(report, head, runtime);
    },
  };
}

/** Neither holds a slash. */
function keyOf({namespace, name}: Pick<ReleaseRef, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
