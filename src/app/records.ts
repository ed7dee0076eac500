import {readRecord, recordIds} from '../fix/record/files.ts';
import {fixRecord} from '../fix/record/history.ts';
import type {FixRecord} from '../fix/record/history.ts';
import {PreconditionError, UserError} from '../model/errors.ts';

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

/** The record that was named by its id or the start of it; else the newest fix of a cluster that nobody has undone. */
export async function chooseRecord(
  folder: string,
  named: string | undefined,
  clusterUid: string | undefined,
): Promise<FixRecord> {
  if (named === undefined) {
    const records = await allRecords(folder);
    const undone = new Set(records.flatMap(({head}) => head.undoes ?? []));
    const newest = records.find(
      ({head}) => head.of === 'fix' && head.plan.cluster.uid === clusterUid && !undone.has(head.id),
    );
    if (newest === undefined)
      throw new PreconditionError('there is no fix of this cluster to undo', 'See `helm drift history`.');
    return newest;
  }
  const ids = (await recordIds(folder)).filter((id) => id.startsWith(named));
  const [id] = ids;
  if (id === undefined || (ids.length > 1 && !ids.includes(named)))
    throw new UserError(
      id === undefined ? `there is no record ${named}` : `${named} is the start of ${ids.length} records`,
      'See `helm drift history`.',
    );
  const exact = ids.includes(named) ? named : id;
  return fixRecord(await readRecord(folder, exact), exact);
}
