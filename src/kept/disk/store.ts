import {mkdir, open, readdir, readFile, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {gunzip, gzip} from 'node:zlib';
import {createFile, replaceFile} from '../../disk/replace.ts';
import {alone} from '../../disk/lock.ts';
import {errorCodeOf, UserError} from '../../model/errors.ts';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {digestOfText, packed, partsNamed, unpacked} from '../kept-state.ts';
import type {KeptState, ReadPart} from '../kept-state.ts';

/** One state of a release, as the index names it. */
export interface KeptMoment {
  /** RFC 3339: the time of the check that saw it. */
  readonly at: string;
  /** Differences that counted as drift. */
  readonly drift: number;
  /** The digest of the state's head. */
  readonly head: string;
}

export interface Bounds {
  readonly states: number;
  /** Of all parts as they lie on the disk. */
  readonly bytes: number;
  readonly ageMs: number;
}

const DAY_MS = 86_400_000;
/** Of one release. */
export const BOUNDS: Bounds = {states: 200, bytes: 32 * 1024 * 1024, ageMs: 365 * DAY_MS};
/** No part is larger: one that unpacks to more was not made here. */
const PART_AT_MOST = 64 * 1024 * 1024;
const INDEX = 'index.jsonl';
const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** The states of a release that are kept, oldest first; none where nothing was. Lines that are none are passed over. Throws what the disk throws. */
export async function keptMoments(folder: string): Promise<KeptMoment[]> {
  const text = await readFile(join(folder, INDEX), 'utf8').catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => momentIn(line) ?? []);
}

function momentIn(line: string): KeptMoment | undefined {
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const {at, drift, head} = value;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof drift !== 'number') return undefined;
  return typeof head === 'string' && /^[0-9a-f]{64}$/.test(head) ? {at, drift, head} : undefined;
}

/** One of them. Throws UserError where a part of it is gone or is not what was written. */
export function readKept(folder: string, {head}: KeptMoment): Promise<KeptState> {
  return unpacked(head, partsIn(folder));
}

function partsIn(folder: string): ReadPart {
  return async (digest) => {
    const file = join(folder, `${digest}.gz`);
    const text = await readFile(file)
      .then((bytes) => unzip(bytes, {maxOutputLength: PART_AT_MOST}))
      .then((bytes) => bytes.toString('utf8'))
      .catch((error: unknown) => {
        throw damaged(file, errorCodeOf(error) === 'ENOENT' ? 'it is gone' : 'it cannot be read', error);
      });
    if (digestOfText(text) !== digest) throw damaged(file, 'it is not what was written');
    return text;
  };
}

function damaged(file: string, why: string, cause?: unknown): UserError {
  return new UserError(`a part of what was kept is damaged: ${file}: ${why}`, 'Another time may be whole.', {cause});
}

/**
 * Keeps a state after those that are there: its parts first, and the line that names them last, so that a kill leaves nothing but
 * parts that the next one takes away. What is beyond the bounds goes, oldest first. Throws what the disk throws.
 */
export async function keepState(
  folder: string,
  state: KeptState,
  {drift, now, bounds = BOUNDS}: {readonly drift: number; readonly now: Date; readonly bounds?: Bounds},
): Promise<void> {
  await mkdir(folder, {recursive: true, mode: 0o700});
  const {head, parts} = packed(state);
  await alone(`${folder}.lock`, async () => {
    const there = new Set(await readdir(folder));
    for (const [digest, text] of parts)
      if (!there.has(`${digest}.gz`)) await writePart(join(folder, `${digest}.gz`), text);
    await appendLine(join(folder, INDEX), {at: state.state.takenAt, drift, head});
    await shorten(folder, now, bounds);
  });
}

async function writePart(file: string, text: string): Promise<void> {
  try {
    await createFile(file, await zip(text), 0o600);
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  }
}

/** Behind a line that a kill has cut short a new one begins. */
async function appendLine(file: string, moment: KeptMoment): Promise<void> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const {size} = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    await handle.appendFile(`${size > 0 && last.toString() !== '\n' ? '\n' : ''}${JSON.stringify(moment)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes the states of a time and before away. Throws what the disk throws. */
export async function forgetStates(folder: string, until: number): Promise<void> {
  if ((await keptMoments(folder)).length === 0) return;
  await alone(`${folder}.lock`, async () => {
    await keepOnly(folder, await keptMoments(folder), ({at}) => Date.parse(at) > until, Infinity);
    if ((await keptMoments(folder)).length === 0) await rm(folder, {recursive: true, force: true});
  });
}

async function shorten(folder: string, now: Date, {states, bytes, ageMs}: Bounds): Promise<void> {
  const all = await keptMoments(folder);
  const newest = new Set(all.slice(-states));
  const isYoung = (moment: KeptMoment): boolean => newest.has(moment) && now.getTime() - Date.parse(moment.at) <= ageMs;
  await keepOnly(folder, all, isYoung, bytes);
}

async function keepOnly(
  folder: string,
  all: readonly KeptMoment[],
  isWanted: (moment: KeptMoment) => boolean,
  bytes: number,
): Promise<void> {
  const wanted = all.filter(isWanted);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.gz'));
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name.slice(0, -3), (await stat(join(folder, name))).size);
  const [kept, used] = await within(folder, wanted, sizes, bytes);
  if (kept.length < all.length) {
    const text = kept.map((moment) => `${JSON.stringify(moment)}\n`).join('');
    await replaceFile(join(folder, INDEX), text, 0o600);
  }
  for (const name of names) if (!used.has(name.slice(0, -3))) await rm(join(folder, name), {force: true});
}

/** The newest whose parts have room, and the parts. The newest of all stays, whatever it takes. */
async function within(
  folder: string,
  moments: readonly KeptMoment[],
  sizes: ReadonlyMap<string, number>,
  bytes: number,
): Promise<readonly [readonly KeptMoment[], ReadonlySet<string>]> {
  const used = new Set<string>();
  const read = partsIn(folder);
  let size = 0;
  for (let at = moments.length - 1; at >= 0; at -= 1) {
    const {head} = moments[at] as KeptMoment;
    const named = await read(head)
      .then((text) => partsNamed(head, text))
      .catch(() => [head]);
    const more = named.filter((digest) => !used.has(digest));
    size += more.reduce((sum, digest) => sum + (sizes.get(digest) ?? 0), 0);
    if (size > bytes && used.size > 0) return [moments.slice(at + 1), used];
    for (const digest of more) used.add(digest);
  }
  return [moments, used];
}
