import type {JsonObject} from '../model/json.ts';
import type {ApiResource} from '../model/ports.ts';
import type {ReleasePlace} from './release-drift.ts';

/** What became of a write of ours. */
export type OwnAnswer =
  | {readonly object: JsonObject}
  /** The object, its namespace or its kind is not there. */
  | {readonly absent: string}
  /** Somebody else was faster. */
  | {readonly conflict: string}
  /** It may not be written, or not so; trying again soon is of no use. */
  | {readonly refused: string}
  /** Nobody knows: it is to be tried again. */
  | {readonly lost: string};

/** Writes objects of our own kinds, and no others. */
export interface OwnWriter {
  /** Server-side apply under our own name; other managers' fields stay. */
  apply(resource: ApiResource, place: ReleasePlace, body: JsonObject, part?: 'status'): Promise<OwnAnswer>;
  /** Of this very object, by its uid. What is gone already is deleted. */
  remove(resource: ApiResource, place: ReleasePlace, uid: string): Promise<OwnAnswer>;
}
