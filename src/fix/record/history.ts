import type {Outcome} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';
import {UserError} from '../../model/errors.ts';
import type {RecordHead, RecordLine} from './journal.ts';

/** What one step of a record has done to its object. */
export interface StepOutcome {
  readonly index: number;
  /** The object before the first write; null where there was none. */
  readonly before: JsonObject | null;
  /** After the last write that was answered; null where it is gone. Undefined where nothing is known to have been written. */
  readonly after: JsonObject | null | undefined;
  /** A write that went out, and whose answer nobody took down: the digest of what the object is if it was carried out. */
  readonly open: {readonly digest: string; readonly resourceVersion: string | undefined} | undefined;
  readonly outcome: Outcome | undefined;
  readonly message: string | undefined;
}

export interface FixRecord {
  readonly head: RecordHead;
  readonly outcomes: readonly StepOutcome[];
  /** Whether the run came to its end. */
  readonly ended: boolean;
  readonly verified: boolean;
}

/** Reads a record's lines into what was done, step by step. */
export function fixRecord(lines: readonly RecordLine[], id: string): FixRecord {
  const [head, ...rest] = lines;
  if (head?.type !== 'head' || head.schemaVersion !== '1')
    throw new UserError(
      `the record ${id} is none that this version can read`,
      'It was written by another version, or cut short at its very beginning.',
    );
  const outcomes = head.plan.steps.map((_step, index) => stepOutcomeOf(index, head, rest));
  const end = rest.find((line) => line.type === 'end');
  return {head, outcomes, ended: end !== undefined, verified: end?.type === 'end' && end.verified};
}

function stepOutcomeOf(index: number, head: RecordHead, lines: readonly RecordLine[]): StepOutcome {
  const own = lines.filter((line) => 'step' in line && line.step === index);
  const begin = own.find((line) => line.type === 'begin');
  const outcomes = own.flatMap((line) => (line.type === 'outcome' ? [line] : []));
  const intents = own.flatMap((line) => (line.type === 'intent' ? [line] : []));
  const done = outcomes.findLast(({result}) => result === 'done');
  const last = intents.at(-1);
  const answer = outcomes.findLast(({write}) => write === last?.write);
  const isOpen = last !== undefined && (outcomes.length < intents.length || answer?.result === 'lost');
  const result = own.findLast((line) => line.type === 'result');
  return {
    index,
    before: begin?.type === 'begin' ? begin.before : (head.before[index] ?? null),
    after: done === undefined ? undefined : (done.after ?? null),
    open: isOpen ? {digest: last.digest, resourceVersion: last.resourceVersion} : undefined,
    outcome: result?.type === 'result' ? result.outcome : undefined,
    message: result?.type === 'result' ? result.message : undefined,
  };
}
