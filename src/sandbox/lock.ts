import {errorCodeOf} from '../model/errors.ts';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';

/** A build takes minutes; a lock older than this was left by a process that died. */
const STALE_MS = 45 * 60_000;

/** Who is at work. */
export interface Holder {
  readonly pid: number;
  readonly since: Date;
}

/** The lock in our hands, or in whose it is; `undefined` where that one went as we looked. */
export type Attempt = {readonly release: () => Promise<void>} | {readonly holder: Holder | undefined};

/** Takes the lock that is a file; one that a dead process left is taken over. */
export async function tryLock(path: string): Promise<Attempt> {
  try {
    await writeFile(path, String(process.pid), {flag: 'wx'});
    return {release: () => rm(path, {force: true})};
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  }
  const holder = await holderOf(path);
  if (holder !== undefined) return {holder};
  await rm(path, {force: true});
  return {holder: undefined};
}

/** Undefined where there is no lock, or nobody behind it any more. */
export async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const [owner, {mtime}] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Date.now() - mtime.getTime() > STALE_MS) return undefined;
    const pid = Number(owner);
    // Made, and not written into yet.
    if (owner !== '') process.kill(pid, 0);
    return {pid, since: mtime};
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'ESRCH' || code === 'ENOENT') return undefined;
    // Somebody else's process is one, too.
    if (code === 'EPERM') return {pid: Number(await readFile(path, 'utf8')), since: (await stat(path)).mtime};
    throw error;
  }
}

/** `process 4711 since 09:01:12`, of this day; of another one with its date. */
export function holderText({pid, since}: Holder, now = new Date()): string {
  const [day = '', time = ''] = since.toISOString().slice(0, 19).split('T');
  return `process ${pid} since ${now.toISOString().startsWith(day) ? '' : `${day} `}${time} UTC`;
}
