import {isDeepStrictEqual} from 'node:util';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {ownValue} from '../../model/path.ts';

/**
 * Takes a change back: what went from `before` to `after` goes back in `now`, and what others have changed elsewhere stays.
 * Undefined as a whole where the very thing that is to go back was changed again.
 */
export function takenBack(
  before: Json | undefined,
  after: Json | undefined,
  now: Json | undefined,
): {readonly value: Json | undefined} | undefined {
  if (isDeepStrictEqual(before, after)) return {value: now};
  if (isDeepStrictEqual(after, now)) return {value: before};
  // It is back already.
  if (isDeepStrictEqual(before, now)) return {value: now};
  if (!isObject(before) || !isObject(after) || !isObject(now)) return undefined;
  const result: [string, Json][] = [];
  for (const field of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const merged = takenBack(ownValue(before, field), ownValue(after, field), ownValue(now, field));
    if (merged === undefined) return undefined;
    if (merged.value !== undefined) result.push([field, merged.value]);
  }
  return {value: Object.fromEntries(result)};
}
