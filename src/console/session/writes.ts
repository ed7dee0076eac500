import {randomBytes} from 'node:crypto';
import {PreconditionError} from '../../model/errors.ts';
import type {Activity} from '../activity.ts';
import type {PlanView} from '../routes.ts';
import {begunActivity, endedActivity, failedActivity, withResult} from '../views/activity.ts';
import {isPossible, planView} from '../views/plan.ts';
import type {ConsoleContext} from './context.ts';
import {pendingPlans} from './pending-plans.ts';
import type {PlannedWrite} from './planned-writes.ts';
import {assertWritable, RefusedError} from './refusal.ts';

/** Reconcile and undo: planned, agreed to, carried out, verified, by the very code of `helm drift fix` and `undo`. */
export interface Writes {
  /** Shows a plan; nothing is written. Throws RefusedError in a console that writes nothing. */
  show(plan: () => Promise<PlannedWrite>): Promise<PlanView>;
  /** After somebody agreed to a plan's digest. Answers with the activity's id when it has begun. Throws RefusedError. */
  begin(kind: Activity['kind'], digest: string, nonce: string): string;
  /** Takes an ended activity off the state. Throws RefusedError while something is written. */
  dismiss(): void;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

export function writes(context: ConsoleContext, onEnd: () => Promise<void>): Writes {
  const {store, runtime, redactor} = context;
  const pending = pendingPlans<PlannedWrite>(runtime.now);
  let running: Promise<void> | undefined;
  return {
    async show(plan) {
      assertWritable(context);
      const planned = await plan();
      return planView({...planned, ...pending.add(planned)}, redactor.text);
    },
    begin(kind, digest, nonce) {
      assertWritable(context);
      if (running !== undefined)
        throw new RefusedError('busy', 'something is being written already', 'Wait for it to end.');
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
    dismiss() {
      if (running !== undefined) throw new RefusedError('busy', 'something is being written');
      store.change({activity: undefined});
    },
    idle: async () => running,
  };
}

/** Carries a plan out, and tells the state of each step. Never throws. */
async function carriedOut(id: string, planned: PlannedWrite, context: ConsoleContext): Promise<void> {
  const {store, runtime} = context;
  const change = (part: (activity: Activity) => Activity): void =>
    store.change(({activity}) => (activity?.id === id ? {activity: part(activity)} : {}));
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
