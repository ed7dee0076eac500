import {carryOut, prepare} from '../../fix/fix.ts';
import type {Fixed, FixOptions, Prepared} from '../../fix/fix.ts';
import {ask, assertConsent} from '../../fix/gate/gate.ts';
import {unmatched} from '../../fix/plan/select.ts';
import {awaitRollouts} from '../../fix/verify/rollout.ts';
import type {RolloutProgress} from '../../fix/verify/rollout.ts';
import {hasWritten, isUntroubled} from '../../model/fix.ts';
import type {Plan, PlanRelease} from '../../model/fix.ts';
import {UserError} from '../../model/errors.ts';
import {refKey} from '../../model/refs.ts';
import {placeKey, stateOf} from '../../model/report.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import {afterText, planText, resultLine} from '../../report/plan.ts';
import type {Staying} from '../../report/plan.ts';
import {printedJson} from '../../yaml/json.ts';
import {wantsColor} from '../text/color.ts';
import {nearest} from '../../app/nearest.ts';
import {say} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import {EXIT, exitCodeOf} from '../../app/exit.ts';
import type {FixFlags} from './fix.ts';
import {openForFix} from '../../app/fix-ports.ts';
import {holdTo, readPlan, writePlan} from '../../app/plan-file.ts';
import type {Progress} from '../text/progress.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Session} from '../../app/session.ts';

/** Plan, gate, apply, verify, with what a person sees of each. */
export async function runPlan(
  flags: FixFlags,
  session: Session,
  progress: Progress,
  runtime: Runtime,
): Promise<number> {
  const {stdin, stderr} = runtime;
  const kept = flags.plan === undefined ? undefined : await readPlan(flags.plan);
  const output = outputFor(flags, runtime);
  const {ports, release} = await openForFix(
    {...(await placeOf(flags, kept, session)), revision: flags.revision},
    session,
    runtime,
    (result) => {
      progress.done();
      output.tell(resultLine(result, output.color));
    },
  );
  const planned = await prepare(ports, optionsOf(flags, release, kept));
  const prepared = kept === undefined ? planned : holdTo(kept, planned);
  progress.done();
  if (kept === undefined) assertMeant(flags, prepared);
  const {plan, steps} = prepared;
  if (steps.length === 0) return nothingToDo(flags, prepared, output);
  output.tell(planText(plan, {color: output.color, width: widthOf(runtime), stays: stayingOf(prepared)}));
  if (flags.out !== undefined) {
    await writePlan(flags.out, plan);
    output.tell(
      `Plan written to ${flags.out}, good until ${plan.expires}: helm drift fix ${release.name} -n ${release.namespace} --plan ${flags.out}\n`,
    );
    output.end({plan, results: []});
    return EXIT.clean;
  }
  const isPossible = plan.steps.some(({refused}) => refused === undefined);
  if (flags.dryRun || !isPossible) {
    if (flags.dryRun) output.tell('Dry run: nothing was written.\n');
    output.end({plan, results: []});
    return plan.steps.every(({refused}) => refused === undefined) ? EXIT.clean : EXIT.stale;
  }
  assertConsent(
    await ask('Write this to the cluster? [y/N] ', flags.yes, {input: stdin, output: stderr}),
    'Read the plan and add --yes, or carry out a reviewed one: --out, then --plan.',
  );
  progress.on({kind: 'writing'});
  const fixed = await carryOut(prepared, ports);
  progress.done();
  const {waitFor: seconds} = flags;
  const onProgress = (far: RolloutProgress): void => progress.on({kind: 'waiting-for-rollouts', ...far});
  const waiting =
    seconds === undefined ? [] : awaitRollouts(steps, fixed.results, ports.writeContext, {seconds, onProgress});
  const unrolled = await Promise.resolve(waiting).catch((error: unknown): string[] => {
    // What was written is told whatever happens then.
    if (error instanceof UserError) return [`nobody can tell whether it rolled out: ${error.message}`];
    throw error;
  });
  progress.done();
  return concluded(flags, prepared, fixed, unrolled, output);
}

/** A plan knows its release. */
async function placeOf(
  {release}: FixFlags,
  kept: Plan | undefined,
  session: Session,
): Promise<{readonly name: string; readonly namespace: string}> {
  if (release !== undefined) return {name: release, namespace: await session.namespace()};
  if (kept === undefined) throw new Error('a fix without a release');
  return {name: kept.release.name, namespace: kept.release.namespace};
}

/** A selector that means nothing of the release would put nothing back, or spare nothing, and end well. */
function assertMeant({selection}: FixFlags, {inspection: {intent, live, report}}: Prepared): void {
  const refs = [...intent.objects, ...live].map(({ref}) => ref);
  const [pattern] = unmatched(selection, refs, report.findings);
  if (pattern === undefined) return;
  const known = [...new Set(refs.map((ref) => `${ref.kind}/${ref.name}`))];
  const near = nearest(pattern, known)?.name;
  throw new UserError(
    `"${pattern}" means no object and no finding of ${report.release.name} in ${report.release.namespace}`,
    near === undefined
      ? 'See `helm drift check`.'
      : `Did you mean ${near}? \`helm drift check\` shows objects and IDs.`,
  );
}

/** What nobody asked to take away. */
function stayingOf({steps, inspection: {report}}: Prepared): Staying {
  const left = unplanned(steps, report);
  const count = (change: Finding['change']): number => left.filter((one) => one.change === change).length;
  return {added: count('added'), extra: count('extra')};
}

/** Drift of a report that a plan has nothing to do with. */
function unplanned(steps: Prepared['steps'], {findings}: DriftReport): Finding[] {
  const planned = new Set(steps.flatMap((step) => step.findings.map(placeKey)));
  return findings.filter((one) => one.verdict === 'drift' && !planned.has(placeKey(one)));
}

interface OutcomeOutput {
  readonly color: boolean;
  /** For people, as it happens. */
  readonly tell: (text: string) => void;
  /** For machines, at the end. */
  readonly end: (document: object) => void;
}

/** stdout carries the outcome alone: the text as it grows, or one JSON document with the text beside it on stderr. */
function outputFor({output, color}: FixFlags, {stdout, stderr, env}: Runtime): OutcomeOutput {
  const isJson = output === 'json';
  const stream = isJson ? stderr : stdout;
  return {
    color: wantsColor(color, env, stream.isTTY === true),
    tell: (text) => say(stream, text),
    end: (document) => {
      if (isJson) stdout.write(printedJson({schemaVersion: '1', kind: 'FixResult', ...document}));
    },
  };
}

function optionsOf(flags: FixFlags, release: PlanRelease, kept: Plan | undefined): FixOptions {
  const {selection, validFor} = flags;
  if (kept === undefined) return {release, selection, recreate: flags.recreate, validFor};
  const ids = new Set(kept.steps.flatMap(({fields}) => fields.map(({id}) => id)));
  const possible = kept.steps.filter(({refused}) => refused === undefined);
  const handOvers = new Set(possible.flatMap(({ref, handsOver}) => (handsOver === undefined ? [] : [refKey(ref)])));
  const takeOwnership = possible.some(({takesFrom}) => takesFrom !== undefined);
  const recreate = possible.some(({action}) => action === 'recreate');
  return {release, selection: {...selection, ids, handOvers, takeOwnership}, recreate, validFor};
}

function isNarrowed({isNarrowed: bySelection, plan}: FixFlags): boolean {
  return bySelection || plan !== undefined;
}

/** Nothing that was selected is wrong. The rest of the release still counts, unless the user narrowed the question. */
function nothingToDo(flags: FixFlags, {plan, inspection: {report}}: Prepared, output: OutcomeOutput): number {
  const others = report.findings.filter(({verdict}) => verdict === 'drift').length;
  const place = `${report.release.name} in ${report.release.namespace}`;
  const state = stateOf(report);
  const rest =
    others > 0
      ? `; ${others} difference${others === 1 ? '' : 's'} not selected (--added takes out what was added, --prune deletes extra objects)`
      : state === 'incomplete'
        ? '; some objects could not be verified (helm drift check)'
        : '';
  output.tell(`${place}: nothing to put back${rest}\n`);
  output.end({plan, results: []});
  return isNarrowed(flags) ? EXIT.clean : exitCodeOf([report]);
}

function concluded(
  flags: FixFlags,
  {plan, steps}: Prepared,
  {record, results, verification: {report, left, problem}}: Fixed,
  unrolled: readonly string[],
  output: OutcomeOutput,
): number {
  const others = unplanned(steps, report).length;
  output.tell(afterText({record, results, left, others, problem}, output.color));
  for (const line of unrolled) output.tell(`  not yet    ${line}\n`);
  output.end({
    plan,
    results,
    record,
    left: left.map(({finding, why}) => ({id: finding.id, why})),
    unrolled,
    ...(problem === undefined ? {} : {problem}),
  });
  const isWritten = results.some(({outcome, halfDone}) => hasWritten(outcome) || halfDone === true);
  const isWhole = results.every(isUntroubled);
  if (!isWhole && !isWritten) return EXIT.stale;
  if (!isWhole || left.length > 0 || unrolled.length > 0 || problem !== undefined) return EXIT.unverified;
  return isNarrowed(flags) ? EXIT.clean : exitCodeOf([report]);
}
