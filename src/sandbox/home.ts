import {mkdir, readdir, readFile, realpath, rm, rmdir} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {createFile, replaceFile} from '../disk/replace.ts';
import {UserError, errorCodeOf, messageOf} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import type {Json} from '../model/json.ts';

/** What a sandbox is once it is up. */
export interface SandboxFacts {
  readonly server: string;
  /** Of the namespace kube-system: what tells this cluster from every other one. */
  readonly uid: string;
  readonly kubernetes: string;
  /** The helm that installed the release. */
  readonly helm: string;
  readonly release: {readonly name: string; readonly namespace: string};
  /** The user's kubeconfig that the context was put into. */
  readonly mergedInto?: string;
  /** What its current context was then. */
  readonly contextBefore?: string;
}

export interface SandboxState {
  readonly kind: 'HelmDriftSandbox';
  /** RFC 3339. */
  readonly createdAt: string;
  /** Absent while it is being started. */
  readonly up?: SandboxFacts;
}

/** The file that makes a folder a sandbox's: without it nothing in there is removed. */
const MARKER = 'sandbox.json';
const PLANE = 'plane';

/** Where the user's sandbox is: state, neither configuration nor something to fetch again. Another one lies where `--dir` says. */
export async function sandboxFolder(env: NodeJS.ProcessEnv, dir: string | undefined, cwd: string): Promise<string> {
  const state = env['XDG_STATE_HOME'] || join(env['HOME'] || homedir(), '.local', 'state');
  return real(dir === undefined || dir === '' ? join(state, 'helm-drift', 'sandbox') : resolve(cwd, dir));
}

/** The same folder has one name, however somebody spells the way to it; what is not there yet is named by what is. */
async function real(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    const above = dirname(folder);
    return above === folder ? folder : join(await real(above), folder.slice(above.length).replace(/^\/+/, ''));
  }
}

/** Data, keys and logs of the control plane. */
export const planeFolder = (folder: string): string => join(folder, PLANE);
export const kubeconfigFile = (folder: string): string => join(folder, PLANE, 'kubeconfig');
export const logFile = (folder: string): string => join(folder, PLANE, 'supervisor.log');

/** The state that is written there; undefined where the folder is no sandbox's. Throws UserError for a damaged one. */
export async function readState(folder: string): Promise<SandboxState | undefined> {
  const file = join(folder, MARKER);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`cannot read ${file}: ${messageOf(error)}`, 'Mend its permissions.', {cause: error});
  }
  const state = parsed(text);
  if (state !== undefined) return state;
  throw new UserError(
    `${file} is damaged, or no sandbox of helm drift's`,
    `Nothing was removed. If ${folder} is a sandbox, remove it by hand; else name another folder with --dir.`,
  );
}

function parsed(text: string): SandboxState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['kind'] !== 'HelmDriftSandbox') return undefined;
  const {createdAt, up} = value;
  if (typeof createdAt !== 'string') return undefined;
  if (up === undefined) return {kind: 'HelmDriftSandbox', createdAt};
  const facts = factsOf(up);
  return facts === undefined ? undefined : {kind: 'HelmDriftSandbox', createdAt, up: facts};
}

function factsOf(up: Json): SandboxFacts | undefined {
  if (!isObject(up) || !isObject(up['release'])) return undefined;
  const {server, uid, kubernetes, helm, mergedInto, contextBefore} = up;
  const {name, namespace} = up['release'];
  const facts = {server, uid, kubernetes, helm, name, namespace};
  if (Object.values(facts).some((fact) => typeof fact !== 'string' || fact === '')) return undefined;
  return {
    server: textOf(server),
    uid: textOf(uid),
    kubernetes: textOf(kubernetes),
    helm: textOf(helm),
    release: {name: textOf(name), namespace: textOf(namespace)},
    ...(typeof mergedInto === 'string' ? {mergedInto} : {}),
    ...(typeof contextBefore === 'string' ? {contextBefore} : {}),
  };
}

/** Makes an empty folder a sandbox's. Throws UserError where something else is in it, or somebody else was faster. */
export async function claim(folder: string, now: Date): Promise<void> {
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
    const there = (await readdir(folder)).filter((name) => !ASIDE.test(name));
    if (there.length > 0)
      throw new UserError(
        there.includes(MARKER)
          ? `a sandbox is just being started in ${folder}`
          : `${folder} is not empty, and no sandbox's`,
        there.includes(MARKER) ? 'See `helm drift sandbox status`.' : 'Name an empty folder, or a new one, with --dir.',
      );
    const state: SandboxState = {kind: 'HelmDriftSandbox', createdAt: now.toISOString()};
    await createFile(join(folder, MARKER), `${JSON.stringify(state)}\n`, 0o600);
    await mkdir(planeFolder(folder), {mode: 0o700});
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`cannot use ${folder} for a sandbox: ${messageOf(error)}`, 'Name another one with --dir.', {
      cause: error,
    });
  }
}

/** What a process leaves that is killed as it claims a folder. */
const ASIDE = /^sandbox\.json\.[0-9a-f]{16}\.new$/;

/** Replaced in one step: whoever reads it meanwhile sees the old or the new one. */
export async function writeState(folder: string, state: SandboxState): Promise<void> {
  await replaceFile(join(folder, MARKER), `${JSON.stringify(state, undefined, 2)}\n`, 0o600);
}

/** Removes what a sandbox put into its folder, and the folder where nothing else is in it. */
export async function removeSandbox(folder: string): Promise<void> {
  if ((await readState(folder)) === undefined) return;
  await rm(planeFolder(folder), {recursive: true, force: true, maxRetries: 3});
  for (const name of await readdir(folder)) if (ASIDE.test(name)) await rm(join(folder, name), {force: true});
  // Last: as long as anything of it is there, it is a sandbox's.
  await rm(join(folder, MARKER), {force: true});
  await rmdir(folder).catch(() => {});
}
