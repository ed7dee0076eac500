import {toLive} from '../../model/evidence.ts';
import {overlap} from '../../check/compare/overlap.ts';
import type {LiveObject} from '../../model/evidence.ts';
import {formatPath} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {ApiResource} from '../../model/ports.ts';
import {effectOf, forbiddenPath, pathList} from '../plan/effect.ts';
import {costs} from '../plan/notes.ts';
import {isSameChange, versionOf} from '../plan/step.ts';
import type {PlannedStep} from '../plan/step.ts';
import {makingProblem} from './rehearse-making.ts';
import {placeOf, resourceOf} from './write-context.ts';
import type {WriteContext} from './write-context.ts';

/** An object that changes more often than this while it is planned is left to the apply stage, which looks again. */
const ROUNDS = 3;

interface RehearsalOptions {
  /** Whether what cannot be changed may be deleted and made anew. */
  readonly recreate: boolean;
}

/**
 * Asks the server what it would make of each step, by dry runs: of the ways to write it the first that the server takes is
 * kept, what it changes along with it is noted, and what it refuses is said before anybody agrees to it.
 */
export async function rehearse(
  steps: readonly PlannedStep[],
  writeContext: WriteContext,
  options: RehearsalOptions,
): Promise<PlannedStep[]> {
  const rehearsed = await Promise.all(steps.map((step) => rehearseOne(step, writeContext, options)));
  return rehearsed
    .map((planned, index) =>
      rehearsed.slice(0, index).some(({step}) => GOVERNING.has(step.ref.kind)) ? tentative(planned) : planned,
    )
    .map((planned) => quiet(planned, writeContext));
}

/** Refusals and warnings are the server's own words in part. */
function quiet(planned: PlannedStep, {safe}: WriteContext): PlannedStep {
  const {refused: why, warnings, ...step} = planned.step;
  return {
    ...planned,
    step: {...step, warnings: warnings.map(safe), ...(why === undefined ? {} : {refused: safe(why)})},
  };
}

/** Kinds that decide whether the API server takes other objects. */
const GOVERNING = new Set([
  'Namespace',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'StorageClass',
  'ServiceAccount',
]);

/** What is refused as things stand may be taken after an earlier step of the same plan: it is tried then. */
function tentative(planned: PlannedStep): PlannedStep {
  const {refused: why, ...step} = planned.step;
  if (why === undefined || planned.doomed === true) return planned;
  const warning = `as things stand the API server refuses it, and it is tried after the steps before it: ${why}`;
  return {...planned, step: {...step, warnings: [...step.warnings, warning]}};
}

async function rehearseOne(
  planned: PlannedStep,
  writeContext: WriteContext,
  options: RehearsalOptions,
): Promise<PlannedStep> {
  const {step} = planned;
  if (step.refused !== undefined) return {...planned, doomed: true};
  const resource = await resourceOf(step, writeContext);
  // Its definition comes back by an earlier step: nobody can ask yet.
  if (resource === undefined)
    return step.action === 'create' ? planned : refused(planned, `the cluster does not serve ${step.apiVersion} now`);
  if (step.action === 'patch') return rehearsePatch(planned, resource, writeContext, options);
  return rehearseWhole(planned, resource, writeContext);
}

/** Creations and deletions: of one in a namespace that comes with the same plan nobody can tell. */
async function rehearseWhole(
  planned: PlannedStep,
  resource: ApiResource,
  {writer}: WriteContext,
): Promise<PlannedStep> {
  const [first] = planned.strategies[0] ?? [];
  if (first === undefined) return planned;
  const answer = await writer.rehearse(resource, placeOf(planned.step), first, planned.live?.object);
  if ('refused' in answer) return refused(planned, answer.refused, false);
  if ('forbidden' in answer) return refused(planned, answer.forbidden);
  if ('lost' in answer) return {...planned, unanswered: true};
  if (planned.step.action !== 'recreate') return planned;
  const making = (planned.strategies[0] ?? []).slice(1);
  const problem = await makingProblem(making, resource, placeOf(planned.step), writer);
  return problem === undefined ? planned : refused(planned, problem);
}

async function rehearsePatch(
  planned: PlannedStep,
  resource: ApiResource,
  writeContext: WriteContext,
  options: RehearsalOptions,
  round = 1,
): Promise<PlannedStep> {
  const {step, live, target, shape, left} = planned;
  if (live === undefined || target === undefined) return planned;
  let why = 'there is nothing to write';
  let isImmutable = false;
  for (const strategy of planned.strategies) {
    const [first] = strategy;
    if (first === undefined) continue;
    const answer = await writeContext.writer.rehearse(resource, placeOf(step), first, live.object);
    if ('conflict' in answer) return anew(planned, resource, writeContext, options, round);
    if ('object' in answer) {
      const {wanted, beyond, missed} = effectOf(live.object, target, answer.object, shape);
      // What has to go for the declared value to come back.
      const along = wanted.filter((path) => !isNamed(path, planned));
      const trespass = forbiddenPath([...along, ...beyond], left);
      if (trespass !== undefined) why = `it would also change ${formatPath(trespass)}, which was not selected`;
      else if (missed.length > 0) why = `the API server would leave ${pathList(missed)} as it is`;
      else
        return {
          ...planned,
          strategies: [strategy],
          step: {...step, consequences: [...along, ...beyond].map(formatPath)},
        };
    } else {
      if ('lost' in answer) return {...refused(planned, answer.lost), unanswered: true};
      why = 'refused' in answer ? answer.refused : 'forbidden' in answer ? answer.forbidden : why;
      isImmutable ||= 'refused' in answer && answer.immutable;
    }
  }
  if (!isImmutable) return refused(planned, why);
  const anewly = immutable(planned, live, why, options);
  return anewly.step.refused === undefined ? rehearseWhole(anewly, resource, writeContext) : anewly;
}

/** Whether the plan itself names a place, by a finding or, where it has none as in an undo, by a field. */
function isNamed(path: Path, {step, findings}: PlannedStep): boolean {
  const text = formatPath(path);
  return findings.some((finding) => overlap(path, finding.path)) || step.fields.some((field) => field.path === text);
}

/** It has moved on since it was read: if the change still means the same, it is planned for what is there now. */
async function anew(
  planned: PlannedStep,
  resource: ApiResource,
  writeContext: WriteContext,
  options: RehearsalOptions,
  round: number,
): Promise<PlannedStep> {
  const {step} = planned;
  const answer = await writeContext.reader.get(resource, step.ref.namespace, step.ref.name);
  if (!('object' in answer)) return refused(planned, 'it has gone, or cannot be read any more');
  const live = toLive(answer.object);
  const patch = planned.replan?.(live);
  if (patch === undefined || !isSameChange(planned, live.object, patch.target))
    return refused(planned, 'it changed while it was planned: check again');
  if (round === ROUNDS) return planned;
  const moved = {...planned, live, ...patch, step: {...step, ...versionOf(live)}};
  return rehearsePatch(moved, resource, writeContext, options, round + 1);
}

/** What the API server will never change: by leave it is deleted and made anew, with all of its drift or not at all. */
function immutable(planned: PlannedStep, live: LiveObject, why: string, {recreate}: RehearsalOptions): PlannedStep {
  const {making, left, step} = planned;
  const price = costs('recreate', live, []);
  if (!recreate || making === undefined) {
    const told = refused(planned, `${why} (--recreate deletes it and makes it anew: ${price.join('; ')})`);
    return making === undefined ? told : {...told, step: {...told.step, recreatable: true}};
  }
  const kept = left.filter(({verdict}) => verdict === 'drift');
  if (kept.length > 0)
    return refused(
      planned,
      `${why}; making it anew would put back ${pathList(kept.map(({path}) => path))} too, which was not selected`,
    );
  const warnings = [...price, ...step.warnings];
  const reviewed = planned.content === undefined ? {} : {content: planned.content};
  return {
    ...planned,
    step: {...step, action: 'recreate', warnings, ...reviewed},
    strategies: [[{kind: 'delete'}, ...making]],
  };
}

function refused(planned: PlannedStep, why: string, doomed = true): PlannedStep {
  return {...planned, doomed, step: {...planned.step, refused: why.replace(/\s+/g, ' ')}};
}
