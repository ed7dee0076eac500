import {metadataOf, textOf} from './json.ts';
import type {JsonObject} from './json.ts';
import type {GapReason} from './reasons.ts';
import {parseApiVersion} from './refs.ts';
import type {ObjectRef} from './refs.ts';

export interface LiveObject {
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  readonly object: JsonObject;
}

/** What could not be read, and why. Unreadable is never "missing" and never "clean". */
export interface Gap {
  /** Absent when the gap is the whole release's. */
  readonly ref?: ObjectRef;
  readonly reason: GapReason;
  /** One line for a person. */
  readonly message: string;
}

export interface ClusterIdentity {
  /** The kubeconfig's context, or the API server's address where there is none. */
  readonly name: string;
  readonly server: string;
}

/** What the cluster (or a snapshot of it) holds. */
export interface Evidence {
  readonly from:
    | {readonly kind: 'cluster'; readonly cluster: ClusterIdentity}
    | {readonly kind: 'file'; readonly file: string};
  /** RFC 3339. */
  readonly takenAt: string;
  readonly objects: readonly LiveObject[];
  readonly gaps: readonly Gap[];
}

/** What was read of some objects. Absent objects are in neither list. */
export interface LiveState {
  readonly objects: readonly LiveObject[];
  readonly gaps: readonly Gap[];
}

/** Objects under Helm's ownership metadata, and the kinds that could not be searched for them. */
export interface OwnedObjects {
  readonly objects: readonly LiveObject[];
  /** Kinds that could not be listed, for want of rights or because the API server failed. */
  readonly unsearched: readonly string[];
  /** Namespaces where built-in kinds alone were searched. */
  readonly narrowed?: readonly string[];
  /** Kinds whose answer was not waited for any more. */
  readonly late?: readonly string[];
  /** Custom kinds that were not searched: a look at the whole cluster found no object of Helm's among them. */
  readonly leftOut?: {readonly kinds: number; readonly lookedAt: string};
}

/** What a search for objects of Helm's is asked for. */
export interface SearchFor {
  /** The namespace is not the release's own: there built-in kinds alone are searched. */
  readonly beside?: boolean;
  /** What the release declares: none of these kinds is left out. */
  readonly declared?: readonly (Pick<ObjectRef, 'group' | 'kind'> & Partial<ObjectRef>)[];
}

/** Names a live object by what it says of itself. */
export function toLive(object: JsonObject): LiveObject {
  const apiVersion = textOf(object['apiVersion']);
  const {name, namespace} = metadataOf(object);
  const ref = {
    group: parseApiVersion(apiVersion).group,
    kind: textOf(object['kind']),
    ...(typeof namespace === 'string' && namespace !== '' ? {namespace} : {}),
    name: textOf(name),
  };
  return {ref, apiVersion, object};
}
