import {allRecords, mayHaveWritten, recordsOf, undoneFixes} from '../../app/records.ts';
import {recordsFolder} from '../../fix/record/folder.ts';
import type {FixRecord} from '../../fix/record/history.ts';
import type {PlanCluster} from '../../model/fix.ts';
import {stateText} from '../../report/history.ts';
import type {RecordRow} from '../activity.ts';
import {recordFields} from '../views/record-fields.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';

/** Shows what was written from here to the cluster. Throws UserError where the cluster does not answer. */
export async function showRecords({store, runtime, redactor}: ConsoleContext, cluster: ClusterAccess): Promise<void> {
  const [here, records] = await Promise.all([cluster.here(), allRecords(recordsFolder(runtime.env))]);
  store.change({records: recordRows(records, here, redactor.text)});
}

/** The records of a cluster, in the order in which they are given. Where no uid tells it, an undo asks the objects. */
export function recordRows(all: readonly FixRecord[], here: PlanCluster, safe: (text: string) => string): RecordRow[] {
  const records = recordsOf(all, here);
  const undone = undoneFixes(records);
  return records.map((record) => rowOf(record, undone.get(record.head.id), safe));
}

function rowOf(record: FixRecord, undoneBy: string | undefined, safe: (text: string) => string): RecordRow {
  const {head, outcomes, verified} = record;
  const {release, createdAt} = head.plan;
  return {
    id: head.id,
    of: head.of,
    release: release.name,
    namespace: release.namespace,
    at: createdAt,
    text: stateText(record),
    verified,
    ...recordFields(head.plan, outcomes, safe),
    undoable: mayHaveWritten(record) && undoneBy === undefined,
    ...(head.undoes === undefined ? {} : {undoes: head.undoes}),
    ...(undoneBy === undefined ? {} : {undoneBy}),
  };
}
