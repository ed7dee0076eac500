import type {Inspection} from '../check/check.ts';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import {followCollection} from '../kube/collection.ts';
import {resourcePath} from '../kube/discovery.ts';
import {WatchRefusedError} from '../kube/watch.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import {UserError} from '../model/errors.ts';
import type {IntentObject} from '../model/intent.ts';
import type {JsonObject} from '../model/json.ts';
import type {EvidenceSource, ReleaseRecord, ReleaseRecords, StoredRelease} from '../model/ports.ts';
import {RefusedCollectionError} from '../model/watch.ts';
import type {Standing, WatchCollection} from '../model/watch.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {Clock} from '../watch/clock.ts';
import type {RecordsIn, Scope} from '../watch/collections.ts';
import {openEngine} from '../watch/engine.ts';
import type {Checked, EnginePorts, ReleaseName, ReleaseView} from '../watch/run.ts';
import {keptObjects} from '../watch/kept-objects.ts';
import type {KeptObjects} from '../watch/kept-objects.ts';
import {watchedSource} from '../watch/source.ts';
import {byRelease, checkHistory} from './check-many.ts';
import {connectForWatches} from './cluster.ts';
import type {Cluster} from './cluster.ts';
import {clusterEvidence} from './evidence.ts';
import {widthOf} from './ledger.ts';
import {noRelease} from './no-release.ts';
import type {Runtime} from './runtime.ts';
import {assertThere} from './session.ts';
import type {Session} from './session.ts';
import {toldInMemory, toldOnDisk} from './watch-ledger.ts';
import type {ToldBefore} from './watch-ledger.ts';
import {declaredOnly, heldRecords, heldWatch, insistingWatch} from './watch-shard.ts';

/** What a watch of releases tells. */
export interface WatchListener {
  /** A release was checked: its redacted report, and what of it was not told before. */
  readonly onReport: (shown: SafeReport, news: readonly LedgerEntry[], seconds: number) => void;
  readonly onGone: (release: ReleaseName) => void;
  /** All releases were checked once. */
  readonly onReady: () => void;
  /** Watches, or the queue, are not what they were. */
  readonly onStanding: () => void;
  /** What a reader should know, and that stops nothing. */
  readonly onNote: (text: string) => void;
}

export interface WatchRequest {
  /** Undefined for every namespace. */
  readonly namespace: string | undefined;
  /** Undefined for every release. */
  readonly release: string | undefined;
  /** Whether what is told is kept by this machine's ledgers; else whoever remembers it, and this process alone where nobody is named. */
  readonly ledger: boolean | ToldBefore;
  /** Of the releases those of such namespaces alone: what others hold is not kept here either. */
  readonly holds?: (namespace: string) => boolean;
  /** What beside its own kinds could not be searched is no gap of a release. */
  readonly searchesDeclared?: boolean;
}

export interface ReleaseWatcher {
  /** Done when all releases were checked once. */
  readonly start: () => Promise<void>;
  readonly standing: () => Standing;
  /** Rejects with what only a person can mend. */
  readonly failed: Promise<never>;
  close(): void;
}

/** Bytes of objects and of records that are kept as they were read last: of some twenty thousand. */
const KEPT_BYTES = 32 * 1024 * 1024;
/** Objects of each kind that are read ahead in the first pass. */
const PAGE = 100;

/** Follows releases for as long as the session lasts: watches say what to look at, and each look is a check. */
export async function watchReleases(
  session: Session,
  runtime: Runtime,
  request: WatchRequest,
  listener: WatchListener,
): Promise<ReleaseWatcher> {
  const cluster = await session.cluster();
  const scope = scopeOf(request, cluster);
  const connection = await connectForWatches(session.settings, runtime.env);
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => {});
  try {
    const before = await toldBy(request, session, runtime);
    const watch: WatchCollection = (collection, signal) => watched(connection, collection, signal);
    const ports = portsOf(session, runtime, {cluster, scope, watch, request, listener, fail: (error) => fail(error)});
    const engine = openEngine(
      ports,
      {
        ...listener,
        async onReport(report, seconds) {
          const shown = session.redactor.report(report);
          const {entries, problem} = await before.news(report, shown);
          if (problem !== undefined) listener.onNote(problem);
          listener.onReport(shown, entries, seconds);
        },
        onGone(release) {
          before.forget(release);
          listener.onGone(release);
        },
        onFault: (error) => fail(error),
      },
      {scope},
    );
    return {
      start: engine.start,
      standing: engine.standing,
      failed,
      close() {
        engine.close();
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function toldBy({ledger}: WatchRequest, session: Session, runtime: Runtime): Promise<ToldBefore> {
  if (typeof ledger === 'object') return ledger;
  const {hooks, includeCrds} = await session.options();
  const within = widthOf(hooks, includeCrds);
  return ledger ? toldOnDisk(session, runtime, within) : toldInMemory(within);
}

/** Throws UserError where no watch tells of Helm's records. */
function scopeOf({namespace, release}: WatchRequest, {records: {storedIn}}: Cluster): Scope {
  const recordsIn = (['secrets', 'configmaps'] as const).find((one): one is RecordsIn => one === storedIn);
  if (recordsIn === undefined)
    throw new UserError(
      `HELM_DRIVER has Helm's records in ${storedIn ?? 'another place'}, where nothing tells of a change`,
      'watch follows records in secrets and configmaps; `helm drift check` reads the others.',
    );
  return {namespace, recordsIn, ...(release === undefined ? {} : {release})};
}

/** The API server's refusals in the engine's words. */
async function* watched(
  connection: Parameters<typeof followCollection>[0],
  {resource, namespace, query}: Parameters<WatchCollection>[0],
  signal: AbortSignal,
): ReturnType<typeof followCollection> {
  try {
    yield* followCollection(connection, {path: resourcePath(resource, namespace), query, signal});
  } catch (error) {
    if (!(error instanceof WatchRefusedError)) throw error;
    throw new RefusedCollectionError(error.message, error.status === 404);
  }
}

interface Parts {
  readonly cluster: Cluster;
  readonly scope: Scope;
  readonly watch: WatchCollection;
  readonly request: WatchRequest;
  readonly listener: WatchListener;
  readonly fail: (error: unknown) => void;
}

function portsOf(
  session: Session,
  runtime: Runtime,
  {cluster, scope, watch, request, listener, fail}: Parts,
): EnginePorts {
  const {holds, searchesDeclared} = request;
  const {reader, records} = cluster;
  const {redactor} = session;
  const {now, env} = runtime;
  const evidence = {cache: ownCacheFolder(env), now};
  const kept = keptObjects(KEPT_BYTES);
  let base: EvidenceSource | undefined;
  // One LIST a kind serves the first check of all releases, by its pages.
  let first: EvidenceSource | undefined;
  let ahead: ReleaseRecords['read'] | undefined;
  const isMany = scope.release === undefined;
  const sourceFor = (view: ReleaseView, isFirst: boolean): EvidenceSource => {
    if (isFirst && isMany)
      first ??= clusterEvidence(cluster, {...evidence, many: {namespace: scope.namespace, pageSize: PAGE}});
    base ??= clusterEvidence(cluster, evidence);
    const pages = isFirst ? first : undefined;
    const whole = pages === undefined ? base : {...base, read: (intent: readonly IntentObject[]) => pages.read(intent)};
    const beside: EvidenceSource['owned'] = (...asked) => clusterEvidence(cluster, evidence).owned(...asked);
    const source = watchedSource(view, {base: whole, beside, reader, kept, namespace: scope.namespace});
    return searchesDeclared === true ? declaredOnly(source, view) : source;
  };
  const check = async (history: readonly ReleaseRecord[], view: ReleaseView, isFirst: boolean): Promise<Checked> => {
    let declared: Checked['declared'];
    const onInspected = ({intent}: Inspection): void => void (declared = intent.objects.map(({ref}) => ref));
    // Which rules nothing uses no single release can tell.
    const options = {...(await session.options()), ledger: {used: new Set<never>(), unused: new Set<never>()}};
    const read = keepingRecords(kept, (isFirst ? ahead : undefined) ?? ((record) => records.read(record)));
    const source = sourceFor(view, isFirst);
    const report = await checkHistory(history, {records, source, redactor, options, now, read, onInspected});
    return {report, declared};
  };
  return {
    watch:
      holds === undefined
        ? watch
        : insistingWatch(heldWatch(watch, holds), {
            now: () => performance.now(),
            onNote: (text) => listener.onNote(text),
            onRefused: fail,
          }),
    check,
    discover: () => reader.discover(0),
    async histories() {
      const found = byRelease(await recordsOf(cluster, scope));
      const all = holds === undefined ? found : heldRecords(found, holds);
      if (all.length === 0 && scope.release !== undefined)
        throw await noRelease(records, {name: scope.release, namespace: scope.namespace ?? ''});
      if (found.length === 0 && scope.namespace !== undefined && holds === undefined)
        await assertThere(cluster, scope.namespace);
      if (isMany) ahead = records.readAhead?.(scope.namespace);
      return all;
    },
    history: (namespace, name) => records.history(namespace, name, undefined, true),
    passed(namespace) {
      if (namespace !== undefined) return first?.passed?.(namespace);
      [first, ahead] = [undefined, undefined];
    },
    renewed: () => (base = undefined),
    rules: async () => (await session.options()).config,
    clock: realClock(),
  };
}

/** What a record holds is read once, for as long as nobody writes it. */
function keepingRecords(kept: KeptObjects, read: ReleaseRecords['read']): ReleaseRecords['read'] {
  return async (record) => {
    const {namespace, name, revision, status, writtenAt = ''} = record;
    const [key, version] = [`record ${namespace}/${name} ${revision}`, `${status} ${writtenAt}`];
    const known = kept.at(key, version);
    if (known !== undefined) return known as unknown as StoredRelease;
    const stored = await read(record);
    kept.keep(key, version, stored as unknown as JsonObject);
    return stored;
  };
}

function recordsOf({records}: Cluster, {namespace, release}: Scope): Promise<readonly ReleaseRecord[]> {
  return release === undefined ? records.all(namespace) : records.history(namespace ?? '', release, undefined, true);
}

/** No timer of an engine keeps a process alive: its owner decides how long it lasts. */
export function realClock(): Clock {
  return {
    now: () => performance.now(),
    later(ms, call) {
      const timer = setTimeout(call, ms).unref();
      return () => clearTimeout(timer);
    },
    chance: () => Math.random(),
  };
}
