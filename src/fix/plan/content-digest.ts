import {createHash} from 'node:crypto';
import type {JsonObject} from '../../model/json.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {content} from './changes.ts';

/** Of what a person could have written in an object: equal before and after a change of status. */
export function contentDigest(object: JsonObject): string {
  return createHash('sha256')
    .update(canonicalText(content(object)))
    .digest('hex');
}

/** A value as a text that is equal for equal values, whatever the order of their fields. */
export function canonicalText(value: unknown): string {
  return stringifyJson(sorted(value)) ?? '';
}

/** The server may write the same map in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
