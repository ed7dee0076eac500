import {asObj, at, drop, equal, isObj, put} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import type {Schema} from './openapi.ts';
import {keyText, keysOf} from './paths.ts';

/** What somebody wants to be otherwise, in terms of the object as it stands; how it is said to the server is the tool's. */
export interface Change {
  readonly op: 'set' | 'remove';
  readonly pointer: Pointer;
  readonly value?: Json;
}

export const applied = (before: Obj, {op, pointer, value}: Change): Obj =>
  op === 'remove' ? drop(before, pointer) : put(before, pointer, value ?? null);

/** RFC 6902. A parent that is not there yet comes with the value. */
export function jsonPatch(before: Obj, change: Change): Json {
  const {op, pointer} = change;
  const path = (steps: Pointer): string =>
    steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (op === 'remove') return [{op: 'remove', path: path(pointer)}];
  if (at(before, pointer) !== undefined) return [{op: 'replace', path: path(pointer), value: change.value ?? null}];
  let depth = 1;
  while (depth < pointer.length && at(before, pointer.slice(0, depth)) !== undefined) depth++;
  const top = pointer.slice(0, depth);
  return [{op: 'add', path: path(top), value: at(applied(before, change), top) ?? null}];
}

/** RFC 7386: maps field by field, lists as a whole. */
export function mergePatch(before: Json | undefined, after: Json | undefined): Json {
  if (!isObj(before) || !isObj(after)) return after ?? null;
  const patch: Obj = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (!equal(before[name], after[name])) patch[name] = mergePatch(before[name], after[name]);
  return patch;
}

/** Kubernetes' own: items of keyed lists one by one. */
export function strategicPatch(before: Json | undefined, after: Json | undefined, schema: Schema | undefined): Json {
  if (isObj(before) && isObj(after)) {
    const patch: Obj = {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (!equal(before[name], after[name])) patch[name] = strategicPatch(before[name], after[name], schema?.of(name));
    return patch;
  }
  const key = schema?.patchKey ?? '';
  if (!Array.isArray(before) || !Array.isArray(after) || key === '') return after ?? null;
  const keyed = (items: readonly Json[], wanted: Json | undefined): Json | undefined =>
    items.find((item) => equal(asObj(item)[key], wanted));
  const patch: Json[] = [];
  for (const item of after) {
    const name = asObj(item)[key];
    const was = keyed(before, name);
    if (equal(was, item)) continue;
    patch.push(was === undefined ? item : {...asObj(strategicPatch(was, item, schema?.items)), [key]: name ?? null});
  }
  for (const item of before) {
    const name = asObj(item)[key];
    if (keyed(after, name) === undefined) patch.push({$patch: 'delete', [key]: name ?? null});
  }
  return patch;
}

/** What a server-side apply of this one place must hold: keys of items on the way, and whole lists and maps that are atomic. */
export function fragment(after: Obj, pointer: Pointer, schema: Schema | undefined): Obj {
  const {apiVersion, kind, metadata} = after;
  const {name, namespace} = asObj(metadata);
  const part = asObj(partOf(after, pointer, schema));
  return {
    ...part,
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: {...asObj(part['metadata']), name: name ?? null, ...(namespace === undefined ? {} : {namespace})},
  };
}

function partOf(value: Json | undefined, pointer: Pointer, schema: Schema | undefined): Json {
  const [step, ...rest] = pointer;
  if (step === undefined || value === undefined) return value ?? null;
  if (Array.isArray(value)) {
    const keys = schema?.mapKeys ?? [];
    const item = value[Number(step)];
    if (keys.length === 0 || keyText(item ?? null, keysOf(schema), schema) === undefined) return value;
    const names = Object.fromEntries(
      keys.flatMap((key) => (asObj(item)[key] === undefined ? [] : [[key, asObj(item)[key]]])),
    );
    return [rest.length === 0 ? (item ?? null) : ({...asObj(partOf(item, rest, schema?.items)), ...names} as Json)];
  }
  if (schema?.node['x-kubernetes-map-type'] === 'atomic') return value;
  return {[step]: partOf(asObj(value)[step], rest, schema?.of(step))};
}
