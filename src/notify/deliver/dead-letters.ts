import {mkdir, readFile, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {errorCodeOf} from '../../model/errors.ts';
import {isObject} from '../../model/json.ts';
import type {Message} from '../../model/notify.ts';

/** What a sink did not take. */
export interface DeadLetter {
  /** RFC 3339. */
  readonly at: string;
  readonly sink: string;
  readonly why: string;
  readonly message: Message;
}

/** What sinks did not take, in one file of lines; the oldest go where it grows too long. */
export interface DeadLetters {
  readonly add: (letter: DeadLetter) => Promise<void>;
  readonly all: () => Promise<readonly DeadLetter[]>;
  /** Puts what comes of them into the place of all that are there. */
  readonly change: (next: (letters: readonly DeadLetter[]) => readonly DeadLetter[]) => Promise<void>;
}

const LETTERS = 1000;
const BYTES = 4 * 1024 * 1024;

/** `alone` sees to it that nobody else writes it meanwhile. */
export function deadLetters(file: string, alone: <T>(work: () => Promise<T>) => Promise<T>): DeadLetters {
  const all = async (): Promise<DeadLetter[]> => {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (errorCodeOf(error) === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => letterOf(line) ?? []);
  };
  const keep = async (letters: readonly DeadLetter[]): Promise<void> => {
    if (letters.length === 0) return rm(file, {force: true});
    await replaceFile(file, newest(letters.map((letter) => `${JSON.stringify(letter)}\n`)), 0o600);
  };
  const change: DeadLetters['change'] = async (next) => {
    // The lock is a file beside it.
    await mkdir(dirname(file), {recursive: true, mode: 0o700});
    await alone(async () => keep(next(await all())));
  };
  return {all, change, add: (letter) => change((letters) => [...letters, letter])};
}

function newest(lines: readonly string[]): string {
  let bytes = 0;
  const from = lines.findLastIndex((line, at) => {
    bytes += Buffer.byteLength(line);
    return bytes > BYTES || lines.length - at > LETTERS;
  });
  return lines.slice(from + 1).join('');
}

function letterOf(line: string): DeadLetter | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isOurs = isObject(value) && typeof value['sink'] === 'string' && isObject(value['message']);
    return isOurs ? (value as unknown as DeadLetter) : undefined;
  } catch {
    return undefined;
  }
}
