import {asObj, isObj, isScalar} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import type {Schema} from './openapi.ts';

/**
 * A path whose steps say the same thing about an object before and after a write, though its lists moved: a field by its
 * name, a list's item by all names that it goes by (its keys, its value, its position where nothing else tells it apart).
 * Two steps mean the same where they share one name.
 */
export type Step = readonly string[];
export type Place = readonly Step[];

/** Any item of a list whose items have no name: what was put in or taken out cannot be told by position. */
export const ANY: Step = ['*'];

export const fieldStep = (name: string): Step => [`.${name}`];

/** What tells an item of this list apart; no fields for scalars and for lists without keys. */
export function keysOf(list: Schema | undefined): readonly string[] {
  if (list === undefined) return [];
  if (list.mapKeys.length > 0) return list.mapKeys;
  return list.patchKey === '' ? [] : [list.patchKey];
}

export function keyText(item: Json, keys: readonly string[], list: Schema | undefined): string | undefined {
  if (!isObj(item) || keys.length === 0) return undefined;
  const parts = keys.map((key) => {
    const value = item[key] ?? list?.items?.of(key)?.node['default'];
    return isScalar(value) ? `${key}=${value}` : `${key}=`;
  });
  return parts.join(',');
}

export function itemStep(items: readonly Json[], index: number, list: Schema | undefined): Step {
  const item = items[index] ?? null;
  const keys = keysOf(list);
  const key = keyText(item, keys, list);
  if (key !== undefined) {
    // Lists written before their keys were enforced may hold a key twice.
    const nth = items.slice(0, index).filter((other) => keyText(other, keys, list) === key).length;
    return [nth === 0 ? `k:${key}` : `k:${key}#${nth}`];
  }
  return isScalar(item) ? [`v:${item}`, `i:${index}`] : [`i:${index}`];
}

/** The place of a pointer in a document; steps that lead out of the document are taken as fields. */
export function placeOf(document: Obj, pointer: Pointer, schema: Schema | undefined): Place {
  let here: Json | undefined = document;
  let rules = schema;
  return pointer.map((step) => {
    let result: Step;
    if (Array.isArray(here)) {
      result = itemStep(here, Number(step), rules);
      here = here[Number(step)];
      rules = rules?.items;
    } else {
      result = fieldStep(step);
      here = isObj(here) ? here[step] : undefined;
      rules = rules?.of(step);
    }
    return result;
  });
}

/** The pointer that a place has in another document, as far as it is there. */
export function pointerOf(document: Obj, place: Place, schema: Schema | undefined): Pointer | undefined {
  let here: Json | undefined = document;
  let rules = schema;
  const pointer: string[] = [];
  for (const step of place) {
    if (Array.isArray(here)) {
      const items: Json[] = here;
      const list = rules;
      const index = items.findIndex((_item, position) => sameStep(itemStep(items, position, list), step));
      if (index === -1) return undefined;
      pointer.push(String(index));
      here = items[index];
      rules = rules?.items;
    } else {
      const name = step[0]?.slice(1) ?? '';
      here = asObj(here)[name];
      if (here === undefined) return undefined;
      pointer.push(name);
      rules = rules?.of(name);
    }
  }
  return pointer;
}

const sameStep = (left: Step, right: Step): boolean =>
  left[0] === '*' || right[0] === '*'
    ? !(left[0] ?? '').startsWith('.') && !(right[0] ?? '').startsWith('.')
    : left.some((name) => right.includes(name));

/** Whether one place is the other, holds it, or is held by it. */
export function related(left: Place, right: Place): boolean {
  return left.every((step, index) => {
    const other = right[index];
    return other === undefined || sameStep(step, other);
  });
}

export const placeText = (place: Place): string =>
  place
    .map(([name = '', ...others]) => (name.startsWith('.') ? name : `[${[name, ...others].join('|')}]`))
    .join('')
    .replace(/^\./, '');
