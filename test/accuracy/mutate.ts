import {drawCommand, drawScale} from './commands.ts';
import {difference} from './diff.ts';
import {CLASSES, drawDraft} from './draw.ts';
import {clone, put} from './json.ts';
import type {Obj} from './json.ts';
import {placeOf} from './paths.ts';
import {Rng} from './rng.ts';
import {keyOf} from './subjects.ts';
import type {Subject} from './subjects.ts';
import type {Mutation} from './truth.ts';
import type {Draft, Hands} from './write.ts';

/** What did not become a mutation, by reason: a class that the server never takes should be seen. */
export interface Tally {
  refused: number;
  unchanged: number;
  readonly words: Map<string, number>;
}

const TRIES = 14;
const WEIGHTS = {...CLASSES, 'delete the object': 5, 'a kubectl command': 9, 'a scale': 14} as const;
type PositiveClass = keyof typeof WEIGHTS;

const now = (): string => new Date().toISOString();
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export interface Slot {
  readonly number: number;
  readonly subject: Subject;
  readonly writes: number;
  /** Definitions whose objects a release holds keep their schema, or those objects would change with it. */
  readonly metadataOnly: boolean;
}

/** Changes one object as often as the slot says; every draw that the server refuses is followed by another. */
export async function mutate(seed: number, slot: Slot, hands: Hands, tally: Tally): Promise<Mutation[]> {
  const done: Mutation[] = [];
  for (let write = 1; write <= slot.writes; write++) {
    const mutation = await oneMutation(seed, slot, write, hands, tally);
    if (mutation !== undefined) done.push(mutation);
    if (mutation?.whole !== undefined) break;
  }
  return done;
}

async function oneMutation(
  seed: number,
  slot: Slot,
  write: number,
  hands: Hands,
  tally: Tally,
): Promise<Mutation | undefined> {
  const {subject, number, metadataOnly} = slot;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const rng = new Rng(seed, keyOf(subject), write, attempt);
    const {status, body: before} = await hands.api.ask('GET', subject.url);
    if (status !== 200) return undefined;
    const what = rng.weighted<PositiveClass>(WEIGHTS);
    const started = now();
    const id = `${number}.${write}`;
    if (what === 'delete the object') {
      if (slot.writes > 1 || metadataOnly || !(await deleted(subject, hands))) continue;
      return wholeMutation(id, subject, 'missing', [started, now()]);
    }
    const draft = drawn(what, subject, before, rng, hands);
    if (draft === undefined || (metadataOnly && draft.change.pointer[0] !== 'metadata')) continue;
    const reply = await draft.send(hands);
    if (reply.after === undefined) {
      note(tally, subject, reply.message);
      continue;
    }
    const effects = difference(before, reply.after, subject.kind.schema);
    if (effects.length === 0) {
      tally.unchanged++;
      continue;
    }
    // An item that was added has no place in the object as it was; one that was removed has none as it is.
    const {op, pointer} = draft.change;
    const target = placeOf(
      op === 'remove' ? before : withTarget(before, reply.after, draft),
      pointer,
      subject.kind.schema,
    );
    return {id, subject, what, tool: draft.tool, writer: draft.writer, target, effects, window: [started, now()]};
  }
  return undefined;
}

function drawn(what: PositiveClass, subject: Subject, before: Obj, rng: Rng, hands: Hands): Draft | undefined {
  if (what === 'a scale') return drawScale(subject, before, rng);
  if (what === 'a kubectl command') return drawCommand(subject, before, rng);
  return what === 'delete the object' ? undefined : drawDraft(what, subject, before, rng, hands.managers);
}

/** The object in which the target's pointer has a meaning: with the value that was asked for, where one was. */
function withTarget(before: Obj, after: Obj, {change: {pointer, value}}: Draft): Obj {
  return value === undefined ? after : put(clone(before), pointer, value);
}

function note(tally: Tally, {kind}: Subject, message: string): void {
  tally.refused++;
  const words = `${kind.kind}: ${message.replace(/^[^:]*"[^"]*" is invalid: /, '').slice(0, 110)}`;
  tally.words.set(words, (tally.words.get(words) ?? 0) + 1);
}

/** Gone for good: what a finalizer holds back is there still, and no missing object. */
async function deleted({url}: Subject, {api}: Hands): Promise<boolean> {
  const {status} = await api.ask('DELETE', url, {query: {propagationPolicy: 'Background'}});
  if (status >= 300) return false;
  for (let turn = 0; turn < 60; turn++) {
    if ((await api.ask('GET', url)).status === 404) return true;
    await pause(100);
  }
  throw new Error(`${url} was deleted and does not go`);
}

export const wholeMutation = (
  id: string,
  subject: Subject,
  whole: 'missing' | 'extra',
  window: readonly [string, string],
  tool = 'DELETE',
  manager = '',
): Mutation => ({
  id,
  subject,
  what: whole === 'missing' ? 'delete the object' : 'create an extra object',
  tool,
  writer: {manager, operation: 'Update', subresource: ''},
  target: [],
  effects: [],
  window,
  whole,
});
