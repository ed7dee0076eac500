import {helmCommand, helmFailure} from '../helm/helm.ts';
import {connect} from '../kube/connection.ts';
import type {Connection} from '../kube/connection.ts';
import {serverVersion} from '../kube/discovery.ts';
import {UserError, messageOf} from '../model/errors.ts';
import {endProcesses, processesOf} from './found.ts';
import type {Found} from './found.ts';
import {helmAtHand, sandboxEnv} from './helm-at-hand.ts';
import {claim, kubeconfigFile, readState, removeSandbox, writeState} from './home.ts';
import type {SandboxFacts, SandboxState} from './home.ts';
import {kubeSystemUid} from './identity.ts';
import {provisionControlPlane} from './provision.ts';
import type {Provisioning} from './provision.ts';
import type {Shipped} from './shipped.ts';
import {startSupervisor} from './supervisor.ts';

export const RELEASE = {name: 'test-nginx', namespace: 'sandbox-nginx'} as const;

/** up: all of it runs and answers. starting: `up` is at work. broken: some of it is gone. down: there is none. */
export type Status = {readonly folder: string; readonly processes: readonly Found[]} & (
  | {readonly state: 'up'; readonly createdAt: string; readonly facts: SandboxFacts}
  | {readonly state: 'broken'; readonly problem: string}
  | {readonly state: 'starting' | 'down'}
);

const COMPONENTS = ['supervisor', 'etcd', 'kube-apiserver', 'kube-controller-manager'] as const;

/** What there is of a sandbox in a folder: asked of the processes and the server, not of a file. */
export async function status(folder: string): Promise<Status> {
  const [state, processes] = await Promise.all([readState(folder), processesOf(folder)]);
  const shared = {folder, processes};
  if (processes.length === 0) {
    if (state === undefined) return {...shared, state: 'down'};
    return {...shared, state: 'broken', problem: 'nothing of it runs any more'};
  }
  if (state === undefined) return {...shared, state: 'broken', problem: 'its folder is gone, and its processes run'};
  const absent = COMPONENTS.filter((name) => !processes.some((one) => one.name === name));
  if (state.up === undefined) {
    const isTended = processes.some(({name}) => name === 'supervisor');
    return isTended ? {...shared, state: 'starting'} : {...shared, state: 'broken', problem: 'its start was cut off'};
  }
  if (absent.length > 0) return {...shared, state: 'broken', problem: `${absent.join(', ')} ended`};
  const problem = await unfamiliar(folder, state.up);
  if (problem !== undefined) return {...shared, state: 'broken', problem};
  return {...shared, state: 'up', createdAt: state.createdAt, facts: state.up};
}

async function unfamiliar(folder: string, {uid}: SandboxFacts): Promise<string | undefined> {
  const connection = await connect({kubeconfig: kubeconfigFile(folder)});
  try {
    return (await kubeSystemUid(connection)) === uid ? undefined : 'another cluster answers in its place';
  } catch (error) {
    return `its API server does not answer: ${messageOf(error)}`;
  } finally {
    connection.close();
  }
}

export interface UpOptions extends Provisioning {
  readonly folder: string;
  readonly parts: Shipped;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** This machine's where nothing is said. */
  readonly system?: NodeJS.Platform;
}

/**
 * Starts a sandbox in `folder` with charts/nginx installed. One that is up is left as it is. Whatever ends this, a failure,
 * a signal, kill -9, takes back what was begun. Throws UserError.
 */
export async function up(options: UpOptions): Promise<Extract<Status, {state: 'up'}> & {readonly already: boolean}> {
  const {folder, parts, signal, onProgress, now} = options;
  if ((options.system ?? process.platform) === 'win32')
    throw new UserError(
      'the sandbox needs a shell and signals, and Windows has neither',
      'Run it in WSL, or look at recorded evidence: helm drift console --demo.',
    );
  const before = await status(folder);
  if (before.state === 'up') return {...before, already: true};
  if (before.state === 'starting')
    throw new UserError(`a sandbox is just being started in ${folder}`, 'See `helm drift sandbox status`.');
  // The parts first: getting them can take minutes, and leaves nothing of a sandbox when it is cut off.
  onProgress('Looking for the parts of a control plane …');
  const binaries = await provisionControlPlane(parts.module, options);
  const helm = await helmAtHand(options);
  if (before.state === 'broken') await down(folder);
  signal.throwIfAborted();
  await claim(folder, now);
  try {
    onProgress('Starting the control plane …');
    const supervisor = await startSupervisor(folder, binaries, signal);
    try {
      const state = await furnish(options, helm, supervisor.server);
      signal.throwIfAborted();
      await writeState(folder, state);
      supervisor.release();
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
  } catch (error) {
    await endProcesses(folder);
    await removeSandbox(folder);
    throw error;
  }
  const after = await status(folder);
  if (after.state !== 'up')
    throw new UserError(`the sandbox in ${folder} did not stay up`, 'Start it again: `helm drift sandbox up`.');
  return {...after, already: false};
}

async function furnish(
  {folder, parts, env, onProgress, signal, now}: UpOptions,
  helm: string,
  server: string,
): Promise<SandboxState> {
  const kubeconfig = kubeconfigFile(folder);
  const connection: Connection = await connect({kubeconfig});
  try {
    const [kubernetes, uid] = await Promise.all([serverVersion(connection), kubeSystemUid(connection, signal)]);
    onProgress(`Installing charts/nginx as ${RELEASE.name} …`);
    const answer = await helmCommand({
      bin: helm,
      namespace: RELEASE.namespace,
      connection: {kubeconfig},
      env: sandboxEnv(env, kubeconfig),
    }).run(['install', RELEASE.name, parts.chart, '--create-namespace'], signal);
    if (answer.code !== 0)
      throw helmFailure(
        'helm cannot install charts/nginx into the sandbox',
        answer,
        `The words are helm's own (${helm}); HELM_BIN names another one.`,
      );
    return {
      kind: 'HelmDriftSandbox',
      createdAt: now.toISOString(),
      up: {server, uid, kubernetes, helm, release: RELEASE},
    };
  } finally {
    connection.close();
  }
}

export interface Ended {
  /** Whether there was anything to end. */
  readonly found: boolean;
  /** The user's kubeconfig that still names it, and what its current context was before. */
  readonly merged?: {readonly file: string; readonly server: string; readonly contextBefore?: string};
}

/** Ends all that runs in it and removes it; what is no sandbox's is left alone. */
export async function down(folder: string): Promise<Ended> {
  const processes = await processesOf(folder);
  await endProcesses(folder);
  const state = await readState(folder);
  await removeSandbox(folder);
  const {mergedInto: file, server, contextBefore} = state?.up ?? {};
  return {
    found: state !== undefined || processes.length > 0,
    ...(file === undefined || server === undefined
      ? {}
      : {merged: {file, server, ...(contextBefore === undefined ? {} : {contextBefore})}}),
  };
}
