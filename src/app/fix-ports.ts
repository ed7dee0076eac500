import {setTimeout as sleep} from 'node:timers/promises';
import type {Inspection} from '../check/check.ts';
import {chooseRevision} from '../check/intent/choose-revision.ts';
import type {WriteContext} from '../fix/apply/write-context.ts';
import type {FixPorts} from '../fix/fix.ts';
import {createRecord} from '../fix/record/files.ts';
import {newRecordId, recordsFolder} from '../fix/record/folder.ts';
import {unfinishedPatches} from '../fix/record/unfinished.ts';
import type {ServedGroups} from '../kube/api-services.ts';
import {tellCluster} from '../kube/events.ts';
import {clusterWriter} from '../kube/writer.ts';
import {toLive} from '../model/evidence.ts';
import type {LiveObject} from '../model/evidence.ts';
import {PreconditionError, UserError, messageOf} from '../model/errors.ts';
import type {Author, PlanRelease, StepResult, Told} from '../model/fix.ts';
import type {ClusterWriter} from '../model/ports.ts';
import {parseApiVersion} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {newestOf} from '../model/revisions.ts';
import {authorOf} from './author.ts';
import {noRelease} from './no-release.ts';
import {allRecords} from './records.ts';
import {retire} from './retention.ts';
import type {Runtime} from './runtime.ts';
import {clusterOf} from './cluster.ts';
import type {Cluster} from './cluster.ts';
import {asDeployed} from './session.ts';
import type {Session} from './session.ts';

/** A release to write to. */
export interface FixedRelease {
  readonly name: string;
  readonly namespace: string;
  /** The baseline, where it is not the newest deployed one; newest: whatever became of it, for an undo asks no baseline. */
  readonly revision?: number | 'newest' | undefined;
}

/** A release that a fix may write to, and all that it needs for that. The one place where a ClusterWriter is made. */
export async function openForFix(
  {name, namespace, revision}: FixedRelease,
  session: Session,
  runtime: Runtime,
  onResult: (result: StepResult, step: number) => void,
): Promise<{ports: FixPorts; release: PlanRelease}> {
  const {env, now} = runtime;
  const cluster = await session.cluster();
  const {newest, release} = await writable(cluster, {name, namespace, revision});
  const {fidelity} = await session.options();
  let who: Promise<Author> | undefined;
  const author = (): Promise<Author> => (who ??= authorOf(cluster));
  const groups = fidelity === 'server' ? undefined : cluster.groups;
  const writeContext = writeContextOf(cluster, session, {runtime, groups});
  const ports: FixPorts = {
    writeContext,
    cluster: await clusterOf(cluster),
    inspect: () => inspected(session, {name, namespace, revision: revision === 'newest' ? undefined : revision}),
    stopped: async () => {
      if (runtime.signal.aborted) return 'the run was interrupted';
      const history = await cluster.records.history(namespace, name).catch(messageOf);
      if (typeof history === 'string') return `the release's records cannot be read: ${history}`;
      const last = newestOf(history);
      if (last?.revision === newest.revision && last.status === newest.status) return undefined;
      return last === undefined
        ? 'the release was uninstalled'
        : `helm has written revision ${last.revision} (${last.status}) since this was planned`;
    },
    shown: ({report}) => {
      const copies = session.redactor.report(report).findings;
      return new Map(report.findings.map((finding, at): [Finding, Finding] => [finding, copies[at] ?? finding]));
    },
    unfinished: async () => unfinishedPatches(await allRecords(recordsFolder(env))),
    whole: (live) => wholeObject(live, writeContext),
    record: async (head) => {
      const folder = recordsFolder(env);
      const journal = await createRecord(folder, {...head, id: newRecordId(name, now()), by: await author()});
      // The fix does not wait for room on the disk that it does not need itself.
      await retire(folder, now()).catch(() => {});
      return journal;
    },
    ...(session.settings.events === false
      ? {}
      : {tell: async (told: Told) => tellCluster(cluster.connection, told, {by: await author(), at: now()})}),
    onResult,
    now,
  };
  return {ports, release};
}

function writeContextOf(
  {reader, connection}: Cluster,
  {redactor}: Session,
  {runtime: {confined}, groups}: {readonly runtime: Runtime; readonly groups: ServedGroups | undefined},
): WriteContext {
  const writer = clusterWriter(connection, groups);
  return {
    reader,
    writer: confined === undefined ? writer : rehearsing(writer),
    resources: () => reader.discover(),
    refresh: () => void reader.discover(0).catch(() => {}),
    safe: redactor.text,
    clock: {elapsed: () => performance.now(), pause: (milliseconds) => sleep(milliseconds)},
  };
}

/** A writer that can only rehearse: whoever may only look has no other one. */
function rehearsing(writer: ClusterWriter): ClusterWriter {
  return {
    rehearse: (...args) => writer.rehearse(...args),
    write: () => Promise.reject(new UserError('nothing is written to the cluster from here', 'Run it in a terminal.')),
  };
}

/** Refused while a helm run has the release in hand: it would not see what is written beside it. */
async function writable({records}: Cluster, {name, namespace, revision}: FixedRelease) {
  const history = await records.history(namespace, name, undefined, true);
  const last = newestOf(history);
  if (last !== undefined && (last.status.startsWith('pending-') || last.status === 'uninstalling'))
    throw new PreconditionError(
      `${name} is being written by helm: revision ${last.revision} is ${last.status}`,
      'Nothing was written. Wait for it to end; if that run died, `helm rollback` or an upgrade ends it.',
    );
  if (last === undefined) throw await noRelease(records, {name, namespace});
  const wanted = revision === 'newest' ? last?.revision : revision;
  const choice = chooseRevision(history, wanted, `${name} in namespace ${namespace}`);
  const {record} = choice;
  const {applyMethod} = await records.read(record);
  const release: PlanRelease = {name, namespace, revision: record.revision, applyMethod};
  return {newest: last ?? record, release};
}

async function inspected(
  session: Session,
  {
    name,
    namespace,
    revision,
  }: {readonly name: string; readonly namespace: string; readonly revision: number | undefined},
): Promise<Inspection> {
  const found = await session.inspectOne({...asDeployed(name, namespace), revision});
  if ('report' in found) return found;
  throw new PreconditionError(`${name} is being written by helm`, 'Nothing was written. Wait for that run to end.');
}

async function wholeObject(live: LiveObject, {reader, resources}: WriteContext): Promise<LiveObject> {
  const {ref, apiVersion} = live;
  const resource = (await resources()).find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
  const answer = resource === undefined ? undefined : await reader.get(resource, ref.namespace, ref.name);
  return answer !== undefined && 'object' in answer ? toLive(answer.object) : live;
}
