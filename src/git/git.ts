import {execFile} from 'node:child_process';
import {realpathSync} from 'node:fs';
import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, dirname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {promisify} from 'node:util';
import {UserError} from '../model/errors.ts';

export interface TreeAtCommit {
  /** The full commit id. */
  readonly commit: string;
  /** Where a path of the working tree lies in the exported tree; paths outside the repository stay as they are. */
  at(path: string): string;
  remove(): Promise<void>;
}

/**
 * Writes the repository that holds `path`, as of `ref`, into a temporary folder: the whole tree, because charts refer
 * to their neighbours. The user's index and working tree are not touched. Throws UserError where git refuses.
 */
export async function exportTree(path: string, ref: string, env: NodeJS.ProcessEnv): Promise<TreeAtCommit> {
  const start = resolve(path);
  const top = await topOf(start, env);
  const commit = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], env).catch(
    () => {
      throw new UserError(
        `Git knows no commit "${ref}" in ${top}`,
        'Name a commit, branch or tag; in a shallow clone fetch it first.',
      );
    },
  );
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-git-'));
  const tree = join(folder, 'tree');
  const withIndex = {...env, GIT_INDEX_FILE: join(folder, 'index')};
  try {
    const unfiltered = await withoutFilters(top, env);
    await git(top, ['read-tree', commit], withIndex);
    await git(top, [...unfiltered, 'checkout-index', '--all', '--force', `--prefix=${tree}/`], withIndex);
  } catch (error) {
    await rm(folder, {recursive: true, force: true});
    throw new UserError(`git cannot write out ${ref}: ${saidBy(error)}`);
  }
  return {
    commit,
    at: (wanted) => {
      // As it is written first: a link within the repository leads somewhere else at another commit.
      const inside = pathWithin(top, resolve(wanted)) ?? pathWithin(top, real(resolve(wanted)));
      return inside === undefined ? wanted : join(tree, inside);
    },
    remove: () => rm(folder, {recursive: true, force: true}),
  };
}

function pathWithin(top: string, path: string): string | undefined {
  const inside = relative(top, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside;
}

/** Without links, as Git names its folders; of what is not there, the folders that are. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path === dirname(path) ? path : join(real(dirname(path)), basename(path));
  }
}

async function topOf(path: string, env: NodeJS.ProcessEnv): Promise<string> {
  // The path may be gone from the working tree and still be in the commit: ask its nearest folder that exists.
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      return await realpath(await git(folder, ['rev-parse', '--show-toplevel'], env));
    } catch (error) {
      if (error instanceof Error && 'path' in error && error.path === 'git')
        throw new UserError('git is not on PATH', 'Install git, or leave out --git.');
      if (folder === dirname(folder))
        throw new UserError(`${path} is in no Git repository`, 'Run it in a clone, or leave out --git.');
    }
  }
}

function saidBy(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said || String(error);
}

/**
 * A repository that somebody else made must run nothing: not the filters, hooks and helpers of its configuration, and least of
 * all those of a bare repository that lies among its files.
 */
const HARMLESS = [
  'safe.bareRepository=explicit',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.sshCommand=ssh',
];

/** Files are written as they are stored. Git has no switch for it: each filter that is configured is set to do nothing. */
async function withoutFilters(top: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  // Exit code 1 says that there is none.
  const names = await git(top, ['config', '--name-only', '--get-regexp', '^filter\\.'], env).catch(() => '');
  const filters = new Set(names.split('\n').flatMap((name) => /^filter\.(.+)\.[^.]+$/.exec(name)?.[1] ?? []));
  return [...filters].flatMap((name) =>
    ['smudge=', 'clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  );
}

async function git(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const {stdout} = await promisify(execFile)(
    'git',
    ['-C', cwd, ...HARMLESS.flatMap((setting) => ['-c', setting]), ...args],
    {
      maxBuffer: 64 * 1024 * 1024,
      env: {...env, GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file', GIT_TERMINAL_PROMPT: '0'},
    },
  );
  return stdout.trim();
}
