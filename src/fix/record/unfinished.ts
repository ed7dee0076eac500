import {isUntroubled} from '../../model/fix.ts';
import type {UnfinishedPatch} from '../../model/fix.ts';
import {metadataOf, textOf} from '../../model/json.ts';
import {refKey} from '../../model/refs.ts';
import type {FixRecord} from './history.ts';

/**
 * What the records of this machine prove to be unfinished: the last that was written from here to an object, by its uid, is a
 * patch under our own name without its end. `records` come newest first. An object's uid is one of a kind in all clusters.
 */
export function unfinishedPatches(records: readonly FixRecord[]): UnfinishedPatch[] {
  const known = new Set<string>();
  const found: UnfinishedPatch[] = [];
  for (const {head, outcomes} of records)
    for (const {index, before, after, open, outcome, ownManager} of outcomes) {
      const step = head.plan.steps[index];
      const uid = textOf(metadataOf(before ?? after ?? {})['uid']);
      const isWritten = after !== undefined || open !== undefined;
      if (step === undefined || uid === '' || !isWritten || known.has(uid)) continue;
      known.add(uid);
      const isThrough = outcome !== undefined && isUntroubled({outcome});
      if (head.of === 'fix' && !isThrough && ownManager !== undefined)
        found.push({key: refKey(step.ref), uid, manager: ownManager});
    }
  return found;
}
