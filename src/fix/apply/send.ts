import {isDeepStrictEqual} from 'node:util';
import {toLive} from '../../check/evidence/read.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Outcome, StepResult, Write} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {ApiResource, WriteAnswer, WritePlace} from '../../model/ports.ts';
import {changes, content} from '../plan/changes.ts';
import {effectOf, pathList} from '../plan/effect.ts';
import {isHalfDone} from '../plan/owned.ts';
import {isSameChange, versionOf} from '../plan/step.ts';
import type {PlannedStep} from '../plan/step.ts';
import {contentDigest} from '../record/journal.ts';
import type {RecordLine} from '../record/journal.ts';
import type {ApplyContext} from './apply.ts';
import {RecordError} from './record-error.ts';
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
  const {ref, action} = planned.step;
  const result = (outcome: Outcome, message?: string): StepResult => ({
    ref,
    outcome,
    ...(message === undefined ? {} : {message: message.replace(/\s+/g, ' ')}),
  });
  let {live} = at;
  // What the last write made of the object; undefined before the first.
  let last: Written | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const start = startOf(planned, live, last);
    if ('outcome' in start)
      return last === undefined
        ? result(start.outcome, start.message)
        : start.outcome === 'unchanged'
          ? result(DONE[action])
          : {...result(start.outcome, start.message), halfDone: true};
    if (last === undefined && live !== undefined && live.object !== planned.live?.object)
      await append(context, {type: 'begin', step: index, before: live.object});
    const sent = await sendStrategy(start.ready, index, {...at, live}, context);
    if (sent.kind === 'done') return result(DONE[action]);
    last = sent.wrote ?? last;
    if (sent.kind === 'stopped')
      return {...result('failed', sent.message), ...(last === undefined ? {} : {halfDone: true as const})};
    const answer = await context.writeContext.reader.get(at.resource, at.place.namespace, at.place.name);
    if ('failure' in answer) return result('failed', answer.failure.message);
    live = 'object' in answer ? toLive(answer.object) : undefined;
    if (sent.lost !== undefined && hasLanded(sent.lost, live)) {
      last = {object: live?.object};
      await append(context, landedLine(index, sent.lost.write, live, context.now()));
    }
    if (attempt === ATTEMPTS)
      return last === undefined
        ? result('conflict', sent.message)
        : {...result('failed', sent.message), halfDone: true};
  }
  return result('conflict');
}

type Start = {readonly ready: PlannedStep} | {readonly outcome: Outcome; readonly message?: string};

/** Whether a step can begin, or go on, with the object as it stands now. */
function startOf(planned: PlannedStep, live: LiveObject | undefined, last: Written | undefined): Start {
  const {step, live: reviewed} = planned;
  const isBegun = last !== undefined;
  if (step.action === 'create') {
    if (live === undefined) return {ready: planned};
    return isBegun ? {outcome: 'unchanged'} : {outcome: 'conflict', message: 'somebody has created it meanwhile'};
  }
  if (live === undefined)
    return step.action === 'delete' || (step.action === 'recreate' && isBegun)
      ? step.action === 'delete'
        ? {outcome: 'unchanged', message: 'it has gone already'}
        : {ready: {...planned, strategies: [(planned.strategies[0] ?? []).slice(1)]}}
      : {outcome: 'conflict', message: 'it has gone meanwhile'};
  if (versionOf(live).uid !== step.uid)
    return step.action === 'recreate' && isBegun
      ? {outcome: 'unchanged'}
      : {outcome: 'conflict', message: 'it is another object of the same name now'};
  if (versionOf(live).resourceVersion === step.resourceVersion && !isBegun) return {ready: {...planned, live}};
  if (step.action !== 'patch') {
    const isSame = reviewed !== undefined && isDeepStrictEqual(content(reviewed.object), content(live.object));
    return isSame ? {ready: {...planned, live}} : {outcome: 'conflict', message: 'it changed since it was reviewed'};
  }
  return moved(planned, live, last);
}

/** The same step for what stands there now, where it still means the same. */
function moved(planned: PlannedStep, live: LiveObject, last: Written | undefined): Start {
  const {shape, replan} = planned;
  if (replan === undefined) return {outcome: 'conflict', message: 'it changed since it was reviewed'};
  const {target, strategies} = replan(live);
  // The values stand, and are to be handed over to Helm: the rest of the way, made for what is there now.
  const rest = (strategies.at(-1) ?? []).filter(({kind}) => kind !== 'json-patch');
  const handOver: Start =
    rest.length === 0 ? {outcome: 'unchanged'} : {ready: {...planned, live, target, strategies: [rest]}};
  if (last !== undefined) {
    const stands = last.object !== undefined && contentDigest(last.object) === contentDigest(live.object);
    return stands ? handOver : {outcome: 'conflict', message: 'somebody changed it again while it was put back'};
  }
  if (changes(content(live.object), content(target), shape).length === 0)
    return isHalfDone(live.object) ? handOver : {outcome: 'unchanged'};
  if (!isSameChange(planned, live.object, target))
    return {outcome: 'conflict', message: 'it changed since it was reviewed'};
  const kinds = planned.strategies[0]?.map(({kind}) => kind).join();
  const strategy = strategies.find((one) => one.map(({kind}) => kind).join() === kinds) ?? [];
  return {ready: {...planned, live, target, strategies: [strategy]}};
}

interface Written {
  readonly object: JsonObject | undefined;
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

async function sendStrategy(planned: PlannedStep, index: number, at: At, context: ApplyContext): Promise<Sent> {
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
    const version = object === undefined ? {} : versionOf({object} as LiveObject);
    await append(context, {
      type: 'intent',
      ...id,
      kind: write.kind,
      ...version,
      digest: expected,
      at: now().toISOString(),
    });
    const answer = await writeContext.writer.write(at.resource, at.place, write, object);
    await append(context, {...outcomeOf(answer), ...id, at: now().toISOString()});
    const failure = problemOf(planned, write, object, answer, true);
    if (failure !== undefined)
      return 'lost' in answer && failure.kind === 'moved'
        ? {...failure, wrote, lost: {write: number, digest: expected}}
        : {...failure, wrote};
    object = 'object' in answer ? answer.object : undefined;
    wrote = {object};
    if (object === undefined) {
      if (planned.step.action === 'recreate' && !(await gone(at.resource, at.place, writeContext)))
        return {
          kind: 'stopped',
          wrote,
          message: 'it is being deleted, and something holds it: run fix again when it is gone',
        };
    }
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

async function append({journal}: ApplyContext, line: RecordLine): Promise<void> {
  try {
    await journal.append(line);
  } catch (error) {
    throw new RecordError(error);
  }
}
