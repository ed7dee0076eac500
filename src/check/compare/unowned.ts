import {isObject} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {Path} from '../../model/path.ts';
import type {Variance} from '../../model/report.ts';
import {fieldShape} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import {hasOwner} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';

type Unowned = Pick<Variance, 'path' | 'change' | 'live' | 'method'>;

/**
 * Undeclared fields that stand at another value than their schema's default, and that nobody owns: the scale subresource of a
 * custom resource writes so, and the API server notes no manager for it. For custom resources alone: the defaults of
 * built-in kinds hang on their neighbours, and their writers are noted.
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
      const declared = isObject(wanted) ? wanted[field] : undefined;
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
