import {isDeepStrictEqual} from 'node:util';
import {selectOf} from '../../check/normalize/align-items.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {ItemPair} from '../../check/normalize/step.ts';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {ownValue, positionOf} from '../../model/path.ts';
import type {Segment} from '../../model/path.ts';
import {fieldSetOf, itemKey, NO_FIELDS, union} from './field-set.ts';
import type {FieldSet} from './field-set.ts';
import {grouped, isAddition} from './restoration.ts';
import type {Value, Walk, Wanted} from './restoration.ts';

/** A declared item that is put in behind a live position; -1 puts it first. */
export interface Insertion {
  readonly after: number;
  readonly slot: Value;
}

/** What is left of a keyed item that lost its keys: the API takes it for an item of its own, and nobody could mean that. */
export function isRemnant(item: Json, declaredItem: Json, shape: Shape): boolean {
  if (shape.kind !== 'list' || shape.merge !== 'map' || !isObject(item) || !isObject(declaredItem)) return false;
  const isKeyless = shape.keys.every((key) => item[key] === undefined || item[key] === '');
  return (
    isKeyless &&
    Object.entries(item).every(
      ([field, value]) => value === '' || isDeepStrictEqual(value, ownValue(declaredItem, field)),
    )
  );
}

/** A live item with the merge keys of the declared one. */
export function renamed(live: Json, wanted: Json, said: Json | undefined, shape: Shape, walk: Walk): Value {
  if (shape.kind !== 'list' || !isObject(live) || !isObject(wanted)) return {value: live, touched: undefined};
  walk.rekeyed = true;
  const value = {...live, ...selectOf(wanted, shape.keys, shape.items)};
  return {value, touched: itemTouched(said ?? value, shape.items)};
}

/** An item under another key is new to the API: all that is declared of it comes with it. */
export function rekeyed(slot: Value, live: Json, said: Json | undefined, shape: Shape, walk: Walk): Value {
  const {value, touched} = slot;
  const isKeyed = shape.kind === 'list' && shape.merge !== 'atomic';
  if (!isKeyed || value === undefined || touched === undefined) return slot;
  if (itemKey(value, shape) === itemKey(live, shape))
    return {value, touched: isObject(value) ? {'.': {}, ...touched} : touched};
  walk.rekeyed = true;
  return {value, touched: union(itemTouched(said ?? value, shape.items), touched)};
}

export function itemTouched(value: Json, items: Shape): FieldSet {
  return isObject(value) ? {'.': {}, ...fieldSetOf(value, items)} : NO_FIELDS;
}

/** The list that its items make, each insertion behind its position. */
export function assembled(slots: readonly Value[], inserted: readonly Insertion[], shape: Shape): Value {
  const all = [-1, ...slots.keys()].flatMap((index) => {
    const own = slots[index];
    return [
      ...(own === undefined ? [] : [own]),
      ...inserted.filter(({after}) => after === index).map(({slot}) => slot),
    ];
  });
  const kept = all.flatMap(({value, touched}) => (value === undefined ? [] : [{value, touched}]));
  const value = kept.map((slot) => slot.value);
  const isPart = shape.kind === 'list' && shape.merge !== 'atomic';
  // A list that is owned as one is written as one, also where an item was only taken out of it.
  if (!isPart) return {value, touched: NO_FIELDS};
  const touched = kept.flatMap((slot) =>
    slot.touched === undefined ? [] : [[itemKey(slot.value, shape), slot.touched] as const],
  );
  return {value, touched: touched.length === 0 ? undefined : Object.fromEntries(touched)};
}

/** The live position behind which a declared item belongs: that of its nearest declared sibling before it, or -1. */
export function positionBehind(
  declaredAt: number,
  said: readonly Json[],
  pairs: readonly ItemPair[],
  live: readonly Json[],
): number {
  for (let index = declaredAt - 1; index >= 0; index--) {
    const sibling = pairs.find(({desired}) => desired === said[index])?.live;
    if (sibling !== undefined) return live.indexOf(sibling);
  }
  return -1;
}

/** An item that only the live side has may carry the number of a declared one: an addition means the former. */
export function pairFor(wanted: Wanted, pairs: readonly ItemPair[]): ItemPair | undefined {
  const [segment] = wanted.rest;
  const fits = pairs.filter(({step}) => isDeepStrictEqual(step.segment, segment));
  const isExtra = isAddition(wanted);
  return fits.find(({step}) => (step.extra === true) === isExtra) ?? (isExtra ? undefined : fits[0]);
}

/** The position that a path names in a live list; -1 where it names none. */
export function namedPosition(live: readonly Json[], segment: Segment | undefined): number {
  if (segment === undefined) return -1;
  if ('index' in segment) return segment.index < live.length ? segment.index : -1;
  return 'select' in segment ? positionOf(live, segment.select, segment.nth) : -1;
}

export function positionIn(list: readonly Json[], item: Json | undefined): number {
  return item === undefined ? -1 : list.indexOf(item);
}

/** Findings of one item together, but for the additions of whole items: those may share a number with a declared one. */
export function bySegment(wanted: readonly Wanted[]): Wanted[][] {
  const keyed = grouped(wanted, (one) => `${isAddition(one) ? '+' : ' '}${JSON.stringify(one.rest[0])}`);
  return [...keyed.values()];
}
