import {join} from 'node:path';
import {ownStateFolder} from '../disk/state-folder.ts';

/** Where the folders of all states lie. Undefined without a home. */
export function allStatesFolder(env: NodeJS.ProcessEnv): string | undefined {
  const base = ownStateFolder(env);
  return base === undefined ? undefined : join(base, 'states');
}

/** Where the states of a release lie that checks have kept: beside its ledger, under the ledger's name. Undefined without a home. */
export function statesFolder(env: NodeJS.ProcessEnv, ledger: string): string | undefined {
  const folder = allStatesFolder(env);
  return folder === undefined ? undefined : join(folder, ledger.replace(/\.jsonl$/, ''));
}
