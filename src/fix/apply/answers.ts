import type {Write} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {WriteAnswer} from '../../model/ports.ts';
import {alteredPaths} from '../plan/altered.ts';
import {effectOf, pathList} from '../plan/effect.ts';
import type {PlannedStep} from '../plan/step.ts';
import type {RecordLine} from '../record/journal.ts';

export interface Problem {
  /** moved: looking again may help. */
  readonly kind: 'moved' | 'stopped';
  readonly message: string;
}

/** Why a write has failed, or could not be carried out; undefined where it was, or would be. */
export function failureOf(answer: WriteAnswer, isSent: boolean): Problem | undefined {
  if ('conflict' in answer) return {kind: 'moved', message: answer.conflict};
  // Nobody knows whether it was carried out: looking tells.
  if ('lost' in answer) return {kind: isSent ? 'moved' : 'stopped', message: answer.lost};
  if ('refused' in answer) return {kind: 'stopped', message: answer.refused};
  return 'forbidden' in answer ? {kind: 'stopped', message: answer.forbidden} : undefined;
}

/** Why a write must not be sent, by its dry run: it is refused, or it changes what the plan does not show. */
export function rehearsalProblem(
  {step, target, shape}: PlannedStep,
  write: Write,
  object: JsonObject | undefined,
  answer: WriteAnswer,
): Problem | undefined {
  const failure = failureOf(answer, false);
  if (failure !== undefined) return failure;
  if (step.action !== 'patch' || object === undefined || target === undefined || !('object' in answer))
    return undefined;
  const known = new Set(step.consequences);
  const beyond = effectOf(object, target, answer.object, shape).beyond.filter((path) => !known.has(formatPath(path)));
  if (beyond.length === 0) return undefined;
  return {
    kind: 'stopped',
    message: `the ${write.kind} would also change ${pathList(beyond)}, which the plan does not show`,
  };
}

/** What the server made of a write beside what its dry run had shown, in a line; undefined where there is no such thing. */
export function alteration({shape}: PlannedStep, rehearsed: WriteAnswer, answer: WriteAnswer): string | undefined {
  if (!('object' in rehearsed) || !('object' in answer)) return undefined;
  const paths = alteredPaths(rehearsed.object, answer.object, shape);
  return paths.length === 0
    ? undefined
    : `the API server made something else of it than its dry run had shown: ${pathList(paths)}`;
}

type OutcomeLine = Extract<RecordLine, {type: 'outcome'}>;

/** What a record says of an answer. */
export function outcomeOf(answer: WriteAnswer): Pick<OutcomeLine, 'type' | 'result' | 'after' | 'message'> {
  const type = 'outcome';
  if ('object' in answer) return {type, result: 'done', after: answer.object};
  if ('deleted' in answer) return {type, result: 'done'};
  if ('conflict' in answer) return {type, result: 'conflict', message: answer.conflict};
  if ('lost' in answer) return {type, result: 'lost', message: answer.lost};
  return {type, result: 'refused', message: 'refused' in answer ? answer.refused : answer.forbidden};
}
