/** Plain JSON with words of this suite's own: nothing of the detector's may decide what the detector is measured by. */
export type Json = null | boolean | number | string | Json[] | Obj;
export interface Obj {
  [key: string]: Json;
}
export type Pointer = readonly string[];

export const isObj = (value: unknown): value is Obj =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

export const asObj = (value: Json | undefined): Obj => (isObj(value) ? value : {});
export const asList = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
export const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const clone = <T extends Json>(value: T): T => structuredClone(value);

export const pointerText = (pointer: Pointer): string =>
  pointer.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export function at(value: Json | undefined, pointer: Pointer): Json | undefined {
  let here = value;
  for (const step of pointer) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isObj(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

/** Sets a value, making objects on the way; a list grows by its own length as index. */
export function put(root: Obj, pointer: Pointer, value: Json): Obj {
  const result = clone(root);
  let here: Json = result;
  for (const [index, step] of pointer.entries()) {
    const last = index === pointer.length - 1;
    if (Array.isArray(here)) {
      const item = Number(step);
      if (last) here[item] = value;
      else here = here[item] ??= {};
    } else if (isObj(here)) {
      if (last) here[step] = value;
      else here = here[step] ??= {};
    }
  }
  return result;
}

export function drop(root: Obj, pointer: Pointer): Obj {
  const result = clone(root);
  const parent = at(result, pointer.slice(0, -1));
  const step = pointer.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else if (isObj(parent)) delete parent[step];
  return result;
}

export function equal(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  if (isObj(left) && isObj(right)) {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => equal(left[key], right[key]));
  }
  return false;
}

/** How a plain value reads; JSON for what is none. */
export const scalarText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
