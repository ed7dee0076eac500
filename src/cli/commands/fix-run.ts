import {carryOut, prepare} from '../../fix/fix.ts';
import type {FixOptions, FixPorts, Prepared} from '../../fix/fix.ts';
import {assertConsent} from '../../fix/gate/gate.ts';
import {unmatched} from '../../fix/plan/select.ts';
import {awaitRollouts} from '../../fix/verify/rollout.ts';
import type {RolloutProgress} from '../../fix/verify/rollout.ts';
import type {Plan, PlanRelease} from '../../model/fix.ts';
import {UserError} from '../../model/errors.ts';
import {refKey} from '../../model/refs.ts';
import {planText, resultLine} from '../../report/plan.ts';
import {nearest} from '../../app/nearest.ts';
import {widthOf} from '../text/width.ts';
import {EXIT} from '../../app/exit.ts';
import type {OutcomeOutput} from './fix-outcome.ts';
import {concluded, nothingToDo, outputFor, standing, stayingOf} from './fix-outcome.ts';
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
    return flags.failOn === undefined ? EXIT.clean : standing(flags, [prepared.inspection.report]);
  }
  const isPossible = plan.steps.some(({refused}) => refused === undefined);
  if (flags.dryRun || !isPossible) {
    if (flags.dryRun) output.tell('Dry run: nothing was written.\n');
    output.end({plan, results: []});
    return unwritten(flags, prepared);
  }
  const hint = 'Read the plan and add --yes, or carry out a reviewed one: --out, then --plan.';
  await assertConsent({text: 'Write this to the cluster?', yes: flags.yes, hint}, runtime);
  return written(flags, prepared, ports, {progress, output});
}

interface Screen {
  readonly progress: Progress;
  readonly output: OutcomeOutput;
}

/** After somebody has agreed: writes, waits, and says what became of it. */
export async function written(
  flags: FixFlags,
  prepared: Prepared,
  ports: FixPorts,
  {progress, output}: Screen,
): Promise<number> {
  progress.on({kind: 'writing'});
  const fixed = await carryOut(prepared, ports);
  progress.done();
  const {waitFor: seconds} = flags;
  const onProgress = (far: RolloutProgress): void => progress.on({kind: 'waiting-for-rollouts', ...far});
  const waiting =
    seconds === undefined
      ? []
      : awaitRollouts(prepared.steps, fixed.results, ports.writeContext, {seconds, onProgress});
  const unrolled = await Promise.resolve(waiting).catch((error: unknown): string[] => {
    // What was written is told whatever happens then.
    if (error instanceof UserError) return [`nobody can tell whether it rolled out: ${error.message}`];
    throw error;
  });
  progress.done();
  return concluded(flags, prepared, fixed, unrolled, output);
}

/** A plan alone fails nothing, unless it is asked what stands. What cannot be put back is told by it all the same. */
export function unwritten(flags: FixFlags, {plan, inspection: {report}}: Prepared): number {
  if (plan.steps.some(({refused}) => refused !== undefined)) return EXIT.stale;
  return flags.failOn === undefined ? EXIT.clean : standing(flags, [report]);
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

export function optionsOf(flags: FixFlags, release: PlanRelease, kept: Plan | undefined): FixOptions {
  const {selection, validFor} = flags;
  if (kept === undefined) return {release, selection, recreate: flags.recreate, validFor};
  const ids = new Set(kept.steps.flatMap(({fields}) => fields.map(({id}) => id)));
  const possible = kept.steps.filter(({refused}) => refused === undefined);
  const handOvers = new Set(possible.flatMap(({ref, handsOver}) => (handsOver === undefined ? [] : [refKey(ref)])));
  const takeOwnership = possible.some(({takesFrom}) => takesFrom !== undefined);
  const recreate = possible.some(({action}) => action === 'recreate');
  return {release, selection: {...selection, ids, handOvers, takeOwnership}, recreate, validFor};
}
