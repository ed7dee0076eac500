import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {UserError} from '../model/errors.ts';

/** A file larger than this is no manifest: Helm itself cannot store a release beyond 1 MiB of gzip. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads a file that the user named; `what` says what it was to be, in errors. */
export async function readText(file: string, what: string): Promise<string> {
  let size: number;
  try {
    const info = await stat(file);
    if (info.isDirectory()) throw new UserError(`the ${what} ${file} is a folder`, 'Name a file of YAML or JSON.');
    size = info.size;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `cannot read the ${what} ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
      `Check the path; ${basename(file)} is looked for from the working directory.`,
    );
  }
  if (size > MAX_BYTES) throw tooLarge(`the ${what} ${file}`, size);
  return readFile(file, 'utf8');
}

/** A file that the user named, or stdin where that is `-`, and what it is called in messages. Throws UserError where it cannot be read. */
export async function readInput(
  file: string,
  what: string,
  stdin: NodeJS.ReadableStream,
): Promise<{readonly text: string; readonly name: string}> {
  return file === '-'
    ? {text: await readStream(stdin, what), name: 'stdin'}
    : {text: await readText(file, what), name: file};
}

/** All of stdin. Throws UserError where it is too large. */
export async function readStream(stream: NodeJS.ReadableStream, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge(`the ${what} on stdin`, size);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(what: string, bytes: number): UserError {
  return new UserError(
    `${what} is larger than ${MAX_BYTES / 1024 / 1024} MB (${Math.round(bytes / 1024 / 1024)} MB or more)`,
    'Helm cannot store a release so large. Split it.',
  );
}
