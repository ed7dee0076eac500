import {randomBytes} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import {UserError, messageOf, errorCodeOf} from '../../model/errors.ts';

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
 * Reads a log: a file, a folder of rotated ones, or `-` for stdin; unzipped, whatever it is called. Throws UserError where it
 * cannot be read.
 */
export async function readLog(file: string, stdin: NodeJS.ReadableStream, book: LogReader): Promise<void> {
  if (file === '-') return readInto(book, stdin as AsyncIterable<Buffer>, 'the audit log on stdin');
  for (const one of await filesOf(file)) await readInto(book, createReadStream(one), `the audit log ${one}`);
}

/** A folder's own files, the oldest first; what begins with a dot is none of them. */
async function filesOf(file: string): Promise<string[]> {
  try {
    if (!(await stat(file)).isDirectory()) return [file];
    const names = (await readdir(file)).filter((name) => !name.startsWith('.'));
    const found = await Promise.all(
      names.map(async (name) => ({path: join(file, name), info: await stat(join(file, name))})),
    );
    const files = found.filter(({info}) => info.isFile()).toSorted((a, b) => a.info.mtimeMs - b.info.mtimeMs);
    if (files.length === 0)
      throw new UserError(`the folder ${file} holds no audit log`, 'Name the file, or its folder.');
    return files.map(({path}) => path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(`the audit log ${file}`, error);
  }
}

const GZIP = Buffer.from([0x1f, 0x8b]);

async function readInto(book: LogReader, chunks: AsyncIterable<Buffer | string>, what: string): Promise<void> {
  try {
    for await (const chunk of unzipped(chunks)) book.take(chunk);
    book.endFile();
  } catch (error) {
    throw unreadable(what, error);
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
