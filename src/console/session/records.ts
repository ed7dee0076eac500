import {allRecords} from '../../app/records.ts';
import {recordsFolder} from '../../fix/record/files.ts';
import type {FixRecord} from '../../fix/record/history.ts';
import {hasWritten} from '../../model/fix.ts';
import {plural} from '../../report/words.ts';
import type {RecordRow} from '../contract.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';

/** Shows what was written from here to the cluster. Throws UserError where the cluster does not answer. */
export async function showRecords({store, runtime}: ConsoleContext, cluster: ClusterAccess): Promise<void> {
  const uid = await cluster.uid();
  const records = await allRecords(recordsFolder(runtime.env));
  store.change({records: recordRows(records, uid)});
}

/** The records of a cluster, in the order in which they are given. */
export function recordRows(all: readonly FixRecord[], clusterUid: string | undefined): RecordRow[] {
  const records = all.filter(({head}) => head.plan.cluster.uid === clusterUid);
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
