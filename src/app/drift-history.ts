import {basename, join} from 'node:path';
import {forgetStates} from '../kept/disk/store.ts';
import {statesFolder} from './states-folder.ts';
import {forgetFindings, readLedger} from '../ledger/disk/file.ts';
import {ledgerFolder, ledgerNames} from '../ledger/disk/folder.ts';
import {toldAs} from '../ledger/entry.ts';
import type {LedgerEntry, LedgerHead} from '../ledger/entry.ts';
import {UserError, messageOf} from '../model/errors.ts';
import {plural} from '../model/plural.ts';

/** A finding of a ledger, and whose it is. */
export interface KeptFinding extends LedgerEntry {
  readonly cluster: LedgerHead['cluster'];
  readonly release: LedgerHead['release'];
  /** The ledger's file. */
  readonly file: string;
}

export interface KeptFindings {
  /** Newest first; those of one release in the order in which they were told, whatever the clock said. */
  readonly findings: readonly KeptFinding[];
  /** What could not be read: a line each. */
  readonly problems: readonly string[];
}

/** All that the checks of this machine have told of findings. */
export async function keptFindings(env: NodeJS.ProcessEnv): Promise<KeptFindings> {
  const folder = ledgerFolder(env);
  if (folder === undefined) return {findings: [], problems: []};
  const problems: string[] = [];
  const found: {readonly finding: KeptFinding; readonly told: number}[] = [];
  // One after the other: all of them at once would be in memory.
  for (const name of await ledgerNames(folder)) {
    const file = join(folder, name);
    try {
      const {head, findings, damaged, foreign} = await readLedger(file);
      if (foreign !== undefined) problems.push(`${file} is of version ${foreign}, and is not read`);
      else if (damaged > 0) problems.push(`${plural(damaged, 'damaged line')} of ${file} passed over`);
      if (head === undefined || foreign !== undefined) continue;
      const {cluster, release} = head;
      let told = Infinity;
      for (const entry of [...findings.values()].toSorted((a, b) => toldAs(b) - toldAs(a))) {
        told = Math.min(told, Date.parse(entry.at));
        found.push({finding: {...entry, cluster, release, file}, told});
      }
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return {findings: found.toSorted((a, b) => b.told - a.told).map(({finding}) => finding), problems};
}

/** When a finding was last heard of. */
export function lastHeard({at, lastSeen = at}: Pick<LedgerEntry, 'at' | 'lastSeen'>): number {
  return Math.max(Date.parse(at), Date.parse(lastSeen));
}

/** Takes findings out of their ledgers, and the states away in which they can stand. Throws UserError where the disk does not let it. */
export async function forgetKept(findings: readonly KeptFinding[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const file of new Set(findings.map((finding) => finding.file)))
    try {
      const meant = findings.filter((one) => one.file === file);
      await forgetFindings(file, new Set(meant.map(({id}) => id)));
      const folder = statesFolder(env, basename(file));
      if (folder !== undefined) await forgetStates(folder, Math.max(...meant.map(lastHeard)));
    } catch (error) {
      throw new UserError(`${file} cannot be written: ${messageOf(error)}`, 'See who may write there.');
    }
}
