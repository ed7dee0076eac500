import {isDeepStrictEqual} from 'node:util';
import {selectOf} from '../../check/normalize/align-items.ts';
import {fieldShape, UNKNOWN} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import {defined, isList, isObject, metadataOf, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {ownValue, valueAt} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';

/** What the server moves with every write, and what controllers report: nobody's configuration. */
const BOOKKEEPING = new Set(['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink']);

/** Counted up by the API server and the controllers with each change of a template, and never down. */
const COUNTERS = new Set(['deprecated.daemonset.template.generation', 'deployment.kubernetes.io/revision']);

/** An object without its status and the server's bookkeeping: what a fix may change, and what it must not. */
export function content(object: JsonObject): JsonObject {
  const {status: _status, ...rest} = object;
  const metadata: Record<string, Json | undefined> = Object.fromEntries(
    Object.entries(metadataOf(object)).filter(([field]) => !BOOKKEEPING.has(field)),
  );
  const {annotations} = metadata;
  if (!isObject(annotations)) return {...rest, metadata};
  const notes = Object.entries(annotations).filter(([name]) => !COUNTERS.has(name));
  // A counter alone is no annotation of anybody's.
  if (notes.length === 0 && Object.keys(annotations).length > 0) delete metadata['annotations'];
  else metadata['annotations'] = Object.fromEntries(notes);
  return {...rest, metadata};
}

/**
 * The paths at which two states of one object differ, by its lists' merge keys, to the letter: no spelling is forgiven here,
 * for this tells what a write would do.
 */
export function changes(before: Json | undefined, after: Json | undefined, shape: Shape, path: Path = []): Path[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...fields].flatMap((field) =>
      changes(ownValue(before, field), ownValue(after, field), fieldShape(shape, field), [...path, {field}]),
    );
  }
  if (isList(before) && isList(after)) return ofLists(before, after, shape, path) ?? [path];
  return [path];
}

/**
 * The same for people: an item that has a name, and whose merge key changed, is one that changed, and not one that went and another
 * that came: `ports[name=http].port`.
 */
export function namedChanges(before: JsonObject, after: JsonObject, shape: Shape): Path[] {
  const paths = changes(before, after, shape);
  const [went, came] = [
    paths.filter((path) => isItemOf(path, before, after)),
    paths.filter((path) => isItemOf(path, after, before)),
  ];
  const pairs = went.flatMap((path): [Path, Path][] => {
    const other = came.find((one) => hasSameParent(path, one) && nameAt(before, path) === nameAt(after, one));
    return other === undefined ? [] : [[path, other]];
  });
  const paired = new Set(pairs.flat());
  const renamed = pairs.flatMap(([path, other]) => {
    const name = nameAt(before, path) ?? '';
    return changes(valueAt(before, path), valueAt(after, other), UNKNOWN, [
      ...path.slice(0, -1),
      {select: {name}, nth: 0},
    ]);
  });
  return [...paths.filter((path) => !paired.has(path)), ...renamed];
}

/** Whether a path is of a named item that one side alone has. */
function isItemOf(path: Path, side: JsonObject, other: JsonObject): boolean {
  const last = path.at(-1);
  return (
    last !== undefined && 'select' in last && nameAt(side, path) !== undefined && valueAt(other, path) === undefined
  );
}

function nameAt(side: JsonObject, path: Path): string | undefined {
  const item = valueAt(side, path);
  const name = isObject(item) ? item['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

const hasSameParent = (a: Path, b: Path): boolean => isDeepStrictEqual(a.slice(0, -1), b.slice(0, -1));

/** Undefined where two lists can only be told apart as wholes. */
function ofLists(before: readonly Json[], after: readonly Json[], shape: Shape, path: Path): Path[] | undefined {
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  if (shape.kind === 'list' && shape.merge !== 'atomic') {
    const [left, right] = [keyed(before, shape.keys, items), keyed(after, shape.keys, items)];
    const ids = [...new Set([...left.keys(), ...right.keys()])];
    const found = ids.flatMap((id) => {
      const [a, b] = [left.get(id), right.get(id)];
      const {segment} = defined(a ?? b, 'an item of one of the two');
      return changes(a?.value, b?.value, items, [...path, segment]);
    });
    // The same items in another order.
    return found.length === 0 ? undefined : found;
  }
  if (before.length !== after.length) return undefined;
  return before.flatMap((item, index) => changes(item, after[index], items, [...path, {index}]));
}

function keyed(list: readonly Json[], keys: readonly string[], items: Shape) {
  const counts = new Map<string, number>();
  const found = new Map<string, {segment: Segment; value: Json}>();
  for (const value of list) {
    const select = isObject(value) ? selectOf(value, keys, items) : {'': scalarText(value)};
    const text = JSON.stringify(select);
    const nth = counts.get(text) ?? 0;
    counts.set(text, nth + 1);
    found.set(`${text}#${nth}`, {segment: {select, nth}, value});
  }
  return found;
}
