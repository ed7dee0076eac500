import {inspect} from '../../src/check/check.ts';
import type {Inspection} from '../../src/check/check.ts';
import {fromSnapshot, parseSnapshot} from '../../src/check/evidence/snapshot.ts';
import {builtinScope} from '../../src/check/intent/builtin-scope.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {DriedWrite} from '../../src/model/dried-write.ts';
import type {ApiResource, ApiResources, EvidenceSource} from '../../src/model/ports.ts';
import {NOW} from '../check/check-files.ts';
import {DEPLOYMENT, NAMESPACE} from '../kube/fakes.ts';

/** What is served: these kinds, each at one version. */
export function resourcesOf(...served: ApiResource[]): ApiResources {
  return {
    find: (group, kind) => served.find((one) => one.group === group && one.kind === kind),
    preferred: served,
    apiVersions: [],
    stale: [],
  };
}

export const SERVED = resourcesOf(DEPLOYMENT, NAMESPACE);

/** The two objects, held against each other as a check does it. */
export async function inspected(declared: readonly JsonObject[], live: readonly JsonObject[]): Promise<Inspection> {
  const text = (objects: readonly JsonObject[]): string => objects.map((one) => JSON.stringify(one)).join('\n---\n');
  const snapshot = parseSnapshot(text(live), 'live.yaml');
  const source: EvidenceSource = {
    from: {kind: 'file', file: 'live.yaml'},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: snapshot, unsearched: []}),
    read: async (objects) => fromSnapshot(snapshot, objects, 'live.yaml'),
  };
  const baseline = {
    release: {name: 'web', namespace: 'shop'},
    from: {kind: 'release', revision: 1} as const,
    text: text(declared),
    name: 'manifest of web',
    notes: [],
    applyMethod: async () => 'ssa' as const,
  };
  return inspect(baseline, source, {fidelity: 'client', config: NO_CONFIG}, NOW);
}

/** A Deployment of two containers' worth of fields. */
export function deployment(spec: JsonObject, name = 'web'): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      annotations: {'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop'},
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
    },
    spec,
  };
}

/** What helm wanted to write to a Deployment, and the answer. */
export function dried(
  answer: JsonObject,
  status = 200,
  name = 'web',
  method: DriedWrite['method'] = 'PATCH',
): DriedWrite {
  return {
    method,
    path: `/apis/apps/v1/namespaces/shop/deployments${method === 'POST' ? '' : `/${name}`}`,
    body: method === 'POST' ? {kind: 'Deployment', metadata: {name}} : undefined,
    status,
    answer,
  };
}
