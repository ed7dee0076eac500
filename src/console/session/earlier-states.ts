import type {EarlierState} from '../../app/remembered.ts';
import type {Inspection} from '../../check/check.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {Inspected, TimelineSnapshot} from '../views/timeline.ts';
import {mutationsOf} from './release-timeline.ts';

/** Stops that the axis has room for, between the baseline and now. */
const SHOWN = 3;

/** What a release was like before, as checks of this machine have met it. */
export interface EarlierStates {
  /**
   * The newest states of the same revision that are neither what is now nor what is shown beside it, oldest first. `known` are
   * those, newest first. A state that cannot be read is passed over.
   */
  before(known: readonly Inspected[]): Promise<readonly TimelineSnapshot[]>;
}

export function earlierStates(load: () => Promise<readonly EarlierState[]>): EarlierStates {
  const judged = new Map<string, Inspection | undefined>();
  const inspected = async (state: EarlierState): Promise<Inspection | undefined> => {
    if (!judged.has(state.id)) judged.set(state.id, await state.inspect().catch(() => undefined));
    return judged.get(state.id);
  };
  return {
    async before(known) {
      const [now] = known;
      const states = await load().catch(() => []);
      const shown: TimelineSnapshot[] = [];
      const beside = known.map(driftOf);
      for (const state of states.toReversed()) {
        if (shown.length >= SHOWN) break;
        const inspection = await inspected(state);
        if (inspection === undefined) continue;
        // An earlier revision has another baseline: nothing of it stands beside this one.
        if (inspection.report.release.revision !== now?.report.release.revision) break;
        // The newest ones are what is shown already: a state is kept with all that is new in it.
        if (shown.length === 0 && beside.length > 0 && driftOf(inspection) === beside[0]) beside.shift();
        else shown.unshift(snapshotOf(state, inspection));
      }
      const kept = new Set(states.slice(-2 * SHOWN).map(({id}) => id));
      for (const id of judged.keys()) if (!kept.has(id)) judged.delete(id);
      return shown;
    },
  };
}

function snapshotOf({id}: EarlierState, inspection: Inspection): TimelineSnapshot {
  return {
    id: `kept-${id}`,
    name: STATE_NAMES.kept,
    basis: 'What a check of this machine met then, judged by the rules of now.',
    inspection,
    mutations: mutationsOf(inspection),
  };
}

/** Which findings are drift: the same for the same. */
function driftOf({report}: Inspected): string {
  return report.findings
    .flatMap(({id, verdict}) => (verdict === 'drift' ? [id] : []))
    .toSorted()
    .join();
}
