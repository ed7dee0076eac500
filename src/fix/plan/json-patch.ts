import {isDeepStrictEqual} from 'node:util';
import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Operation} from '../../model/fix.ts';

/**
 * The operations (RFC 6902) that make one value of another. Lists of one length are gone through item by item, others are
 * replaced: who owns what afterwards the API server works out from the values, not from the patch.
 */
export function operations(from: Json | undefined, to: Json | undefined, pointer = ''): Operation[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (to === undefined) return [{op: 'remove', path: pointer}];
  if (from === undefined) return [{op: 'add', path: pointer, value: to}];
  if (isObject(from) && isObject(to)) return ofObjects(from, to, pointer);
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    const list = to as Json[];
    return (from as Json[]).flatMap((item, index) => operations(item, list[index], `${pointer}/${index}`));
  }
  return [{op: 'replace', path: pointer, value: to}];
}

function ofObjects(from: JsonObject, to: JsonObject, pointer: string): Operation[] {
  const fields = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...fields].flatMap((field) => operations(from[field], to[field], `${pointer}/${escaped(field)}`));
}

function escaped(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}
