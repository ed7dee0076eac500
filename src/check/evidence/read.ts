import {toLive} from '../../model/evidence.ts';
import type {Gap, LiveState} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {ApiResource, ApiResources, ClusterReader, ReadFailure} from '../../model/ports.ts';
import {parseApiVersion, refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';

/** Up to this many objects of a kind in a namespace are fetched one by one; one LIST is cheaper above. */
const GETS_AT_MOST = 5;

export interface Batch {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly refs: readonly ObjectRef[];
}

/** Reads the live object of every intent object; what cannot be read becomes a gap of that object. Absent objects are in neither list. */
export async function readLive(
  reader: ClusterReader,
  resources: ApiResources,
  intent: readonly IntentObject[],
): Promise<LiveState> {
  const {batches, gaps} = planReads(resources, intent);
  const states = await Promise.all(batches.map((batch) => readBatch(reader, batch)));
  return {
    objects: states.flatMap(({objects}) => objects),
    gaps: [...gaps, ...states.flatMap((state) => state.gaps)],
  };
}

/** Groups the intent into as few requests as will do; kinds that the server does not serve are gaps at once. */
export function planReads(resources: ApiResources, intent: readonly IntentObject[]): {batches: Batch[]; gaps: Gap[]} {
  const batches = new Map<string, {resource: ApiResource; namespace: string | undefined; refs: ObjectRef[]}>();
  const gaps: Gap[] = [];
  for (const {ref, apiVersion} of intent) {
    const resource = resources.find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
    if (resource === undefined) {
      const message = resources.stale.includes(ref.group)
        ? `the API server cannot say now what the group ${ref.group} holds`
        : `the cluster does not serve ${ref.kind} (${apiVersion}): its CustomResourceDefinition is missing`;
      gaps.push({ref, reason: 'unknown-kind', message});
      continue;
    }
    const namespace = resource.namespaced ? ref.namespace : undefined;
    const key = `${resource.group}/${resource.version}/${resource.plural}/${namespace ?? ''}`;
    const batch = batches.get(key) ?? {resource, namespace, refs: []};
    batch.refs.push(ref);
    batches.set(key, batch);
  }
  return {batches: [...batches.values()], gaps};
}

async function readBatch(reader: ClusterReader, batch: Batch): Promise<LiveState> {
  if (batch.refs.length <= GETS_AT_MOST || !batch.resource.verbs.includes('list')) return readEach(reader, batch);
  const {resource, namespace} = batch;
  // Helm's own records can outweigh everything else that a namespace holds.
  const isSecrets = resource.group === '' && resource.plural === 'secrets';
  const answer = await reader.list(resource, namespace, isSecrets ? {fieldSelector: 'type!=helm.sh/release.v1'} : {});
  if ('failure' in answer) {
    // A user may be allowed to get what he may not list.
    return answer.failure.reason === 'forbidden' ? readEach(reader, batch) : gapsFor(batch.refs, answer.failure);
  }
  const wanted = new Set(batch.refs.map(refKey));
  return {objects: answer.objects.map(toLive).filter(({ref}) => wanted.has(refKey(ref))), gaps: []};
}

export async function readEach(reader: ClusterReader, {resource, namespace, refs}: Batch): Promise<LiveState> {
  const states = await Promise.all(
    refs.map(async (ref): Promise<LiveState> => {
      const answer = await reader.get(resource, namespace, ref.name);
      if ('failure' in answer) return gapsFor([ref], answer.failure);
      return {objects: 'object' in answer ? [toLive(answer.object)] : [], gaps: []};
    }),
  );
  return {objects: states.flatMap(({objects}) => objects), gaps: states.flatMap(({gaps}) => gaps)};
}

function gapsFor(refs: readonly ObjectRef[], {reason, message}: ReadFailure): LiveState {
  return {objects: [], gaps: refs.map((ref) => ({ref, reason, message: `${refLabel(ref)}: ${message}`}))};
}
