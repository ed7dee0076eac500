import {contentDigest} from '../plan/content-digest.ts';
import {toLive} from '../../model/evidence.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Outcome, StepResult, Write} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {ApiResource, WriteAnswer, WritePlace} from '../../model/ports.ts';
import {effectOf, pathList} from '../plan/effect.ts';
import {isHalfDone} from '../plan/owned.ts';
import {versionOf} from '../plan/step.ts';
import type {PlannedStep} from '../plan/step.ts';
import type {RecordLine} from '../record/journal.ts';
import type {ApplyContext} from './apply-context.ts';
import {RecordError} from './record-error.ts';
import {startOf} from './start.ts';
import type {Written} from './start.ts';
import {gone} from './wait.ts';

interface At {
  readonly resource: ApiResource;
  readonly place: WritePlace;
  readonly live: LiveObject | undefined;
}

/** An object that moves on more often than this is left alone. */
const ATTEMPTS = 4;
const DONE: Readonly<Record<PlannedStep['step']['action'], Outcome>> = {
  patch: 'patched',
  create: 'created',
  delete: 'deleted',
  recreate: 'recreated',
};

/**
 * Sends the writes of one step, each after a dry run of itself. Where the object has moved on it goes on only if the change
 * still means what was reviewed: the same values, in the place of the same values.
 */
export async function sendAll(planned: PlannedStep, index: number, at: At, context: ApplyContext): Promise<StepResult> {
  const {action} = planned.step;
  const result = (outcome: Outcome, message?: string, halfDone = false): StepResult =>
    resultOf(planned, outcome, message, halfDone);
  let {live} = at;
  // What the last write made of the object; undefined before the first.
  let last: Written | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const start = startOf(planned, live, last);
    if ('outcome' in start) {
      if (last !== undefined && start.outcome === 'unchanged') return result(DONE[action]);
      return result(start.outcome, start.message, last !== undefined);
    }
    if (last === undefined && live !== undefined && live.object !== planned.live?.object)
      await append(context, {type: 'begin', step: index, before: live.object}, false);
    const sent = await sendStrategy(start.ready, index, {...at, live}, last !== undefined, context);
    if (sent.kind === 'done') return result(DONE[action]);
    last = sent.wrote ?? last;
    if (sent.kind === 'stopped') return result('failed', sent.message, last !== undefined);
    const answer = await context.writeContext.reader.get(at.resource, at.place.namespace, at.place.name);
    // A write that got no answer may have been carried out.
    if ('failure' in answer)
      return result('failed', answer.failure.message, last !== undefined || sent.lost !== undefined);
    live = 'object' in answer ? toLive(answer.object) : undefined;
    if (sent.lost !== undefined && hasLanded(sent.lost, live)) {
      last = {object: live?.object};
      await append(context, landedLine(index, sent.lost.write, live, context.now()), true);
    }
    if (attempt === ATTEMPTS)
      return last === undefined ? result('conflict', sent.message) : result('failed', sent.message, true);
  }
  return result('conflict');
}

function resultOf(
  {step}: PlannedStep,
  outcome: Outcome,
  message: string | undefined,
  isHalfWritten: boolean,
): StepResult {
  return {
    ref: step.ref,
    outcome,
    ...(message === undefined ? {} : {message: message.replace(/\s+/g, ' ')}),
    ...(isHalfWritten ? {halfDone: true} : {}),
  };
}

/** A write without an answer, and what the object is if it was carried out. */
interface Lost {
  readonly write: number;
  readonly digest: string;
}

function hasLanded({digest}: Lost, live: LiveObject | undefined): boolean {
  return digest === '' ? live === undefined : live !== undefined && contentDigest(live.object) === digest;
}

function landedLine(step: number, write: number, live: LiveObject | undefined, now: Date): RecordLine {
  const after = live === undefined ? {} : {after: live.object};
  return {type: 'outcome', step, write, result: 'done', ...after, at: now.toISOString()};
}

type Sent =
  | {readonly kind: 'done'}
  /** The object has moved on: look again. */
  | {readonly kind: 'moved'; readonly wrote: Written | undefined; readonly message: string; readonly lost?: Lost}
  | {readonly kind: 'stopped'; readonly wrote: Written | undefined; readonly message: string};

/** `isBegun`: an earlier strategy of the same step has written something. */
async function sendStrategy(
  planned: PlannedStep,
  index: number,
  at: At,
  isBegun: boolean,
  context: ApplyContext,
): Promise<Sent> {
  let object = at.live?.object;
  let wrote: Written | undefined;
  for (const [number, write] of (planned.strategies[0] ?? []).entries()) {
    const {writeContext, now} = context;
    // Most patches leave no entry of ours behind.
    if (write.kind === 'drop-manager' && !isHalfDone(object ?? {})) continue;
    const rehearsed = await writeContext.writer.rehearse(at.resource, at.place, write, object);
    const problem = problemOf(planned, write, object, rehearsed);
    if (problem !== undefined) return {...problem, wrote};
    const expected = 'object' in rehearsed ? contentDigest(rehearsed.object) : '';
    const id = {step: index, write: number};
    const version = object === undefined ? {} : versionOf({object});
    const entry: RecordLine = {
      type: 'write-ahead',
      ...id,
      kind: write.kind,
      ...version,
      digest: expected,
      at: now().toISOString(),
    };
    await append(context, entry, isBegun || wrote !== undefined);
    const answer = await writeContext.writer.write(at.resource, at.place, write, object);
    const mayBeWritten = 'object' in answer || 'deleted' in answer || 'lost' in answer;
    const outcome: RecordLine = {...outcomeOf(answer), ...id, at: now().toISOString()};
    await append(context, outcome, isBegun || wrote !== undefined || mayBeWritten);
    const failure = problemOf(planned, write, object, answer, true);
    if (failure !== undefined)
      return 'lost' in answer && failure.kind === 'moved'
        ? {...failure, wrote, lost: {write: number, digest: expected}}
        : {...failure, wrote};
    object = 'object' in answer ? answer.object : undefined;
    wrote = {object};
    const isInTheWay = object === undefined && planned.step.action === 'recreate';
    if (isInTheWay && !(await gone(at.resource, at.place, writeContext)))
      return {
        kind: 'stopped',
        wrote,
        message: 'it is being deleted, and something holds it: run fix again when it is gone',
      };
  }
  return {kind: 'done'};
}

/** Why a write must not be sent, or has failed; undefined where all is as planned. */
function problemOf(
  {step, target, shape}: PlannedStep,
  write: Write,
  object: JsonObject | undefined,
  answer: WriteAnswer,
  isSent = false,
): {readonly kind: 'moved' | 'stopped'; readonly message: string} | undefined {
  if ('conflict' in answer) return {kind: 'moved', message: answer.conflict};
  // Nobody knows whether it was carried out: looking tells.
  if ('lost' in answer) return isSent ? {kind: 'moved', message: answer.lost} : {kind: 'stopped', message: answer.lost};
  if ('refused' in answer) return {kind: 'stopped', message: answer.refused};
  if ('forbidden' in answer) return {kind: 'stopped', message: answer.forbidden};
  if (isSent || step.action !== 'patch' || object === undefined || target === undefined || !('object' in answer))
    return undefined;
  const known = new Set(step.consequences);
  const beyond = effectOf(object, target, answer.object, shape).beyond.filter((path) => !known.has(formatPath(path)));
  return beyond.length === 0
    ? undefined
    : {
        kind: 'stopped',
        message: `the ${write.kind} would also change ${pathList(beyond)}, which the plan does not show`,
      };
}

type OutcomeLine = Extract<RecordLine, {type: 'outcome'}>;

function outcomeOf(answer: WriteAnswer): Pick<OutcomeLine, 'type' | 'result' | 'after' | 'message'> {
  const type = 'outcome';
  if ('object' in answer) return {type, result: 'done', after: answer.object};
  if ('deleted' in answer) return {type, result: 'done'};
  if ('conflict' in answer) return {type, result: 'conflict', message: answer.conflict};
  if ('lost' in answer) return {type, result: 'lost', message: answer.lost};
  return {type, result: 'refused', message: 'refused' in answer ? answer.refused : answer.forbidden};
}

/** `isWritten`: whether the step has written something by then, or may have. */
async function append({journal}: ApplyContext, line: RecordLine, isWritten: boolean): Promise<void> {
  try {
    await journal.append(line);
  } catch (error) {
    throw new RecordError(error, isWritten);
  }
}
