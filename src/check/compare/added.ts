import {isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Path, Segment} from '../../model/path.ts';
import type {Variance} from '../../model/report.ts';
import {selectOf} from '../normalize/align-items.ts';
import {fieldShape, UNKNOWN} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {attribution} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';
import {isDefault, surplus} from './surplus.ts';

type Addition = Pick<Variance, 'path' | 'change' | 'live' | 'by' | 'method'>;

/**
 * Fields that the intent does not declare and that somebody put there: neither Helm nor a controller. On a clean release
 * there are none, for the server's own defaults belong to whoever wrote the object, which is Helm. `entries` are those of
 * managers other than Helm; `isExempt` says what of theirs is their business. `renumbered` holds the
 * declared counterparts of list items whose merge key was changed, by `pathKey`: the declared tier reports those.
 */
export function addedFields(
  entries: readonly ManagedEntry[],
  desired: JsonObject,
  live: JsonObject,
  shape: Shape,
  renumbered: ReadonlyMap<string, Json>,
  isExempt: (entry: ManagedEntry, path: Path, value: Json) => boolean = () => false,
): Addition[] {
  const found = entries.flatMap((entry) =>
    [...undeclared(entry.fields, desired, live, shape, [], renumbered)].map((one): Owned => ({...one, entry})),
  );
  const told = new Map<string, Addition>();
  for (const {path, value, method, entry} of apart(found)) {
    if (isExempt(entry, path, value)) continue;
    const key = pathKey(path);
    const earlier = told.get(key);
    if (earlier === undefined || (earlier.by?.time ?? '') < (entry.time ?? ''))
      told.set(key, {path, change: 'added', live: value, by: attribution(entry, 'exact'), method});
  }
  return [...told.values()];
}

interface Owned extends Found {
  readonly entry: ManagedEntry;
}

/** A container that several fill is told by its parts, each as its own writer's. */
function apart(found: readonly Owned[]): Owned[] {
  const isShared = (one: Owned): boolean =>
    one.parts !== undefined && found.some((other) => other.entry !== one.entry && startsWith(other.path, one.path));
  if (!found.some(isShared)) return [...found];
  return apart(
    found.flatMap((one) =>
      isShared(one) ? (one.parts?.() ?? []).map((part) => ({...part, entry: one.entry})) : [one],
    ),
  );
}

function startsWith(path: Path, start: Path): boolean {
  return path.length >= start.length && pathKey(path.slice(0, start.length)) === pathKey(start);
}

interface Found {
  readonly path: Path;
  readonly value: Json;
  readonly method: Variance['method'];
  /** What the entry owns below it, one level down; absent where it owns the value as one. */
  readonly parts?: () => Found[];
}

/** Walks one manager's field set beside both objects and yields what it owns and the intent lacks, as high up as it owns it whole. */
function* undeclared(
  fields: JsonObject,
  desired: Json | undefined,
  live: Json | undefined,
  shape: Shape,
  path: Path,
  renumbered: ReadonlyMap<string, Json>,
): Generator<Found> {
  for (const [key, below] of Object.entries(fields)) {
    if (key === '.' || !isObject(below)) continue;
    const child = step(key, live, shape);
    // Owned and not there: an atomic value's innards, or a field set that is behind.
    if (child === undefined || child.value === undefined || isServerField(path, child.segment)) continue;
    // Whoever puts a declared port back whole has not chosen its node port: the server has.
    if (key === 'f:nodePort' && '.' in fields) continue;
    // A default that somebody's write spelled out changes nothing.
    if ('field' in child.segment && isDefault(child.segment.field, child.value, child.shape, {live, desired, path}))
      continue;
    const here = [...path, child.segment];
    const wanted =
      desired === undefined
        ? undefined
        : (counterpart(desired, child, shape) ?? renumbered.get(pathKey(here)) ?? undefined);
    const isLeaf = Object.keys(below).length === 0;
    const isWhole = (isLeaf || '.' in below) && !(isToldOneByOne(child.segment) && !isLeaf);
    if (wanted === undefined && isWhole) yield whole(here, child.value, below, child.shape);
    // What is owned as one is this manager's with all that it holds beyond the declared. The server may have filled in
    // some of a list's items, so its word is asked for; of a map it would say nothing, for client-side apply merges maps.
    else if (isLeaf && wanted !== undefined && isAtomic(child.shape))
      for (const more of surplus(wanted, child.value, child.shape, here))
        yield {...more, method: Array.isArray(child.value) ? 'structure' : 'managed-fields'};
    else if (!isLeaf) yield* undeclared(below, wanted, child.value, child.shape, here, renumbered);
  }
}

function whole(path: Path, value: Json, fields: JsonObject, shape: Shape): Found {
  const below = Object.entries(fields).filter(([key, inner]) => key !== '.' && isObject(inner));
  if (below.length === 0) return {path, value, method: 'managed-fields'};
  const parts = (): Found[] =>
    below.flatMap(([key, inner]) => {
      const child = step(key, value, shape);
      if (child?.value === undefined) return [];
      return [whole([...path, child.segment], child.value, inner as JsonObject, child.shape)];
    });
  return {path, value, method: 'managed-fields', parts};
}

/** Each has a meaning, and perhaps a writer, of its own. */
const ONE_BY_ONE = new Set(['annotations', 'labels', 'finalizers', 'ownerReferences']);

function isToldOneByOne(segment: Segment): boolean {
  return 'field' in segment && ONE_BY_ONE.has(segment.field);
}

/** A leaf of fieldsV1 on a container: an atomic one is owned with all that it holds; another is owned empty. */
function isAtomic(shape: Shape): boolean {
  if (shape.kind === 'unknown') return true;
  return shape.kind === 'list' ? shape.merge === 'atomic' : shape.kind === 'object' && shape.atomic === true;
}

interface Child {
  readonly segment: Segment;
  readonly value: Json | undefined;
  readonly shape: Shape;
}

/** Reads one key of fieldsV1 against the live value. */
function step(key: string, live: Json | undefined, shape: Shape): Child | undefined {
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  if (key.startsWith('f:')) {
    const field = key.slice(2);
    return {
      segment: {field},
      value: isObject(live) && Object.hasOwn(live, field) ? live[field] : undefined,
      shape: fieldShape(shape, field),
    };
  }
  if (!Array.isArray(live)) return undefined;
  const list = live as Json[];
  if (key.startsWith('v:')) {
    const value = JSON.parse(key.slice(2)) as string | number | boolean;
    return {segment: {select: {'': value}, nth: 0}, value: list.includes(value) ? value : undefined, shape: items};
  }
  if (!key.startsWith('k:')) return undefined;
  const select = JSON.parse(key.slice(2)) as Record<string, string | number | boolean>;
  return {
    segment: {select, nth: 0},
    value: list.find((item) => isObject(item) && hasKeys(item, select, items)),
    shape: items,
  };
}

function counterpart(desired: Json, {segment}: Child, shape: Shape): Json | undefined {
  if ('field' in segment)
    return isObject(desired) && Object.hasOwn(desired, segment.field) ? desired[segment.field] : undefined;
  if (!('select' in segment) || !Array.isArray(desired)) return undefined;
  const value = segment.select[''];
  const list = desired as Json[];
  if (value !== undefined) return list.find((item) => scalarText(item) === scalarText(value));
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  return list.find((item) => isObject(item) && hasKeys(item, segment.select, items));
}

/** Equal for equal live paths, whatever the order of the merge keys. */
export function pathKey(path: Path): string {
  return JSON.stringify(
    path.map((segment) =>
      'select' in segment ? Object.entries(segment.select).toSorted(([a], [b]) => (a < b ? -1 : 1)) : segment,
    ),
  );
}

function hasKeys(item: JsonObject, select: Readonly<Record<string, unknown>>, items: Shape): boolean {
  const own = selectOf(item, Object.keys(select), items);
  return Object.entries(select).every(([key, value]) => own[key] === value);
}

/** Bookkeeping of the object itself, which is never anybody's configuration. */
function isServerField(path: Path, segment: Segment): boolean {
  if (!('field' in segment)) return false;
  if (path.length === 0)
    return segment.field === 'status' || segment.field === 'apiVersion' || segment.field === 'kind';
  return (
    path.length === 1 &&
    'field' in (path[0] as Segment) &&
    (path[0] as {field: string}).field === 'metadata' &&
    segment.field === 'generateName'
  );
}
