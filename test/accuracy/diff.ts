import {equal, isObj, isScalar} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import type {Schema} from './openapi.ts';
import {ANY, fieldStep, itemStep, keyText, keysOf} from './paths.ts';
import type {Place, Step} from './paths.ts';

export interface Difference {
  readonly kind: 'changed' | 'removed' | 'added';
  readonly place: Place;
  /** Where it was, and where it is. */
  readonly before: Pointer;
  readonly after: Pointer;
  readonly from?: Json;
  readonly to?: Json;
}

/** Lists whose order means something though the API keys them by name, or calls them atomic. */
const ORDERED = new Set(['args', 'command', 'initContainers']);

/** Written by the API server and its controllers in reaction, never by a mutation. */
const REACTIONS = new Set([
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'kubectl.kubernetes.io/last-applied-configuration',
]);
const METADATA = ['labels', 'annotations', 'finalizers', 'ownerReferences'];

/** What of an object a release may speak about: no status, and of metadata only what tools write. */
function comparable(object: Obj): Obj {
  const {metadata, status: _status, ...rest} = object;
  const kept: Obj = {};
  for (const field of METADATA) {
    const value = isObj(metadata) ? metadata[field] : undefined;
    if (value !== undefined) kept[field] = value;
  }
  if (isObj(kept['annotations']))
    kept['annotations'] = Object.fromEntries(
      Object.entries(kept['annotations']).filter(([name]) => !REACTIONS.has(name)),
    );
  return {...rest, metadata: kept};
}

/** What a write did to an object, by this suite's own reading of the two bodies that the server sent. */
export function difference(before: Obj, after: Obj, schema: Schema | undefined): Difference[] {
  const found: Difference[] = [];
  compare({before: comparable(before), after: comparable(after)}, schema, {place: [], before: [], after: []}, found);
  return found;
}

interface Where {
  readonly place: Place;
  readonly before: Pointer;
  readonly after: Pointer;
}

const into = (where: Where, step: Step, before: string, after: string): Where => ({
  place: [...where.place, step],
  before: [...where.before, before],
  after: [...where.after, after],
});

interface Sides {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

function compare({before, after}: Sides, schema: Schema | undefined, where: Where, found: Difference[]): void {
  const from = before ?? undefined;
  const to = after ?? undefined;
  if (equal(from, to)) return;
  if (isObj(from) && isObj(to)) {
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
      compare({before: from[name], after: to[name]}, schema?.of(name), into(where, fieldStep(name), name, name), found);
  } else if (Array.isArray(from) && Array.isArray(to)) compareLists(from, to, schema, where, found);
  else
    found.push({
      kind: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed',
      ...where,
      ...(from === undefined ? {} : {from}),
      ...(to === undefined ? {} : {to}),
    });
}

/** Items are paired by key, value or content, then what is left over on both sides by position; the rest came or went. */
function compareLists(
  from: readonly Json[],
  to: readonly Json[],
  schema: Schema | undefined,
  where: Where,
  found: Difference[],
): void {
  const pairs = pairItems(from, to, schema);
  const keyed = keysOf(schema).length > 0;
  for (const {left, right} of pairs) {
    const steps = [
      ...(left === undefined ? [] : itemStep(from, left, schema)),
      ...(right === undefined ? [] : itemStep(to, right, schema)),
    ];
    const alone = left === undefined || right === undefined;
    const nameless = alone && !keyed && !isScalar(left === undefined ? to[right ?? 0] : from[left]);
    compare(
      {before: left === undefined ? undefined : from[left], after: right === undefined ? undefined : to[right]},
      schema?.items,
      into(where, nameless ? ANY : [...new Set(steps)], String(left ?? '-'), String(right ?? '-')),
      found,
    );
  }
  const name = where.place.at(-1)?.[0]?.slice(1) ?? '';
  const order = pairs.flatMap(({left, right}) => (left === undefined || right === undefined ? [] : [right]));
  if (ORDERED.has(name) && order.some((right, index) => index > 0 && right < (order[index - 1] ?? 0)))
    found.push({kind: 'changed', ...where, from: [...from], to: [...to]});
}

interface Pair {
  readonly left?: number;
  readonly right?: number;
}

function pairItems(from: readonly Json[], to: readonly Json[], schema: Schema | undefined): Pair[] {
  const keys = keysOf(schema);
  const taken = new Set<number>();
  const pairs: Pair[] = [];
  const lonely: number[] = [];
  for (const [left, item] of from.entries()) {
    const key = keyText(item, keys, schema);
    const right = to.findIndex(
      (other, index) =>
        !taken.has(index) && (key === undefined ? equal(item, other) : keyText(other, keys, schema) === key),
    );
    if (right === -1) lonely.push(left);
    else {
      taken.add(right);
      pairs.push({left, right});
    }
  }
  const rest = [...to.keys()].filter((index) => !taken.has(index));
  for (const left of lonely) {
    const position = rest.indexOf(left);
    // In a list that grew or shrank, the same position says nothing about an item without a name.
    if (position === -1 || from.length !== to.length) pairs.push({left});
    else pairs.push({left, right: rest.splice(position, 1)[0] ?? left});
  }
  return [...pairs.toSorted((a, b) => (a.left ?? 0) - (b.left ?? 0)), ...rest.map((right) => ({right}))];
}
