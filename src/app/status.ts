import {agentState} from '../agent/liveness.ts';
import type {AgentState} from '../agent/liveness.ts';
import {shardLease} from '../agent/leases.ts';
import type {ShardLease} from '../agent/leases.ts';
import {LEASE_LABEL} from '../agent/names.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Severity, State} from '../model/report.ts';
import type {ReleaseState, StatusDocument} from '../report/status.ts';
import type {Cluster} from './cluster.ts';
import {driftKind, drifts} from './own-state.ts';

const STATES: readonly State[] = ['in-contract', 'variance-detected', 'incomplete'];

/** What the agents have written of releases, and whether they are there to write. Throws UserError where it cannot be read. */
export async function statusOf(
  cluster: Pick<Cluster, 'reader'>,
  namespace: string | undefined,
  now: Date,
): Promise<StatusDocument> {
  const kind = await driftKind(cluster);
  const [agent, releases] = await Promise.all([agentOf(cluster, now), read(drifts(cluster, kind, namespace))]);
  return {agent, releases, namespace};
}

async function read(objects: AsyncIterable<JsonObject>): Promise<ReleaseState[]> {
  const found: ReleaseState[] = [];
  for await (const object of objects) found.push(releaseState(object));
  return found;
}

/** Of one installation; where there are several, the worst. */
async function agentOf({reader}: Pick<Cluster, 'reader'>, now: Date): Promise<AgentState> {
  const unknown = (why: string): AgentState => ({
    state: 'unknown',
    message: `whether an agent is alive cannot be told: ${why}`,
    shards: 0,
    covers: [],
  });
  const kind = (await reader.discover()).find('coordination.k8s.io', 'Lease');
  if (kind === undefined) return unknown('leases are not served');
  const answer = await reader.list(kind, undefined, {labelSelector: LEASE_LABEL});
  if ('failure' in answer) return unknown(answer.failure.message);
  const installations = new Map<string, ShardLease[]>();
  for (const object of answer.objects) {
    const lease = shardLease(object);
    const {labels, namespace} = metadataOf(object);
    if (lease === undefined) continue;
    const of = `${textOf(namespace)}/${isObject(labels) ? textOf(labels[LEASE_LABEL]) : ''}`;
    installations.set(of, [...(installations.get(of) ?? []), lease]);
  }
  const states = [...installations.values()].map((leases) => agentState(leases, now));
  // One that is alive beside one that was taken away is enough; several that are alive are told as the worst of them.
  const alive = states.filter(({state}) => state !== 'absent');
  const worst = alive.find(({state}) => state === 'stale') ?? alive[0] ?? states[0] ?? agentState([], now);
  const covers = alive.some((one) => one.covers.length === 0) ? [] : [...new Set(alive.flatMap((one) => one.covers))];
  return {...worst, covers: alive.length === 0 ? worst.covers : covers};
}

/** What cannot be read of an object is unknown, and no state. */
function releaseState(object: JsonObject): ReleaseState {
  const {name, namespace} = metadataOf(object);
  const status = isObject(object['status']) ? object['status'] : {};
  const state = STATES.find((one) => one === status['state']) ?? 'unknown';
  const worst = SEVERITIES.find((one): one is Severity => one === status['worst']);
  const condition = objectsIn(status['conditions']).find(({type}) => type === 'InContract');
  const count = (field: string): number => (typeof status[field] === 'number' ? status[field] : 0);
  const text = (field: 'since' | 'changedAt'): Partial<Record<'since' | 'changedAt', string>> =>
    textOf(status[field]) === '' ? {} : {[field]: textOf(status[field])};
  return {
    namespace: textOf(namespace),
    name: textOf(name),
    state,
    ...(worst === undefined ? {} : {worst}),
    drift: count('drift'),
    accepted: count('accepted'),
    gaps: count('gaps'),
    ...(typeof status['revision'] === 'number' ? {revision: status['revision']} : {}),
    ...text('since'),
    ...text('changedAt'),
    message: textOf(condition?.['message']),
  };
}
