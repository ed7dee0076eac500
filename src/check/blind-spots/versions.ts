import type {Gap} from '../../model/evidence.ts';
import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import {parseApiVersion, refLabel} from '../../model/refs.ts';
import type {Pair} from '../align/align.ts';
import {managedEntries} from '../compare/managed-fields.ts';
import {declared} from '../normalize/desired.ts';
import {fieldShape, UNKNOWN} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import type {ShapeOf} from '../normalize/shapes.ts';
import {NOTHING_FOUND} from '../../model/stage.ts';
import type {StageResult} from '../../model/stage.ts';

/**
 * Declared fields that the version which live was read at does not have, while the intent's own has them: a snapshot at
 * another version, or a version that is served no more. They stand in the cluster in another form, and cannot be compared.
 */
export function otherVersions(pairs: readonly Pair[], shapeOf: ShapeOf): StageResult {
  const gaps = pairs.flatMap(({intent, live}): Gap[] => {
    if (intent.apiVersion === live.apiVersion) return [];
    const {group, version} = parseApiVersion(live.apiVersion);
    const own = parseApiVersion(intent.apiVersion);
    const foreign = firstUnknown(
      declared(intent.object, intent.ref),
      shapeOf(group, version, live.ref.kind),
      shapeOf(own.group, own.version, live.ref.kind),
    );
    if (foreign === undefined) return [];
    const message = `${refLabel(intent.ref)}: ${formatPath(foreign)} is a field of ${intent.apiVersion}, and live was read at ${live.apiVersion}: it cannot be compared`;
    return [{ref: intent.ref, reason: 'other-version', message}];
  });
  return {...NOTHING_FOUND, gaps: [...gaps, ...pairs.flatMap((pair) => writtenElsewhere(pair, shapeOf))]};
}

/** Fields that somebody wrote at another version, which the version that live was read at has no place for. */
function writtenElsewhere({live}: Pair, shapeOf: ShapeOf): Gap[] {
  // At v1 its annotations show what v1 has no field for.
  if (live.ref.group === 'autoscaling') return [];
  const {group, version} = parseApiVersion(live.apiVersion);
  const shape = shapeOf(group, version, live.ref.kind);
  return managedEntries(live.object).flatMap((entry): Gap[] => {
    const isElsewhere = entry.apiVersion !== '' && entry.apiVersion !== live.apiVersion;
    if (!isElsewhere || entry.isHelm || entry.subresource === 'status') return [];
    const field = firstForeign(entry.fields, shape);
    if (field === undefined) return [];
    const message = `${refLabel(live.ref)}: ${entry.manager} wrote ${formatPath(field)} at ${entry.apiVersion}, which ${live.apiVersion} does not show: it cannot be compared`;
    return [{ref: live.ref, reason: 'other-version', message}];
  });
}

/** The first field of a field set that a shape has not; what stands below lists is left to the comparison. */
function firstForeign(fields: JsonObject, shape: Shape, path: Path = []): Path | undefined {
  for (const [key, below] of Object.entries(fields)) {
    const field = key.startsWith('f:') ? key.slice(2) : undefined;
    if (field === undefined || (path.length === 0 && ['status', 'metadata'].includes(field))) continue;
    const here = [...path, {field}];
    if (shape.kind !== 'object') return undefined;
    if (!shape.knows(field)) return here;
    const found = isObject(below) ? firstForeign(below, shape.field(field), here) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first field that one shape has and the other has not. */
function firstUnknown(value: Json | undefined, live: Shape, own: Shape, path: Path = []): Path | undefined {
  if (Array.isArray(value)) {
    const [inner, ownInner] = [live, own].map((shape) => (shape.kind === 'list' ? shape.items : UNKNOWN)) as [
      Shape,
      Shape,
    ];
    for (const [index, item] of (value as Json[]).entries()) {
      const found = firstUnknown(item, inner, ownInner, [...path, {index}]);
      if (found !== undefined) return found;
    }
  } else if (isObject(value) && live.kind === 'object') {
    for (const [field, item] of Object.entries(value)) {
      const here = [...path, {field}];
      if (!live.knows(field)) return own.kind === 'object' && own.knows(field) ? here : undefined;
      const found = firstUnknown(item, live.field(field), fieldShape(own, field), here);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
