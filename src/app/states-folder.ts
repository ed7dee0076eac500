import {join} from 'node:path';
import {ownStateFolder} from '../disk/state-folder.ts';

/** Where the states of a release lie that checks have kept: beside its ledger, under the ledger's name. Undefined without a home. */
export function statesFolder(env: NodeJS.ProcessEnv, ledger: string): string | undefined {
  const base = ownStateFolder(env);
  return base === undefined ? undefined : join(base, 'states', ledger.replace(/\.jsonl$/, ''));
}
