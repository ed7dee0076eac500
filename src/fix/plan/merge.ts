import {isDeepStrictEqual} from 'node:util';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';

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
  if (!isObject(before) || !isObject(after) || !isObject(now)) return undefined;
  const result: Record<string, Json> = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const merged = takenBack(before[field], after[field], now[field]);
    if (merged === undefined) return undefined;
    if (merged.value !== undefined) result[field] = merged.value;
  }
  return {value: result};
}
