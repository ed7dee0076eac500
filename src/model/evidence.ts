import type {JsonObject} from './json.ts';
import type {ObjectRef} from './refs.ts';

export interface LiveObject {
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  readonly object: JsonObject;
}

/** Why something could not be seen. */
export type GapReason =
  | 'forbidden'
  | 'unauthorized'
  | 'unknown-kind'
  | 'unreachable'
  | 'timeout'
  | 'server-error'
  | 'not-in-snapshot'
  | 'no-name'
  | 'no-release-record'
  | 'pending-release'
  | 'unreadable-release'
  /** --fidelity server, and the server could not be asked. */
  | 'unconfirmed'
  /** Live was read at a version that does not have what the intent declares. */
  | 'other-version'
  /** Nobody can tell any more who owns which field: what was added beside the declared ones cannot be seen. */
  | 'no-managed-fields'
  /** A captured file holds a mask where a secret was. */
  | 'redacted';

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
