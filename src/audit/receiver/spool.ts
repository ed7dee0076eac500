import {randomBytes} from 'node:crypto';
import {chmod, mkdir, readFile, rm, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {UserError, messageOf} from '../../model/errors.ts';
import type {Json} from '../../model/json.ts';
import {BEAT_MS, coverageIn, coverageLine, liveName, LOCK_FILE, STALE_MS} from '../coverage.ts';
import type {Coverage} from '../coverage.ts';
import {createOnDisk, liveFile} from './live-file.ts';
import type {Create, LiveFile} from './live-file.ts';
import {lockFolder} from '../../disk/folder-lock.ts';
import type {FolderLock} from '../../disk/folder-lock.ts';
import type {PostedEvent} from './posted.ts';
import type {EventSink} from './sink.ts';
import {shelfIn} from './shelf.ts';
import type {Shelf} from './shelf.ts';
import {coverageAt, vouching} from './vouching.ts';

export interface SpoolOptions {
  /** Bytes of all files: the oldest ones go. */
  readonly keep: number;
  /** Bytes of a file: then the next one is begun. */
  readonly rotate: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** One line about the folder that its owner should know. */
  readonly tell: (line: string) => void;
  readonly create?: Create;
}

/** Events on the disk, for `--audit FOLDER`. */
export interface Spool extends EventSink {
  readonly stored: () => {readonly bytes: number; readonly files: number; readonly removed: number};
  /** Rejects when somebody else has taken the folder: then nothing more may be written. */
  readonly taken: Promise<never>;
  readonly close: () => Promise<void>;
}

/** A reader has to open each of them. */
const MOST_FILES = 10_000;
/** The coverage as it was last, and, by its time, when its writer was last there. */
const STATE_FILE = '.receiver.json';

/** Opens the folder, mends what a killed process left there, and knows from when on the log is whole. Throws UserError. */
export async function openSpool(folder: string, options: SpoolOptions): Promise<Spool> {
  const {now, tell} = options;
  await ownFolder(folder, tell);
  const lock = await lockFolder(folder, {
    file: LOCK_FILE,
    staleMs: STALE_MS,
    held: (process) =>
      new UserError(
        `another receiver writes to ${folder}: process ${process}`,
        'End that one, or name another folder.',
      ),
  });
  try {
    const before = await stateIn(folder);
    const coverage = coverageAt(now(), before);
    if (before !== undefined && coverage.from !== before.coverage.from)
      tell(
        `nothing was received for ${Math.round((now() - before.seen) / 1000)} s: the log covers what is done from now on`,
      );
    await keepState(folder, coverage);
    return spoolOf(folder, options, {lock, shelf: await shelfIn(folder, tell), coverage});
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function ownFolder(folder: string, tell: SpoolOptions['tell']): Promise<void> {
  try {
    if ((await mkdir(folder, {recursive: true, mode: 0o700})) !== undefined) await chmod(folder, 0o700);
    const info = await stat(folder);
    if (!info.isDirectory()) throw new Error('it is no folder');
    if ((info.mode & 0o077) !== 0) tell(`others may look into ${folder}; chmod 700 prevents it`);
  } catch (error) {
    throw new UserError(`cannot keep events in ${folder}: ${messageOf(error)}`, 'Name a folder that you can write to.');
  }
}

/** Undefined where nobody has written here before, or nobody can tell. */
async function stateIn(folder: string): Promise<{readonly coverage: Coverage; readonly seen: number} | undefined> {
  const file = join(folder, STATE_FILE);
  try {
    const [text, {mtimeMs}] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const coverage = coverageIn(JSON.parse(text) as Json);
    return coverage === undefined ? undefined : {coverage, seen: mtimeMs};
  } catch {
    return undefined;
  }
}

async function keepState(folder: string, coverage: Coverage): Promise<void> {
  await replaceFile(join(folder, STATE_FILE), coverageLine(coverage), 0o600);
}

interface Opened {
  readonly lock: FolderLock;
  readonly shelf: Shelf;
  readonly coverage: Coverage;
}

function spoolOf(folder: string, options: SpoolOptions, {lock, shelf, coverage}: Opened): Spool {
  const {now, tell, keep, rotate} = options;
  const vouched = vouching(coverage, now());
  const writer = writerOf(folder, options, shelf);
  const inTurn = turns();
  let lose: (error: Error) => void = () => {};
  const [grows, fails] = [complaint(tell), complaint(tell)];
  const taken = new Promise<never>((_resolve, reject) => (lose = reject));
  taken.catch(() => {});
  const append = (events: readonly PostedEvent[]): Promise<void> => writer.append(events, vouched.coverage());
  // There is room for one more file, which is being zipped.
  const isTooMuch = (): boolean => shelf.bytes() + writer.bytes() > keep - rotate || shelf.files().length > MOST_FILES;
  let leaving: string | undefined;
  /** That the log begins later now is on the disk before the oldest file goes. */
  const removeOldest = (): Promise<void> =>
    shelf.removeOldest(async ({name, until}) => {
      // One that could not be removed is told of once.
      if (name !== leaving) vouched.removing(until);
      leaving = name;
      await append([]);
      await keepState(folder, vouched.coverage());
      tell(`${name} goes, to keep the folder small: ${vouched.coverage().removed} so far`);
    });
  const kept = async (events: readonly PostedEvent[]): Promise<void> => {
    vouched.present(now());
    await append(events);
    try {
      await writer.rotate();
      if (shelf.waiting() > 1) await shelf.zipped();
      while (isTooMuch() && shelf.files().length > 0) await removeOldest();
      grows.isOver();
    } catch (error) {
      // What is kept is kept, whatever becomes of the oldest.
      grows.tell(`${folder} grows: ${messageOf(error)}`);
    }
  };
  const beat = async (): Promise<void> => {
    try {
      if (!(await lock.beat())) lose(takenBy(folder));
      vouched.present(now());
      const time = new Date(now());
      await utimes(join(folder, STATE_FILE), time, time);
      fails.isOver();
    } catch (error) {
      fails.tell(`${folder} cannot be written to: ${messageOf(error)}`);
    }
  };
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, BEAT_MS);
  return {
    keep: (events) => inTurn(() => kept(events)),
    missed: (how) => vouched.missed(how, now()),
    stored: () => ({
      bytes: shelf.bytes() + writer.bytes(),
      files: shelf.files().length + Number(writer.bytes() > 0),
      removed: vouched.coverage().removed,
    }),
    taken,
    close: () =>
      inTurn(async () => {
        clearInterval(timer);
        await beating;
        await writer.end();
        await shelf.zipped();
        if (await lock.beat()) await keepState(folder, vouched.coverage());
        await lock.release();
      }),
  };
}

function takenBy(folder: string): UserError {
  return new UserError(`another receiver has taken ${folder}`, 'End one of the two, or give each a folder of its own.');
}

interface Complaint {
  /** Once, until it is over. */
  readonly tell: (line: string) => void;
  readonly isOver: () => void;
}

function complaint(tell: SpoolOptions['tell']): Complaint {
  let isTold = false;
  return {
    tell(line) {
      if (!isTold) tell(line);
      isTold = true;
    },
    isOver() {
      isTold = false;
    },
  };
}

/** One after the other. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

interface Writer {
  readonly bytes: () => number;
  /** Behind what must be known of the log, where the file does not say it yet. */
  readonly append: (events: readonly PostedEvent[], coverage: Coverage) => Promise<void>;
  /** Begins the next file where this one is long enough. */
  readonly rotate: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/** One file after the other. */
function writerOf(folder: string, {rotate: longest, create = createOnDisk}: SpoolOptions, shelf: Shelf): Writer {
  const run = randomBytes(4).toString('hex');
  let order = (shelf.files().at(-1)?.order ?? 0) + 1;
  let live: (LiveFile & {readonly name: string}) | undefined;
  let until = 0;
  /** What the file says of the coverage. */
  let said: Coverage | undefined;
  const begun = async (): Promise<LiveFile & {readonly name: string}> => {
    const name = liveName(order, run);
    const file = await liveFile(join(folder, name), create);
    [said, until] = [undefined, 0];
    return {...file, name};
  };
  const end = async (): Promise<void> => {
    const file = live;
    if (file === undefined) return;
    live = undefined;
    const size = file.size();
    const ended = {name: file.name, order, size, until};
    order += 1;
    try {
      await file.close();
    } finally {
      if (size > 0) shelf.put(ended);
    }
    if (size === 0) await rm(join(folder, file.name), {force: true});
  };
  return {
    bytes: () => live?.size() ?? 0,
    async append(events, coverage) {
      live ??= await begun();
      const head = said === coverage ? [] : [Buffer.from(coverageLine(coverage))];
      await live.append(Buffer.concat([...head, ...events.map(({line}) => line)]));
      said = coverage;
      until = events.reduce((newest, {at}) => Math.max(newest, at), until);
    },
    async rotate() {
      if ((live?.size() ?? 0) >= longest) await end();
    },
    end,
  };
}
