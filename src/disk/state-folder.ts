import {join} from 'node:path';

/** Where what must outlive any cache lies: records, ledgers. Undefined where the environment names no home. */
export function ownStateFolder(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['XDG_STATE_HOME'] || (env['HOME'] ? join(env['HOME'], '.local', 'state') : undefined);
  return base === undefined ? undefined : join(base, 'helm-drift');
}
