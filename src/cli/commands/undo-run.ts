import {toLive} from '../../check/evidence/read.ts';
import {overlap} from '../../check/compare/overlap.ts';
import {shapes} from '../../check/normalize/shapes.ts';
import {applySteps} from '../../fix/apply/apply.ts';
import type {WriteContext} from '../../fix/apply/write-context.ts';
import {placeOf, resourceOf} from '../../fix/apply/write-context.ts';
import {rehearse} from '../../fix/apply/rehearse.ts';
import {ask} from '../../fix/gate/gate.ts';
import {changes, content} from '../../fix/plan/changes.ts';
import {planDigest, plannedField} from '../../fix/plan/plan.ts';
import type {PlannedStep} from '../../fix/plan/step.ts';
import {undoStep} from '../../fix/plan/undo.ts';
import {recordsFolder} from '../../fix/record/files.ts';
import type {FixPorts} from '../../fix/fix.ts';
import type {FixRecord} from '../../fix/record/history.ts';
import type {LiveObject} from '../../model/evidence.ts';
import {PreconditionError} from '../../model/errors.ts';
import {hasWritten} from '../../model/fix.ts';
import type {Plan, Step, StepResult} from '../../model/fix.ts';
import {formatPath} from '../../model/path.ts';
import {parseApiVersion} from '../../model/refs.ts';
import {planText, resultLine, undoneText} from '../../report/plan.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {wantsColor} from './check.ts';
import {EXIT} from '../../app/exit.ts';
import {clusterOf, openForFix} from '../../app/fix-ports.ts';
import {chooseRecord} from '../../app/records.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {UndoArgs} from './undo.ts';
import {stringifyJson} from '../../yaml/json.ts';
import type {Session} from '../../app/session.ts';

/** An undo as it was planned and rehearsed, and what it takes to carry it out. */
export interface PreparedUndo {
  readonly record: FixRecord;
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
  readonly ports: FixPorts;
}

export interface Undone {
  readonly results: readonly StepResult[];
  /** Objects that are not as they were, though it was written. */
  readonly wrong: readonly string[];
  /** The undo's own record. */
  readonly id: string;
}

/** First half: nothing is written. */
export async function prepareUndo(
  named: string | undefined,
  session: Session,
  runtime: Runtime,
  onResult: (result: StepResult, step: number) => void,
): Promise<PreparedUndo> {
  const {env, now} = runtime;
  const here = await clusterOf(await session.cluster());
  const record = await chooseRecord(recordsFolder(env), named, here.uid);
  const {plan} = record.head;
  if (plan.cluster.uid !== here.uid)
    throw new PreconditionError(
      `the record ${record.head.id} is of another cluster, ${plan.cluster.name}`,
      'Nothing was written. Choose its context with --kube-context.',
    );
  const {ports} = await openForFix(plan.release, session, runtime, onResult);
  const steps = await rehearse(await undoSteps(record, ports.writeContext, session.redactor), ports.writeContext, {
    recreate: true,
  });
  return {record, plan: planOf(plan, steps, now()), steps, ports};
}

/** Second half, after somebody has agreed. */
export async function carryOutUndo({record, plan, steps, ports}: PreparedUndo): Promise<Undone> {
  const journal = await ports.record({
    type: 'head',
    schemaVersion: '1',
    of: 'undo',
    undoes: record.head.id,
    plan,
    before: steps.map(({live}) => live?.object ?? null),
  });
  try {
    const results = await applySteps(steps, {...ports, journal});
    const wrong = await notBack(steps, results, ports.writeContext);
    await journal.append({type: 'end', at: ports.now().toISOString(), verified: wrong.length === 0}).catch(() => {});
    return {results, wrong, id: journal.id};
  } finally {
    await journal.close();
  }
}

/** The same gate, preconditions and record as a fix has. */
export async function undoRecord(args: UndoArgs, session: Session, runtime: Runtime): Promise<number> {
  const {env, stdin, stdout, stderr} = runtime;
  const isJson = args.output === 'json';
  const stream = isJson ? stderr : stdout;
  const color = wantsColor(args.color, env, stream.isTTY === true);
  const prepared = await prepareUndo(
    args.record,
    session,
    runtime,
    (result) => void stream.write(resultLine(result, color)),
  );
  const {record, plan: undoing, steps} = prepared;
  const finish = (code: number, results: readonly StepResult[] = [], id?: string): number => {
    if (isJson)
      stdout.write(
        `${stringifyJson({schemaVersion: '1', kind: 'UndoResult', undoes: record.head.id, plan: undoing, results, ...(id === undefined ? {} : {record: id})}, 2)}\n`,
      );
    return code;
  };
  if (steps.length === 0) {
    stream.write(`${record.head.id}: nothing of it was written, so there is nothing to undo\n`);
    return finish(EXIT.clean);
  }
  stream.write(planText(undoing, color, record.head.id));
  const isPossible = steps.some(({step}) => step.refused === undefined);
  if (args['dry-run'] || !isPossible) return finish(isPossible ? EXIT.clean : EXIT.stale);
  const consent = await ask('Put this back? [y/N] ', args.yes, {input: stdin, output: stderr});
  if (consent === 'nobody-to-ask')
    throw new PreconditionError(
      'nobody is there to ask: this is no terminal',
      'Nothing was written. Read what would be put back (--dry-run) and add --yes.',
    );
  if (consent === 'no') throw new PreconditionError('declined: nothing was written');
  const {results, wrong, id} = await carryOutUndo(prepared);
  stream.write(undoneText(results, wrong, color));
  const isWhole = results.every(({outcome}) => outcome !== 'failed' && outcome !== 'conflict' && outcome !== 'skipped');
  const isWritten = results.some(({outcome, halfDone}) => hasWritten(outcome) || halfDone === true);
  const code = isWhole && wrong.length === 0 ? EXIT.clean : isWritten ? EXIT.unverified : EXIT.stale;
  return finish(code, results, id);
}

/** The last step first. */
async function undoSteps(
  {head, outcomes}: FixRecord,
  writeContext: WriteContext,
  redactor: Redactor,
): Promise<PlannedStep[]> {
  const shapeOf = shapes();
  const steps = await Promise.all(
    outcomes.map(async (stepOutcome) => {
      const step = head.plan.steps[stepOutcome.index] as Step;
      const {group, version} = parseApiVersion(step.apiVersion);
      const shape = shapeOf(group, version, step.ref.kind);
      const live = await liveOf(step, writeContext);
      // What the server will quote when it refuses.
      for (const object of [stepOutcome.before, stepOutcome.after, live?.object]) if (object) redactor.learn(object);
      return undoStep({
        step,
        stepOutcome,
        live,
        shape,
        shown: (finding) => plannedField(redactor.finding(finding)),
      });
    }),
  );
  return steps.filter((step) => step !== undefined).toReversed();
}

async function liveOf(step: Step, writeContext: WriteContext): Promise<LiveObject | undefined> {
  const resource = await resourceOf(step, writeContext);
  if (resource === undefined) return undefined;
  const {namespace, name} = placeOf(step);
  const answer = await writeContext.reader.get(resource, namespace, name);
  if ('failure' in answer)
    throw new PreconditionError(
      `${step.ref.kind}/${name} cannot be read: ${answer.failure.message}`,
      'Nothing was written.',
    );
  return 'object' in answer ? toLive(answer.object) : undefined;
}

function planOf(plan: Plan, steps: readonly PlannedStep[], now: Date): Plan {
  const body = {
    ...plan,
    createdAt: now.toISOString(),
    expires: now.toISOString(),
    steps: steps.map(({step}) => step),
    notes: [],
  };
  return {...body, digest: planDigest(body)};
}

/** Objects that are not what they were before the fix, though their undoing was written. */
async function notBack(
  steps: readonly PlannedStep[],
  results: readonly StepResult[],
  writeContext: WriteContext,
): Promise<string[]> {
  const checked = await Promise.all(
    steps.map(async ({step, live: before, target, shape}, index) => {
      if (results[index]?.outcome !== 'patched' || target === undefined || before === undefined) return [];
      const live = await liveOf(step, writeContext);
      // Controllers answer what was put back elsewhere, as they do with aggregated rules: only what this step was for counts.
      const meant = changes(content(before.object), content(target), shape);
      const paths = (live === undefined ? [] : changes(content(target), content(live.object), shape)).filter((path) =>
        meant.some((other) => overlap(path, other)),
      );
      const label = `${step.ref.kind}/${step.ref.name}`;
      return live === undefined
        ? [`${label} has gone again`]
        : paths.map((path) => `${label} ${formatPath(path)} is not back`);
    }),
  );
  return checked.flat();
}
