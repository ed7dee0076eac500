import {isUntroubled} from '../../model/fix.ts';
import {metadataOf, textOf} from '../../model/json.ts';
import {refKey} from '../../model/refs.ts';
import type {FixRecord} from './history.ts';

/** A patch that went out under a name of ours, and was not handed over to Helm by the end of its record. */
interface Unfinished {
  /** `refKey` of the object. */
  readonly key: string;
  readonly uid: string;
  readonly manager: string;
}

/**
 * What the records of this machine prove to be unfinished: the last that was written from here to an object, by its uid, is a
 * patch under our own name without its end. `records` come newest first. An object's uid is one of a kind in all clusters.
 */
export function unfinishedPatches(records: readonly FixRecord[]): Unfinished[] {
  const known = new Set<string>();
  const found: Unfinished[] = [];
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
