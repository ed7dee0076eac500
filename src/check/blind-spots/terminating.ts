import type {Gap, LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import {NOTHING_FOUND} from '../../model/stage.ts';
import type {StageResult} from '../../model/stage.ts';
import {terminating} from '../../model/terminating.ts';

/** Declared objects that are being deleted: whatever they hold now is gone as soon as their finalizers are through. */
export function onTheirWayOut(intent: readonly IntentObject[], live: readonly LiveObject[]): StageResult {
  const objects = new Map(live.toReversed().map((one) => [refKey(one.ref), one.object]));
  const gaps = intent.flatMap(({ref}): Gap[] => {
    const why = terminating(objects.get(refKey(ref)) ?? {});
    return why === undefined ? [] : [{ref, reason: 'terminating', message: `${refLabel(ref)}: ${why}`}];
  });
  return {...NOTHING_FOUND, gaps};
}
