import {createHash} from 'node:crypto';
import {execFile} from 'node:child_process';
import {access, constants, mkdir, mkdtemp, readdir, rename, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import {basename, join} from 'node:path';
import {promisify} from 'node:util';
import {pause} from '../kube/pause.ts';
import {UserError, messageOf} from '../model/errors.ts';
import {exists} from './files.ts';
import {holderText, tryLock} from './lock.ts';

const exec = promisify(execFile);

/** What is costly to get lies outside the repository, and is found again by every clone. */
export function cacheRoot(env: NodeJS.ProcessEnv): string {
  if (env['HELM_DRIFT_CACHE']) return env['HELM_DRIFT_CACHE'];
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'helm-drift');
}

export interface CacheEntry {
  /** What it is and of which version: `helm-3.22.0`. */
  readonly name: string;
  /** What it is made from beside its name; another text makes another entry. */
  readonly inputs: string;
  /** Files that must be there and must start: each is run with its arguments before the entry is trusted. */
  readonly proof: Readonly<Record<string, readonly string[]>>;
  /** Makes the files in an empty folder. */
  readonly make: (folder: string) => Promise<void>;
  /** Hears that what is there is damaged, before it is made anew, and who else is making it. */
  readonly onNotice?: ((text: string) => void) | undefined;
  /** Ends the waiting for somebody else who makes the same. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The folder of an entry, made if it is not there or is damaged. Made aside and moved in whole, under a lock, so that a
 * killed build leaves nothing half done and two processes do not build the same thing.
 */
export async function cached(root: string, entry: CacheEntry): Promise<string> {
  const key = createHash('sha256').update(entry.inputs).digest('hex').slice(0, 12);
  const folder = join(root, `${entry.name}-${process.platform}-${process.arch}-${key}`);
  if (await isSound(folder, entry)) return folder;
  const unlock = await lock(root, `${folder}.lock`, entry);
  try {
    if (await isSound(folder, entry)) return folder;
    if (await exists(folder)) entry.onNotice?.(`the cached ${entry.name} is damaged: making it anew (${folder})`);
    await rm(folder, {recursive: true, force: true});
    await sweep(root, folder);
    const aside = await mkdtemp(`${folder}.tmp-`);
    try {
      await entry.make(aside);
      if (!(await isSound(aside, entry)))
        throw new UserError(`${entry.name} was built and does not start`, `Remove ${root} and try again.`);
      await rename(aside, folder);
    } finally {
      await rm(aside, {recursive: true, force: true});
    }
    return folder;
  } finally {
    await unlock();
  }
}

async function isSound(folder: string, {proof}: CacheEntry): Promise<boolean> {
  try {
    for (const [file, args] of Object.entries(proof)) {
      await access(join(folder, file), constants.X_OK);
      await exec(join(folder, file), [...args], {timeout: 60_000});
    }
    return true;
  } catch {
    return false;
  }
}

/** What builds left that were killed. We hold the lock, so none is under way. */
async function sweep(root: string, folder: string): Promise<void> {
  const left = (await readdir(root)).filter((name) => name.startsWith(`${basename(folder)}.tmp-`));
  await Promise.all(left.map((name) => rm(join(root, name), {recursive: true, force: true})));
}

async function lock(root: string, path: string, {name, onNotice, signal}: CacheEntry): Promise<() => Promise<void>> {
  try {
    await mkdir(root, {recursive: true});
  } catch (error) {
    throw new UserError(
      `cannot use ${root} as a cache: ${messageOf(error)}`,
      'Name a folder of yours in HELM_DRIFT_CACHE.',
      {cause: error},
    );
  }
  for (let isTold = false; ;) {
    signal?.throwIfAborted();
    const attempt = await tryLock(path);
    if ('release' in attempt) return attempt.release;
    if (attempt.holder === undefined) continue;
    if (!isTold) onNotice?.(`${name} is being made by ${holderText(attempt.holder)}: waiting for it`);
    isTold = true;
    await pause(500, signal).catch(() => {});
  }
}
