import {createHash} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../model/errors.ts';
import {cacheRoot} from './cache.ts';
import {holderOf, holderText, tryLock} from './lock.ts';
import type {Attempt, Holder} from './lock.ts';

/** Beside the cache: a file in the sandbox's folder would be in the way of its being claimed, and one beside it a trace. */
function turnFile(folder: string, env: NodeJS.ProcessEnv): string {
  return join(cacheRoot(env), `sandbox-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}.lock`);
}

/** Who is just starting a sandbox in this folder; undefined for nobody. */
export async function starterOf(folder: string, env: NodeJS.ProcessEnv): Promise<Holder | undefined> {
  return holderOf(turnFile(folder, env)).catch(() => undefined);
}

/** Does the work while nobody else starts a sandbox in this folder. Throws UserError at once where somebody does. */
export async function alone<T>(folder: string, env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  let attempt: Attempt;
  try {
    await mkdir(cacheRoot(env), {recursive: true});
    attempt = await tryLock(turnFile(folder, env));
    // What a dead process left is out of the way now.
    if (!('release' in attempt) && attempt.holder === undefined) attempt = await tryLock(turnFile(folder, env));
  } catch {
    // A cache that cannot be written, which whoever brings a control plane of one's own does not need.
    return work();
  }
  if (!('release' in attempt)) {
    const who = attempt.holder === undefined ? 'another process' : holderText(attempt.holder);
    throw new UserError(
      `a sandbox is just being started in ${folder}, by ${who}`,
      'Wait until `helm drift sandbox status` says that it is up, or end that process.',
    );
  }
  try {
    return await work();
  } finally {
    await attempt.release();
  }
}
