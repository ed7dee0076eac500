import {isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Path, Segment} from '../../model/path.ts';
import type {Variance} from '../../model/report.ts';
import {selectOf} from '../normalize/align-items.ts';
import {fieldShape, UNKNOWN} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {isController} from './controllers.ts';
import {isHelm} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';

type Addition = Pick<Variance, 'path' | 'change' | 'live' | 'by'>;

/**
 * Fields that the intent does not declare and that somebody put there: neither Helm nor a controller. On a clean release
 * there are none, for the server's own defaults belong to whoever wrote the object, which is Helm. `renumbered` holds the
 * declared twins of list items whose merge key was changed, by `pathKey`: the declared tier reports those.
 */
export function addedFields(
  entries: readonly ManagedEntry[],
  desired: JsonObject,
  live: JsonObject,
  shape: Shape,
  renumbered: ReadonlyMap<string, Json>,
): Addition[] {
  const found = new Map<string, Addition>();
  for (const entry of entries) {
    if (isHelm(entry) || isController(entry)) continue;
    for (const {path, value} of undeclared(entry.fields, desired, live, shape, [], renumbered)) {
      const {manager, operation, subresource, time} = entry;
      const by = {
        manager,
        operation,
        ...(subresource === undefined ? {} : {subresource}),
        ...(time === undefined ? {} : {time}),
        certainty: 'exact' as const,
      };
      const key = pathKey(path);
      const earlier = found.get(key);
      if (earlier === undefined || (earlier.by?.time ?? '') < (time ?? ''))
        found.set(key, {path, change: 'added', live: value, by});
    }
  }
  return [...found.values()];
}

/** Walks one manager's field set beside both objects and yields what it owns and the intent lacks, as high up as it owns it whole. */
function* undeclared(
  fields: JsonObject,
  desired: Json | undefined,
  live: Json | undefined,
  shape: Shape,
  path: Path,
  renumbered: ReadonlyMap<string, Json>,
): Generator<{path: Path; value: Json}> {
  for (const [key, below] of Object.entries(fields)) {
    if (key === '.' || !isObject(below)) continue;
    const child = step(key, live, shape);
    // Owned and not there: an atomic value's innards, or a field set that is behind.
    if (child === undefined || child.value === undefined || isServerField(path, child.segment)) continue;
    // A default that somebody's write spelled out changes nothing.
    if (child.shape.kind === 'scalar' && child.shape.fallback === child.value) continue;
    const here = [...path, child.segment];
    const wanted = desired === undefined ? undefined : (twin(desired, child, shape) ?? renumbered.get(pathKey(here)));
    const isLeaf = Object.keys(below).length === 0;
    if (wanted === undefined && (isLeaf || '.' in below)) yield {path: here, value: child.value};
    // An atomic map is owned as one: what it holds beyond the declared is this manager's.
    else if (isLeaf && isAtomic(child.shape) && isObject(wanted) && isObject(child.value))
      yield* surplus(wanted, child.value, here);
    else if (!isLeaf) yield* undeclared(below, wanted, child.value, child.shape, here, renumbered);
  }
}

/** What the server fills into atomic maps, by the last two fields: such a value is nobody's addition. */
const ATOMIC_DEFAULTS: Readonly<Record<string, Json>> = {'fieldRef.apiVersion': 'v1', 'resourceFieldRef.divisor': '0'};

/** A leaf of fieldsV1 on a map: an atomic one is owned with all that it holds; another is owned empty. */
function isAtomic(shape: Shape): boolean {
  return shape.kind === 'unknown' || (shape.kind === 'object' && shape.atomic === true);
}

function* surplus(wanted: JsonObject, live: JsonObject, path: Path): Generator<{path: Path; value: Json}> {
  for (const [field, value] of Object.entries(live)) {
    const here = [...path, {field}];
    const declared = Object.hasOwn(wanted, field) ? wanted[field] : undefined;
    const last = path.at(-1);
    const place = `${last !== undefined && 'field' in last ? last.field : ''}.${field}`;
    if (declared === undefined && value !== undefined && value !== null && ATOMIC_DEFAULTS[place] !== value)
      yield {path: here, value};
    else if (isObject(declared) && isObject(value)) yield* surplus(declared, value, here);
  }
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

function twin(desired: Json, {segment}: Child, shape: Shape): Json | undefined {
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
    ['ownerReferences', 'finalizers', 'generateName'].includes(segment.field)
  );
}
