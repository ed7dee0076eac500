import {hasWritten} from '../../model/fix.ts';
import type {Outcome, Plan, StepResult} from '../../model/fix.ts';
import {refLabel} from '../../model/refs.ts';
import {mutationsOf} from '../../model/scenario.ts';
import type {Scenario} from '../../model/scenario.ts';
import {plural} from '../../report/words.ts';
import type {Activity, ActivityObject, Problem} from '../activity.ts';
import type {PlanView} from '../routes.ts';

/** What came of a reconcile or an undo that ran to its end. */
export interface Verdict {
  /** What is not right, a line each. */
  readonly left: readonly string[];
  readonly verified: boolean;
  /** Why it could not be verified. */
  readonly problem?: string;
}

/** An activity from its first moment to its verdict. Pure: each step makes a new one. */
export function begunActivity(id: string, kind: PlanView['kind'], plan: Plan, now: Date): Activity {
  const first = plan.steps.findIndex(({refused}) => refused === undefined);
  return {
    id,
    kind,
    release: `${plan.release.namespace}/${plan.release.name}`,
    phase: 'writing',
    startedAt: now.toISOString(),
    objects: plan.steps.map(({ref, action, fields}, at) => ({
      object: refLabel(ref),
      action,
      fields: fields.length,
      status: at === first ? 'writing' : 'waiting',
    })),
    left: [],
    text: kind === 'reconcile' ? 'Putting back …' : 'Taking back …',
  };
}

/** After a step's result; the next object is written then. */
export function withResult(activity: Activity, {outcome, message}: StepResult, step: number): Activity {
  const objects = activity.objects.map((object, at): ActivityObject => {
    if (at === step) return {...object, status: outcome, ...(message === undefined ? {} : {message})};
    return at === step + 1 ? {...object, status: 'writing'} : object;
  });
  const isLast = step === activity.objects.length - 1;
  return {...activity, objects, ...(isLast ? {phase: 'verifying', text: 'Verifying …'} : {})};
}

export function endedActivity(activity: Activity, {left, verified, problem}: Verdict, now: Date): Activity {
  const written = activity.objects.filter(({status}) => isOutcome(status) && isRight(status)).length;
  const isVerified = verified && written === activity.objects.length;
  // An undo may be of a fix or of an undo.
  const undone = written === 1 ? 'as it was before' : 'as they were before';
  const done = activity.kind === 'reconcile' ? 'put back, and in contract there' : undone;
  const text = isVerified
    ? `Verified: ${plural(written, 'object')} ${done}`
    : `${written} of ${plural(activity.objects.length, 'object')} written; ${plural(left.length, 'difference')} left`;
  return {
    ...activity,
    left,
    phase: isVerified ? 'verified' : 'unverified',
    endedAt: now.toISOString(),
    text,
    ...(problem === undefined ? {} : {problem: {message: problem}}),
  };
}

/**
 * Cut short by an error. `isRefusal`: a precondition failed. Its hint ("Nothing was written.") is left out where something was,
 * for a check after the writes can fail in the same way.
 */
export function failedActivity(
  activity: Activity,
  {message, hint}: Problem,
  {isRefusal, now}: {readonly isRefusal: boolean; readonly now: Date},
): Activity {
  const isWritten = activity.objects.some(({status}) => isOutcome(status) && hasWritten(status));
  const isUntouched = isRefusal && !isWritten;
  return {
    ...activity,
    phase: 'failed',
    text: isUntouched ? 'Nothing was written.' : 'It did not come to its end.',
    problem: {message, ...(hint === undefined || (isRefusal && isWritten) ? {} : {hint})},
    endedAt: now.toISOString(),
  };
}

/** A scenario that is played live: each mutation is an object's. */
export function begunScenario(id: string, scenario: Scenario, now: Date): Activity {
  const {release} = scenario;
  return {
    id,
    kind: 'scenario',
    release: `${release.namespace}/${release.name}`,
    phase: 'writing',
    startedAt: now.toISOString(),
    objects: mutationsOf(scenario).map(({target, action}, at) => ({
      object: `${target.kind}/${target.name}`,
      action: action.do === 'create' || action.do === 'delete' ? action.do : 'patch',
      fields: 0,
      status: at === 0 ? 'writing' : 'waiting',
    })),
    left: [],
    text: 'Introducing drift …',
  };
}

const WRITTEN = {patch: 'patched', create: 'created', delete: 'deleted', recreate: 'recreated'} as const;

/** After a mutation; the next one is written then. */
export function withMutation(activity: Activity, mutation: number): Activity {
  const objects = activity.objects.map((object, at): ActivityObject => {
    if (at === mutation) return {...object, status: WRITTEN[object.action]};
    return at === mutation + 1 ? {...object, status: 'writing'} : object;
  });
  return {
    ...activity,
    objects,
    text: `Introducing drift: ${mutation + 1} of ${plural(objects.length, 'change')} written`,
  };
}

export function introducedActivity(activity: Activity, now: Date): Activity {
  const text = `Drift introduced: ${plural(activity.objects.length, 'change')} written`;
  return {...activity, phase: 'introduced', endedAt: now.toISOString(), text};
}

function isOutcome(status: ActivityObject['status']): status is Outcome {
  return status !== 'waiting' && status !== 'writing';
}

/** What is as the plan wants it needs no write. */
function isRight(outcome: Outcome): boolean {
  return hasWritten(outcome) || outcome === 'unchanged';
}
