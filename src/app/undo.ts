import {shapes} from '../check/normalize/shapes.ts';
import {recordsFolder} from '../fix/record/files.ts';
import {carryOutUndo as carryOut, prepareUndo as prepare} from '../fix/undo.ts';
import type {PreparedUndo as Prepared, Undone, UndoPorts} from '../fix/undo.ts';
import type {StepResult} from '../model/fix.ts';
import {schemaCacheFolder} from './evidence.ts';
import {clusterOf, openForFix} from './fix-ports.ts';
import {chooseRecord} from './records.ts';
import type {Runtime} from './runtime.ts';
import {clusterSchemas} from './schemas.ts';
import type {Session} from './session.ts';

/** An undo as it was planned and rehearsed, and what it takes to carry it out. */
export interface PreparedUndo extends Prepared {
  readonly ports: UndoPorts;
}

/** First half, of the record that is named or of the newest fix of this cluster. Nothing is written. */
export async function prepareUndo(
  named: string | undefined,
  session: Session,
  runtime: Runtime,
  onResult: (result: StepResult, step: number) => void,
): Promise<PreparedUndo> {
  const {env} = runtime;
  const cluster = await session.cluster();
  const record = await chooseRecord(recordsFolder(env), named, await clusterOf(cluster));
  const {redactor} = session;
  const ports: UndoPorts = {
    ...(await openForFix(record.head.plan.release, session, runtime, onResult)).ports,
    shapesOf: async (objects) => {
      const kinds = objects.map(({ref, apiVersion}) => ({ref, apiVersion, object: {}, origin: {line: 0}}));
      return shapes(await clusterSchemas(cluster.connection, kinds, schemaCacheFolder(env)));
    },
    learn: redactor.learn,
    redacted: redactor.finding,
  };
  return {...(await prepare(record, ports)), ports};
}

/** Second half, after somebody has agreed. */
export function carryOutUndo({ports, ...prepared}: PreparedUndo): Promise<Undone> {
  return carryOut(prepared, ports);
}
