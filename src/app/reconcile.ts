import {carryOut, prepare} from '../fix/fix.ts';
import type {FixPorts, Prepared} from '../fix/fix.ts';
import type {Selection} from '../fix/plan/select.ts';
import {hasWritten} from '../model/fix.ts';
import {openForFix} from './fix-ports.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** Whatever drifted, what was added beside the declared fields too: the way back of a scenario is a whole one. */
const ALL = {only: [], exclude: [], added: true, prune: true} as const;
const AN_HOUR = 3600;

interface Named {
  readonly name: string;
  readonly namespace: string;
}

/** The way back by the same fix that `helm drift fix` is, with its record: `helm drift undo` brings the drift back. */
export async function reconcileByFix(release: Named, session: Session, runtime: Runtime): Promise<void> {
  const {prepared, ports} = await preparedFor(release, ALL, session, runtime);
  // What could not be put back the next check shows.
  if (prepared.steps.some(({step}) => step.refused === undefined)) await carryOut(prepared, ports);
}

/** What became of findings that were put back by a policy. */
export interface PutBack {
  /** The record that undoes it; undefined where nothing was written. */
  readonly record?: string;
  /** Why not all of it holds. */
  readonly problem?: string;
}

/** Puts these findings right, by their whole ids, and nothing beside them. Throws UserError where the release may not be written to now. */
export async function putBack(
  release: Named,
  ids: ReadonlySet<string>,
  session: Session,
  runtime: Runtime,
): Promise<PutBack> {
  const selection: Selection = {only: [], exclude: [], added: false, prune: false, ids};
  const {prepared, ports} = await preparedFor(release, selection, session, runtime);
  return carryOutOnly(prepared, ids, ports);
}

/** Carries out a plan that holds nothing but these findings, and takes nothing away to make it anew. */
export async function carryOutOnly(prepared: Prepared, ids: ReadonlySet<string>, ports: FixPorts): Promise<PutBack> {
  const steps = prepared.steps.filter(({step}) => step.refused === undefined);
  if (steps.length === 0)
    return {problem: prepared.steps[0]?.step.refused ?? 'it is as it should be by now, or is accepted'};
  const beside = prepared.steps.find(
    ({step}) => step.action === 'recreate' || step.takesFrom !== undefined || step.fields.some(({id}) => !ids.has(id)),
  );
  if (beside !== undefined) return {problem: 'it would write more than that: `helm drift fix` shows what'};
  const {record, results, verification} = await carryOut(prepared, ports);
  const [left] = verification.left;
  const problem = verification.problem ?? results.find(({outcome}) => !hasWritten(outcome))?.message ?? left?.why;
  return {record, ...(problem === undefined ? {} : {problem})};
}

async function preparedFor(
  release: Named,
  selection: Selection,
  session: Session,
  runtime: Runtime,
): Promise<{readonly prepared: Prepared; readonly ports: FixPorts}> {
  const {ports, release: planned} = await openForFix(release, session, runtime, () => {});
  const options = {release: planned, selection, recreate: false, validFor: AN_HOUR};
  return {prepared: await prepare(ports, options), ports};
}
