import {randomBytes, timingSafeEqual} from 'node:crypto';
import {openForFix} from '../../app/fix-ports.ts';
import {carryOutUndo, prepareUndo} from '../../cli/commands/undo-run.ts';
import {carryOut, prepare} from '../../fix/fix.ts';
import {PreconditionError} from '../../model/errors.ts';
import type {Plan, PlannedField, Step, StepResult} from '../../model/fix.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import {planText} from '../../report/plan.ts';
import {plural} from '../../report/words.ts';
import type {Activity} from '../contract.ts';
import type {Workspace, ConsoleContext} from './context.ts';
import {RefusedError} from '../server/refusal.ts';
import type {PlanFieldView, PlanStepView, PlanView} from '../routes.ts';
import {valueView} from '../views/views.ts';

/** A plan that was shown, waiting for somebody to agree: once, and not for ever. */
interface Waiting {
  readonly digest: string;
  readonly expires: number;
  readonly carryOut: () => Promise<Ended>;
  readonly plan: Plan;
  readonly kind: Activity['kind'];
  /** Told of each step by whoever carries it out. */
  readonly listener: {onResult: (result: StepResult, step: number) => void; onRecord: (id: string) => void};
}

interface Ended {
  readonly left: readonly string[];
  readonly verified: boolean;
  readonly problem?: string;
}

export interface Writes {
  plan(workspace: Workspace, ids: readonly string[], recreate: boolean): Promise<PlanView>;
  planUndo(record: string): Promise<PlanView>;
  /** After somebody agreed to a plan's digest. Answers with the activity when it has begun. */
  begin(kind: Activity['kind'], digest: string, nonce: string): string;
  /** Whether something is being written. */
  isBusy(): boolean;
}

const PLAN_SECONDS = 600;
const PLANS_KEPT = 16;
const METHODS = {ssa: 'server-side apply', csa: 'client-side patches'} as const;

/** Reconcile and undo: planned, agreed to, carried out, verified, by the very code of `helm drift fix` and `undo`. */
export function writes(context: ConsoleContext, onEnd: () => Promise<void>): Writes {
  const {store, runtime, redactor} = context;
  const waiting = new Map<string, Waiting>();
  let running = false;

  function assertOpen(): void {
    if (context.readOnly)
      throw new RefusedError('gated', 'this console writes nothing', 'It was started with --read-only or --demo.');
  }

  function show(
    kind: Activity['kind'],
    plan: Plan,
    entry: Omit<Waiting, 'kind' | 'plan' | 'digest' | 'expires'>,
    text: string,
  ): PlanView {
    const nonce = randomBytes(32).toString('base64url');
    const expires = runtime.now().getTime() + PLAN_SECONDS * 1000;
    waiting.set(nonce, {...entry, kind, plan, digest: plan.digest, expires});
    for (const old of waiting.keys()) if (waiting.size > PLANS_KEPT) waiting.delete(old);
    return {
      kind,
      digest: plan.digest,
      nonce,
      expires: new Date(expires).toISOString(),
      release: `${plan.release.namespace}/${plan.release.name}`,
      cluster: plan.cluster.name,
      method: METHODS[plan.release.applyMethod],
      steps: plan.steps.map((step) => stepView(step)),
      notes: plan.notes.map(redactor.text),
      possible: plan.steps.some(({refused}) => refused === undefined),
      text: redactor.text(text),
    };
  }

  return {
    async plan({name, namespace}, ids, recreate) {
      assertOpen();
      const {session} = await context.session(namespace);
      const listener: Waiting['listener'] = {onResult: () => {}, onRecord: () => {}};
      const {ports, release} = await openForFix({name, namespace}, session, runtime, (result, step) =>
        listener.onResult(result, step),
      );
      const selection = {only: [], exclude: [], added: true, prune: true, ids: new Set(ids)};
      const prepared = await prepare(ports, {release, selection, recreate, validFor: PLAN_SECONDS});
      const go = async (): Promise<Ended> => {
        const {verification} = await carryOut(prepared, {
          ...ports,
          record: async (head) => {
            const journal = await ports.record(head);
            listener.onRecord(journal.id);
            return journal;
          },
        });
        const {left, problem} = verification;
        const lines = left.map(({finding, why}) => `${refLabel(finding.ref)} ${formatPath(finding.path)}: ${why}`);
        return {
          left: lines.map(redactor.text),
          verified: left.length === 0 && problem === undefined,
          ...(problem === undefined ? {} : {problem}),
        };
      };
      return show('reconcile', prepared.plan, {carryOut: go, listener}, planText(prepared.plan, false));
    },
    async planUndo(record) {
      assertOpen();
      const row = store.state().records.find(({id}) => id === record);
      if (row === undefined) throw new RefusedError('not-found', `there is no record ${record}`);
      const {session} = await context.session(row.namespace);
      const listener: Waiting['listener'] = {onResult: () => {}, onRecord: () => {}};
      const prepared = await prepareUndo(record, session, runtime, (result, step) => listener.onResult(result, step));
      const go = async (): Promise<Ended> => {
        const {wrong, id} = await carryOutUndo(prepared);
        listener.onRecord(id);
        return {left: wrong.map(redactor.text), verified: wrong.length === 0};
      };
      return show('undo', prepared.plan, {carryOut: go, listener}, planText(prepared.plan, false, record));
    },
    begin(kind, digest, nonce) {
      assertOpen();
      if (running) throw new RefusedError('busy', 'something is being written already', 'Wait for it to end.');
      const entry = waiting.get(nonce);
      // Whatever comes of it, it does not come twice.
      waiting.delete(nonce);
      if (entry === undefined || entry.kind !== kind || !isSame(entry.digest, digest))
        throw new RefusedError(
          'stale',
          'nobody was shown this plan, or it was agreed to already',
          'Nothing was written. Look at a new one.',
        );
      if (entry.expires < runtime.now().getTime())
        throw new RefusedError('stale', 'the plan is too old', 'Nothing was written. Look at a new one.');
      if (entry.plan.steps.every(({refused}) => refused !== undefined))
        throw new RefusedError('stale', 'nothing of this plan can be written', 'Nothing was written.');
      running = true;
      const id = randomBytes(8).toString('hex');
      store.change({activity: begun(id, entry, runtime.now())});
      void carriedOut(id, entry);
      return id;
    },
    isBusy: () => running,
  };

  async function carriedOut(id: string, {carryOut: go, listener, plan}: Waiting): Promise<void> {
    const change = (part: (activity: Activity) => Activity): void =>
      store.change(({activity}) => (activity?.id === id ? {activity: part(activity)} : {}));
    listener.onRecord = (record) => change((activity) => ({...activity, record}));
    listener.onResult = (result, step) => change((activity) => withResult(activity, result, step, plan));
    try {
      const {left, verified, problem} = await go();
      change((activity) => ended({...activity, left}, verified, problem, runtime.now()));
    } catch (error) {
      const problem = context.problem(error);
      const text = error instanceof PreconditionError ? 'Nothing was written.' : 'It did not come to its end.';
      change((activity) => ({
        ...activity,
        phase: 'failed',
        text,
        problem,
        endedAt: runtime.now().toISOString(),
      }));
    }
    running = false;
    await onEnd().catch(() => {});
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function begun(id: string, {kind, plan}: Waiting, now: Date): Activity {
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

function withResult(activity: Activity, {outcome, message}: StepResult, step: number, plan: Plan): Activity {
  const objects = activity.objects.map((object, at) => {
    if (at === step) return {...object, status: outcome, ...(message === undefined ? {} : {message})};
    return at === step + 1 ? {...object, status: 'writing' as const} : object;
  });
  const isLast = step === plan.steps.length - 1;
  return {...activity, objects, ...(isLast ? {phase: 'verifying' as const, text: 'Looking again …'} : {})};
}

const WRITTEN: ReadonlySet<string> = new Set(['patched', 'created', 'deleted', 'recreated', 'unchanged']);

function ended(activity: Activity, verified: boolean, problem: string | undefined, now: Date): Activity {
  const failed = activity.objects.filter(({status}) => !WRITTEN.has(status)).length;
  const written = activity.objects.length - failed;
  const isVerified = verified && failed === 0;
  const done = activity.kind === 'reconcile' ? 'put back, and in contract there' : 'as before the fix';
  const text = isVerified
    ? `Verified: ${plural(written, 'object')} ${done}`
    : `${written} of ${plural(activity.objects.length, 'object')} written; ${plural(activity.left.length, 'difference')} left`;
  return {
    ...activity,
    phase: isVerified ? 'verified' : 'unverified',
    endedAt: now.toISOString(),
    text,
    ...(problem === undefined ? {} : {problem: {message: problem}}),
  };
}

/** Its words were made safe where they came in, by the rehearsal. */
function stepView({ref, action, fields, consequences, warnings, refused}: Step): PlanStepView {
  return {
    object: refLabel(ref),
    ref,
    action,
    fields: fields.map(fieldView),
    consequences,
    warnings,
    ...(refused === undefined ? {} : {refused}),
  };
}

function fieldView({id, path, title, severity, change, desired, live, by}: PlannedField): PlanFieldView {
  const [to, from] = [valueView(desired), valueView(live)];
  return {
    id,
    path,
    title,
    severity,
    change,
    ...(to === undefined ? {} : {to}),
    ...(from === undefined ? {} : {from}),
    ...(by.manager === undefined || by.certainty === 'unknown' ? {} : {loser: by.manager}),
  };
}
