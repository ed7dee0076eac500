import {alterations, isUntroubled} from '../model/fix.ts';
import {overlap} from '../check/compare/overlap.ts';
import type {ShapeOf} from '../check/normalize/shapes.ts';
import {clusterText} from '../model/cluster-words.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import {toLive} from '../model/evidence.ts';
import type {LiveObject} from '../model/evidence.ts';
import type {Plan, PlanCluster, Step, StepResult} from '../model/fix.ts';
import {defined, metadataOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import {parseApiVersion, refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {applySteps, assertNotStopped} from './apply/apply.ts';
import {rehearse} from './apply/rehearse.ts';
import {placeOf, resourceOf} from './apply/write-context.ts';
import type {WriteContext} from './apply/write-context.ts';
import {telling} from './fix.ts';
import type {FixPorts, NewRecord} from './fix.ts';
import {changes, content} from './plan/changes.ts';
import {planDigest} from './plan/sign.ts';
import {isSameCluster} from './plan/stale.ts';
import type {PlannedStep} from './plan/step.ts';
import {undoStep} from './plan/undo.ts';
import type {FixRecord} from './record/history.ts';
import {tracer} from './trace.ts';

/** All that an undo asks of the world: much of it is what a fix asks. */
export interface UndoPorts extends Pick<FixPorts, 'writeContext' | 'stopped' | 'record' | 'tell' | 'onResult' | 'now'> {
  readonly cluster: PlanCluster;
  /** The shapes of kinds, by the cluster's own schemas where some of these objects are custom resources. */
  readonly shapesOf: (objects: readonly Pick<Step, 'ref' | 'apiVersion'>[]) => Promise<ShapeOf>;
  /** Hears of every object that the API server may quote when it refuses a write. */
  readonly learn: (object: JsonObject) => void;
  /** A finding as it may be shown. */
  readonly redacted: (finding: Finding) => Finding;
}

/** Nothing tells whether a record is of this cluster. */
export class UnprovenClusterError extends PreconditionError {}

/** An undo as it was planned and rehearsed. */
export interface PreparedUndo {
  readonly record: FixRecord;
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
}

/** First half: what the record's fix wrote, what is there now, and what would take it back. Nothing is written. */
export async function prepareUndo(record: FixRecord, ports: UndoPorts): Promise<PreparedUndo> {
  const {head} = record;
  const [theirs, here] = [head.plan.cluster, ports.cluster];
  const isSame = isSameCluster(theirs, here);
  if (isSame === 'no')
    throw new PreconditionError(
      `the record ${head.id} is of another cluster, ${clusterText(theirs)} at ${theirs.server}, and this is ${clusterText(here)} at ${here.server}`,
      'Nothing was written. Choose its context with --kube-context.',
    );
  const {steps: planned, isProven} = await undoSteps(record, ports);
  if (isSame === 'unproven' && !isProven && planned.length > 0)
    throw new UnprovenClusterError(
      `nobody can tell whether ${clusterText(here)} at ${here.server} is the cluster of the record ${head.id}: the namespace kube-system cannot be read, and no object of the record is there`,
      'Nothing was written. Undo it as somebody who may read the namespace kube-system.',
    );
  const steps = await rehearse(planned, ports.writeContext, {recreate: true});
  return {record, plan: planOf(head.plan, steps, ports.now()), steps};
}

export interface Undone {
  readonly results: readonly StepResult[];
  /** Objects that are not as they were, though it was written. */
  readonly wrong: readonly string[];
  /** The undo's own record. */
  readonly id: string;
  /** Why no Event in the cluster tells of it; absent where one does, or nobody wants one. */
  readonly untold?: string;
}

/** Second half, after somebody has agreed: a record of its own first, then the writes, then another look. */
export async function carryOutUndo({record, plan, steps}: PreparedUndo, ports: UndoPorts): Promise<Undone> {
  await assertNotStopped(ports);
  const head: NewRecord = {
    type: 'head',
    schemaVersion: '3',
    of: 'undo',
    undoes: record.head.id,
    plan,
    before: steps.map(({live}) => live?.object ?? null),
  };
  const {journal, told} = tracer(await ports.record(head), head);
  try {
    const results = await applySteps(steps, {...ports, journal});
    const wrong = [...alterations(results), ...(await notBack(steps, results, ports.writeContext))];
    const verified = wrong.length === 0 && results.every(isUntroubled);
    await journal.append({type: 'end', at: ports.now().toISOString(), verified}).catch(() => {});
    return {results, wrong, id: journal.id, ...(await telling(told(results), ports))};
  } finally {
    await journal.close();
  }
}

/** The last step of the fix comes first. */
async function undoSteps(
  {head, outcomes}: FixRecord,
  ports: UndoPorts,
): Promise<{readonly steps: PlannedStep[]; readonly isProven: boolean}> {
  const shapeOf = await ports.shapesOf(head.plan.steps);
  // An object with a uid that the record knows is in no other cluster.
  let isProven = false;
  const steps = await Promise.all(
    outcomes.map(async (stepOutcome) => {
      const step = defined(head.plan.steps[stepOutcome.index], 'the step of an outcome');
      const {group, version} = parseApiVersion(step.apiVersion);
      const live = await liveOf(step, ports.writeContext);
      const uids = [stepOutcome.before, stepOutcome.after].map((one) => metadataOf(one ?? {})['uid']);
      isProven ||= live !== undefined && uids.includes(metadataOf(live.object)['uid']);
      for (const object of [stepOutcome.before, stepOutcome.after, live?.object]) if (object) ports.learn(object);
      return undoStep({
        step,
        stepOutcome,
        live,
        shape: shapeOf(group, version, step.ref.kind),
        of: head.of,
        release: head.plan.release,
        shown: ports.redacted,
      });
    }),
  );
  return {steps: steps.filter((step) => step !== undefined).toReversed(), isProven};
}

async function liveOf(step: Step, writeContext: WriteContext): Promise<LiveObject | undefined> {
  const resource = await resourceOf(step, writeContext);
  if (resource === undefined) return undefined;
  const {namespace, name} = placeOf(step);
  const answer = await writeContext.reader.get(resource, namespace, name);
  if ('failure' in answer)
    throw new PreconditionError(
      `${refLabel(step.ref)} cannot be read: ${answer.failure.message}`,
      'Nothing was written.',
    );
  return 'object' in answer ? toLive(answer.object) : undefined;
}

/** The fix's own plan with the steps that take it back: it is carried out at once or not at all. */
function planOf(plan: Plan, steps: readonly PlannedStep[], now: Date): Plan {
  const body = {
    ...plan,
    createdAt: now.toISOString(),
    expires: now.toISOString(),
    steps: steps.map(({step}) => step),
    notes: [],
  };
  // It is carried out at once: nobody signs it.
  return {...body, digest: planDigest(body, '')};
}

/** Objects that are not what they were before the fix, though their undoing was written; a line each. */
async function notBack(
  steps: readonly PlannedStep[],
  results: readonly StepResult[],
  writeContext: WriteContext,
): Promise<string[]> {
  const written = steps.filter((_step, index) => results[index]?.outcome === 'patched');
  const checked = await Promise.all(written.map((step) => leftOf(step, writeContext)));
  return checked.flat();
}

async function leftOf({step, live: before, target, shape}: PlannedStep, writeContext: WriteContext): Promise<string[]> {
  if (target === undefined || before === undefined) return [];
  const label = refLabel(step.ref);
  // The writes are through: whoever cannot be read now is told, and does not hide the others.
  const live = await liveOf(step, writeContext).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  if (live instanceof UserError) return [live.message];
  if (live === undefined) return [`${label} has gone again`];
  // Controllers answer what was put back elsewhere, as they do with aggregated rules: only what this step was for counts.
  const meant = changes(content(before.object), content(target), shape);
  return changes(content(target), content(live.object), shape)
    .filter((path) => meant.some((other) => overlap(path, other)))
    .map((path) => `${label} ${formatPath(path)} is not back`);
}
