import {allRecords} from '../../app/records.ts';
import {recordsFolder} from '../../fix/record/files.ts';
import type {FixRecord} from '../../fix/record/history.ts';
import {hasWritten} from '../../model/fix.ts';
import {plural} from '../../report/words.ts';
import type {RecordRow} from '../contract.ts';

/** What was written from here to a cluster, newest first. */
export async function recordRows(env: NodeJS.ProcessEnv, clusterUid: string | undefined): Promise<RecordRow[]> {
  const records = (await allRecords(recordsFolder(env))).filter(({head}) => head.plan.cluster.uid === clusterUid);
  const undone = new Map(
    records.flatMap(({head}) => (head.undoes === undefined ? [] : [[head.undoes, head.id] as const])),
  );
  return records.map((record) => rowOf(record, undone.get(record.head.id)));
}

function rowOf({head, outcomes, ended, verified}: FixRecord, undoneBy: string | undefined): RecordRow {
  const {release, createdAt, steps} = head.plan;
  const written = outcomes.filter(({outcome}) => outcome !== undefined && hasWritten(outcome)).length;
  const count = `${written} of ${plural(steps.length, 'object')}`;
  return {
    id: head.id,
    of: head.of,
    release: release.name,
    namespace: release.namespace,
    at: createdAt,
    text: ended ? `${count}, ${verified ? 'verified' : 'not verified'}` : `interrupted after ${count}`,
    verified,
    undoable: written > 0 && undoneBy === undefined,
    ...(head.undoes === undefined ? {} : {undoes: head.undoes}),
    ...(undoneBy === undefined ? {} : {undoneBy}),
  };
}
