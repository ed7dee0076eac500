import {statSync} from 'node:fs';
import {join} from 'node:path';
import {getuid} from 'node:process';
import {homeIn} from './home.ts';

/**
 * Our own corner of where Helm keeps what it can fetch again: all in it may be thrown away. Undefined where the environment names
 * no home. Nothing says that it is there, or can be written.
 */
export function ownCacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['HELM_CACHE_HOME'] || (env['XDG_CACHE_HOME'] ? join(env['XDG_CACHE_HOME'], 'helm') : undefined);
  if (base !== undefined) return join(base, 'drift');
  const home = homeIn(env);
  return home === undefined ? undefined : join(home, '.cache', 'helm', 'drift');
}

/** Whether nobody but the user can put a file there: what is read from it then decides what runs, and what is looked at. Throws where there is none. */
export function isOwnFolder(folder: string): boolean {
  const {uid, mode} = statSync(folder);
  const user = getuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}
