import {createHash} from 'node:crypto';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {ownStateFolder} from '../../disk/state-folder.ts';
import type {PlanCluster} from '../../model/fix.ts';
import type {LedgerHead} from '../entry.ts';

/** Where ledgers lie: beside the records. Undefined where the environment names no home, and so nothing is kept. */
export function ledgerFolder(env: NodeJS.ProcessEnv): string | undefined {
  const base = ownStateFolder(env);
  return base === undefined ? undefined : join(base, 'ledger');
}

/** One file a release: `shop.web.3fa2c1d09b7e.jsonl`. What tells clusters apart is their uid, and the server where nobody may read that. */
export function ledgerName(cluster: PlanCluster, release: LedgerHead['release']): string {
  const place = createHash('sha256')
    .update(cluster.uid ?? cluster.server)
    .digest('hex')
    .slice(0, 12);
  return `${ledgerStart(release)}${place}.jsonl`;
}

/** How the names of all ledgers of such a release begin, whatever the cluster: a namespace has no dot in it. */
export function ledgerStart({name, namespace}: LedgerHead['release']): string {
  return `${encodeURIComponent(namespace)}.${encodeURIComponent(name)}.`;
}

/** Of which release a ledger is, by its file's name; what it is trusted in stands in its head. */
export function releaseIn(file: string): LedgerHead['release'] | undefined {
  const [, namespace = '', name = ''] = /^([^.]*)\.(.*)\.[^.]*\.jsonl$/.exec(file) ?? [];
  try {
    return name === '' ? undefined : {namespace: decodeURIComponent(namespace), name: decodeURIComponent(name)};
  } catch {
    return undefined;
  }
}

/** The names of all ledgers; none where there is no such folder. */
export async function ledgerNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.jsonl')).toSorted();
}
