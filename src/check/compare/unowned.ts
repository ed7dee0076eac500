import {isObject} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {ownValue, valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import {fieldShape} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {hasOwner} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';

type Unowned = Pick<Variance, 'path' | 'change' | 'live' | 'method'>;

/** Kinds whose `spec.replicas` may be left out, and is 1 then. */
const SCALABLE = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController']);

/**
 * Replicas that nobody declares, nobody owns, and that are not the default: the scale subresource notes a manager only where
 * somebody owned the field before.
 */
export function unownedReplicas(
  entries: readonly ManagedEntry[],
  desired: JsonObject,
  live: JsonObject,
  {group, kind}: ObjectRef,
): Unowned[] {
  const path = [{field: 'spec'}, {field: 'replicas'}];
  const replicas = valueAt(live, path);
  const isSet = SCALABLE.has(`${group}/${kind}`) && typeof replicas === 'number' && replicas !== 1;
  if (!isSet || entries.length === 0 || valueAt(desired, path) !== undefined) return [];
  if (entries.some((entry) => hasOwner(entry, path, live))) return [];
  return [{path, change: 'added', live: replicas, method: 'managed-fields'}];
}

/**
 * Undeclared fields that stand at another value than their schema's default, and that nobody owns: the scale subresource of a
 * custom resource writes so. For custom resources alone: the defaults of built-in kinds hang on their neighbours.
 */
export function unownedChanges(
  entries: readonly ManagedEntry[],
  desired: JsonObject,
  live: JsonObject,
  shape: Shape,
): Unowned[] {
  // A stripped list owns nothing, and says nothing.
  if (entries.length === 0) return [];
  const spec = live['spec'];
  return isObject(spec) ? [...walk(desired['spec'], spec, fieldShape(shape, 'spec'), [{field: 'spec'}])] : [];

  function* walk(wanted: unknown, here: JsonObject, type: Shape, path: Path): Generator<Unowned> {
    for (const [field, value] of Object.entries(here)) {
      const declared = isObject(wanted) ? ownValue(wanted, field) : undefined;
      const inner = fieldShape(type, field);
      const place = [...path, {field}];
      if (isObject(value)) yield* walk(declared, value, inner, place);
      else if (
        declared === undefined &&
        value !== undefined &&
        inner.kind === 'scalar' &&
        inner.fallback !== undefined
      ) {
        if (inner.fallback !== value && !entries.some((entry) => hasOwner(entry, place, live)))
          yield {path: place, change: 'added', live: value, method: 'managed-fields'};
      }
    }
  }
}
