import {randomBytes} from 'node:crypto';
import {mkdir, readdir, rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

/**
 * Writes a new folder of files, by their names, whole or not at all: aside first, and then into its place, which must be empty or
 * not there. Throws what node:fs throws, and leaves nothing behind.
 */
export async function newFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const aside = join(dirname(folder), `.${basename(folder)}.${randomBytes(8).toString('hex')}.new`);
  try {
    await mkdir(aside);
    for (const [name, text] of files) await writeFile(join(aside, name), text, {flag: 'wx'});
    await rename(aside, folder);
  } finally {
    await rm(aside, {recursive: true, force: true});
  }
}

/** Whether a new folder can be put there. */
export async function isEmptyPlace(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.length === 0;
}
