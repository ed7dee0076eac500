import {basename, join} from 'node:path';
import {forgetStates} from '../kept/disk/store.ts';
import {statesFolder} from './states-folder.ts';
import {forgetFindings, readLedger} from '../ledger/disk/file.ts';
import {ledgerFolder, ledgerNames, releaseIn} from '../ledger/disk/folder.ts';
import {isStanding} from '../ledger/entry.ts';
import type {Ledger, LedgerEntry, LedgerHead} from '../ledger/entry.ts';
import {UserError, messageOf} from '../model/errors.ts';
import {plural} from '../model/plural.ts';

/** A finding of a ledger, and whose it is. */
export interface KeptFinding extends LedgerEntry {
  readonly cluster: LedgerHead['cluster'];
  readonly release: LedgerHead['release'];
  /** The ledger's file. */
  readonly file: string;
}

/** Which findings are meant; all where nothing is said. */
export interface WantedFindings {
  /** The name of a release, or the start of an id. */
  readonly named?: string | undefined;
  readonly namespace?: string | undefined;
  /** Only what was last heard of before this time, in milliseconds. */
  readonly before?: number | undefined;
  /** No more than so many. */
  readonly most?: number | undefined;
}

export interface KeptFindings {
  /** What stands first, then what does not, and of both the newest first; those of one release in the order in which they were told, whatever the clock said. */
  readonly findings: readonly KeptFinding[];
  /** How many are meant. */
  readonly total: number;
  /** What could not be read: a line each. */
  readonly problems: readonly string[];
}

interface Found {
  readonly finding: KeptFinding;
  readonly stands: boolean;
  /** When it was told, and not later than what was told after it. */
  readonly told: number;
}

/** What the checks of this machine have told of findings. */
export async function keptFindings(env: NodeJS.ProcessEnv, wanted: WantedFindings): Promise<KeptFindings> {
  const folder = ledgerFolder(env);
  if (folder === undefined) return {findings: [], total: 0, problems: []};
  const problems: string[] = [];
  const found: Found[] = [];
  let total = 0;
  // One after the other: all of them at once would be in memory.
  for (const name of await ledgerNames(folder)) {
    if (!mayHold(name, wanted)) continue;
    const file = join(folder, name);
    try {
      const {foreign, damaged, here} = await readLedger(file, (ledger) => {
        const {head} = ledger;
        const isOurs = head !== undefined && ledger.foreign === undefined;
        const of = isOurs ? foundIn({...ledger, head}, file, wanted) : undefined;
        // Some damage is met when a line is asked for.
        return {here: of, foreign: ledger.foreign, damaged: ledger.damaged};
      });
      found.push(...(here?.found ?? []));
      total += here?.total ?? 0;
      if (foreign !== undefined) problems.push(`${file} is of version ${foreign}, and is not read`);
      else if (damaged > 0) problems.push(`${plural(damaged, 'damaged line')} of ${file} passed over`);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const inOrder = found.toSorted((a, b) => Number(b.stands) - Number(a.stands) || b.told - a.told);
  return {findings: inOrder.slice(0, wanted.most).map(({finding}) => finding), total, problems};
}

/** The releases that this machine has a ledger of, one for each cluster; no ledger is read. */
export async function keptReleases(env: NodeJS.ProcessEnv): Promise<readonly LedgerHead['release'][]> {
  const folder = ledgerFolder(env);
  return folder === undefined ? [] : (await ledgerNames(folder)).flatMap((name) => releaseIn(name) ?? []);
}

/** Whether a file is worth reading, by its name: others may be many, and long. */
function mayHold(file: string, {named, namespace}: WantedFindings): boolean {
  const release = releaseIn(file);
  if (release === undefined) return true;
  if (namespace !== undefined && release.namespace !== namespace) return false;
  return named === undefined || release.name === named || /^[0-9a-f]+$/i.test(named);
}

function foundIn(
  {head: {cluster, release}, findings}: Pick<Ledger, 'findings'> & {readonly head: LedgerHead},
  file: string,
  {named, namespace, before, most = Infinity}: WantedFindings,
): {readonly found: readonly Found[]; readonly total: number} {
  if (namespace !== undefined && release.namespace !== namespace) return {found: [], total: 0};
  const start = named === undefined || release.name === named ? '' : named.toLowerCase();
  const found: Found[] = [];
  let total = 0;
  const told = {true: Infinity, false: Infinity};
  for (const entry of findings.newest(start)) {
    // Without a time the others need not be read to be counted.
    if (before === undefined && found.length >= most) break;
    const stands = isStanding(entry);
    told[`${stands}`] = Math.min(told[`${stands}`], Date.parse(entry.at));
    if (before !== undefined && lastHeard(entry) >= before) continue;
    total += 1;
    if (found.length < most) found.push({finding: {...entry, cluster, release, file}, stands, told: told[`${stands}`]});
  }
  return {found, total: before === undefined ? findings.count(start) : total};
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
