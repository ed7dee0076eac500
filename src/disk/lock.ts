import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {kill, pid} from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {errorCodeOf} from '../model/errors.ts';

/** Whoever holds it writes a few lines: one that is older was left by a process that is no more, or sleeps. */
const STALE_MS = 10_000;
/** Nobody waits longer for a note about a check. */
const WAITED_MS = 3000;
const PAUSE_MS = 5;

const ownMark = (): string => `${pid}@${hostname()}`;

/**
 * Does the work while no other process of this user does any on the same file. node has no flock: the lock is a file that must not
 * be there. What a killed process left is taken away. Throws where another one does not let go.
 */
export async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + WAITED_MS;
  while (!(await taken(path, ownMark()))) {
    if (performance.now() > deadline) throw new Error(`another process does not let go of ${path}`);
    await takeAwayStale(path);
    await sleep(PAUSE_MS * (1 + (pid % 7)));
  }
  try {
    return await work();
  } finally {
    await rm(path, {force: true});
  }
}

/** Whether there was no such file, and now there is one that says `holder`. Throws what the disk throws. */
export async function taken(path: string, holder: string): Promise<boolean> {
  try {
    await writeFile(path, holder, {flag: 'wx', mode: 0o600});
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Under a lock of its own: of two that see the same stale lock, the second would take away the first one's new lock. */
async function takeAwayStale(path: string): Promise<void> {
  if (!(await isStale(path))) return;
  const guard = `${path}.stale`;
  if (!(await taken(guard, ownMark()))) {
    if (await isStale(guard)) await rm(guard, {force: true});
    return;
  }
  try {
    if (await isStale(path)) await rm(path, {force: true});
  } finally {
    await rm(guard, {force: true});
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const [holder, {mtimeMs}] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Math.abs(Date.now() - mtimeMs) > STALE_MS) return true;
    const [number = '', host] = holder.split('@');
    // Made, and not written into yet; or of another machine on the same disk.
    if (number === '' || host !== hostname()) return false;
    return !isRunning(Number(number));
  } catch {
    // It went as we looked.
    return false;
  }
}

/** Whether this machine has such a process, whoever's it is. */
export function isRunning(number: number): boolean {
  try {
    kill(number, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) !== 'ESRCH';
  }
}
