import {randomBytes} from 'node:crypto';
import {link, rename, rm, writeFile} from 'node:fs/promises';

/**
 * The one way in which a file is written: whole or not at all. The text goes into a new file beside the target, under a name that
 * nobody can guess, which must not exist: a link that somebody left there is not followed. Then it takes the target's place. Throws
 * what node:fs throws, and leaves nothing behind.
 */
export function replaceFile(target: string, text: string | Uint8Array, mode: number): Promise<void> {
  return throughAside(target, text, mode, (aside) => rename(aside, target));
}

/** The same for a file that must not be there. Throws EEXIST where it is. */
export function createFile(target: string, text: string | Uint8Array, mode: number): Promise<void> {
  return throughAside(target, text, mode, (aside) => link(aside, target));
}

async function throughAside(
  target: string,
  text: string | Uint8Array,
  mode: number,
  take: (aside: string) => Promise<void>,
): Promise<void> {
  const aside = `${target}.${randomBytes(8).toString('hex')}.new`;
  try {
    await writeFile(aside, text, {mode, flag: 'wx', flush: true});
    await take(aside);
  } finally {
    await rm(aside, {force: true});
  }
}
