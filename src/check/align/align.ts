import type {Gap, LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';

export interface Pair {
  readonly intent: IntentObject;
  readonly live: LiveObject;
}

export interface Alignment {
  readonly paired: readonly Pair[];
  /** In the intent, and certainly not in the cluster. */
  readonly missing: readonly IntentObject[];
  /** In the intent, and nobody could look: each has a gap. */
  readonly unverifiable: readonly IntentObject[];
  /** Under this release's ownership metadata, and not in the intent. */
  readonly extra: readonly LiveObject[];
}

/** Pairs both sides by group, kind, namespace and name. */
export function align(
  intent: readonly IntentObject[],
  live: readonly LiveObject[],
  gaps: readonly Gap[],
  owned: readonly LiveObject[],
): Alignment {
  const byKey = new Map(live.map((entry) => [refKey(entry.ref), entry]));
  const unseen = new Set(gaps.flatMap(({ref}) => (ref === undefined ? [] : [refKey(ref)])));
  const paired: Pair[] = [];
  const missing: IntentObject[] = [];
  const unverifiable: IntentObject[] = [];
  for (const entry of intent) {
    const key = refKey(entry.ref);
    const counterpart = byKey.get(key);
    if (counterpart !== undefined) paired.push({intent: entry, live: counterpart});
    else if (unseen.has(key)) unverifiable.push(entry);
    else missing.push(entry);
  }
  const declared = new Set(intent.map(({ref}) => refKey(ref)));
  const generated = gaps.flatMap(({ref, reason}) => (reason === 'no-name' && ref !== undefined ? [ref] : []));
  const extra = owned.filter(({ref}) => !declared.has(refKey(ref)) && !generated.some((one) => isGenerated(ref, one)));
  return {paired, missing, unverifiable, extra};
}

/** Whether an object may be what a manifest with generateName became: the gap of it is named `prefix*`. */
function isGenerated(ref: ObjectRef, {group, kind, name}: ObjectRef): boolean {
  return ref.group === group && ref.kind === kind && name.length > 1 && ref.name.startsWith(name.slice(0, -1));
}
