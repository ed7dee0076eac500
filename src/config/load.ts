import {lstat, readFile, realpath, stat} from 'node:fs/promises';
import {userInfo} from 'node:os';
import {dirname, join, relative, resolve, sep} from 'node:path';
import {UserError} from '../model/errors.ts';
import {parseRules} from './file.ts';
import type {Config} from './file.ts';
import {CONFIG_FILE} from './names.ts';

/** Whose files are trusted without being named. */
export interface Trust {
  /** The user's number; undefined where the system has none. */
  readonly uid: number | undefined;
}

/**
 * The nearest `.helm-drift.yaml`: in a directory or in one above it, up to the root of the repository. Undefined where there is
 * none. Rules hide drift, so that nobody else may slip one in: as git does with a repository (safe.directory), a file or a
 * folder of another user is refused. Throws UserError then, and where the file is a link out of its repository.
 */
export async function findConfig(cwd: string, trust: Trust = currentUser()): Promise<string | undefined> {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const file = join(directory, CONFIG_FILE);
    if (await isFile(file)) {
      await assertTrusted(file, trust);
      return file;
    }
    if (directory === dirname(directory) || (await exists(join(directory, '.git')))) return undefined;
  }
}

const NAME_IT = `Look at it first; --config FILE takes it, whoever it belongs to.`;

async function assertTrusted(file: string, {uid}: Trust): Promise<void> {
  const folder = dirname(file);
  const link = await lstat(file);
  if (link.isSymbolicLink()) {
    const inside = relative(await realpath(folder), await realpath(file));
    if (inside === '..' || inside.startsWith(`..${sep}`))
      throw new UserError(`${file} is a link to a file elsewhere: its rules are not taken`, NAME_IT);
  }
  if (uid === undefined) return;
  for (const [what, path] of [
    ['the file', file],
    ['its folder', folder],
  ] as const) {
    const owner = (await stat(path)).uid;
    // What root has put there is the machine's.
    if (owner !== uid && owner !== 0)
      throw new UserError(
        `${file} is not yours: ${what} belongs to user ${owner}, and its rules are not taken`,
        NAME_IT,
      );
  }
}

function currentUser(): Trust {
  const {uid} = userInfo();
  return {uid: uid < 0 ? undefined : uid};
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
  return {...parseRules(text, file), file};
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
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
