import type {LedgerHead} from '../ledger/entry.ts';
import type {DriftReport} from '../model/report.ts';
import {recorder} from '../recording/recorder.ts';
import type {Recorder} from '../recording/recorder.ts';
import type {Runtime} from './runtime.ts';
import type {Listen} from './session.ts';

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

/** Of the one check of a session. */
export function sessionKeeper(): StateKeeper & {readonly listen: Listen} {
  const ear = recorder();
  return {...keeperOf(ear), listen: (baseline, source) => ear.listen(baseline, source)};
}
