import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';

/** Whole objects by their identity. None has an unknown one, which would equal another. */
export type Bodies = ReadonlyMap<string, JsonObject>;

const UNKNOWN = '';

export function bodiesOf(items: readonly JsonObject[]): Bodies {
  const bodies = new Map(items.map((item) => [identityOf(item), item]));
  bodies.delete(UNKNOWN);
  return bodies;
}

/** Of one object in one state of it. */
export function identityOf(item: JsonObject): string {
  const {uid, resourceVersion} = metadataOf(item);
  return textOf(uid) === '' || textOf(resourceVersion) === '' ? UNKNOWN : `${textOf(uid)}/${textOf(resourceVersion)}`;
}
