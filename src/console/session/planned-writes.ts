import {carryOutUndo} from '../../app/undo.ts';
import {carryOut, prepare} from '../../fix/fix.ts';
import type {Plan} from '../../model/fix.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import {planText} from '../../report/plan.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {PlanView} from '../routes.ts';
import type {Verdict} from '../views/activity.ts';
import type {ClusterAccess, OnResult, ReleasePlace} from './context.ts';
import {PLAN_SECONDS} from './pending-plans.ts';

/** Of a plan's text, which is copied into tickets and mails. */
const PLAN_WIDTH = 100;

/** Told of what is written, as it is written. */
export interface WriteListener {
  readonly onResult: OnResult;
  /** The record, by its id. */
  readonly onRecord: (id: string) => void;
}

/** A plan, rehearsed, and the way to carry it out after somebody has agreed. */
export interface PlannedWrite {
  readonly kind: PlanView['kind'];
  readonly plan: Plan;
  /** As the terminal shows it. */
  readonly text: string;
  /** Throws PreconditionError where it must not be, or UserError. */
  carryOut(listener: WriteListener): Promise<Verdict>;
}

const NOBODY: WriteListener = {onResult: () => {}, onRecord: () => {}};

interface Parts {
  readonly cluster: ClusterAccess;
  readonly redactor: Redactor;
}

/** `helm drift fix` for some findings, up to the question. */
export async function planFix(
  place: ReleasePlace,
  {ids, recreate}: {readonly ids: readonly string[]; readonly recreate: boolean},
  {cluster, redactor}: Parts,
): Promise<PlannedWrite> {
  let told = NOBODY;
  const {ports, release} = await cluster.openForFix(place, (result, step) => told.onResult(result, step));
  const selection = {only: [], exclude: [], added: true, prune: true, ids: new Set(ids)};
  const prepared = await prepare(ports, {release, selection, recreate, validFor: PLAN_SECONDS});
  const record: typeof ports.record = async (head) => {
    const journal = await ports.record(head);
    told.onRecord(journal.id);
    return journal;
  };
  return {
    kind: 'reconcile',
    plan: prepared.plan,
    text: planText(prepared.plan, {color: false, width: PLAN_WIDTH}),
    async carryOut(listener) {
      told = listener;
      const {left, problem} = (await carryOut(prepared, {...ports, record})).verification;
      const lines = left.map(({finding, why}) => `${refLabel(finding.ref)} ${formatPath(finding.path)}: ${why}`);
      return {
        left: lines.map(redactor.text),
        verified: left.length === 0 && problem === undefined,
        ...(problem === undefined ? {} : {problem: redactor.text(problem)}),
      };
    },
  };
}

/** `helm drift undo` for a record, up to the question. */
export async function planUndo(record: string, {cluster, redactor}: Parts): Promise<PlannedWrite> {
  let told = NOBODY;
  const prepared = await cluster.prepareUndo(record, (result, step) => told.onResult(result, step));
  return {
    kind: 'undo',
    plan: prepared.plan,
    text: planText(prepared.plan, {color: false, width: PLAN_WIDTH, undoes: prepared.record.head}),
    async carryOut(listener) {
      told = listener;
      const {wrong, id} = await carryOutUndo(prepared);
      listener.onRecord(id);
      return {left: wrong.map(redactor.text), verified: wrong.length === 0};
    },
  };
}
