import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {MANAGED_BY, RELEASE_NAME, RELEASE_NAMESPACE} from '../../model/ownership.ts';
import {isInSpec, valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import {selectOf} from '../normalize/align-items.ts';
import {fieldShape, shapeAt, UNKNOWN} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {isAllocated} from './allocated.ts';
import type {Writers} from './controllers.ts';
import {attribution, BEFORE_FIRST_APPLY, hasOwner, ownsByName} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';
import {overlap} from './overlap.ts';
import {isDefault, surplus} from './surplus.ts';

type Undeclared = Pick<Variance, 'path' | 'change' | 'live' | 'by' | 'byHelm' | 'method' | 'open'>;

interface Sides {
  readonly ref: ObjectRef;
  /** As `declared` leaves both: without status, identity and the server's own books. */
  readonly desired: JsonObject;
  readonly live: JsonObject;
  /** The live object as it was read. */
  readonly whole: JsonObject;
  readonly shape: Shape;
}

/**
 * What stands in a live object beside the declared fields, is no default, and is not put down to anybody else yet. Helm writes
 * nothing that the release does not declare, so its name explains nothing; what nobody owns may be an admission webhook's, or
 * of somebody who took his entry out of the books. `open` ones are for the API server to tell.
 */
export function undeclaredFields(
  {ref, desired, live, whole, shape}: Sides,
  entries: readonly ManagedEntry[],
  writers: Writers,
  known: readonly Pick<Variance, 'path'>[],
): Undeclared[] {
  // Without books nothing is told from anything: that is a gap of its own.
  if (entries.length === 0) return [];
  // Books that began when the object was there already say so by a gap.
  if (entries.some(({manager}) => manager === BEFORE_FIRST_APPLY)) return [];
  const isKnown = (path: Path): boolean => known.some((other) => overlap(other.path, path));
  return [...surplus(desired, live, shape, [])].flatMap(({path, value}) => {
    if (isAllocated(ref, path, value, {live: whole, declared: desired})) return [];
    const found = [...leaves(path, value, shapeAt(shape, path))]
      .filter((leaf) => !isDefaultThere(leaf, live, shape))
      .map((leaf) => ({...leaf, author: authorOf(leaf, {ref, whole, entries, writers})}));
    const told = found.filter(
      (leaf) =>
        leaf.author !== 'explained' &&
        !isKnown(leaf.path) &&
        !isAllocated(ref, leaf.path, leaf.value, {live: whole, declared: desired}),
    );
    const [first] = told;
    if (first === undefined) return [];
    const isOne = told.length === found.length && told.every(({author}) => author === first.author);
    return isOne
      ? [variance(path, value, first.author)]
      : told.map((leaf) => variance(leaf.path, leaf.value, leaf.author));
  });
}

/** `open`: nobody owns it, or Helm does, by a write of its own run: then the books do not tell. */
type Author = 'explained' | 'open' | ManagedEntry;

/** Beside a value that somebody chose stand the defaults of its neighbours. */
function isDefaultThere({path, value}: Leaf, live: JsonObject, shape: Shape): boolean {
  const last = path.at(-1);
  if (last === undefined || !('field' in last)) return false;
  const above = path.slice(0, -1);
  const place = {live: valueAt(live, above), desired: undefined, path: above};
  return isDefault(last.field, value, shapeAt(shape, path), place);
}

function variance(path: Path, value: Json, author: Author): Undeclared {
  const base = {path, change: 'added' as const, live: value, method: 'managed-fields' as const};
  if (typeof author === 'string') return {...base, open: true};
  return {...base, by: attribution(author, 'exact'), byHelm: true, open: true};
}

interface Leaf {
  readonly path: Path;
  readonly value: Json;
}

interface Books {
  readonly ref: ObjectRef;
  readonly whole: JsonObject;
  readonly entries: readonly ManagedEntry[];
  readonly writers: Writers;
}

/** A baseline that is no release's does not declare what Helm stamps; of a release's it is declared. */
const STAMPS = new Set([MANAGED_BY, RELEASE_NAME, RELEASE_NAMESPACE]);

function isStamp(path: Path): boolean {
  const [root, , key] = path;
  const isOfObject = root !== undefined && 'field' in root && root.field === 'metadata' && path.length === 3;
  return isOfObject && key !== undefined && 'field' in key && STAMPS.has(key.field);
}

function authorOf({path, value}: Leaf, {ref, whole, entries, writers}: Books): Author {
  if (isStamp(path)) return 'explained';
  const owners = entries.filter((entry) => hasOwner(entry, path, whole));
  // Foreign managers' fields are found by their own books: see added.ts. What is left of theirs here is their business.
  if (owners.some((entry) => !entry.isHelm && writers.hasBusiness(entry, ref, path, value))) return 'explained';
  const late = owners.find((entry) => entry.isHelm && writers.isAfterRun(entry));
  if (late !== undefined) return late;
  // An apply owns by name what was sent, and nothing else: whatever Helm sent is declared.
  const applied = owners.find((entry) => entry.isHelm && entry.operation === 'Apply' && ownsByName(entry, path, whole));
  if (applied !== undefined) return applied;
  return isInSpec(path) && writers.isUntouched(whole) ? 'explained' : 'open';
}

/** The smallest parts of a value that one manager owns each. */
function* leaves(path: Path, value: Json, shape: Shape): Generator<Leaf> {
  if (isObject(value) && !(shape.kind === 'object' && shape.atomic === true) && Object.keys(value).length > 0) {
    for (const [field, item] of Object.entries(value))
      if (item !== undefined) yield* leaves([...path, {field}], item, fieldShape(shape, field));
    return;
  }
  if (Array.isArray(value) && shape.kind === 'list' && shape.merge !== 'atomic') {
    for (const item of value as Json[]) {
      const select = isObject(item) ? selectOf(item, shape.keys, shape.items) : {'': item as string | number | boolean};
      yield* leaves([...path, {select, nth: 0}], item, shape.items ?? UNKNOWN);
    }
    return;
  }
  yield {path, value};
}
