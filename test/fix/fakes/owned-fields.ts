import {isObject} from '../../../src/model/json.ts';
import type {Json, JsonObject} from '../../../src/model/json.ts';

/** One field as managedFields spells it: `f:spec`, `f:containers`, `k:{"name":"web"}`, `f:image`. */
export type FieldPath = readonly string[];

/** Lists whose items all have a name are merged by it; all others are values. */
function isNamedList(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && 'name' in item);
}

const stepOf = (item: JsonObject): string => `k:${JSON.stringify({name: item['name']})}`;

/** The fields of a value that somebody can own, each with its value. */
export function fieldsOf(value: Json | undefined, path: FieldPath = []): [path: FieldPath, value: Json][] {
  if (value === undefined) return [];
  if (isNamedList(value)) return value.flatMap((item) => fieldsOf(item, [...path, stepOf(item)]));
  if (!isObject(value) || Object.keys(value).length === 0) return [[path, value]];
  return Object.entries(value).flatMap(([field, inner]) => fieldsOf(inner, [...path, `f:${field}`]));
}

/** One value laid over another, by fields and by names. */
export function merged(live: Json | undefined, applied: Json): Json {
  if (isNamedList(applied) && (live === undefined || isNamedList(live))) {
    const items = live ?? [];
    const rest = applied.filter((item) => !items.some((other) => other['name'] === item['name']));
    const both = items.map((item) => {
      const over = applied.find((other) => other['name'] === item['name']);
      return over === undefined ? item : merged(item, over);
    });
    return [...both, ...rest];
  }
  if (!isObject(applied) || !isObject(live)) return applied;
  const result: Record<string, Json | undefined> = {...live};
  for (const [field, value] of Object.entries(applied))
    if (value !== undefined) result[field] = merged(live[field], value);
  return result;
}

/** A value without one field; what is left empty by that goes too. */
export function without(value: Json | undefined, [step, ...rest]: FieldPath): Json | undefined {
  if (step === undefined) return undefined;
  if (isNamedList(value)) {
    const items = value.flatMap((item) => (stepOf(item) === step ? [without(item, rest)] : [item]));
    const kept = items.filter((item) => isObject(item) && Object.keys(item).some((field) => field !== 'name'));
    return kept.length === 0 ? undefined : kept.flatMap((item) => (item === undefined ? [] : [item]));
  }
  if (!isObject(value)) return value;
  const field = step.slice(2);
  const {[field]: inner, ...others} = value;
  const left = without(inner, rest);
  if (left !== undefined) return {...value, [field]: left};
  return Object.keys(others).length === 0 ? undefined : others;
}

/** Fields in the form that managedFields has. */
export function fieldsV1(paths: Iterable<FieldPath>): JsonObject {
  const root: Record<string, Json> = {};
  for (const path of paths) {
    let here = root;
    for (const step of path) {
      const below: Record<string, Json> = {...(isObject(here[step]) ? (here[step] as Record<string, Json>) : {})};
      if (step.startsWith('k:')) below['.'] = {};
      here[step] = below;
      here = below;
    }
  }
  return root;
}

/** RFC 6902, as far as a fix sends it. */
export function patched(
  value: Json | undefined,
  {op, path, value: set}: {readonly op: string; readonly path: string; readonly value?: Json},
): Json | undefined {
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = (here: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined => {
    if (step === undefined) return op === 'remove' ? undefined : set;
    if (Array.isArray(here)) {
      const items: readonly Json[] = here;
      return items.flatMap((item, index) => (index === Number(step) ? (at(item, rest) ?? []) : [item]));
    }
    if (!isObject(here)) throw new Error(`${path} leads nowhere`);
    const {[step]: inner, ...others} = here;
    const next = at(inner, rest);
    return next === undefined ? others : {...here, [step]: next};
  };
  return at(value, steps);
}
