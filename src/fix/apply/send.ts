import {contentDigest} from '../plan/content-digest.ts';
import {toLive} from '../../model/evidence.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {OpenWrite, Outcome, StepResult, Write} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';
import type {ApiResource, WriteAnswer, WritePlace} from '../../model/ports.ts';
import {hasEntry, isHelmsToo} from '../plan/hand-over.ts';
import {landed} from '../plan/landed.ts';
import {ownManagerOf, versionOf} from '../plan/step.ts';
import type {PlannedStep} from '../plan/step.ts';
import type {RecordLine} from '../record/journal.ts';
import {alteration, failureOf, outcomeOf, rehearsalProblem} from './answers.ts';
import type {ApplyContext} from './apply-context.ts';
import {RecordError} from './record-error.ts';
import {makingProblem} from './rehearse-making.ts';
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
/** Milliseconds before each look again, one more of them each time: a controller answers a write with several of its own. */
const SETTLE_MS = 100;
const DONE: Readonly<Record<PlannedStep['step']['action'], Outcome>> = {
  patch: 'patched',
  create: 'created',
  delete: 'deleted',
  recreate: 'recreated',
};
const LATE = 'a write of it got no answer, and may be carried out yet';

/** A write without an answer that nobody has found in the object, and that may still come. */
interface Lost extends OpenWrite {
  readonly write: number;
  readonly before: JsonObject | undefined;
}

/**
 * Sends the writes of one step, each after a dry run of itself. Where the object has moved on it goes on only if the change
 * still means what was reviewed: the same values, in the place of the same values.
 */
export async function sendAll(planned: PlannedStep, index: number, at: At, context: ApplyContext): Promise<StepResult> {
  const {action} = planned.step;
  let {live} = at;
  // What the last write made of the object; undefined before the first.
  let last: Written | undefined;
  let lost: Lost | undefined;
  const result = (outcome: Outcome, message?: string): StepResult => {
    const isHalfWritten = last !== undefined || lost !== undefined;
    const said = lost === undefined ? message : [message, LATE].filter((one) => one !== undefined).join('; ');
    return resultOf(planned, outcome, said, isHalfWritten);
  };
  // The object before the first write of ours that may have reached it.
  let origin = live;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const start = startOf(planned, live, last);
    if ('outcome' in start) {
      if (last !== undefined && start.outcome === 'unchanged') return resultOf(planned, DONE[action], undefined, false);
      return result(start.outcome, start.message);
    }
    if (last === undefined && live !== undefined && live.object !== planned.live?.object)
      await append(context, {type: 'begin', step: index, before: live.object}, lost !== undefined);
    const isBegun = last !== undefined || lost !== undefined;
    if (!isBegun) origin = live;
    const own = ownManagerOf(start.ready.strategies[0]);
    const isShared = own !== undefined && origin !== undefined && hasEntry(origin.object, own);
    const sent = await sendStrategy(start.ready, index, {...at, live}, {isBegun, isShared}, context);
    if (sent.kind === 'done') return resultOf(planned, DONE[action], sent.message, false);
    last = sent.wrote ?? last;
    lost = sent.lost ?? (sent.wrote === undefined ? lost : undefined);
    if (sent.kind === 'altered') return resultOf(planned, 'altered', sent.message, false);
    if (sent.kind === 'stopped' && lost === undefined) return result('failed', sent.message);
    if (sent.kind === 'moved') await context.writeContext.clock.pause(SETTLE_MS * attempt);
    const answer = await context.writeContext.reader.get(at.resource, at.place.namespace, at.place.name);
    if ('failure' in answer) return result('failed', answer.failure.message);
    live = 'object' in answer ? toLive(answer.object) : undefined;
    const found = lost === undefined ? undefined : landed(lost, lost.before, live?.object, planned.shape);
    if (lost !== undefined && found !== undefined) {
      last = {object: found ?? undefined};
      await append(context, landedLine(index, lost.write, found, context.now()), true);
      lost = undefined;
    } else if (lost !== undefined && !isAsBefore(lost, live)) lost = undefined;
    if (sent.kind === 'stopped') return result('failed', sent.message);
    if (attempt === ATTEMPTS) return result(last === undefined ? 'conflict' : 'failed', sent.message);
  }
  return result('conflict');
}

/** Whether a lost write may still be carried out: it is made for one version of the object. */
function isAsBefore({resourceVersion}: Lost, live: LiveObject | undefined): boolean {
  return resourceVersion === undefined
    ? live === undefined
    : live !== undefined && versionOf(live).resourceVersion === resourceVersion;
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
    ...(message === undefined || message === '' ? {} : {message: message.replace(/\s+/g, ' ')}),
    ...(isHalfWritten ? {halfDone: true} : {}),
  };
}

function landedLine(step: number, write: number, object: JsonObject | null, now: Date): RecordLine {
  const after = object === null ? {} : {after: object};
  return {type: 'outcome', step, write, result: 'done', ...after, at: now.toISOString()};
}

interface Sent {
  /** moved: look again. altered: written, and not as it was rehearsed. */
  readonly kind: 'done' | 'moved' | 'stopped' | 'altered';
  readonly wrote?: Written | undefined;
  readonly message?: string;
  readonly lost?: Lost;
}

interface Begun {
  /** An earlier strategy of the same step has written something, or may have. */
  readonly isBegun: boolean;
  /** Our own name was on the object before the step. */
  readonly isShared: boolean;
}

async function sendStrategy(
  planned: PlannedStep,
  index: number,
  at: At,
  {isBegun, isShared}: Begun,
  context: ApplyContext,
): Promise<Sent> {
  const {writeContext} = context;
  let object = at.live?.object;
  let wrote: Written | undefined;
  const [strategy = []] = planned.strategies;
  if (strategy[0]?.kind === 'delete' && planned.step.action === 'recreate') {
    const problem = await makingProblem(strategy.slice(1), at.resource, at.place, writeContext.writer);
    if (problem !== undefined) return {kind: 'stopped', message: problem};
  }
  for (const [number, write] of strategy.entries()) {
    if (write.kind === 'drop-manager') {
      // Most patches leave no entry of ours behind.
      if (object === undefined || !hasEntry(object, write.manager)) continue;
      if (isShared && !isHelmsToo(object, write.manager))
        return {kind: 'done', message: `${write.manager} stays an owner: somebody else wrote under that name too`};
    }
    const rehearsed = await writeContext.writer.rehearse(at.resource, at.place, write, object);
    const problem = rehearsalProblem(planned, write, object, rehearsed);
    if (problem !== undefined) return {...problem, wrote};
    const isWritten = isBegun || wrote !== undefined;
    const sent = await sendOne({planned, index, number, write, object, rehearsed, isWritten}, at, context);
    if (sent.kind !== 'done') return {...sent, wrote: sent.wrote ?? wrote};
    ({wrote} = sent);
    object = wrote?.object;
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

interface Sending {
  readonly planned: PlannedStep;
  readonly index: number;
  readonly number: number;
  readonly write: Write;
  readonly object: JsonObject | undefined;
  readonly rehearsed: WriteAnswer;
  readonly isWritten: boolean;
}

/** One write: a line before it, a line after it, and its answer held against the dry run. */
async function sendOne(
  {planned, index, number, write, object, rehearsed, isWritten}: Sending,
  at: At,
  context: ApplyContext,
): Promise<Sent> {
  const {writeContext, now} = context;
  const expected = 'object' in rehearsed ? rehearsed.object : undefined;
  const digest = expected === undefined ? '' : contentDigest(expected);
  const id = {step: index, write: number};
  const version = object === undefined ? {} : versionOf({object});
  const entry: RecordLine = {
    type: 'write-ahead',
    ...id,
    kind: write.kind,
    ...('manager' in write ? {manager: write.manager} : {}),
    ...version,
    ...(expected === undefined ? {} : {expected}),
    digest,
    at: now().toISOString(),
  };
  await append(context, entry, isWritten);
  const answer = await writeContext.writer.write(at.resource, at.place, write, object);
  const mayBeWritten = 'object' in answer || 'deleted' in answer || 'lost' in answer;
  const outcome: RecordLine = {...outcomeOf(answer), ...id, at: now().toISOString()};
  await append(context, outcome, isWritten || mayBeWritten);
  const failure = failureOf(answer, true);
  if (failure !== undefined) {
    if (!('lost' in answer)) return failure;
    const {resourceVersion} = {resourceVersion: undefined, ...version};
    return {
      ...failure,
      lost: {write: number, digest, resourceVersion, before: object, ...(expected === undefined ? {} : {expected})},
    };
  }
  const wrote = {object: 'object' in answer ? answer.object : undefined};
  const altered = alteration(planned, rehearsed, answer);
  return altered === undefined ? {kind: 'done', wrote} : {kind: 'altered', wrote, message: altered};
}

/** `isWritten`: whether the step has written something by then, or may have. */
async function append({journal}: ApplyContext, line: RecordLine, isWritten: boolean): Promise<void> {
  try {
    await journal.append(line);
  } catch (error) {
    throw new RecordError(error, isWritten);
  }
}
