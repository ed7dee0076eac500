import {shapes} from '../check/normalize/shapes.ts';
import {recordsFolder} from '../fix/record/files.ts';
import {carryOutUndo as carryOut, prepareUndo as prepare} from '../fix/undo.ts';
import type {PreparedUndo as Prepared, Undone, UndoPorts} from '../fix/undo.ts';
import type {FixRecord} from '../fix/record/history.ts';
import type {StepResult} from '../model/fix.ts';
import {defined} from '../model/json.ts';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import {schemaFolder} from './evidence.ts';
import {clusterOf, openForFix} from './fix-ports.ts';
import {namedRecord, undoableFixes} from './records.ts';
import type {Runtime} from './runtime.ts';
import {clusterSchemas} from './schemas.ts';
import type {Session} from './session.ts';

/** An undo as it was planned and rehearsed, and what it takes to carry it out. */
export interface PreparedUndo extends Prepared {
  readonly ports: UndoPorts;
}

/**
 * First half, of the record that is named, else of the newest fix of this cluster of which there is something to take back.
 * Nothing is written.
 */
export async function prepareUndo(
  named: string | undefined,
  session: Session,
  runtime: Runtime,
  onResult: OnResult,
): Promise<PreparedUndo> {
  const folder = recordsFolder(runtime.env);
  if (named !== undefined) return prepared(await namedRecord(folder, named), session, runtime, onResult);
  const here = await clusterOf(await session.cluster());
  let newest: PreparedUndo | undefined;
  for (const record of await undoableFixes(folder, here)) {
    // One after the other: most often the first is the one.
    const one = await prepared(record, session, runtime, onResult);
    if (one.steps.length > 0) return one;
    newest ??= one;
  }
  return defined(newest, 'a fix to undo');
}

type OnResult = (result: StepResult, step: number) => void;

async function prepared(
  record: FixRecord,
  session: Session,
  runtime: Runtime,
  onResult: OnResult,
): Promise<PreparedUndo> {
  const cluster = await session.cluster();
  const {redactor} = session;
  const {name, namespace} = record.head.plan.release;
  const ports: UndoPorts = {
    ...(await openForFix({name, namespace, revision: 'newest'}, session, runtime, onResult)).ports,
    shapesOf: async (objects) => {
      const kinds = objects.map(({ref, apiVersion}) => ({ref, apiVersion, object: {}, origin: {line: 0}}));
      return shapes(await clusterSchemas(cluster.connection, kinds, schemaFolder(ownCacheFolder(runtime.env))));
    },
    learn: redactor.learn,
    redacted: redactor.finding,
  };
  return {...(await prepare(record, ports)), ports};
}

/** Second half, after somebody has agreed. */
export function carryOutUndo({ports, ...undoing}: PreparedUndo): Promise<Undone> {
  return carryOut(undoing, ports);
}
