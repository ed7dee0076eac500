import {readdir} from 'node:fs/promises';
import {inspect} from '../check/check.ts';
import type {Inspection} from '../check/check.ts';
import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {concealed} from '../kept/concealed.ts';
import {keepState, keptMoments, readKept} from '../kept/disk/store.ts';
import type {KeptMoment} from '../kept/disk/store.ts';
import type {KeptState} from '../kept/kept-state.ts';
import {ledgerName, ledgerStart} from '../ledger/disk/folder.ts';
import type {LedgerHead} from '../ledger/entry.ts';
import {UserError} from '../model/errors.ts';
import {toLive} from '../model/evidence.ts';
import type {ClusterIdentity} from '../model/evidence.ts';
import type {PlanCluster} from '../model/fix.ts';
import type {DriftReport} from '../model/report.ts';
import {replayed} from '../recording/recorded.ts';
import type {Heard} from '../recording/recorder.ts';
import {clusterOf} from './cluster.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {allStatesFolder, statesFolder} from './states-folder.ts';

/** Keeps what a check was told, secrets masked. Throws what the disk throws, and UserError where a text of it cannot be read. */
export async function keepHeard(
  heard: Heard,
  {drift, cluster, release}: {readonly drift: number} & Pick<LedgerHead, 'cluster' | 'release'>,
  {env, now}: Pick<Runtime, 'env' | 'now'>,
): Promise<void> {
  const folder = statesFolder(env, ledgerName(cluster, release));
  if (folder === undefined) return;
  const {state, intent, objects, applyMethod, supplements, schemas} = concealed(
    heard,
    await ensureKey(recordsFolder(env)),
  );
  const shared = {cluster: identityOf(cluster), applyMethod, supplements, ...(schemas === undefined ? {} : {schemas})};
  await keepState(folder, {cluster, shared, state, intent, objects}, {drift, now: now()});
}

function identityOf({name, server}: PlanCluster): ClusterIdentity {
  return {name, server};
}

/** A state of a release that was kept, as it can be judged again. */
export interface KeptEntry extends KeptMoment {
  readonly read: () => Promise<KeptState>;
}

/** Whether anything was kept of such a release, of whatever cluster: a look into a folder, and none at the cluster. */
export async function isAnyKept(release: LedgerHead['release'], env: NodeJS.ProcessEnv): Promise<boolean> {
  const folder = allStatesFolder(env);
  const names = folder === undefined ? [] : await readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith(ledgerStart(release)));
}

/** The states of a release that checks of this machine have kept, oldest first. Throws what the disk throws. */
export async function keptStates(
  release: LedgerHead['release'],
  cluster: PlanCluster,
  env: NodeJS.ProcessEnv,
): Promise<readonly KeptEntry[]> {
  const folder = statesFolder(env, ledgerName(cluster, release));
  if (folder === undefined) return [];
  const moments = await keptMoments(folder);
  return moments
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((moment) => ({...moment, read: async () => ofCluster(await readKept(folder, moment), cluster)}));
}

/** The folder's name stands for the cluster, and what lies in it may have been copied there. */
function ofCluster(kept: KeptState, {uid, server}: PlanCluster): KeptState {
  const isSame = uid === undefined ? kept.cluster.server === server : kept.cluster.uid === uid;
  if (!isSame)
    throw new UserError(`what was kept is of another cluster: ${kept.cluster.server}`, 'Nothing of it is shown.');
  return kept;
}

/** Judges a kept state by the engine and the rules of now; nothing is asked of the cluster. */
export async function inspectKept(
  {shared, state, intent, objects}: KeptState,
  session: Pick<Session, 'options' | 'redactor'>,
): Promise<Inspection> {
  const {baseline, source} = replayed(shared, state, objects.map(toLive), intent);
  const {config, fidelity} = await session.options();
  const inspection = await inspect(baseline, source, {config, fidelity}, new Date(state.takenAt));
  for (const {object} of [...inspection.intent.objects, ...inspection.live]) session.redactor.learn(object);
  return inspection;
}

/**
 * The report of a release as it was at a time (RFC 3339): of the last state that was kept until then. Throws UserError where
 * none was.
 */
export async function reportAt(
  {name, namespace}: LedgerHead['release'],
  at: string,
  session: Session,
  {env}: Pick<Runtime, 'env'>,
): Promise<DriftReport> {
  const cluster = await clusterOf(await session.cluster());
  const states = await keptStates({name, namespace}, cluster, env);
  const index = states.findLastIndex((state) => Date.parse(state.at) <= Date.parse(at));
  const [found, next] = [states[index], states[index + 1]];
  if (found === undefined) throw nothingKept(name, namespace, at, states);
  const {report} = await inspectKept(await found.read(), session);
  const until = next === undefined ? 'none was kept since' : `the next one was kept at ${next.at}`;
  const note = `this is the state that a check of this machine met at ${found.at}; ${until}`;
  return {...report, asOf: at, notes: [note, ...report.notes]};
}

function nothingKept(name: string, namespace: string, at: string, states: readonly KeptEntry[]): UserError {
  const [first] = states;
  return first === undefined
    ? new UserError(
        `no state of ${name} in namespace ${namespace} was kept on this machine`,
        'A check keeps one whenever it has something new to tell of a release; --no-ledger keeps none.',
      )
    : new UserError(
        `no state of ${name} in namespace ${namespace} was kept at ${at} or before`,
        `The first one is of ${first.at}: --at ${first.at}`,
      );
}
