import {inspect} from '../../check/check.ts';
import {asStored} from '../../check/normalize/desired.ts';
import {NO_CONFIG} from '../../config/file.ts';
import type {Baseline, EvidenceSource} from '../../model/ports.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';

/** The release as it was promised: its baseline, taken for what is live, through the same engine. */
export async function baselineSnapshot(
  baseline: Baseline,
  source: EvidenceSource,
  now: Date,
): Promise<TimelineSnapshot> {
  const asLive: EvidenceSource = {
    ...withoutCluster(source),
    from: {kind: 'file', file: baseline.name},
    read: async (intent) => ({
      objects: intent.map(({ref, apiVersion, object}) => ({ref, apiVersion, object: asStored(object, ref)})),
      gaps: [],
    }),
    owned: async () => ({objects: [], unsearched: []}),
  };
  const {pending: _pending, newer: _newer, ...complete} = baseline;
  const inspection = await inspect(complete, asLive, {fidelity: 'client', config: NO_CONFIG}, now);
  return {
    id: 'baseline',
    name: STATE_NAMES.baseline,
    basis: 'The approved baseline, as if it were live.',
    // That it has no managedFields is no news of a text.
    inspection: {...inspection, report: {...inspection.report, notes: []}},
    mutations: [],
  };
}

/** What is known of kinds, and no way to read the cluster: what is compared here is not what is there. */
export function withoutCluster(source: EvidenceSource): Pick<EvidenceSource, 'from' | 'scopeOf' | 'schemas'> {
  const schemas = source.schemas?.bind(source);
  return {
    from: source.from,
    scopeOf: (kinds) => source.scopeOf(kinds),
    ...(schemas === undefined ? {} : {schemas: (intent) => schemas(intent)}),
  };
}
