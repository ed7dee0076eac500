import {readFile, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {UserError} from '../model/errors.ts';
import {parseRules} from './file.ts';
import type {Config} from './file.ts';
import {CONFIG_FILE} from './names.ts';

/** The nearest `.helm-drift.yaml`: in a directory or in one above it. Undefined where there is none. */
export async function findConfig(cwd: string): Promise<string | undefined> {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const file = join(directory, CONFIG_FILE);
    if (await isFile(file)) return file;
    if (directory === dirname(directory)) return undefined;
  }
}

/** Reads a `.helm-drift.yaml`. Throws UserError when it cannot be read or understood. */
export async function loadConfig(file: string): Promise<Config> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : message;
    throw new UserError(`${file} cannot be read: ${why}`, 'Name a .helm-drift.yaml with --config.', {cause: error});
  }
  return parseRules(text, file);
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    // A directory above that may not be entered holds nothing for us; a file that is there and broken must not be passed over.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return false;
    throw error;
  }
}
