import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {LEASE_LABEL, LEASE_NOTES, OWN_LABELS} from './names.ts';

/** As client-go has them: a lease holds for so long after its last renewal, whoever cannot renew it gives up earlier. */
export const LEASE_MS = 15_000;
export const RENEW_WITHIN_MS = 10_000;
export const RETRY_MS = 2000;

/** What a shard's lease says. */
export interface ShardLease {
  readonly shard: number;
  /** '' where nobody holds it. */
  readonly holder: string;
  /** Of how many shards its holder believes it to be one; 0 where it says nothing. */
  readonly count: number;
  /** Who is to have it, where somebody else holds it. */
  readonly wantedBy: string;
  /** All releases of the shard were checked. */
  readonly isReady: boolean;
  /** States of releases that could not be written. */
  readonly unwritten: number;
  /** The only namespaces that are followed, with commas between; '' for all. */
  readonly covers: string;
  /** RFC 3339, by its holder's clock; '' where it never was. */
  readonly renewed: string;
  readonly durationS: number;
  readonly acquired: string;
  readonly transitions: number;
  /** Its resourceVersion. */
  readonly version: string;
}

/** The leases of one installation. Both throw where the API server does not answer. */
export interface LeasePort {
  list(): Promise<readonly ShardLease[]>;
  /** Writes over the very lease that was seen, or makes one where none was; undefined where somebody else was faster. */
  write(lease: ShardLease, seen: ShardLease | undefined): Promise<ShardLease | undefined>;
}

export const leaseName = (installation: string, shard: number): string => `${installation}-shard-${shard}`;

/** Undefined where the object is none of ours. */
export function shardLease(object: JsonObject): ShardLease | undefined {
  const {name, resourceVersion, annotations} = metadataOf(object);
  const [, number] = /-shard-(\d{1,4})$/.exec(textOf(name)) ?? [];
  if (number === undefined) return undefined;
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const notes = isObject(annotations) ? annotations : {};
  return {
    shard: Number(number),
    holder: textOf(spec['holderIdentity']),
    count: Number(textOf(notes[LEASE_NOTES.count])) || 0,
    wantedBy: textOf(notes[LEASE_NOTES.wantedBy]),
    isReady: notes[LEASE_NOTES.ready] === 'true',
    unwritten: Number(textOf(notes[LEASE_NOTES.unwritten])) || 0,
    covers: textOf(notes[LEASE_NOTES.covers]),
    renewed: textOf(spec['renewTime']),
    durationS: Number(spec['leaseDurationSeconds'] ?? LEASE_MS / 1000),
    acquired: textOf(spec['acquireTime']),
    transitions: Number(spec['leaseTransitions'] ?? 0),
    version: textOf(resourceVersion),
  };
}

/** The object that says it. */
export function leaseObject(lease: ShardLease, installation: string, namespace: string): JsonObject {
  const {shard, holder, count, wantedBy, isReady, unwritten, covers, renewed, acquired, transitions, durationS} = lease;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: leaseName(installation, shard),
      namespace,
      labels: {...OWN_LABELS, [LEASE_LABEL]: installation},
      annotations: {
        [LEASE_NOTES.count]: String(count),
        [LEASE_NOTES.wantedBy]: wantedBy,
        [LEASE_NOTES.ready]: String(isReady),
        [LEASE_NOTES.unwritten]: String(unwritten),
        [LEASE_NOTES.covers]: covers,
      },
    },
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: durationS,
      leaseTransitions: transitions,
      ...(renewed === '' ? {} : {renewTime: microTime(renewed)}),
      ...(acquired === '' ? {} : {acquireTime: microTime(acquired)}),
    },
  };
}

/** Kubernetes takes six digits of a second here, and no others. */
const microTime = (time: string): string =>
  time.replace(/\.(\d+)Z$/, (_all, digits: string) => `.${digits.padEnd(6, '0')}Z`);
