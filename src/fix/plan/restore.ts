import {declared, expected} from '../../check/normalize/desired.ts';
import {pairItems} from '../../check/normalize/project.ts';
import {fieldShape, UNKNOWN} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {ItemPair} from '../../check/normalize/step.ts';
import {defined, isList, isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {ownValue} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {excludedFields} from './excluded-fields.ts';
import {fieldSetOf, NO_FIELDS, union} from './field-set.ts';
import type {FieldSet} from './field-set.ts';
import {overlaid, withoutNulls} from './overlay.ts';
import {deeper, grouped, isAddition} from './restoration.ts';
import type {Place, Restored, Said, Value, Walk, Wanted} from './restoration.ts';
import {assembled, bySegment, isRemnant, itemTouched, namedPosition, pairFor} from './restore-items.ts';
import {positionBehind, positionIn, rekeyed, renamed} from './restore-items.ts';
import type {Insertion} from './restore-items.ts';

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
  const {value, touched} = inObject({said, shape, where: ''}, live, wanted, walk);
  return {target: value, touched: touched ?? NO_FIELDS, ...walk};
}

function below(place: Place, live: Json | undefined, wanted: readonly Wanted[], walk: Walk): Value {
  if (isList(live)) return inList(place, live, wanted, walk);
  if (isObject(live)) return inObject(place, live, wanted, walk);
  // The server drops a map with its last key: it comes back with it.
  if (live === undefined || live === null) return inObject(place, {}, wanted, walk);
  walk.unreached.push(...wanted.map(({finding}) => finding));
  return {value: live, touched: undefined};
}

function inObject(
  {said: {full, trim}, shape, where}: Place,
  live: JsonObject,
  wanted: readonly Wanted[],
  walk: Walk,
): Value & {readonly value: JsonObject} {
  const result: Record<string, Json | undefined> = {...live};
  let touched: FieldSet | undefined;
  for (const [field, group] of grouped(wanted, fieldOf)) {
    if (field === '') {
      walk.unreached.push(...group.map(({finding}) => finding));
      continue;
    }
    const place: Place = {
      said: {full: fieldIn(full, field), trim: fieldIn(trim, field)},
      shape: fieldShape(shape, field),
      where: where === '' ? field : `${where}.${field}`,
    };
    const is = ownValue(live, field);
    const next = exactly(place, is, group, walk) ?? below(place, is, deeper(group), walk);
    const isLeftEmpty = isEmpty(next.value) && place.said.full === undefined && !isEmpty(is);
    if (next.value === undefined || isLeftEmpty) delete result[field];
    // An assignment to `__proto__` would set no field.
    else Object.defineProperty(result, field, {value: next.value, ...PLAIN});
    if (next.touched !== undefined) touched = union(touched ?? NO_FIELDS, {[`f:${field}`]: next.touched});
  }
  const comesBack =
    wanted.some(({finding, rest}) => rest.length === 1 && finding.change !== 'added') ||
    Object.keys(result).some((field) => ownValue(live, field) === undefined);
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
  {said: {full}, shape}: Place,
  live: Json | undefined,
  group: readonly Wanted[],
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
    return {value: live, touched: undefined};
  }
  return {value: overlaid(value, live, shape), touched: fieldSetOf(value, shape)};
}

function inList(place: Place, live: readonly Json[], wanted: readonly Wanted[], walk: Walk): Value {
  const {said, shape, where} = place;
  const [full, trim] = [listOf(said.full), listOf(said.trim)];
  const paired = full.length === 0 ? [] : pairItems(trim, live, shape, where);
  // A list that is compared as a whole has no items of its own.
  const pairs = paired === 'whole' ? [] : paired;
  const slots: Value[] = live.map((value) => ({value, touched: undefined}));
  const inserted: Insertion[] = [];
  const present = new Map<number, Wanted[]>();
  for (const group of bySegment(wanted)) {
    const first = defined(group[0], 'the first of a group');
    const pair = pairFor(first, pairs);
    if (pair !== undefined && pair.live === undefined) {
      const declaredAt = positionIn(trim, pair.desired);
      const value = full[declaredAt] ?? first.finding.desired ?? null;
      const slot = {value, touched: itemTouched(value, itemsOf(shape))};
      const remains = live.findIndex((item) => isRemnant(item, value, shape));
      if (remains < 0) inserted.push({after: positionBehind(declaredAt, trim, pairs, live), slot});
      else slots[remains] = slot;
      walk.rekeyed ||= remains >= 0;
      continue;
    }
    const at = pair === undefined ? namedPosition(live, first.rest[0]) : positionIn(live, pair.live);
    if (at < 0) walk.unreached.push(...group.map(({finding}) => finding));
    // A renumbered item has two names, the declared one and that of its live keys: both are this one item.
    else present.set(at, [...(present.get(at) ?? []), ...group]);
  }
  for (const [at, group] of present) {
    const is = defined(live[at], 'a live item');
    const counterpart = pairs.find((one) => one.live === is && one.desired !== undefined);
    const declaredAt = positionIn(trim, counterpart?.desired);
    const own = {full: full[declaredAt], trim: trim[declaredAt]};
    slots[at] = rekeyed(inItem({own, counterpart, is}, place, group, walk), is, own.full, shape, walk);
  }
  const list = assembled(slots, inserted, shape);
  // What the intent does not declare is not Helm's to own.
  return said.full === undefined ? {...list, touched: undefined} : list;
}

interface Item {
  readonly own: Said;
  readonly counterpart: ItemPair | undefined;
  readonly is: Json;
}

function inItem({own, counterpart, is}: Item, {shape, where}: Place, group: readonly Wanted[], walk: Walk): Value {
  const item: Place = {said: own, shape: itemsOf(shape), where};
  if (!group.some(isAddition) || counterpart?.desired === undefined)
    return exactly(item, is, group, walk) ?? below(item, is, deeper(group), walk);
  // Under another key than the declared one, by a default that the intent leaves out: the declared item, and no addition.
  const named = renamed(is, counterpart.desired, own.full, shape, walk);
  const nested = deeper(group);
  if (nested.length === 0) return named;
  const next = below(item, named.value, nested, walk);
  return {value: next.value, touched: union(named.touched ?? NO_FIELDS, next.touched ?? NO_FIELDS)};
}

const PLAIN = {enumerable: true, configurable: true, writable: true} as const;

const itemsOf = (shape: Shape): Shape => (shape.kind === 'list' ? shape.items : UNKNOWN);

const fieldOf = ({rest: [first]}: Wanted): string => (first !== undefined && 'field' in first ? first.field : '');

const fieldIn = (value: Json | undefined, field: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;

const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

function isEmpty(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
