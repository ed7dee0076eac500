import {followCollection} from '../kube/collection.ts';
import {resourcePath} from '../kube/discovery.ts';
import {WatchRefusedError} from '../kube/watch.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import {UserError} from '../model/errors.ts';
import type {DriftReport} from '../model/report.ts';
import {RefusedCollectionError} from '../model/watch.ts';
import type {Standing, WatchCollection} from '../model/watch.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {RecordsIn, Scope} from '../watch/collections.ts';
import {openEngine} from '../watch/engine.ts';
import type {ReleaseName} from '../watch/run.ts';
import {connectForWatches} from './cluster.ts';
import type {Cluster} from './cluster.ts';
import {widthOf} from './ledger.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {besideOf, NOTHING_BESIDE} from './watch-observer.ts';
import type {WatchObserver} from './watch-observer.ts';
import {toldInMemory, toldOnDisk} from './watch-ledger.ts';
import type {ToldBefore} from './watch-ledger.ts';
import {portsOf} from './watch-ports.ts';
import type {Narrowing} from './watch-ports.ts';

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

export interface WatchRequest extends Narrowing {
  /** Undefined for every namespace. */
  readonly namespace: string | undefined;
  /** Undefined for every release. */
  readonly release: string | undefined;
  /** Whether what is told is kept by this machine's ledgers; else whoever remembers it, and this process alone where nobody is named. */
  readonly ledger: boolean | ToldBefore;
  readonly observers?: readonly WatchObserver[];
}

export interface ReleaseWatcher {
  /** Done when all releases were checked once. */
  readonly start: () => Promise<void>;
  readonly standing: () => Standing;
  /** Rejects with what only a person can mend. */
  readonly failed: Promise<never>;
  close(): void;
}

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
    const {observers = []} = request;
    // Of each report until it is told.
    const beside = new WeakMap<DriftReport, ReturnType<typeof besideOf>>();
    const ports = portsOf(session, runtime, {
      cluster,
      scope,
      watch,
      request,
      listener,
      fail: (error) => fail(error),
      onChecked: (report, history, live) => {
        if (observers.length > 0) beside.set(report, besideOf(report, history, live));
      },
    });
    const engine = openEngine(
      ports,
      {
        ...listener,
        async onReport(report, seconds) {
          const shown = session.redactor.report(report);
          const {entries, problem} = await before.news(report, shown);
          if (problem !== undefined) listener.onNote(problem);
          listener.onReport(shown, entries, seconds);
          const look = {report, shown, news: entries, ...(beside.get(report) ?? NOTHING_BESIDE)};
          for (const {onLook} of observers) onLook(look);
        },
        onGone(release) {
          before.forget(release);
          listener.onGone(release);
          for (const {onGone} of observers) onGone(release);
        },
        onReady() {
          listener.onReady();
          for (const {onReady} of observers) onReady();
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
