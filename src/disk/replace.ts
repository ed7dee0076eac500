import {randomBytes} from 'node:crypto';
import {rename, rm, writeFile} from 'node:fs/promises';

/**
 * The one way in which a file is written: whole or not at all. The text goes into a new file beside the target, under a name that
 * nobody can guess, which must not exist: a link that somebody left there is not followed. Then it takes the target's place. Throws
 * what node:fs throws, and leaves nothing behind.
 */
export async function replaceFile(target: string, text: string, mode: number): Promise<void> {
  const aside = `${target}.${randomBytes(8).toString('hex')}.new`;
  try {
    await writeFile(aside, text, {mode, flag: 'wx', flush: true});
    await rename(aside, target);
  } catch (error) {
    await rm(aside, {force: true});
    throw error;
  }
}
