import {check} from '../../src/check/check.ts';
import {builtinScope} from '../../src/check/intent/builtin-scope.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import {toLive} from '../../src/model/evidence.ts';
import type {LiveObject} from '../../src/model/evidence.ts';
import {textOf} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {Baseline, ClusterQueries, EvidenceSource} from '../../src/model/ports.ts';
import {refKey} from '../../src/model/refs.ts';
import type {DriftReport, Fidelity} from '../../src/model/report.ts';
import {NOW} from './check-files.ts';

/** An object as a cluster holds it; helm wrote all of it unless `managers` says otherwise. */
export function live(object: JsonObject, resourceVersion = '1'): LiveObject {
  const metadata = object['metadata'] as JsonObject;
  const stamps = {
    labels: {'app.kubernetes.io/managed-by': 'Helm'},
    annotations: {'meta.helm.sh/release-name': 'app', 'meta.helm.sh/release-namespace': 'shop'},
  };
  const stamped = {...stamps, namespace: 'shop', uid: `u-${textOf(metadata['name'])}`, resourceVersion, ...metadata};
  const managedFields = [
    {manager: 'helm', operation: 'Apply', time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1', fieldsV1: {}},
  ];
  return toLive({...object, metadata: {managedFields, ...stamped}});
}

export function configMap(name: string, data: Readonly<Record<string, string>>): JsonObject {
  return {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data};
}

export interface Scripted {
  readonly declared: readonly JsonObject[];
  readonly objects: readonly LiveObject[];
  readonly queries?: Partial<ClusterQueries>;
  readonly baseline?: Partial<Baseline>;
  readonly fidelity?: Fidelity;
}

const unasked: ClusterQueries = {
  reread: async () => ({live: undefined}),
  dryRun: async () => ({unasked: 'nobody scripted an answer'}),
  replaced: async () => ({unasked: 'nobody scripted an answer'}),
  made: async () => ({unasked: 'nobody scripted an answer'}),
  autoscalers: async () => ({objects: []}),
};

/** A check of a release against scripted answers of a cluster. */
export function scriptedCheck({
  declared,
  objects,
  queries,
  baseline,
  fidelity = 'auto',
}: Scripted): Promise<DriftReport> {
  const source: EvidenceSource = {
    from: {kind: 'cluster', cluster: {name: 'scripted', server: 'https://scripted'}},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: [], unsearched: []}),
    read: async () => ({objects, gaps: []}),
    queries: async () => ({
      ...unasked,
      reread: async ({ref}) => ({live: objects.find((one) => refKey(one.ref) === refKey(ref))}),
      ...queries,
    }),
  };
  return check(
    {
      release: {name: 'app', namespace: 'shop', revision: 3, status: 'deployed'},
      from: {kind: 'release', revision: 3},
      text: declared.map((object) => `---\n${JSON.stringify(object)}\n`).join(''),
      name: 'manifest of app, revision 3',
      notes: [],
      applyMethod: async () => 'ssa',
      ...baseline,
    },
    source,
    {fidelity, config: NO_CONFIG},
    NOW,
  );
}
