import {selectOf} from '../../check/normalize/align-items.ts';
import {fieldShape, UNKNOWN} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import {isList, isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {parseJsonExact, stringifyJson} from '../../yaml/json.ts';

/**
 * A set of fields in the form that managedFields has (fieldsV1): `f:name`, `k:{"name":"x"}`, `v:"x"`, and `.` for the thing
 * itself. A leaf is a scalar, a value that is owned as one, or an empty container.
 */
export type FieldSet = JsonObject;

export const NO_FIELDS: FieldSet = {};

/** All fields of a value. */
export function fieldSetOf(value: Json, shape: Shape): FieldSet {
  if (isAtomic(value, shape)) return NO_FIELDS;
  if (isList(value)) {
    const items = itemsOf(shape);
    return Object.fromEntries(value.map((item) => [itemKey(item, shape), itemSet(item, items)]));
  }
  if (!isObject(value)) return NO_FIELDS;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, item]) =>
      item === undefined ? [] : [[`f:${field}`, fieldSetOf(item, fieldShape(shape, field))]],
    ),
  );
}

function itemSet(item: Json, shape: Shape): FieldSet {
  return isObject(item) ? {'.': {}, ...fieldSetOf(item, shape)} : NO_FIELDS;
}

/** `k:{"port":80,"protocol":"TCP"}`, its keys in the order in which the server writes them; `v:"x"` for a set's item. */
export function itemKey(item: Json, shape: Shape): string {
  if (!isObject(item) || shape.kind !== 'list') return `v:${stringifyJson(item)}`;
  const select = selectOf(item, shape.keys, shape.items);
  return `k:${JSON.stringify(Object.fromEntries(Object.entries(select).toSorted(([a], [b]) => (a < b ? -1 : 1))))}`;
}

/** What is in either of two sets. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  const both: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [left, right] = [a[key], b[key]];
    both[key] = union(isObject(left) ? left : NO_FIELDS, isObject(right) ? right : NO_FIELDS);
  }
  return both;
}

/** Whether all that one set holds is in another. */
export function isSubset(part: FieldSet, whole: FieldSet): boolean {
  return Object.entries(part).every(([key, below]) => {
    if (key === '.') return true;
    const other = Object.hasOwn(whole, key) ? whole[key] : undefined;
    if (!isObject(other)) return false;
    return isSubset(isObject(below) ? below : NO_FIELDS, other);
  });
}

/** The part of a value that a set names, as an Apply would have to spell it: items with their keys, leaves with all they hold. */
export function extract(value: Json, set: FieldSet, shape: Shape): Json {
  const keys = Object.keys(set).filter((key) => key !== '.');
  if (keys.length === 0) return leaf(value, shape);
  if (isList(value)) return extractItems(value, set, keys, shape);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const field = key.slice(2);
      const item = key.startsWith('f:') && Object.hasOwn(value, field) ? value[field] : undefined;
      return item === undefined ? [] : [[field, extract(item, childSet(set, key), fieldShape(shape, field))]];
    }),
  );
}

function extractItems(list: readonly Json[], set: FieldSet, keys: readonly string[], shape: Shape): Json[] {
  const items = itemsOf(shape);
  const wanted = new Map(keys.map((key) => [normalKey(key), key]));
  // In the order of the list: an Apply of several items says theirs too.
  return list.flatMap((item): Json[] => {
    const key = wanted.get(normalKey(itemKey(item, shape)));
    if (key === undefined) return [];
    if (!isObject(item)) return [item];
    const spelled = keyOf(key);
    const below = childSet(set, key);
    const isBare = Object.keys(below).every((name) => name === '.');
    const own = isBare ? {} : extract(item, below, items);
    return [{...(isObject(spelled) ? spelled : {}), ...(isObject(own) ? own : {})}];
  });
}

/** Two spellings of one key are one item. */
function normalKey(key: string): string {
  const value = keyOf(key);
  if (!isObject(value)) return `v:${scalarText(value)}`;
  return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What stands behind the `k:` or `v:` of an item's key. */
function keyOf(key: string): Json {
  return parseJsonExact(key.slice(2));
}

/** A container that is not owned as one, and has nothing below it, was owned empty: what stands in it now is others'. */
function leaf(value: Json, shape: Shape): Json {
  if (typeof value !== 'object' || value === null || isAtomic(value, shape) || shape.kind === 'unknown') return value;
  return isList(value) ? [] : {};
}

function isAtomic(value: Json, shape: Shape): boolean {
  if (isList(value)) return shape.kind !== 'list' || shape.merge === 'atomic';
  return shape.kind === 'object' && shape.atomic === true;
}

function childSet(set: FieldSet, key: string): FieldSet {
  const below = set[key];
  return isObject(below) ? below : NO_FIELDS;
}

function itemsOf(shape: Shape): Shape {
  return shape.kind === 'list' ? shape.items : UNKNOWN;
}
