import {declaredDifferences} from '../../check/compare/compare.ts';
import {managedEntries} from '../../check/compare/managed-fields.ts';
import {overlap} from '../../check/compare/overlap.ts';
import {selectOf} from '../../check/normalize/align-items.ts';
import {declared, expected} from '../../check/normalize/desired.ts';
import {fieldShape, UNKNOWN} from '../../check/normalize/shape.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {UnfinishedPatch} from '../../model/fix.ts';
import {isList, isObject, metadataOf, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath, ownValue} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import {isSubset, itemKey, NO_FIELDS} from './field-set.ts';
import type {FieldSet} from './field-set.ts';
import {appliedByHelm, OWN_MANAGER} from './owned.ts';
import {withoutNulls} from './overlay.ts';

/** Fields that an interrupted fix left under its own name, to be made Helm's. */
export interface HandOver {
  readonly manager: string;
  readonly fields: FieldSet;
  readonly paths: readonly string[];
}

/**
 * What of an interrupted fix may become Helm's: only what the intent declares, and stands as it is declared. The name alone
 * proves nothing, for anybody may write under it: `proof` is the record of the very write. Undefined where there is nothing.
 */
export function handOverOf(
  intent: IntentObject,
  {object}: LiveObject,
  shape: Shape,
  proof: UnfinishedPatch | undefined,
): HandOver | undefined {
  if (proof === undefined || metadataOf(object)['uid'] !== proof.uid) return undefined;
  const own = fieldsOf(object, proof.manager);
  if (Object.keys(own).length === 0) return undefined;
  const differing = declaredDifferences(expected(intent.object, intent.ref), object, shape).map(
    ({livePath}) => livePath,
  );
  const paths: string[] = [];
  const promised = withoutNulls(declared(intent.object, intent.ref));
  const fields = asDeclared(own, promised, object, shape, []);
  return fields === undefined || paths.length === 0 ? undefined : {manager: proof.manager, fields, paths};

  /** The part of a field set that is declared and stands as declared; undefined where nothing does. */
  function asDeclared(
    set: FieldSet,
    said: Json | undefined,
    is: Json | undefined,
    type: Shape,
    path: Path,
  ): FieldSet | undefined {
    if (said === undefined || is === undefined) return undefined;
    const below = Object.entries(set).filter(([key]) => key !== '.');
    if (below.length === 0) {
      if (differing.some((other) => overlap(other, path))) return undefined;
      paths.push(formatPath(path));
      return set;
    }
    const kept = below.flatMap(([key, inner]): [string, FieldSet][] => {
      const child = childOf(key, said, is, type);
      if (child === undefined || !isObject(inner)) return [];
      const left = asDeclared(inner, child.said, child.is, child.shape, [...path, child.segment]);
      return left === undefined ? [] : [[key, left]];
    });
    if (kept.length === 0) return undefined;
    return {...('.' in set ? {'.': NO_FIELDS} : {}), ...Object.fromEntries(kept)};
  }
}

interface Child {
  readonly said: Json | undefined;
  readonly is: Json | undefined;
  readonly shape: Shape;
  readonly segment: Path[number];
}

/** What one key of a field set leads to, on both sides. */
function childOf(key: string, said: Json, is: Json, shape: Shape): Child | undefined {
  if (key.startsWith('f:')) {
    const field = key.slice(2);
    if (!isObject(said) || !isObject(is)) return undefined;
    return {said: ownValue(said, field), is: ownValue(is, field), shape: fieldShape(shape, field), segment: {field}};
  }
  if (!isList(said) || !isList(is)) return undefined;
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  const find = (list: readonly Json[]): Json | undefined => list.find((item) => itemKey(item, shape) === key);
  const item = find(is);
  const select = isObject(item)
    ? selectOf(item, shape.kind === 'list' ? shape.keys : [], items)
    : {'': scalarText(item)};
  return {said: find(said), is: item, shape: items, segment: {select, nth: 0}};
}

/** The name that a patch of ours goes out under: one that nobody has on this object, so that its entry is ours alone. */
export function freeManager(object: JsonObject): string {
  const taken = new Set(managedEntries(object).map(({manager}) => manager));
  let name = OWN_MANAGER;
  for (let number = 2; taken.has(name); number++) name = `${OWN_MANAGER}-${number}`;
  return name;
}

/** Whether somebody has an entry under a name of ours: whoever it was. */
export function hasOwnEntry(object: JsonObject): boolean {
  return managedEntries(object).some(({manager}) => manager.startsWith(OWN_MANAGER));
}

/** Whether a manager has an entry on an object. */
export function hasEntry(object: JsonObject, manager: string): boolean {
  return managedEntries(object).some((entry) => entry.manager === manager);
}

/**
 * Whether an entry may be taken out though others may have written under its name: everything in it is Helm's too, so that
 * nothing loses its last owner and goes out of sight.
 */
export function isHelmsToo(object: JsonObject, manager: string): boolean {
  return isSubset(fieldsOf(object, manager), appliedByHelm(object));
}

function fieldsOf(object: JsonObject, manager: string): FieldSet {
  return managedEntries(object).find((entry) => entry.manager === manager)?.fields ?? NO_FIELDS;
}
