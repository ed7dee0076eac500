import type {LiveObject} from '../../model/evidence.ts';
import type {JsonObject} from '../../model/json.ts';
import type {Variance} from '../../model/report.ts';
import {declaredDifferences} from '../compare/compare.ts';
import type {Writers} from '../compare/controllers.ts';
import {attribute, managedEntries} from '../compare/managed-fields.ts';
import {overlap} from '../compare/overlap.ts';
import {expected} from '../normalize/desired.ts';
import type {Shape} from '../normalize/shape.ts';

/** Where the server's own result of writing the intent again differs from what is live. */
export function serverVariances(dried: JsonObject, live: LiveObject, shape: Shape, writers: Writers): Variance[] {
  const {ref, object} = live;
  const entries = managedEntries(object);
  const foreign = entries.filter((entry) => writers.isForeign(entry, entries));
  const wanted = declaredDifferences(expected(dried, ref), object, shape).map(
    ({livePath, dismissed: _dismissed, ...difference}): Variance => ({
      ref,
      ...difference,
      ...attribute(entries, foreign, {path: livePath}, object),
      method: 'dry-run',
    }),
  );
  // What the write would take away shows from the other side: an item more in a list that is written as a whole.
  const surplus = declaredDifferences(expected(object, ref), dried, shape)
    .filter(({path, change}) => change === 'removed' && !wanted.some((variance) => overlap(variance.path, path)))
    .map(({path, desired}): Variance => ({
      ref,
      path,
      change: 'added',
      live: desired ?? null,
      ...attribute(entries, foreign, {path}, object),
      method: 'dry-run',
    }));
  return [...wanted, ...surplus];
}
