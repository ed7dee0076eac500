import {EXIT} from '../../app/exit.ts';
import {openForFix} from '../../app/fix-ports.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Session} from '../../app/session.ts';
import {prepare} from '../../fix/fix.ts';
import type {FixPorts, Prepared} from '../../fix/fix.ts';
import {assertConsent} from '../../fix/gate/gate.ts';
import {unmatched} from '../../fix/plan/select.ts';
import {UserError} from '../../model/errors.ts';
import {pooled} from '../../model/pooled.ts';
import {SEVERITIES} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import {planText, resultLine} from '../../report/plan.ts';
import {plural, safeText} from '../../report/words.ts';
import type {Scope} from '../flags/scope.ts';
import type {Progress} from '../text/progress.ts';
import {widthOf} from '../text/width.ts';
import {nothingToDo, outputFor, standing, stayingOf} from './fix-outcome.ts';
import type {OutcomeOutput} from './fix-outcome.ts';
import {optionsOf, unwritten, written} from './fix-run.ts';
import type {FixFlags} from './fix.ts';

/** Releases that are planned at once: each asks for dry runs of its own. */
const AT_ONCE = 4;

interface Place {
  readonly name: string;
  readonly namespace: string;
}

/** A release that drifted, and what would be done about it. */
type Planned = Place & ({readonly ports: FixPorts; readonly prepared: Prepared} | {readonly problem: string});
type Ready = Extract<Planned, {readonly prepared: Prepared}>;

/** Every release that drifted, worst first: one question for all of them, and each written and recorded by itself. */
export async function runMany(
  flags: FixFlags,
  scope: Exclude<Scope, 'release'>,
  session: Session,
  progress: Progress,
  runtime: Runtime,
): Promise<number> {
  const output = outputFor(flags, runtime, 'FixResults');
  const reports = await session.checkAll(scope === 'cluster' ? undefined : await session.namespace());
  const drifted = reports.filter(hasDrift).toSorted((a, b) => rankOf(b) - rankOf(a));
  const told = new Map<string, object>();
  const show: Shown = {output, progress, told, width: widthOf(runtime)};
  const planned = await plannedOf(drifted, flags, session, runtime, show);
  progress.done();
  assertMeant(flags, planned);
  const [ready, idle] = [planned.filter(isReady), planned.filter((one) => !isReady(one))];
  const codes = [
    ...idle.map((one) => leftAlone(one, flags, show)),
    // Those in contract, and those that could not be verified.
    standing(
      flags,
      reports.filter((report) => !hasDrift(report)),
    ),
  ];
  for (const {prepared} of ready) showPlan(prepared, show);
  output.tell(`${sumOf(ready, idle.length, reports.length)}\n`);
  const done = ready.length === 0 ? [] : await carriedOut(ready, flags, session, runtime, show);
  output.end({releases: planned.map((one) => told.get(keyOf(one)))});
  return worst([...codes, ...done], !flags.dryRun && done.some((code) => code !== EXIT.stale));
}

interface Shown {
  readonly output: OutcomeOutput;
  readonly progress: Progress;
  /** What became of each release, for machines. */
  readonly told: Map<string, object>;
  readonly width: number;
}

/** What becomes of one release is part of the one document. */
function outputOf(one: Place, {output, told}: Shown): OutcomeOutput {
  return {...output, end: (document) => void told.set(keyOf(one), document)};
}

function showPlan(prepared: Prepared, {output, width}: Shown): void {
  output.tell(`${planText(prepared.plan, {color: output.color, width, stays: stayingOf(prepared)})}\n`);
}

const hasDrift = ({findings}: DriftReport): boolean => findings.some(({verdict}) => verdict === 'drift');
const keyOf = ({namespace, name}: Place): string => `${namespace}/${name}`;
const placeText = ({namespace, name}: Place): string => safeText(`${name} in ${namespace}`);

function rankOf({findings}: DriftReport): number {
  const drift = findings.filter(({verdict}) => verdict === 'drift');
  return Math.max(...drift.map(({severity}) => SEVERITIES.indexOf(severity)));
}

/** Whether there is something to write. */
function isReady(one: Planned): one is Ready {
  return 'prepared' in one && one.prepared.plan.steps.some(({refused}) => refused === undefined);
}

async function plannedOf(
  reports: readonly DriftReport[],
  flags: FixFlags,
  session: Session,
  runtime: Runtime,
  {output, progress}: Shown,
): Promise<Planned[]> {
  let done = 0;
  return pooled(reports, AT_ONCE, async ({release: {name, namespace}}): Promise<Planned> => {
    runtime.signal.throwIfAborted();
    try {
      const {ports, release} = await openForFix({name, namespace}, session, runtime, (result) => {
        progress.done();
        output.tell(resultLine(result, output.color));
      });
      return {name, namespace, ports, prepared: await prepare(ports, optionsOf(flags, release, undefined))};
    } catch (error) {
      // One that helm has in hand, or nobody may read, stops no other.
      if (!(error instanceof UserError)) throw error;
      return {name, namespace, problem: session.redactor.text(error.message)};
    } finally {
      done += 1;
      progress.on({kind: 'releases-planned', done, total: reports.length});
    }
  });
}

/** A pattern that means nothing of any release is a typing error. */
function assertMeant({selection}: FixFlags, planned: readonly Planned[]): void {
  const inspected = planned.flatMap((one) => ('prepared' in one ? [one.prepared.inspection] : []));
  if (inspected.length === 0) return;
  const refs = inspected.flatMap(({intent, live}) => [...intent.objects, ...live].map(({ref}) => ref));
  const [pattern] = unmatched(
    selection,
    refs,
    inspected.flatMap(({report}) => report.findings),
  );
  if (pattern === undefined) return;
  throw new UserError(
    `"${pattern}" means no object and no finding of any release that drifted`,
    'See `helm drift check -A`.',
  );
}

/** A release of which nothing is written: why, and what that comes to. */
function leftAlone(one: Planned, flags: FixFlags, show: Shown): number {
  const {output, told} = show;
  if ('problem' in one) {
    output.tell(`${placeText(one)}: cannot be planned: ${safeText(one.problem, 400)}\n`);
    told.set(keyOf(one), {release: one.name, namespace: one.namespace, problem: one.problem});
    return EXIT.stale;
  }
  const {prepared} = one;
  const mine = outputOf(one, show);
  if (prepared.steps.length === 0) return nothingToDo(flags, prepared, mine);
  showPlan(prepared, show);
  mine.end({plan: prepared.plan, results: []});
  return EXIT.stale;
}

function sumOf(ready: readonly Ready[], idle: number, total: number): string {
  if (ready.length === 0)
    return idle === 0 ? `Nothing to put back in ${plural(total, 'release')}` : 'Nothing can be written';
  const steps = ready.flatMap(({prepared}) => prepared.plan.steps.filter(({refused}) => refused === undefined));
  const fields = steps.reduce((sum, step) => sum + step.fields.length, 0);
  return `Will put back ${plural(fields, 'difference')} in ${plural(steps.length, 'object')} of ${plural(ready.length, 'release')}, of ${total}`;
}

async function carriedOut(
  ready: readonly Ready[],
  flags: FixFlags,
  {redactor}: Pick<Session, 'redactor'>,
  terminal: Pick<Runtime, 'stdin' | 'stderr'>,
  show: Shown,
): Promise<number[]> {
  const {output, progress, told} = show;
  if (flags.dryRun) {
    output.tell('Dry run: nothing was written.\n');
    return ready.map((one) => {
      told.set(keyOf(one), {plan: one.prepared.plan, results: []});
      return unwritten(flags, one.prepared);
    });
  }
  const text = `Write this to the cluster, to ${plural(ready.length, 'release')}?`;
  await assertConsent({text, yes: flags.yes, hint: 'Read the plans (--dry-run) and add --yes.'}, terminal);
  const codes: number[] = [];
  for (const one of ready) {
    // One after the other: whoever interrupts it knows where it stopped.
    output.tell(`\n${placeText(one)}\n`);
    const mine = outputOf(one, show);
    codes.push(
      await written(flags, one.prepared, one.ports, {progress, output: mine}).catch((error: unknown) => {
        // Before its first write: afterwards all that goes wrong is part of the outcome.
        if (!(error instanceof UserError)) throw error;
        const problem = redactor.text(error.message);
        output.tell(`  skipped    ${safeText(problem, 400)}\n`);
        mine.end({plan: one.prepared.plan, results: [], problem});
        return EXIT.stale;
      }),
    );
  }
  return codes;
}

/** Some written and some not is "not all of it"; what stands is drift; then what nobody could see. */
function worst(codes: readonly number[], isWritten: boolean): number {
  const all = new Set(codes);
  if (all.has(EXIT.unverified)) return EXIT.unverified;
  if (all.has(EXIT.stale)) return isWritten ? EXIT.unverified : EXIT.stale;
  return [EXIT.drift, EXIT.incomplete].find((code) => all.has(code)) ?? EXIT.clean;
}
