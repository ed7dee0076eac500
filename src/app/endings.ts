import {isSameCluster} from '../fix/plan/stale.ts';
import {readRecord} from '../fix/record/files.ts';
import {recordIds} from '../fix/record/folder.ts';
import {fixRecord} from '../fix/record/history.ts';
import type {FixRecord} from '../fix/record/history.ts';
import type {LedgerEntry, LedgerHead} from '../ledger/entry.ts';
import type {Look} from '../ledger/transitions.ts';
import {hasWritten} from '../model/fix.ts';

/**
 * What ended findings, by their whole ids: a fix of this machine that ended between the check that saw them last and this one, or
 * an upgrade. Of the others nothing is known.
 */
export async function endings(
  gone: readonly LedgerEntry[],
  look: Pick<Look, 'at' | 'revision'>,
  folder: string,
  head: LedgerHead,
): Promise<ReadonlyMap<string, string>> {
  if (gone.length === 0) return new Map();
  const fixes = await fixesOf(folder, head);
  return new Map(
    gone.flatMap((entry) => {
      const ended = endedBy(entry, look, fixes);
      return ended === undefined ? [] : [[entry.id, ended] as const];
    }),
  );
}

/** `fixes` come newest first. */
export function endedBy(
  entry: LedgerEntry,
  {at, revision}: Pick<Look, 'at' | 'revision'>,
  fixes: readonly FixRecord[],
): string | undefined {
  // A clock that went backward turns the two around.
  const times = [Date.parse(entry.lastSeen ?? entry.at), Date.parse(at)];
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const covering = fixes.find(({head, endedAt, outcomes}) => {
    const ended = Date.parse(endedAt ?? '');
    if (!(ended >= from && ended <= to)) return false;
    return head.plan.steps.some(
      ({fields}, step) =>
        fields.some(({id}) => id === entry.id) &&
        outcomes.some(({index, outcome}) => index === step && isDone(outcome)),
    );
  });
  // An undo brings drift back: what is gone after it went otherwise.
  if (covering?.head.of === 'fix') return covering.head.id;
  const isUpgraded = revision !== undefined && entry.revision !== undefined && revision > entry.revision;
  return isUpgraded ? `upgrade to revision ${revision}` : undefined;
}

const isDone = (outcome: FixRecord['outcomes'][number]['outcome']): boolean =>
  outcome !== undefined && hasWritten(outcome);

/** Those of a release that can be read: their IDs hold its name. */
async function fixesOf(folder: string, {cluster, release}: LedgerHead): Promise<FixRecord[]> {
  const ids = (await recordIds(folder)).filter((id) => id.includes(`-${release.name}-`));
  const found = await Promise.all(
    ids.map(async (id) =>
      readRecord(folder, id).then(
        (lines) => fixRecord(lines, id),
        () => undefined,
      ),
    ),
  );
  return found.flatMap((record) => {
    if (record === undefined) return [];
    const {plan} = record.head;
    const isOf = plan.release.name === release.name && plan.release.namespace === release.namespace;
    return isOf && isSameCluster(plan.cluster, cluster) !== 'no' ? [record] : [];
  });
}
