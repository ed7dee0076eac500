import {createReadStream} from 'node:fs';
import {open, rename, rm, stat} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import {createGzip} from 'node:zlib';
import {closedName} from '../coverage.ts';

/** A file that is written no more, and its newest event. */
export interface Ended {
  readonly name: string;
  readonly until: number;
}

/** What is hidden is no part of a log. */
export const ASIDE = '.new';

/** Zips an ended file; the plain one goes when the other is whole on the disk, so that a reader finds one of them at any time. Returns its name and size. */
export async function zipped(
  folder: string,
  {name, until}: Ended,
): Promise<{readonly name: string; readonly size: number}> {
  const [plain, target] = [join(folder, name), join(folder, closedName(name, until))];
  const aside = join(folder, `.${name}${ASIDE}`);
  const {mtime} = await stat(plain);
  await rm(aside, {force: true});
  const handle = await open(aside, 'wx', 0o600);
  try {
    for await (const chunk of zippedBytes(plain)) await handle.writeFile(chunk);
    await handle.sync();
    await handle.utimes(mtime, mtime);
  } catch (error) {
    await handle.close();
    await rm(aside, {force: true});
    throw error;
  }
  await handle.close();
  await rename(aside, target);
  await syncFolder(folder);
  await rm(plain, {force: true});
  return {name: closedName(name, until), size: (await stat(target)).size};
}

function zippedBytes(file: string): AsyncIterable<Buffer> {
  const zip = createGzip();
  const reading = createReadStream(file);
  reading.on('error', (error) => zip.destroy(error));
  return reading.pipe(zip);
}

/** Names in a folder are on the disk when the folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const [LINE_FEED, CHUNK] = [10, 1024 * 1024];
const STAGE_TIME = /"stageTimestamp"\s*:\s*"([^"\\]{1,40})"/g;

/** What a killed process left: what is behind the last whole line was never answered for, and goes. Returns its newest event. */
export async function repaired(
  file: string,
  timeOf: (text: string) => number | undefined,
): Promise<{readonly size: number; readonly until: number}> {
  const handle = await open(file, 'r+');
  try {
    const {size} = await handle.stat();
    const end = await wholeEnd(handle, size);
    if (end < size) await handle.truncate(end);
    await handle.sync();
    return {size: end, until: await newestIn(handle, timeOf)};
  } finally {
    await handle.close();
  }
}

async function wholeEnd(handle: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(CHUNK);
  for (let end = size; end > 0;) {
    const from = Math.max(0, end - CHUNK);
    const {bytesRead} = await handle.read(chunk, 0, end - from, from);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (at >= 0) return from + at + 1;
    end = from;
  }
  return 0;
}

/** What looks like a time of an event is one, or is of an event's body: then the file only counts as newer than it is. */
async function newestIn(handle: FileHandle, timeOf: (text: string) => number | undefined): Promise<number> {
  let [newest, rest] = [0, ''];
  for await (const chunk of handle.createReadStream({start: 0, autoClose: false, encoding: 'latin1'})) {
    const text = rest + String(chunk);
    for (const [, time = ''] of text.matchAll(STAGE_TIME)) newest = Math.max(newest, timeOf(time) ?? 0);
    rest = text.slice(-80);
  }
  return newest;
}
