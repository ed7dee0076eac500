import {isDeepStrictEqual} from 'node:util';
import {isList, isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {ownValue} from '../../model/path.ts';
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
  if (isList(from) && isList(to) && from.length === to.length)
    return from.flatMap((item, index) => operations(item, to[index], `${pointer}/${index}`));
  return [{op: 'replace', path: pointer, value: to}];
}

function ofObjects(from: JsonObject, to: JsonObject, pointer: string): Operation[] {
  const fields = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...fields].flatMap((field) =>
    operations(ownValue(from, field), ownValue(to, field), `${pointer}/${escaped(field)}`),
  );
}

function escaped(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1');
}
