import {asObj, at} from './json.ts';
import type {Slot} from './mutate.ts';
import {Rng} from './rng.ts';
import {groupOf, keyOf} from './subjects.ts';
import type {Subject} from './subjects.ts';

export interface Plan {
  readonly slots: readonly Slot[];
  /** Objects that no slot may touch: for writes that are no drift, and to stay clean. */
  readonly others: readonly Subject[];
}

/** Three objects in five of a release at most, so that enough stay clean to be cried wolf about. */
const SHARE = 0.6;

export function planOf(seed: number, subjects: readonly Subject[]): Plan {
  const rng = new Rng(seed, 'plan');
  const reserved = reservedFor(subjects, rng);
  const room = new Map<string, number>();
  for (const {release} of subjects) room.set(release, (room.get(release) ?? 0) + SHARE);
  const served = definitionsInUse(subjects);
  const slots: Slot[] = [];
  const others: Subject[] = [];
  for (const subject of rng.shuffled(subjects)) {
    const left = room.get(subject.release) ?? 0;
    const writes = rng.chance(0.2) ? 2 + rng.below(3) : 1;
    if (left < 1 || reserved.has(keyOf(subject))) others.push(subject);
    else {
      room.set(subject.release, left - 1);
      slots.push({number: slots.length + 1, subject, writes, metadataOnly: served.has(subject.name)});
    }
  }
  return {slots, others};
}

/** Autoscalers and what they target, half of them: where somebody changes the range, a scale in range is none. */
function reservedFor(subjects: readonly Subject[], rng: Rng): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const autoscaler of subjects.filter(({kind}) => kind.kind === 'HorizontalPodAutoscaler')) {
    if (rng.chance(0.5)) continue;
    keys.add(keyOf(autoscaler));
    for (const subject of subjects) if (targets(autoscaler, subject)) keys.add(keyOf(subject));
  }
  return keys;
}

function targets({release, original}: Subject, subject: Subject): boolean {
  const target = asObj(at(original, ['spec', 'scaleTargetRef']));
  return release === subject.release && target['kind'] === subject.kind.kind && target['name'] === subject.name;
}

function definitionsInUse(subjects: readonly Subject[]): ReadonlySet<string> {
  const used = new Set(subjects.map(({kind}) => `${kind.plural}.${groupOf(kind)}`));
  return new Set(
    subjects.filter(({kind, name}) => kind.kind === 'CustomResourceDefinition' && used.has(name)).map(({name}) => name),
  );
}

/** Webhooks come last: one that somebody points elsewhere stops the writes that it is asked about. */
export function inOrder(slots: readonly Slot[]): Slot[] {
  const late = ({subject}: Slot): boolean => groupOf(subject.kind) === 'admissionregistration.k8s.io';
  return [...slots.filter((slot) => !late(slot)), ...slots.filter(late)];
}

export const releaseNames = (subjects: readonly Subject[]): string[] => [
  ...new Set(subjects.map(({release}) => release)),
];
