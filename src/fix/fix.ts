import type {Inspection} from '../check/check.ts';
import type {LiveObject} from '../model/evidence.ts';
import {UserError} from '../model/errors.ts';
import {alterations, isUntroubled} from '../model/fix.ts';
import type {Plan, PlanCluster, PlanRelease, StepResult, Told, UnfinishedPatch} from '../model/fix.ts';
import type {JsonObject} from '../model/json.ts';
import {refKey} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {applySteps, assertNotStopped} from './apply/apply.ts';
import type {WriteContext} from './apply/write-context.ts';
import {rehearse} from './apply/rehearse.ts';
import {hasOwnEntry} from './plan/hand-over.ts';
import {planSteps} from './plan/plan.ts';
import {makePlan} from './plan/sign.ts';
import type {Selection} from './plan/select.ts';
import type {PlannedStep} from './plan/step.ts';
import type {OpenJournal, RecordHead} from './record/journal.ts';
import {tracer} from './trace.ts';
import {verify} from './verify/verify.ts';
import type {Verification} from './verify/verify.ts';

/** All that a fix asks of the world. */
export interface FixPorts {
  readonly writeContext: WriteContext;
  readonly cluster: PlanCluster;
  readonly inspect: () => Promise<Inspection>;
  /** Why the release may not be written to now; undefined where it may. Asked before every step. */
  readonly stopped: () => Promise<string | undefined>;
  /** Redacted copies of a report's findings. */
  readonly shown: (inspection: Inspection) => ReadonlyMap<Finding, Finding>;
  /** Patches of fixes that were cut short here, as the records of this machine prove them. */
  readonly unfinished: () => Promise<readonly UnfinishedPatch[]>;
  /** The object as it is, for what the report knows by its metadata alone. */
  readonly whole: (live: LiveObject) => Promise<LiveObject>;
  readonly record: (head: NewRecord) => Promise<OpenJournal>;
  /** Tells the cluster what was written; answers why it could not be. Absent where nobody wants that. */
  readonly tell?: (told: Told) => Promise<string | undefined>;
  readonly onResult: (result: StepResult, step: number) => void;
  readonly now: () => Date;
}

/** What a run knows of its record: who did it, and its name, are nothing that it decides. */
export type NewRecord = Omit<RecordHead, 'id' | 'by' | 'previous'>;

export interface FixOptions {
  readonly release: PlanRelease;
  readonly selection: Selection;
  readonly recreate: boolean;
  /** Seconds that a plan holds. */
  readonly validFor: number;
}

/** A plan, and what it takes to carry it out in this very process. */
export interface Prepared {
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
  readonly inspection: Inspection;
}

/** First half: what is there, what will be done about it, and what the server would make of that. Nothing is written. */
export async function prepare(ports: FixPorts, options: FixOptions): Promise<Prepared> {
  const inspection = await ports.inspect();
  const {release, selection} = options;
  const planned = planSteps({
    inspection,
    release,
    selection,
    shown: ports.shown(inspection),
    whole: await wholeObjects(inspection, selection, ports),
    // The records are many: they are read where something of ours is left at all.
    unfinished: inspection.live.some(({object}) => hasOwnEntry(object)) ? await ports.unfinished() : [],
  });
  const steps = await rehearse(planned, ports.writeContext, options);
  const frame = {release, cluster: ports.cluster, createdAt: ports.now(), validFor: options.validFor};
  return {
    plan: makePlan(steps, inspection, frame),
    steps,
    inspection,
  };
}

/** Extra objects were found by their metadata: before one is deleted it is read, for the record. */
async function wholeObjects(
  {report, live}: Inspection,
  {prune, ids}: Selection,
  ports: FixPorts,
): Promise<Map<string, LiveObject>> {
  if (!prune && ids === undefined) return new Map();
  const extra = report.findings.filter(({change, verdict}) => change === 'extra' && verdict === 'drift');
  const found = await Promise.all(
    extra.flatMap(({ref}) => {
      const object = live.find((one) => refKey(one.ref) === refKey(ref));
      return object === undefined ? [] : [ports.whole(object)];
    }),
  );
  return new Map(found.map((object) => [refKey(object.ref), object]));
}

export interface Fixed {
  readonly record: string;
  readonly results: readonly StepResult[];
  readonly verification: Verification;
  /** Why no Event in the cluster tells of it; absent where one does, or nobody wants one. */
  readonly untold?: string;
}

/** Second half, after somebody has agreed: the record first, then the writes, then another look. */
export async function carryOut({plan, steps, inspection}: Prepared, ports: FixPorts): Promise<Fixed> {
  await assertNotStopped(ports);
  const head: NewRecord = {
    type: 'head',
    schemaVersion: '3',
    of: 'fix',
    plan,
    before: steps.map(({live}): JsonObject | null => live?.object ?? null),
  };
  const {journal, told} = tracer(await ports.record(head), head);
  try {
    const results = await applySteps(steps, {...ports, journal});
    // What was written is told whatever happens then.
    const seen = await verify(steps, results, ports).catch((error: unknown): Verification => {
      if (!(error instanceof UserError)) throw error;
      return {report: inspection.report, left: [], problem: error.message};
    });
    const verification = withAlterations(seen, results);
    const isWhole = results.every(isUntroubled) && verification.left.length === 0;
    const verified = isWhole && verification.problem === undefined;
    await journal.append({type: 'end', at: ports.now().toISOString(), verified}).catch(() => {});
    return {record: journal.id, results, verification, ...(await telling(told(results), ports))};
  } finally {
    await journal.close();
  }
}

/** The last thing of a run: the record has ended, and what was written stands, whether the cluster takes it down or not. */
export async function telling(told: Told | undefined, {tell}: Pick<FixPorts, 'tell'>): Promise<{untold?: string}> {
  if (told === undefined || tell === undefined) return {};
  const untold = await tell(told);
  return untold === undefined ? {} : {untold};
}

/** What the API server made of a write beside what it was to be verifies nothing, though all that was asked for is there. */
function withAlterations(seen: Verification, results: readonly StepResult[]): Verification {
  const [altered] = alterations(results);
  return seen.problem !== undefined || altered === undefined ? seen : {...seen, problem: altered};
}
