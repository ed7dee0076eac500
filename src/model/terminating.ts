import {isList, metadataOf, textOf} from './json.ts';
import type {JsonObject} from './json.ts';

/** That an object is on its way out, since when, and what holds it; one line. Undefined where nobody deletes it. */
export function terminating(object: JsonObject): string | undefined {
  const {deletionTimestamp, finalizers} = metadataOf(object);
  const since = textOf(deletionTimestamp);
  if (since === '') return undefined;
  const holders = isList(finalizers) ? finalizers.map(textOf).filter((name) => name !== '') : [];
  const held =
    holders.length === 0 ? '' : `, held by the finalizer${holders.length > 1 ? 's' : ''} ${holders.join(', ')}`;
  return `it is being deleted since ${since}${held}`;
}
