import {randomBytes} from 'node:crypto';
import {PreconditionError} from '../../model/errors.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {Activity} from '../activity.ts';
import type {PlanView} from '../routes.ts';
import {
  begunActivity,
  begunScenario,
  endedActivity,
  failedActivity,
  introducedActivity,
  withMutation,
  withResult,
} from '../views/activity.ts';
import {isPossible, planView} from '../views/plan.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';
import {pendingPlans} from './pending-plans.ts';
import type {PlannedWrite} from './planned-writes.ts';
import {assertWritable, RefusedError} from './refusal.ts';

/** Reconcile and undo: planned, agreed to, carried out, verified, by the very code of `helm drift fix` and `undo`. */
export interface Writes {
  /** Shows a plan; nothing is written. Throws RefusedError in a console that writes nothing. */
  show(plan: () => Promise<PlannedWrite>): Promise<PlanView>;
  /** After somebody agreed to a plan's digest. Answers with the activity's id when it has begun. Throws RefusedError. */
  begin(kind: PlanView['kind'], digest: string, nonce: string): string;
  /** Plays a scenario live; the watch shows what comes of it. Answers with the activity's id when it has begun. Throws RefusedError. */
  introduce(scenario: Scenario, cluster: Pick<ClusterAccess, 'introduceDrift'>): string;
  /** Takes an ended activity off the state. Throws RefusedError while something is written. */
  dismiss(): void;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

export function writes(context: ConsoleContext, onEnd: () => Promise<void>): Writes {
  const {store, runtime, redactor} = context;
  const pending = pendingPlans<PlannedWrite>(runtime.now);
  let running: Promise<void> | undefined;
  const assertIdle = (): void => {
    if (running !== undefined)
      throw new RefusedError('busy', 'something is being written already', 'Wait for it to end.');
  };
  return {
    async show(plan) {
      assertWritable(context);
      const planned = await plan();
      return planView({...planned, ...pending.add(planned)}, redactor.text);
    },
    begin(kind, digest, nonce) {
      assertWritable(context);
      assertIdle();
      const planned = pending.take(kind, digest, nonce);
      if (!isPossible(planned.plan))
        throw new RefusedError('stale', 'nothing of this plan can be written', 'Nothing was written.');
      const id = randomBytes(8).toString('hex');
      store.change({activity: begunActivity(id, kind, planned.plan, runtime.now())});
      running = carriedOut(id, planned, context).finally(() => {
        running = undefined;
        onEnd().catch(() => {});
      });
      return id;
    },
    introduce(scenario, cluster) {
      assertWritable(context);
      assertIdle();
      const id = randomBytes(8).toString('hex');
      store.change({activity: begunScenario(id, scenario, runtime.now())});
      running = played(id, scenario, cluster, context).finally(() => (running = undefined));
      return id;
    },
    dismiss() {
      if (running !== undefined) throw new RefusedError('busy', 'something is being written');
      store.change({activity: undefined});
    },
    idle: async () => running,
  };
}

/** Changes an activity, if it is still the one that is shown. */
function changing({store}: ConsoleContext, id: string): (part: (activity: Activity) => Activity) => void {
  return (part) => store.change(({activity}) => (activity?.id === id ? {activity: part(activity)} : {}));
}

/** Plays a scenario, and tells of each mutation. Never throws. */
async function played(
  id: string,
  scenario: Scenario,
  cluster: Pick<ClusterAccess, 'introduceDrift'>,
  context: ConsoleContext,
): Promise<void> {
  const {now} = context.runtime;
  const change = changing(context, id);
  try {
    await cluster.introduceDrift(scenario, (mutation) => change((activity) => withMutation(activity, mutation)));
    change((activity) => introducedActivity(activity, now()));
  } catch (error) {
    const isRefusal = error instanceof PreconditionError;
    const problem = context.problem(error);
    change((activity) => failedActivity(activity, problem, {isRefusal, now: now()}));
  }
}

/** Carries a plan out, and tells the state of each step. Never throws. */
async function carriedOut(id: string, planned: PlannedWrite, context: ConsoleContext): Promise<void> {
  const {runtime} = context;
  const change = changing(context, id);
  try {
    const verdict = await planned.carryOut({
      onRecord: (record) => change((activity) => ({...activity, record})),
      onResult: (result, step) => change((activity) => withResult(activity, result, step)),
    });
    change((activity) => endedActivity(activity, verdict, runtime.now()));
  } catch (error) {
    const isRefusal = error instanceof PreconditionError;
    const problem = context.problem(error);
    change((activity) => failedActivity(activity, problem, {isRefusal, now: runtime.now()}));
  }
}
