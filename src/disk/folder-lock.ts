import {randomBytes} from 'node:crypto';
import {readFile, rename, rm, stat, utimes} from 'node:fs/promises';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {pid} from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {errorCodeOf} from '../model/errors.ts';
import {isRunning, taken} from './lock.ts';

/** A lock file, and who goes by it. */
export interface FolderLockOptions {
  readonly file: string;
  /** One that was not touched for so long was left. */
  readonly staleMs: number;
  /** What to throw while another process holds it. */
  readonly held: (process: string) => Error;
}

/** A folder that one process writes to. */
export interface FolderLock {
  /** Says that the process is there. False where another one has taken the folder meanwhile. */
  readonly beat: () => Promise<boolean>;
  readonly release: () => Promise<void>;
}

const PAUSE_MS = 200;
/** What this very process holds. */
const held = new Set<string>();

/**
 * Takes the folder. Node has no flock: the lock is a file that must not be there, and that its holder touches. What a process
 * left that is no more is taken over, at once on its own machine, and else when it has not been touched for a while. Throws
 * what the caller says where another process holds it.
 */
export async function lockFolder(folder: string, options: FolderLockOptions): Promise<FolderLock> {
  const {staleMs} = options;
  const file = join(folder, options.file);
  const own = `${pid}@${hostname()} ${randomBytes(8).toString('hex')}`;
  const deadline = performance.now() + staleMs + 1000;
  while (!(await taken(file, own))) {
    const holder = await holderOf(file, staleMs);
    if (holder === undefined) continue;
    if (holder.isGone) await takeAway(file, holder.text);
    else if (holder.isAlive || performance.now() > deadline) throw options.held(holder.text.split(' ')[0] ?? '');
    else await sleep(PAUSE_MS);
  }
  held.add(own);
  const isOwn = async (): Promise<boolean> => (await readFile(file, 'utf8').catch(() => '')) === own;
  return {
    async beat() {
      if (!(await isOwn())) return false;
      const now = new Date();
      await utimes(file, now, now);
      return true;
    },
    async release() {
      if (await isOwn()) await rm(file, {force: true});
      held.delete(own);
    },
  };
}

interface Holder {
  readonly text: string;
  readonly isGone: boolean;
  /** Beyond doubt: else it may be a process of another machine that has just ended. */
  readonly isAlive: boolean;
}

/** Undefined where nobody holds it any more. */
async function holderOf(file: string, staleMs: number): Promise<Holder | undefined> {
  try {
    const [text, {mtimeMs}] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const [, number, host] = /^(\d+)@(\S+) /.exec(text) ?? [];
    if (Math.abs(Date.now() - mtimeMs) > staleMs) return {text, isGone: true, isAlive: false};
    if (number === undefined || host !== hostname()) return {text, isGone: false, isAlive: false};
    // In a container that was started again this process has the number of the one before.
    const isGone = Number(number) === pid ? !held.has(text) : !isRunning(Number(number));
    return {text, isGone, isAlive: !isGone};
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** By a name of its own: of two that see the same lock, one takes away another than it saw, and puts that back. */
async function takeAway(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return;
    throw error;
  }
  const found = await readFile(aside, 'utf8');
  await rm(aside, {force: true});
  if (found !== text) await taken(file, found);
}
