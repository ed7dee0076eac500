import type {LiveObject} from '../../model/evidence.ts';
import type {JsonObject} from '../../model/json.ts';
import type {Variance} from '../../model/report.ts';
import {declaredVariances} from '../compare/compare.ts';
import {overlap} from '../compare/overlap.ts';
import {expected} from '../normalize/desired.ts';
import type {Shape} from '../normalize/shape.ts';

/** Where the server's own result of writing the intent again differs from what is live. */
export function serverVariances(dried: JsonObject, live: LiveObject, shape: Shape): Variance[] {
  const {ref} = live;
  const wanted = declaredVariances(expected(dried, ref), live, shape);
  // What the write would take away shows from the other side: an item more in a list that is written as a whole.
  const surplus = declaredVariances(expected(live.object, ref), {...live, object: dried}, shape)
    .filter(({path, change}) => change === 'removed' && !wanted.some((variance) => overlap(variance.path, path)))
    .map(({path, desired}): Variance => ({ref, path, change: 'added', live: desired ?? null, method: 'dry-run'}));
  return [...wanted.map((variance): Variance => ({...variance, method: 'dry-run'})), ...surplus];
}
