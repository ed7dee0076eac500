import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {parseApiVersion, refKey, refLabel} from '../../model/refs.ts';
import {declaredDifferences} from '../compare/compare.ts';
import {expected} from '../normalize/desired.ts';
import type {ShapeOf} from '../normalize/shapes.ts';

/**
 * Gathers documents of one manifest that mean the same object, in the namespaces where they land: charts cut long names, and
 * two of them become one. The last one stands for them.
 */
export function gatherDuplicates(objects: readonly IntentObject[]): IntentObject[] {
  const gathered = new Map<string, IntentObject>();
  for (const entry of objects) {
    const key = `${entry.part ?? ''} ${refKey(entry.ref)}`;
    const before = gathered.get(key);
    // Told where the last of them stands.
    gathered.delete(key);
    gathered.set(key, before === undefined ? entry : {...entry, duplicates: [...(before.duplicates ?? []), before]});
  }
  return [...gathered.values()];
}

interface Chosen {
  readonly objects: readonly IntentObject[];
  readonly notes: readonly string[];
}

/**
 * Helm creates objects of a kind at once, so that any of several documents for one object may be the last that was written:
 * the one that is nearest to what is live is the promise; of equals the last, as in an upgrade, which writes one by one.
 */
export function chooseDuplicates(
  objects: readonly IntentObject[],
  live: readonly LiveObject[],
  shapeOf: ShapeOf,
): Chosen {
  const byKey = new Map(live.map((entry) => [refKey(entry.ref), entry]));
  const notes: string[] = [];
  const resolved = objects.map((entry) => {
    const {duplicates = [], ...last} = entry;
    if (duplicates.length === 0) return entry;
    notes.push(
      `${refLabel(entry.ref)} stands ${duplicates.length + 1} times in the manifest: Helm wrote all of them, and one is left; live is held against the nearest`,
    );
    const is = byKey.get(refKey(entry.ref));
    if (is === undefined) return last;
    const ranked = [last, ...duplicates.toReversed()].map((one) => ({one, distance: distance(one, is, shapeOf)}));
    return ranked.toSorted((a, b) => a.distance - b.distance)[0]?.one ?? last;
  });
  return {objects: resolved, notes};
}

/** What differs as seen from either side: of two documents one may hold all of the other. */
function distance({ref, apiVersion, object}: IntentObject, live: LiveObject, shapeOf: ShapeOf): number {
  const {group, version} = parseApiVersion(apiVersion);
  const shape = shapeOf(group, version, ref.kind);
  const [wanted, is] = [expected(object, ref), expected(live.object, ref)];
  return declaredDifferences(wanted, live.object, shape).length + declaredDifferences(is, wanted, shape).length;
}
