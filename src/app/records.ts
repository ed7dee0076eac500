import {isSameCluster} from '../fix/plan/stale.ts';
import {readRecord} from '../fix/record/files.ts';
import {recordIds} from '../fix/record/folder.ts';
import {fixRecord} from '../fix/record/history.ts';
import type {FixRecord} from '../fix/record/history.ts';
import {clusterText} from '../model/cluster-words.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import {isUntroubled} from '../model/fix.ts';
import type {PlanCluster} from '../model/fix.ts';

export interface KeptRecords {
  /** Newest first. */
  readonly records: readonly FixRecord[];
  /** What is no record, or is cut short: newest first. */
  readonly damaged: readonly {readonly id: string; readonly why: string}[];
}

/** All records of this machine; a damaged one hides no other. */
export async function keptRecords(folder: string): Promise<KeptRecords> {
  const found = await Promise.all(
    (await recordIds(folder)).map(async (id) => {
      try {
        return {record: fixRecord(await readRecord(folder, id), id)};
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return {damaged: {id, why: error.message}};
      }
    }),
  );
  return {
    records: found.flatMap(({record}) => record ?? []),
    damaged: found.flatMap(({damaged}) => damaged ?? []),
  };
}

/** All records that can be read, newest first. */
export async function allRecords(folder: string): Promise<readonly FixRecord[]> {
  return (await keptRecords(folder)).records;
}

/** The record that was named by its id or the start of it. */
export async function namedRecord(folder: string, named: string): Promise<FixRecord> {
  const ids = (await recordIds(folder)).filter((id) => id.startsWith(named));
  const id = ids.includes(named) ? named : ids[0];
  if (id === undefined) throw new UserError(`there is no record ${named}`, SEE_HISTORY);
  if (id !== named && ids.length > 1)
    throw new UserError(`${named} is the start of ${ids.length} records`, SEE_HISTORY);
  return fixRecord(await readRecord(folder, id), id);
}

const SEE_HISTORY = 'See `helm drift history`.';

/** Of which release a record is to be; undefined where it does not matter. */
export interface RecordsOf {
  readonly release?: string | undefined;
  readonly namespace?: string | undefined;
}

/**
 * The fixes of this cluster that wrote something, or may have, and that no undo has taken back as a whole: newest first. Throws
 * PreconditionError where there is none, and where a newer record cannot be read: nobody can tell whether it is the one that is
 * meant. Where no uid tells the cluster, whoever undoes one asks the objects.
 */
export async function undoableFixes(
  folder: string,
  here: PlanCluster,
  {release, namespace}: RecordsOf = {},
): Promise<readonly FixRecord[]> {
  const kept = await keptRecords(folder);
  const records = recordsOf(kept.records, here);
  const undone = undoneFixes(records);
  const found = records.filter(
    (record) =>
      record.head.of === 'fix' &&
      mayHaveWritten(record) &&
      !undone.has(record.head.id) &&
      (release === undefined || record.head.plan.release.name === release) &&
      (namespace === undefined || record.head.plan.release.namespace === namespace),
  );
  const [damaged] = kept.damaged;
  if (damaged !== undefined && (found[0] === undefined || damaged.id > found[0].head.id))
    throw new PreconditionError(
      `the newest record cannot be read, and may be of the fix that is meant: ${damaged.why}`,
      `Nothing was written. Name the record that is to be undone: helm drift undo RECORD. ${SEE_HISTORY}`,
    );
  if (found.length === 0)
    throw new PreconditionError(
      `there is no fix of ${wordsOf({release, namespace})} to undo: it is ${clusterText(here)} at ${here.server}`,
      SEE_HISTORY,
    );
  return found;
}

function wordsOf({release, namespace}: RecordsOf): string {
  if (release === undefined && namespace === undefined) return 'this cluster';
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `${release === undefined ? 'a release' : release}${place} of this cluster`;
}

/** Those of a cluster, and those of which nobody can tell: a cluster without a uid is known by its server alone. */
export function recordsOf(records: readonly FixRecord[], here: PlanCluster): FixRecord[] {
  return records.filter(({head}) => isSameCluster(head.plan.cluster, here) !== 'no');
}

/** The fixes that an undo has taken back as a whole, each with that undo's id. */
export function undoneFixes(records: readonly FixRecord[]): ReadonlyMap<string, string> {
  return new Map(
    records.filter(isThrough).flatMap(({head}) => (head.undoes === undefined ? [] : [[head.undoes, head.id] as const])),
  );
}

/** Whether a fix wrote something, or may have. */
export function mayHaveWritten({outcomes}: FixRecord): boolean {
  return outcomes.some(({after, open}) => after !== undefined || open !== undefined);
}

/** Whether an undo has put back all that it was to: one that was refused, or stopped half-way, has not undone its fix. */
function isThrough({ended, outcomes}: FixRecord): boolean {
  return ended && outcomes.every(({outcome}) => outcome !== undefined && isUntroubled({outcome}));
}
