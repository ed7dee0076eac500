import {randomBytes} from 'node:crypto';
import {mkdir, readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {createFile} from '../../disk/replace.ts';
import {KEY_BYTES} from './seal.ts';
import {errorCodeOf} from '../../model/errors.ts';

/** Beside the folder of the records and not in it: whoever copies the records does not copy what opens them. */
export function keyFile(folder: string): string {
  return join(dirname(folder), 'record-key');
}

/** The OS user's key; undefined where there is none, or none of ours. */
export async function readKey(folder: string): Promise<Buffer | undefined> {
  const text = await readFile(keyFile(folder), 'utf8').catch(() => '');
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === KEY_BYTES ? key : undefined;
}

/** The same, made where there is none. Two who make it at once end with one. Throws what the disk throws, and where the file holds no key. */
export async function ensureKey(folder: string): Promise<Buffer> {
  const known = await readKey(folder);
  if (known !== undefined) return known;
  const file = keyFile(folder);
  await mkdir(dirname(file), {recursive: true, mode: 0o700});
  const key = randomBytes(KEY_BYTES);
  try {
    await createFile(file, `${key.toString('base64')}\n`, 0o600);
    return key;
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    const made = await readKey(folder);
    if (made === undefined) throw new Error(`${file} holds no key`, {cause: error});
    return made;
  }
}
