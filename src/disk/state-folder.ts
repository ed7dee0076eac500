import {join} from 'node:path';
import {homeIn} from './home.ts';

/** Where what must outlive any cache lies: records, ledgers. Undefined where the environment names no home. */
export function ownStateFolder(env: NodeJS.ProcessEnv): string | undefined {
  const home = homeIn(env);
  const base = env['XDG_STATE_HOME'] || (home === undefined ? undefined : join(home, '.local', 'state'));
  return base === undefined ? undefined : join(base, 'helm-drift');
}
