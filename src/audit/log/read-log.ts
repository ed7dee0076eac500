import {randomBytes} from 'node:crypto';
import {createReadStream} from 'node:fs';
import type {Stats} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {UserError, messageOf, errorCodeOf} from '../../model/errors.ts';
import {spoolFileOf} from '../coverage.ts';

/** Takes a log as it comes. */
interface LogReader {
  readonly take: (chunk: Buffer) => void;
  readonly endFile: () => void;
}

/** A word that stands in no log before it was sent. */
export function newMark(): string {
  return `helm-drift-${randomBytes(12).toString('hex')}`;
}

/**
 * Reads a log: a file, a folder of rotated ones, or `-` for stdin; unzipped, whatever it is called. Of a folder that a receiver
 * writes to, all that was there when this began is read. Throws UserError where it cannot be read.
 */
export async function readLog(file: string, stdin: NodeJS.ReadableStream, book: LogReader): Promise<void> {
  if (file === '-') return readInto(book, stdin as AsyncIterable<Buffer>, 'the audit log on stdin');
  const read = new Set<string>();
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const left = (await filesOf(file)).filter((one) => !read.has(one));
    if (left.length === 0) return;
    for (const one of left) await readFileInto(book, one);
    for (const one of left) read.add(one);
  }
}

/** A folder is looked at again until nothing new is in it: a file that was closed meanwhile has got another name. */
const MOST_TURNS = 5;

async function readFileInto(book: LogReader, file: string): Promise<void> {
  const spooled = spoolFileOf(basename(file));
  const bytes = createReadStream(file);
  const chunks = spooled !== undefined && spooled.until === undefined ? wholeLines(bytes) : bytes;
  // It was closed or removed meanwhile, and whoever did that has said so in another file first.
  const isGone = (error: unknown): boolean => spooled !== undefined && errorCodeOf(error) === 'ENOENT';
  await readInto(book, chunks, `the audit log ${file}`, isGone);
}

/** A folder's own files, the oldest first; what begins with a dot is none of them. */
async function filesOf(file: string): Promise<string[]> {
  try {
    if (!(await stat(file)).isDirectory()) return [file];
    const names = (await readdir(file)).filter((name) => !name.startsWith('.'));
    const found = await Promise.all(names.map((name) => infoOf(join(file, name), name)));
    const files = found
      .flatMap((one) => one ?? [])
      .filter(({info}) => info.isFile())
      .toSorted((a, b) => a.info.mtimeMs - b.info.mtimeMs || a.order - b.order);
    if (files.length === 0)
      throw new UserError(`the folder ${file} holds no audit log`, 'Name the file, or its folder.');
    return files.map(({path}) => path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(`the audit log ${file}`, error);
  }
}

interface Found {
  readonly path: string;
  readonly order: number;
  readonly info: Stats;
}

async function infoOf(path: string, name: string): Promise<Found | undefined> {
  const order = spoolFileOf(name)?.order;
  try {
    return {path, order: order ?? 0, info: await stat(path)};
  } catch (error) {
    if (order !== undefined && errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);

async function readInto(
  book: LogReader,
  chunks: AsyncIterable<Buffer | string>,
  what: string,
  isFine: (error: unknown) => boolean = () => false,
): Promise<void> {
  try {
    for await (const chunk of unzipped(chunks)) book.take(chunk);
    book.endFile();
  } catch (error) {
    if (!isFine(error)) throw unreadable(what, error);
  }
}

const LINE_FEED = 10;

/** What a receiver is writing just now, up to its last whole line: for the rest it has not answered yet. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      held.push(chunk);
      continue;
    }
    yield Buffer.concat([...held, chunk.subarray(0, end)]);
    held = [chunk.subarray(end)];
  }
}

/** By its first bytes, whatever the file is called. */
async function* unzipped(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done === true) return;
  const head = Buffer.from(first.value);
  const rest = {[Symbol.asyncIterator]: () => source};
  if (!head.subarray(0, 2).equals(GZIP)) {
    yield head;
    for await (const chunk of rest) yield Buffer.from(chunk);
    return;
  }
  const zipped = async function* (): AsyncGenerator<Buffer> {
    yield head;
    for await (const chunk of rest) yield Buffer.from(chunk);
  };
  const unzip = createGunzip();
  const reading = Readable.from(zipped(), {objectMode: false});
  reading.on('error', (error) => unzip.destroy(error));
  for await (const chunk of reading.pipe(unzip)) yield chunk as Buffer;
}

function unreadable(what: string, error: unknown): UserError {
  const isGone = errorCodeOf(error) === 'ENOENT';
  return new UserError(
    `cannot read ${what}: ${isGone ? 'no such file' : messageOf(error)}`,
    '--audit takes a file of audit.k8s.io events, a folder of them, or - for stdin.',
  );
}
