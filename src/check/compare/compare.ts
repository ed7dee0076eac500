import deepDiff from 'deep-diff';
import type {LiveObject} from '../../model/evidence.ts';
import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {valueAt} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';
import {parseApiVersion} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import {reason} from '../../model/reasons.ts';
import type {Variance} from '../../model/report.ts';
import type {Pair} from '../align/align.ts';
import {declared, expected} from '../normalize/desired.ts';
import {projectPair} from '../normalize/project.ts';
import {decodeStep} from '../normalize/step.ts';
import type {Step} from '../normalize/step.ts';
import {isZero} from '../normalize/scalar.ts';
import {fieldShape, isUnknownField, shapeAt} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {isCustom} from '../normalize/shapes.ts';
import type {ShapeOf} from '../normalize/shapes.ts';
import {addedFields, pathKey} from './added.ts';
import type {Writers} from './controllers.ts';
import {attribute, attribution, BEFORE_FIRST_APPLY, hasOwner, managedEntries} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';
import {isAllocated} from './allocated.ts';
import {isOperators} from './operators.ts';
import {isDefault} from './surplus.ts';
import {undeclaredFields} from './undeclared.ts';
import {unownedChanges, unownedReplicas} from './unowned.ts';

export function missingObject(ref: ObjectRef): Variance {
  return {ref, path: [], change: 'missing', method: 'structure'};
}

/** Nobody owns a whole object: whoever wrote it first is the likely one to have made it. */
export function extraObject({ref, object}: LiveObject): Variance {
  const [first] = managedEntries(object).toSorted((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1));
  return {
    ref,
    path: [],
    change: 'extra',
    ...(first === undefined ? {} : {by: attribution(first, 'likely')}),
    method: 'structure',
  };
}

/** The differences within one object: what the intent declares, and what stands beside it. */
export function comparePair({intent, live}: Pair, shapeOf: ShapeOf, writers: Writers): Variance[] {
  const {ref} = intent;
  // What the live side's version does not have cannot stand there: see evidence/versions.ts.
  const {group, version} = parseApiVersion(live.apiVersion);
  const shape = shapeOf(group, version, ref.kind);
  const desired = expected(intent.object, ref);
  const entries = managedEntries(live.object);
  const differences = stepsThatDiffer(desired, live.object, shape);
  const whole = declared(intent.object, ref);
  const foreign = entries.filter((entry) => writers.isForeign(entry, entries));
  const additions = addedFields(
    entries.filter(isOthers),
    whole,
    live.object,
    shape,
    renumberedItems(differences, desired),
    (entry, path, value) => writers.hasBusiness(entry, ref, path, value) || isOperators(entry, entries, ref, path),
  );
  const declaredTier = differences
    .flatMap((steps) => declaredVariance(steps, desired, live.object, shape) ?? [])
    // A list that is written as a whole holds what the server added, too.
    .filter(
      ({path, change, live: is = null}) =>
        change !== 'added' || !isAllocated(ref, path, is, {live: live.object, declared: whole}),
    )
    .map(({livePath: at, ...difference}): Variance => {
      const {path, change, desired: wanted = null} = difference;
      const author = attribute(entries, foreign, {path: at, desired: wanted}, live.object);
      const isChosen = entries.length === 0 || foreign.some((entry) => hasOwner(entry, at, live.object));
      const isZeroed = change === 'changed' && isDropped(wanted, shapeAt(shape, path));
      const isGiven = (): boolean =>
        isDefaultAt(live.object, at, shape) ||
        (!isChosen && isAllocated(ref, at, valueAt(live.object, at) ?? null, {live: live.object, declared: whole}));
      const isLeft = isZeroed && isGiven();
      return {
        ref,
        ...difference,
        ...author,
        method: 'structure',
        ...(isLeft ? {dismissed: reason('left-to-server')} : {}),
      };
    });
  const unowned = isCustom(group, ref.kind)
    ? unownedChanges(entries, whole, live.object, shape)
    : unownedReplicas(entries, whole, live.object, ref);
  const known: Variance[] = [...declaredTier, ...[...additions, ...unowned].map((addition) => ({ref, ...addition}))];
  const sides = {ref, desired: whole, live: declared(live.object, ref), whole: live.object, shape};
  const own = parseApiVersion(intent.apiVersion);
  const ownShape = own.version === version ? undefined : shapeOf(own.group, own.version, ref.kind);
  // What the intent's version has no field for stands declared there in another form.
  const rest = undeclaredFields(sides, entries, writers, known).filter(
    ({path}) => ownShape === undefined || !isUnknownField(ownShape, path),
  );
  return [...known, ...rest.map((addition): Variance => ({ref, ...addition}))];
}

/** What Helm wrote, or stood there before anybody kept books, is told another way. */
function isOthers({isHelm, manager}: ManagedEntry): boolean {
  return !isHelm && manager !== BEFORE_FIRST_APPLY;
}

/** What a tree declares and another does not hold; `desired` as `expected` leaves it. */
export function declaredDifferences(desired: JsonObject, object: JsonObject, shape: Shape): Difference[] {
  return stepsThatDiffer(desired, object, shape).flatMap(
    (steps) => declaredVariance(steps, desired, object, shape) ?? [],
  );
}

function stepsThatDiffer(desired: JsonObject, live: JsonObject, shape: Shape): Step[][] {
  const projection = projectPair(desired, live, shape, '');
  return (deepDiff.diff(projection.desired, projection.live) ?? []).map(({path = []}) =>
    (path as string[]).map(decodeStep),
  );
}

export interface Difference extends Pick<Variance, 'path' | 'change' | 'desired' | 'live' | 'dismissed'> {
  readonly livePath: Path;
}

function isDefaultAt(live: JsonObject, path: Path, shape: Shape): boolean {
  const above = path.slice(0, -1);
  const last = path.at(-1);
  const value = valueAt(live, path);
  if (last === undefined || !('field' in last) || value === undefined) return false;
  return isDefault(last.field, value, shapeAt(shape, path), {
    live: valueAt(live, above),
    desired: undefined,
    path: above,
  });
}

function declaredVariance(
  steps: readonly Step[],
  desired: JsonObject,
  live: JsonObject,
  shape: Shape,
): Difference | undefined {
  const path: Path = steps.map(({segment}) => segment);
  const place = {path, livePath: livePath(steps)};
  const is = valueAt(live, place.livePath);
  if (steps.some(({extra}) => extra === true))
    return is === undefined ? undefined : {...place, change: 'added', live: is};
  const wanted = valueAt(desired, path);
  // In a list a null holds a place, and says nothing of what is there.
  if (wanted === undefined || wanted === null) return undefined;
  if (is === undefined || is === null) {
    if (isDropped(wanted, shapeAt(shape, path))) return undefined;
    const dismissed = isUnknownField(shape, path) ? {dismissed: reason('unknown-field')} : {};
    return {...place, change: 'removed', desired: wanted, ...dismissed};
  }
  return {...place, change: 'changed', desired: wanted, live: is};
}

/** The declared items whose live counterpart has other merge keys, by the counterpart's live path. */
function renumberedItems(differences: readonly (readonly Step[])[], desired: JsonObject): Map<string, Json> {
  const items = new Map<string, Json>();
  for (const steps of differences) {
    const at = steps.findIndex(({live}) => live !== undefined);
    if (at < 0) continue;
    const item = valueAt(
      desired,
      steps.slice(0, at + 1).map(({segment}) => segment),
    );
    if (item !== undefined) items.set(pathKey(livePath(steps.slice(0, at + 1))), item);
  }
  return items;
}

function livePath(steps: readonly Step[]): Segment[] {
  return steps.map(({segment, live}) => live ?? segment);
}

/** Whether the API server leaves such a value out when it writes the object down: then its absence says nothing. */
function isDropped(value: Json, shape: Shape): boolean {
  if (value === null) return true;
  if (isObject(value))
    return Object.entries(value).every(
      ([field, item]) => item === undefined || isDropped(item, fieldShape(shape, field)),
    );
  return shape.kind === 'scalar' && shape.dropsZero && isZero(value);
}
