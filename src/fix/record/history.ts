import type {StepOutcome} from '../../model/fix.ts';
import {UserError} from '../../model/errors.ts';
import type {RecordHead, RecordLine} from './journal.ts';

export interface FixRecord {
  readonly head: RecordHead;
  readonly outcomes: readonly StepOutcome[];
  /** Whether the run came to its end. */
  readonly ended: boolean;
  /** RFC 3339: when it did. */
  readonly endedAt?: string;
  readonly verified: boolean;
}

/** Reads a record's lines into what was done, step by step. */
export function fixRecord(lines: readonly RecordLine[], id: string): FixRecord {
  const [head, ...rest] = lines;
  if (head?.type !== 'head' || head.schemaVersion !== '3')
    throw new UserError(
      `the record ${id} is none that this version can read`,
      'It was written by another version, or cut short at its very beginning.',
    );
  const outcomes = head.plan.steps.map((_step, index) => stepOutcomeOf(index, head, rest));
  const end = rest.find((line) => line.type === 'end');
  if (end?.type !== 'end') return {head, outcomes, ended: false, verified: false};
  return {head, outcomes, ended: true, endedAt: end.at, verified: end.verified};
}

function stepOutcomeOf(index: number, head: RecordHead, lines: readonly RecordLine[]): StepOutcome {
  const own = lines.filter((line) => 'step' in line && line.step === index);
  // An object that moved on before anything was written to it begins anew.
  const begin = own.findLast((line) => line.type === 'begin');
  const done = own.findLast((line) => line.type === 'outcome' && line.result === 'done');
  const result = own.findLast((line) => line.type === 'result');
  return {
    index,
    before: begin?.type === 'begin' ? begin.before : (head.before[index] ?? null),
    after: done?.type === 'outcome' ? (done.after ?? null) : undefined,
    open: openWrite(own),
    ownManager: ownManagerOf(own, head),
    outcome: result?.type === 'result' ? result.outcome : undefined,
    message: result?.type === 'result' ? result.message : undefined,
  };
}

type WriteAhead = Extract<RecordLine, {type: 'write-ahead'}>;

/**
 * A write whose answer was lost or was not taken down, by the order of the lines: a step that goes on with what is left of its
 * writes counts them from 0 again. It stays open though a later one is refused, until one is done: it may be carried out late.
 */
function openWrite(own: readonly RecordLine[]): StepOutcome['open'] {
  let open: WriteAhead | undefined;
  let sent: WriteAhead | undefined;
  for (const line of own) {
    if (line.type === 'write-ahead') {
      open = sent ?? open;
      sent = line;
    } else if (line.type === 'outcome') {
      if (line.result === 'done') open = undefined;
      else if (line.result === 'lost') open = sent;
      sent = undefined;
    }
  }
  const last = sent ?? open;
  if (last === undefined) return undefined;
  const {digest, resourceVersion, expected} = last;
  return {digest, resourceVersion, ...(expected === undefined ? {} : {expected})};
}

/** Records of older versions do not name it: it was always the same then. */
function ownManagerOf(own: readonly RecordLine[], {of}: RecordHead): string | undefined {
  const patch = own.findLast((line) => line.type === 'write-ahead' && line.kind === 'json-patch');
  if (of !== 'fix' || patch?.type !== 'write-ahead') return undefined;
  const {manager = OWN} = patch;
  return manager === OWN || manager.startsWith(`${OWN}-`) ? manager : undefined;
}

const OWN = 'helm-drift';
