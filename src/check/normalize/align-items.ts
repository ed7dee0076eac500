import {isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Segment} from '../../model/path.ts';
import type {Shape} from './shape.ts';
import {byValue} from './by-value.ts';
import type {ItemPair} from './step.ts';
import {isUnordered} from './unordered.ts';

type Differ = (desired: Json, live: Json) => boolean;
type Select = Readonly<Record<string, string | number | boolean>>;

/**
 * Says which items of two lists belong together: by merge keys, by value (sets), by position (ordered lists of one
 * length), or by best match (lists whose order means nothing). 'whole' when the list can only be compared as a whole.
 */
export function alignItems(
  desired: readonly Json[],
  live: readonly Json[],
  shape: Shape,
  where: string,
  differ: Differ,
): readonly ItemPair[] | 'whole' {
  if (shape.kind === 'list' && shape.merge === 'map' && [...desired, ...live].every(isObject)) {
    return byKeys(desired as JsonObject[], live as JsonObject[], shape);
  }
  const scalars = [...desired, ...live].every((item) => item === null || typeof item !== 'object');
  if (scalars) {
    if (shape.kind === 'list' && shape.merge === 'set') return byValue(desired, live, false);
    return isUnordered(where) ? byValue(desired, live, true) : 'whole';
  }
  if (shape.kind !== 'list' && isNamed(desired) && isNamed(live)) {
    // No schema is known, but each item has a name of its own: that is how people would pair them.
    return byKeys(desired as JsonObject[], live as JsonObject[], {keys: ['name'], items: {kind: 'unknown'}}, true);
  }
  if (areVersions(shape, where) && isNamed(desired) && isNamed(live))
    return byKeys(desired as JsonObject[], live as JsonObject[], {keys: ['name'], items: shape.items}, true);
  if (isUnordered(where)) return byBestMatch(desired, live, differ);
  return desired.length === live.length
    ? desired.map((item, index) => ({step: {segment: {index}}, desired: item, live: live[index] as Json}))
    : 'whole';
}

/** Versions of a CustomResourceDefinition: one list to the API, of which nobody means the order, and a version each to people. */
function areVersions(shape: Shape, where: string): shape is Extract<Shape, {kind: 'list'}> {
  return (
    where === 'spec.versions' && shape.kind === 'list' && shape.items.kind === 'object' && shape.items.knows('storage')
  );
}

interface KeyedShape {
  readonly keys: readonly string[];
  readonly items: Shape;
}

function byKeys(
  desired: readonly JsonObject[],
  live: readonly JsonObject[],
  shape: KeyedShape,
  whole = false,
): ItemPair[] {
  const left = keyed(desired, shape);
  const right = keyed(live, shape);
  const duplicates = new Map(right.map((item) => [item.id, item]));
  const pairs: ItemPair[] = [];
  const lonely: Keyed[] = [];
  for (const item of left) {
    const counterpart = duplicates.get(item.id);
    if (counterpart === undefined) lonely.push(item);
    else {
      duplicates.delete(item.id);
      const segment = display(item, left);
      // Shown by its name, and renamed: the live one is found by the merge keys.
      const renamed = item.value['name'] !== counterpart.value['name'] && 'select' in segment;
      const at = renamed ? {live: {select: counterpart.select, nth: counterpart.nth}} : {};
      pairs.push({step: {segment, ...at}, desired: item.value, live: counterpart.value});
    }
  }
  const rest = [...duplicates.values()];
  for (const item of lonely) {
    const counterpart = renumbered(item, lonely, rest, shape);
    const segment = display(item, left);
    if (counterpart === undefined) pairs.push({step: {segment}, desired: item.value});
    else {
      rest.splice(rest.indexOf(counterpart), 1);
      pairs.push({
        step: {segment, live: {select: counterpart.select, nth: counterpart.nth}},
        desired: item.value,
        live: counterpart.value,
      });
    }
  }
  // One more of a declared key: managedFields have no second name for it, so nobody's entry could tell.
  const declaredKeys = new Set(left.map(({select}) => JSON.stringify(select)));
  const twice = rest.filter(({select, nth}) => nth > 0 && declaredKeys.has(JSON.stringify(select)));
  const surplus = whole ? rest : twice;
  if (surplus.length > 0)
    pairs.push(
      ...surplus.map((item) => ({step: {segment: display(item, right), extra: true as const}, live: item.value})),
    );
  return pairs;
}

interface Keyed {
  readonly value: JsonObject;
  readonly select: Select;
  readonly nth: number;
  readonly id: string;
}

function keyed(items: readonly JsonObject[], {keys, items: shape}: KeyedShape): Keyed[] {
  const seen = new Map<string, number>();
  return items.map((value) => {
    const select = selectOf(value, keys, shape);
    const text = JSON.stringify(select);
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return {value, select, nth, id: `${text}#${nth}`};
  });
}

/** The merge keys of an item, with the schema's default for one that it leaves out (`protocol: TCP`). */
export function selectOf(item: JsonObject, keys: readonly string[], shape: Shape): Select {
  const entries = keys.flatMap((key) => {
    const inner = shape.kind === 'object' ? shape.field(key) : undefined;
    const fallback = inner?.kind === 'scalar' ? inner.fallback : undefined;
    const own = item[key] ?? fallback;
    const value = own === '' && fallback !== undefined ? fallback : own;
    return value === undefined || value === null || typeof value === 'object'
      ? []
      : [[key, typeof value === 'bigint' ? Number(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** People know a port by its name, if it has one of its own; else by the merge keys. */
function display(item: Keyed, all: readonly Keyed[]): Segment {
  const {name} = item.value;
  const unique = typeof name === 'string' && all.filter(({value}) => value['name'] === name).length === 1;
  return unique ? {select: {name}, nth: 0} : {select: item.select, nth: item.nth};
}

/**
 * The live item that this one became when its merge key itself was changed: a Service port 80 that is 8080 now is one
 * changed port to its people, though two different items to the API. Lists keyed by name have no such case.
 */
function renumbered(
  item: Keyed,
  lonely: readonly Keyed[],
  rest: readonly Keyed[],
  {keys}: KeyedShape,
): Keyed | undefined {
  if (keys.includes('name')) return undefined;
  const {name} = item.value;
  if (typeof name === 'string') return rest.find(({value}) => value['name'] === name);
  return lonely.length === 1 && rest.length === 1 ? rest[0] : undefined;
}

/** Beyond this many comparisons with items at other positions the same scalars must do, which are told without a schema. */
const MOST_DIFFERED = 20_000;

interface Leftover {
  readonly value: Json;
  readonly index: number;
  readonly leaves: ReadonlySet<string>;
}

function byBestMatch(desired: readonly Json[], live: readonly Json[], differ: Differ): ItemPair[] {
  const rest = live.map((value, index): Leftover => ({value, index, leaves: scalarLeaves(value)}));
  const take = (found: number): Leftover | undefined => (found < 0 ? undefined : rest.splice(found, 1)[0]);
  const exact: (Leftover | undefined)[] = [];
  let left = MOST_DIFFERED;
  const fits = (value: Json, leaves: ReadonlySet<string>, counterpart: Leftover): boolean =>
    left-- > 0 ? !differ(value, counterpart.value) : isSame(leaves, counterpart.leaves);
  // Whoever declares most chooses first: an item that declares nothing fits all, and would take another one's.
  const weighed = [...desired.entries()].map(([index, value]) => ({index, value, leaves: scalarLeaves(value)}));
  for (const {index, value, leaves} of weighed.toSorted((a, b) => b.leaves.size - a.leaves.size)) {
    // The same position first: nearly always it is the right one.
    const here = rest.findIndex((counterpart) => counterpart.index === index);
    const isHere = here >= 0 && !differ(value, rest[here]?.value ?? null);
    exact[index] = take(isHere ? here : rest.findIndex((counterpart) => fits(value, leaves, counterpart)));
  }
  const pairs = desired.map((value, index): ItemPair => {
    const counterpart = exact[index] ?? take(closest(value, index, rest));
    return {
      step: {
        segment: {index},
        ...(counterpart === undefined || counterpart.index === index ? {} : {live: {index: counterpart.index}}),
      },
      desired: value,
      ...(counterpart === undefined ? {} : {live: counterpart.value}),
    };
  });
  return [...pairs, ...rest.map(({value, index}): ItemPair => ({step: {segment: {index}, extra: true}, live: value}))];
}

/** The leftover that shares most scalars with the item; at a tie the one at its position, else the first. */
function closest(value: Json, index: number, rest: readonly Leftover[]): number {
  const leaves = scalarLeaves(value);
  let best = -1;
  let bestScore = 0;
  rest.forEach((counterpart, at) => {
    let score = counterpart.index === index ? 0.5 : 0;
    for (const leaf of leaves) if (counterpart.leaves.has(leaf)) score++;
    if (score > bestScore) [best, bestScore] = [at, score];
  });
  return best;
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const leaf of a) if (!b.has(leaf)) return false;
  return true;
}

function scalarLeaves(value: Json, path = '', into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value as Json[]) scalarLeaves(item, `${path}[]`, into);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) scalarLeaves(item ?? null, `${path}.${key}`, into);
  else into.add(`${path}=${scalarText(value)}`);
  return into;
}

function isNamed(items: readonly Json[]): boolean {
  const names = items.map((item) => (isObject(item) ? item['name'] : undefined));
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}
