import {pairItems} from '../../check/normalize/project.ts';
import {declared, expected} from '../../check/normalize/desired.ts';
import {fieldShape, UNKNOWN} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import {selectOf} from '../../check/normalize/align-items.ts';
import type {ItemPair} from '../../check/normalize/step.ts';
import {isDeepStrictEqual} from 'node:util';
import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {positionOf} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {fieldSetOf, itemKey, NO_FIELDS, union} from './field-set.ts';
import type {FieldSet} from './field-set.ts';
import {overlaid, withoutNulls} from './overlay.ts';
import {excludedFields} from './excluded-fields.ts';

/** A live object with some findings put right, and all else as it stands. */
export interface Restored {
  readonly target: JsonObject;
  /** The declared fields that were put back, as the target has them. */
  readonly touched: FieldSet;
  /** Whether something that the intent does not declare was taken out. */
  readonly takesOut: boolean;
  /** Whether a list item got another merge key: to the API that is another item. */
  readonly rekeyed: boolean;
  /** Findings that lead nowhere in the object as it stands. */
  readonly unreached: readonly Finding[];
}

interface Wanted {
  readonly finding: Finding;
  /** What is left of its path from here on. */
  readonly rest: Path;
}

/** What the intent says at a place: as declared, and as the comparison sees it (without empty containers), to pair items by. */
interface Said {
  readonly full: Json | undefined;
  readonly trim: Json | undefined;
}

interface Walk {
  takesOut: boolean;
  rekeyed: boolean;
  readonly unreached: Finding[];
}

interface Value {
  /** Undefined where nothing is left. */
  readonly value: Json | undefined;
  readonly touched: FieldSet | undefined;
}

/**
 * Puts the desired values of some findings into a live object. Items of lists are paired as the comparison pairs them, so
 * that a path leads to the very value that it was found at.
 */
export function restore(
  intent: {readonly ref: ObjectRef; readonly object: JsonObject},
  live: JsonObject,
  shape: Shape,
  findings: readonly Finding[],
): Restored {
  const walk: Walk = {takesOut: false, rekeyed: false, unreached: []};
  const said = {full: withoutNulls(declared(intent.object, intent.ref)), trim: expected(intent.object, intent.ref)};
  const wanted = findings.map((finding) => ({finding, rest: finding.path}));
  const {value, touched} = inObject(said, live, shape, '', wanted, walk);
  return {target: value as JsonObject, touched: touched ?? NO_FIELDS, ...walk};
}

function below(
  said: Said,
  live: Json | undefined,
  shape: Shape,
  where: string,
  wanted: readonly Wanted[],
  walk: Walk,
): Value {
  if (Array.isArray(live)) return inList(said, live as Json[], shape, where, wanted, walk);
  if (isObject(live)) return inObject(said, live, shape, where, wanted, walk);
  // The server drops a map with its last key: it comes back with it.
  if (live === undefined || live === null) return inObject(said, {}, shape, where, wanted, walk);
  walk.unreached.push(...wanted.map(({finding}) => finding));
  return {value: live, touched: undefined};
}

function inObject(
  {full, trim}: Said,
  live: JsonObject,
  shape: Shape,
  where: string,
  wanted: readonly Wanted[],
  walk: Walk,
): Value {
  const result: Record<string, Json | undefined> = {...live};
  let touched: FieldSet | undefined;
  for (const [field, group] of grouped(wanted, fieldOf)) {
    const inner = fieldShape(shape, field);
    const said = {full: at(full, field), trim: at(trim, field)};
    const next =
      field === ''
        ? lost(group, live, walk)
        : (exactly(group, said, live[field], inner, walk) ??
          below(said, live[field], inner, where === '' ? field : `${where}.${field}`, deeper(group), walk));
    if (field === '') continue;
    const isLeftEmpty = isEmpty(next.value) && said.full === undefined && !isEmpty(live[field]);
    if (next.value === undefined || isLeftEmpty) delete result[field];
    else result[field] = next.value;
    if (next.touched !== undefined) touched = union(touched ?? NO_FIELDS, {[`f:${field}`]: next.touched});
  }
  const comesBack =
    wanted.some(({finding, rest}) => rest.length === 1 && finding.change !== 'added') ||
    Object.keys(result).some((field) => live[field] === undefined);
  for (const field of comesBack ? excludedFields(result, full, shape, where) : []) {
    delete result[field];
    walk.takesOut = true;
  }
  // Owned as one: whoever writes a part of it writes all.
  const isWhole = shape.kind === 'object' && shape.atomic === true && full !== undefined;
  return {value: result, touched: isWhole ? NO_FIELDS : touched};
}

/** The value of a place that a finding names itself; undefined where findings lie only below it. */
function exactly(
  group: readonly Wanted[],
  {full}: Said,
  live: Json | undefined,
  shape: Shape,
  walk: Walk,
): Value | undefined {
  const finding = group.find(({rest}) => rest.length === 1)?.finding;
  if (finding === undefined) return undefined;
  if (finding.change === 'added') {
    walk.takesOut = true;
    return {value: undefined, touched: undefined};
  }
  const value = full ?? finding.desired;
  if (value === undefined) {
    walk.unreached.push(finding);
    return {value: finding.live, touched: undefined};
  }
  return {value: overlaid(value, live, shape), touched: fieldSetOf(value, shape)};
}

function inList(
  {full, trim}: Said,
  live: readonly Json[],
  shape: Shape,
  where: string,
  wanted: readonly Wanted[],
  walk: Walk,
): Value {
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  const [said, trimmed] = [listOf(full), listOf(trim)];
  const pairs = said.length === 0 ? [] : pairItems(trimmed, live, shape, where);
  const slots: Slot[] = live.map((value) => ({value, touched: undefined}));
  const inserted: {after: number; slot: Slot}[] = [];
  const present = new Map<number, Wanted[]>();
  for (const group of bySegment(wanted)) {
    const [first] = group as [Wanted];
    const pair = pairs === 'whole' ? undefined : pairFor(first, pairs);
    if (pair !== undefined && pair.live === undefined) {
      const declaredAt = trimmed.indexOf(pair.desired as Json);
      const value = said[declaredAt] ?? first.finding.desired ?? null;
      const slot = {value, touched: itemTouched(value, items)};
      const remains = live.findIndex((item) => isRemnant(item, value, shape));
      if (remains < 0) inserted.push({after: before(declaredAt, trimmed, pairs, live), slot});
      else slots[remains] = slot;
      walk.rekeyed ||= remains >= 0;
      continue;
    }
    const place = pair === undefined ? indexOf(live, first.rest[0] as Segment) : live.indexOf(pair.live as Json);
    if (place < 0) walk.unreached.push(...group.map(({finding}) => finding));
    // A renumbered item has two names, the declared one and that of its live keys: both are this one item.
    else present.set(place, [...(present.get(place) ?? []), ...group]);
  }
  for (const [place, group] of present) {
    const is = live[place] as Json;
    const counterpart =
      pairs === 'whole' ? undefined : pairs.find((one) => one.live === is && one.desired !== undefined);
    const declaredAt = counterpart === undefined ? -1 : trimmed.indexOf(counterpart.desired as Json);
    const own = {full: said[declaredAt], trim: trimmed[declaredAt]};
    const isAddition = group.some(({finding, rest}) => finding.change === 'added' && rest.length === 1);
    const slot = inItem({own, counterpart, isAddition, is}, {shape, where}, group, walk);
    slots[place] = rekeyed(slot, is, own.full, shape, walk);
  }
  const list = assembled(slots, inserted, shape);
  // What the intent does not declare is not Helm's to own.
  return full === undefined ? {...list, touched: undefined} : list;
}

interface Item {
  readonly own: Said;
  readonly counterpart: ItemPair | undefined;
  /** Whether the item as a whole is told as an addition. */
  readonly isAddition: boolean;
  readonly is: Json;
}

function inItem(
  {own, counterpart, isAddition, is}: Item,
  {shape, where}: {readonly shape: Shape; readonly where: string},
  group: readonly Wanted[],
  walk: Walk,
): Slot {
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  if (!isAddition || counterpart?.desired === undefined)
    return exactly(group, own, is, items, walk) ?? below(own, is, items, where, deeper(group), walk);
  // Under another key than the declared one, by a default that the intent leaves out: the declared item, and no addition.
  const named = renamed(is, counterpart.desired, own.full, shape, walk);
  const nested = deeper(group);
  if (nested.length === 0) return named;
  const next = below(own, named.value, items, where, nested, walk);
  return {value: next.value, touched: union(named.touched ?? NO_FIELDS, next.touched ?? NO_FIELDS)};
}

interface Slot {
  readonly value: Json | undefined;
  readonly touched: FieldSet | undefined;
}

/** What is left of a keyed item that lost its keys: the API takes it for an item of its own, and nobody could mean that. */
function isRemnant(item: Json, declaredItem: Json, shape: Shape): boolean {
  if (shape.kind !== 'list' || shape.merge !== 'map' || !isObject(item) || !isObject(declaredItem)) return false;
  const isKeyless = shape.keys.every((key) => item[key] === undefined || item[key] === '');
  return (
    isKeyless &&
    Object.entries(item).every(([field, value]) => value === '' || isDeepStrictEqual(value, declaredItem[field]))
  );
}

function renamed(live: Json, wanted: Json, said: Json | undefined, shape: Shape, walk: Walk): Slot {
  if (shape.kind !== 'list' || !isObject(live) || !isObject(wanted)) return {value: live, touched: undefined};
  walk.rekeyed = true;
  const value = {...live, ...selectOf(wanted, shape.keys, shape.items)};
  return {value, touched: itemTouched(said ?? value, shape.items)};
}

/** An item under another key is new to the API: all that is declared of it comes with it. */
function rekeyed(slot: Slot, live: Json, said: Json | undefined, shape: Shape, walk: Walk): Slot {
  const {value, touched} = slot;
  const isKeyed = shape.kind === 'list' && shape.merge !== 'atomic';
  if (!isKeyed || value === undefined || touched === undefined) return slot;
  if (itemKey(value, shape) === itemKey(live, shape))
    return {value, touched: isObject(value) ? {'.': {}, ...touched} : touched};
  walk.rekeyed = true;
  return {value, touched: union(itemTouched(said ?? value, shape.items), touched)};
}

function itemTouched(value: Json, items: Shape): FieldSet {
  return isObject(value) ? {'.': {}, ...fieldSetOf(value, items)} : NO_FIELDS;
}

function assembled(
  slots: readonly Slot[],
  inserted: readonly {readonly after: number; readonly slot: Slot}[],
  shape: Shape,
): Value {
  const all = [-1, ...slots.keys()].flatMap((index) => {
    const own = slots[index];
    return [
      ...(own === undefined ? [] : [own]),
      ...inserted.filter(({after}) => after === index).map(({slot}) => slot),
    ];
  });
  const kept = all.filter((slot): slot is Slot & {value: Json} => slot.value !== undefined);
  const value = kept.map((slot) => slot.value);
  const changed = kept.filter(({touched}) => touched !== undefined);
  const isPart = shape.kind === 'list' && shape.merge !== 'atomic';
  // A list that is owned as one is written as one, also where an item was only taken out of it.
  if (!isPart) return {value, touched: NO_FIELDS};
  if (changed.length === 0) return {value, touched: undefined};
  return {
    value,
    touched: Object.fromEntries(changed.map((slot) => [itemKey(slot.value, shape), slot.touched as FieldSet])),
  };
}

/** The live position behind which a declared item belongs: that of its nearest declared sibling before it, or -1. */
function before(
  declaredAt: number,
  said: readonly Json[],
  pairs: readonly ItemPair[] | 'whole',
  live: readonly Json[],
): number {
  if (pairs === 'whole') return -1;
  for (let index = declaredAt - 1; index >= 0; index--) {
    const sibling = pairs.find(({desired}) => desired === said[index])?.live;
    if (sibling !== undefined) return live.indexOf(sibling);
  }
  return -1;
}

/** An item that only the live side has may carry the number of a declared one: an addition means the former. */
function pairFor({finding, rest}: Wanted, pairs: readonly ItemPair[]): ItemPair | undefined {
  const [segment] = rest;
  const fits = pairs.filter(({step}) => isDeepStrictEqual(step.segment, segment));
  const isAddition = finding.change === 'added' && rest.length === 1;
  return fits.find(({step}) => (step.extra === true) === isAddition) ?? (isAddition ? undefined : fits[0]);
}

function indexOf(live: readonly Json[], segment: Segment): number {
  if ('index' in segment) return segment.index < live.length ? segment.index : -1;
  return 'select' in segment ? positionOf(live, segment.select, segment.nth) : -1;
}

function lost(group: readonly Wanted[], live: JsonObject, walk: Walk): Value {
  walk.unreached.push(...group.map(({finding}) => finding));
  return {value: live, touched: undefined};
}

const fieldOf = ({rest: [first]}: Wanted): string => (first !== undefined && 'field' in first ? first.field : '');

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Findings of one item together, but for the additions of whole items: those may share a number with a declared one. */
function bySegment(wanted: readonly Wanted[]): Wanted[][] {
  const keyed = grouped(wanted, ({finding, rest}) => {
    const isAddition = finding.change === 'added' && rest.length === 1;
    return `${isAddition ? '+' : ' '}${JSON.stringify(rest[0])}`;
  });
  return [...keyed.values()];
}

const deeper = (group: readonly Wanted[]): Wanted[] =>
  group.flatMap(({finding, rest}) => (rest.length > 1 ? [{finding, rest: rest.slice(1)}] : []));

const at = (value: Json | undefined, field: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

function isEmpty(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
