import {shapes} from '../check/normalize/shapes.ts';
import {brokenLinks} from '../fix/record/chain.ts';
import {recordIds, recordsFolder} from '../fix/record/folder.ts';
import {keyFile} from '../fix/record/key.ts';
import {isSealed} from '../fix/record/seal.ts';
import {carryOutUndo as carryOut, prepareUndo as prepare, UnprovenClusterError} from '../fix/undo.ts';
import type {PreparedUndo as Prepared, Undone, UndoPorts} from '../fix/undo.ts';
import type {FixRecord} from '../fix/record/history.ts';
import type {StepResult} from '../model/fix.ts';
import {PreconditionError} from '../model/errors.ts';
import {defined} from '../model/json.ts';
import {refLabel} from '../model/refs.ts';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import {schemaFolder} from './evidence.ts';
import {clusterOf} from './cluster.ts';
import {openForFix} from './fix-ports.ts';
import {allRecords, namedRecord, undoableFixes} from './records.ts';
import type {Runtime} from './runtime.ts';
import {clusterSchemas} from './schemas.ts';
import type {Session} from './session.ts';

/** An undo as it was planned and rehearsed, and what it takes to carry it out. */
export interface PreparedUndo extends Prepared {
  readonly ports: UndoPorts;
}

/**
 * First half, of the record or the release that is named, else of the newest fix of this cluster (or of `namespace` in it) of which
 * there is something to take back. Nothing is written.
 */
export async function prepareUndo(
  named: string | undefined,
  session: Session,
  runtime: Runtime,
  onResult: OnResult,
  namespace?: string,
): Promise<PreparedUndo> {
  const folder = recordsFolder(runtime.env);
  const release = named !== undefined && (await isRelease(folder, named)) ? named : undefined;
  if (named !== undefined && release === undefined)
    return prepared(await namedRecord(folder, named), session, runtime, onResult);
  const here = await clusterOf(await session.cluster());
  let newest: PreparedUndo | undefined;
  let unproven: unknown;
  for (const record of await undoableFixes(folder, here, {release, namespace})) {
    // One after the other: most often the first is the one.
    const one = await prepared(record, session, runtime, onResult).catch((error: unknown) => {
      // Whoever may not read what tells the cluster meets records of others: theirs are not the newest of this one.
      if (!(error instanceof UnprovenClusterError)) throw error;
      unproven ??= error;
      return undefined;
    });
    if (one !== undefined && one.steps.length > 0) return one;
    newest ??= one;
  }
  if (newest === undefined && unproven !== undefined) throw unproven;
  return defined(newest, 'a fix to undo');
}

/** A name that no record begins with, and that a release of one has. */
async function isRelease(folder: string, name: string): Promise<boolean> {
  if ((await recordIds(folder)).some((id) => id.startsWith(name))) return false;
  return (await allRecords(folder)).some(({head}) => head.plan.release.name === name);
}

type OnResult = (result: StepResult, step: number) => void;

async function prepared(
  record: FixRecord,
  session: Session,
  runtime: Runtime,
  onResult: OnResult,
): Promise<PreparedUndo> {
  assertOpened(record, recordsFolder(runtime.env));
  await assertUnchanged(record, recordsFolder(runtime.env));
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

/** What cannot be opened cannot be put back, and must not be written for what it stands for. */
function assertOpened({head, outcomes}: FixRecord, folder: string): void {
  const closed = outcomes.filter(({before, after, open}) => [before, after, open?.expected].some(isSealed));
  if (closed.length === 0) return;
  const names = closed.flatMap(({index}) => head.plan.steps[index]?.ref ?? []).map(refLabel);
  throw new PreconditionError(
    `the record ${head.id} cannot be opened for ${names.join(', ')}: the key that sealed it is not in ${keyFile(folder)}`,
    'Nothing was written. Undo it as the user and on the machine that made the fix, or put the Secrets right by hand.',
  );
}

/** What was written into a record afterwards is nothing that any fix has replaced. */
async function assertUnchanged({head}: FixRecord, folder: string): Promise<void> {
  const heads = (await allRecords(folder)).map((one) => one.head);
  const [broken] = await brokenLinks(
    folder,
    heads.filter(({previous}) => previous?.id === head.id),
    new Map(),
  );
  if (broken === undefined) return;
  throw new PreconditionError(
    `the record ${head.id} is not what it was when ${broken.named} was begun: somebody has changed it since`,
    'Nothing was written. What it says it replaced cannot be relied on: put it right by hand, or bring the file back.',
  );
}

/** Second half, after somebody has agreed. */
export function carryOutUndo({ports, ...undoing}: PreparedUndo): Promise<Undone> {
  return carryOut(undoing, ports);
}
