import {open, readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {LATE_MS, LOCK_FILE, spoolFileOf, STALE_MS} from '../coverage.ts';

/** What takes longer comes late, and proves nothing. */
const LONGEST_MS = 2 * LATE_MS;
const PAUSE_MS = 200;
const CHUNK = 256 * 1024;

type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

const pauseHere: Pause = (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : {signal});

/** A folder that a receiver is writing to, as it was before something was asked. */
export interface Growing {
  /**
   * Waits until the word is in it, and for whatever may come as late as is still in time; some seconds more where the word does
   * not come at all.
   */
  readonly until: (word: string, signal?: AbortSignal) => Promise<void>;
}

/** Undefined for any other log: it is as it is. */
export async function growing(file: string, pause: Pause = pauseHere): Promise<Growing | undefined> {
  if (file === '-') return undefined;
  const touched = await stat(join(file, LOCK_FILE)).then(
    ({mtimeMs}) => mtimeMs,
    () => 0,
  );
  if (Date.now() - touched > STALE_MS) return undefined;
  const ends = new Map<string, number>();
  for (const name of await liveIn(file)) ends.set(name, (await sizeOf(join(file, name))) ?? 0);
  return {
    async until(word, signal) {
      const begun = performance.now();
      const passed = (): number => performance.now() - begun;
      while (!(await isIn(file, ends, word)) && passed() < LONGEST_MS) await pause(PAUSE_MS, signal);
      // Another API server, or another batch of the same, may still be on its way.
      if (passed() < LATE_MS) await pause(LATE_MS - passed(), signal);
    },
  };
}

async function liveIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => {
    const spooled = spoolFileOf(name);
    return spooled !== undefined && spooled.until === undefined;
  });
}

function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({size}) => size,
    () => undefined,
  );
}

/** Looks through what was added; `ends` is how far each file was looked through. */
async function isIn(folder: string, ends: Map<string, number>, word: string): Promise<boolean> {
  for (const name of await liveIn(folder)) {
    const file = join(folder, name);
    const size = (await sizeOf(file)) ?? 0;
    const from = Math.max(0, (ends.get(name) ?? 0) - word.length);
    if (size > from && (await holds(file, from, word))) return true;
    ends.set(name, size);
  }
  return false;
}

async function holds(file: string, from: number, word: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const chunk = Buffer.alloc(CHUNK);
    for (let at = from; ;) {
      const {bytesRead} = await handle.read(chunk, 0, CHUNK, at);
      if (chunk.subarray(0, bytesRead).includes(word)) return true;
      if (bytesRead < CHUNK) return false;
      at += CHUNK - word.length;
    }
  } finally {
    await handle.close();
  }
}
