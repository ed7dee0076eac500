import {isSameCluster} from '../fix/plan/stale.ts';
import {readRecord, recordIds} from '../fix/record/files.ts';
import {fixRecord} from '../fix/record/history.ts';
import type {FixRecord} from '../fix/record/history.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';

/** All records that can be read, newest first; a damaged one hides no other. */
export async function allRecords(folder: string): Promise<FixRecord[]> {
  const found = await Promise.all(
    (await recordIds(folder)).map(async (id) => {
      try {
        return [fixRecord(await readRecord(folder, id), id)];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return [];
      }
    }),
  );
  return found.flat();
}

/** The record that was named by its id or the start of it; else the newest fix of this cluster that nobody has undone. */
export async function chooseRecord(folder: string, named: string | undefined, here: PlanCluster): Promise<FixRecord> {
  if (named === undefined) return newestFix(await allRecords(folder), here);
  const ids = (await recordIds(folder)).filter((id) => id.startsWith(named));
  const id = ids.includes(named) ? named : ids[0];
  if (id === undefined) throw new UserError(`there is no record ${named}`, SEE_HISTORY);
  if (id !== named && ids.length > 1)
    throw new UserError(`${named} is the start of ${ids.length} records`, SEE_HISTORY);
  return fixRecord(await readRecord(folder, id), id);
}

const SEE_HISTORY = 'See `helm drift history`.';

function newestFix(records: readonly FixRecord[], here: PlanCluster): FixRecord {
  const undone = new Set(records.filter(hasWritten).flatMap(({head}) => head.undoes ?? []));
  const newest = records.find(
    ({head}) => head.of === 'fix' && isSameCluster(head.plan.cluster, here) && !undone.has(head.id),
  );
  if (newest === undefined) throw new PreconditionError('there is no fix of this cluster to undo', SEE_HISTORY);
  return newest;
}

/** Whether something of a record was written, or may have been: an undo that was refused has undone nothing. */
function hasWritten({outcomes}: FixRecord): boolean {
  return outcomes.some(({after, open}) => after !== undefined || open !== undefined);
}
