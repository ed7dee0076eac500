import type {LedgerHead} from '../ledger/entry.ts';
import type {DriftReport} from '../model/report.ts';
import {recorder} from '../recording/recorder.ts';
import type {Runtime} from './runtime.ts';
import type {Listen} from './session.ts';

/** Overhears checks of a release, and keeps what one was told where that is asked for. */
export interface StateKeeper {
  readonly listen: Listen;
  /** Keeps the check that was heard last. Throws what the disk throws, and where a replay would answer otherwise. */
  keep(report: DriftReport, head: LedgerHead, runtime: Pick<Runtime, 'env' | 'now'>): Promise<void>;
}

export function stateKeeper(): StateKeeper {
  let ear = recorder();
  return {
    listen(baseline, source) {
      ear = recorder();
      return ear.listen(baseline, source);
    },
    async keep(report, {cluster, release}, runtime) {
      // Most checks have nothing new to tell, and need not load what masks and writes.
      const {keepHeard} = await import('./kept.ts');
      const heard = await ear.heard('', '', report);
      await keepHeard(heard, {drift: report.summary.drift, cluster, release}, runtime);
    },
  };
}
