import {inspect} from '../../check/check.ts';
import {NO_CONFIG} from '../../config/file.ts';
import type {Baseline, EvidenceSource} from '../../model/ports.ts';
import {asPromised} from '../../recording/promised.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';

/** The release as it was promised: its baseline, taken for what is live, through the same engine. */
export async function baselineSnapshot(
  baseline: Baseline,
  source: EvidenceSource,
  now: Date,
): Promise<TimelineSnapshot> {
  const promised = asPromised(baseline, source);
  const inspection = await inspect(promised.baseline, promised.source, {fidelity: 'client', config: NO_CONFIG}, now);
  return {
    id: 'baseline',
    name: STATE_NAMES.baseline,
    basis: 'The approved baseline, as if it were live.',
    // That it has no managedFields is no news of a text.
    inspection: {...inspection, report: {...inspection.report, notes: []}},
    mutations: [],
  };
}
