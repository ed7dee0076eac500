import {asStored} from '../check/normalize/desired.ts';
import type {Baseline, EvidenceSource} from '../model/ports.ts';

/** What is known of kinds, and no way to read the cluster: what is compared here is not what is there. */
export function withoutCluster(source: EvidenceSource): Pick<EvidenceSource, 'from' | 'scopeOf' | 'schemas'> {
  const schemas = source.schemas?.bind(source);
  return {
    from: source.from,
    scopeOf: (kinds) => source.scopeOf(kinds),
    ...(schemas === undefined ? {} : {schemas: (intent) => schemas(intent)}),
  };
}

/** A release as it was promised: its baseline, taken for what is live. */
export function asPromised(
  baseline: Baseline,
  source: EvidenceSource,
): {readonly baseline: Baseline; readonly source: EvidenceSource} {
  const {pending: _pending, newer: _newer, ...complete} = baseline;
  return {
    baseline: complete,
    source: {
      ...withoutCluster(source),
      from: {kind: 'file', file: baseline.name},
      read: async (intent) => ({
        objects: intent.map(({ref, apiVersion, object}) => ({ref, apiVersion, object: asStored(object, ref)})),
        gaps: [],
      }),
      owned: async () => ({objects: [], unsearched: []}),
    },
  };
}
