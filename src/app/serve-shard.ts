import {statusBook} from '../agent/book.ts';
import type {BookCounts, StatusBook} from '../agent/book.ts';
import type {Served} from '../agent/keeper.ts';
import {reportKind} from '../agent/policy-report.ts';
import type {ReleasePlace} from '../agent/release-drift.ts';
import {holderOf} from '../agent/shards.ts';
import {ownWriter} from '../kube/own-objects.ts';
import {isTransient, messageOf} from '../model/errors.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {Message} from '../model/notify.ts';
import type {Standing} from '../model/watch.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {Clock} from '../watch/clock.ts';
import {widthOf} from './ledger.ts';
import type {Notifier, SinksCounts} from './notify.ts';
import {driftKind, drifts, toldDocuments} from './own-state.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import {toldDrifts} from './told-drifts.ts';
import type {ToldDrifts} from './told-drifts.ts';
import {toldInMemory} from './watch-ledger.ts';
import type {ToldElsewhere} from './watch-ledger.ts';
import {watchReleases} from './watch.ts';
import type {ReleaseWatcher} from './watch.ts';

export interface ShardRequest {
  readonly shard: number;
  readonly count: number;
  /** The only namespaces that there are for us; empty for all. */
  readonly namespaces: readonly string[];
  /** Extra objects of kinds that may not be listed are a gap of releases alone that declare such kinds. */
  readonly searchesDeclared: boolean;
  /** Whether reports of the kinds that others read are written beside. */
  readonly reports: boolean;
  /** Whether the sinks of the rules file are told. */
  readonly notify: boolean;
  /** Under which digests of values are; one of this process alone where nobody names one. */
  readonly key: {readonly secret: Buffer; readonly id: string};
}

/** What else is known of a look at a release. */
export interface ShardLook {
  readonly seconds: number;
  /** Since when the oldest drift that stands is known, RFC 3339. */
  readonly since: string | undefined;
}

export interface ShardListener {
  readonly onReport: (shown: SafeReport, news: readonly LedgerEntry[], look: ShardLook) => void;
  readonly onGone: (release: ReleasePlace) => void;
  readonly onReady: (shard: number) => void;
  readonly onNote: (text: string) => void;
  /** What a sink will never take: there is no other place for it. */
  readonly onRefused: (sink: string, message: Message, why: string) => void;
  /** What only a person can mend. */
  readonly onFailed: (error: unknown) => void;
}

export interface ServedShard extends Served {
  readonly standing: () => readonly Standing[];
  readonly counts: () => BookCounts;
  /** Releases that are followed, by `namespace/name`. */
  readonly releases: ReadonlySet<string>;
}

/** What is still to be written when a shard is given up may take so long: its lease lasts for longer. */
const DRAIN_MS = 4000;
const AGAIN_MS = 5000;
/** What is on its way to a sink may arrive, so that it need not come again. */
const GRACE_MS = 2000;

/** What a shard is served with. */
export interface ShardParts {
  readonly clock: Clock;
  readonly listener: ShardListener;
  /** Notifications of all shards, by sinks. */
  readonly told: SinksCounts;
}

/** A shard's own courier, and where it remembers. */
interface Telling {
  readonly notifier: Notifier;
  readonly drifts: ToldDrifts;
}

/** A shard at work. */
interface Work {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly request: ShardRequest;
  readonly parts: ShardParts;
  readonly holds: (namespace: string) => boolean;
  readonly watchers: ReleaseWatcher[];
  readonly releases: Set<string>;
  book: StatusBook | undefined;
  telling: Telling | undefined;
  isReady: boolean;
  isClosed: boolean;
}

const sinceOf = (standing: readonly LedgerEntry[]): string | undefined =>
  standing
    .filter(({state}) => state !== 'accepted')
    .map(({since}) => since)
    .toSorted()[0];

/** Follows the releases of a shard's namespaces, and keeps what is written of them in the cluster true. */
export function serveShard(session: Session, runtime: Runtime, request: ShardRequest, parts: ShardParts): ServedShard {
  const work: Work = {
    session,
    runtime,
    request,
    parts,
    holds: holderOf(request.shard, request.count),
    watchers: [],
    releases: new Set(),
    book: undefined,
    telling: undefined,
    isReady: false,
    isClosed: false,
  };
  void keepBeginning(work);
  return {
    releases: work.releases,
    isReady: () => work.isReady,
    unwritten: () => work.book?.counts().unwritten ?? 0,
    counts: () => work.book?.counts() ?? {written: 0, failed: 0, unwritten: 0},
    standing: () => work.watchers.map((one) => one.standing()),
    async close() {
      work.isClosed = true;
      await letGo(work, DRAIN_MS);
    },
  };
}

async function keepBeginning(work: Work): Promise<void> {
  const {
    parts: {clock, listener},
    request,
  } = work;
  try {
    await begin(work);
  } catch (error) {
    if (work.isClosed) return;
    if (!isTransient(error)) return listener.onFailed(error);
    listener.onNote(`shard ${request.shard} begins anew: ${messageOf(error)}`);
    await letGo(work, 0);
    await new Promise<void>((done) => void clock.later(AGAIN_MS, done));
    if (!work.isClosed) await keepBeginning(work);
  }
}

async function begin(work: Work): Promise<void> {
  const {request, holds, parts} = work;
  const book = await openBook(work);
  work.book = book;
  // Closed while it was being opened: nobody has heard anything yet.
  if (work.isClosed) return letGo(work, 0);
  const own = request.namespaces.filter(holds);
  const places = request.namespaces.length === 0 ? [undefined] : own;
  await Promise.all(places.map((place) => follow(work, book, place)));
  if (work.isClosed) return;
  work.isReady = true;
  book.sweep();
  // All that is there was seen now, in each namespace.
  work.telling?.notifier.observer.onReady();
  parts.listener.onReady(request.shard);
}

async function follow(work: Work, book: StatusBook, namespace: string | undefined): Promise<void> {
  const {session, runtime, request, holds, releases, watchers, telling} = work;
  const {listener} = work.parts;
  const {hooks, includeCrds} = await session.options();
  const elsewhere: ToldElsewhere = {key: request.key.secret, standing: (release) => book.standing(release)};
  const ledger = toldInMemory(widthOf(hooks, includeCrds), elsewhere);
  const {searchesDeclared} = request;
  const observers = telling === undefined ? [] : [{...telling.notifier.observer, onReady: () => {}}];
  const watcher = await watchReleases(
    session,
    runtime,
    {namespace, release: undefined, ledger, holds, searchesDeclared, observers},
    {
      onReport(shown, news, seconds) {
        if (work.isClosed) return;
        releases.add(`${shown.release.namespace}/${shown.release.name}`);
        book.tell(shown, news);
        listener.onReport(shown, news, {seconds, since: sinceOf(book.standing(shown.release))});
      },
      onGone(release) {
        if (work.isClosed) return;
        releases.delete(`${release.namespace}/${release.name}`);
        book.gone(release);
        listener.onGone(release);
      },
      onReady: () => {},
      onStanding: () => {},
      onNote: (text) => listener.onNote(text),
    },
  );
  if (work.isClosed) return watcher.close();
  watchers.push(watcher);
  watcher.failed.catch((error: unknown) => {
    if (!work.isClosed) listener.onFailed(error);
  });
  await watcher.start();
}

/** What is to be written still may take so long. Nothing is told or written once it is done. */
async function letGo(work: Work, withinMs: number): Promise<void> {
  for (const watcher of work.watchers.splice(0)) watcher.close();
  const {book, telling} = work;
  work.telling = undefined;
  await Promise.all([telling?.notifier.close(Math.min(GRACE_MS, withinMs)), book?.close(withinMs)]);
  telling?.drifts.close();
}

/** The book of a shard, with all that is written in the cluster; and whoever tells of it. */
async function openBook(work: Work): Promise<StatusBook> {
  const {session, request, parts, holds} = work;
  const {key, reports, namespaces, notify} = request;
  const {clock, listener} = parts;
  const cluster = await session.cluster();
  const kind = await driftKind(cluster);
  const told = notify ? toldDrifts(toldDocuments(cluster, kind), (release) => book.released(release)) : undefined;
  const book = statusBook({
    writer: ownWriter(cluster.connection),
    drifts: kind,
    reports: reports ? reportKind(await cluster.reader.discover()) : undefined,
    isThere: async ({namespace, name}) =>
      (await cluster.records.history(namespace, name)).some(({status}) => status !== 'uninstalled'),
    ...(told === undefined ? {} : {isHeld: told.isHeld}),
    clock,
    key: key.id,
    onRefused: ({namespace, name}, why) =>
      listener.onNote(`the state of ${namespace}/${name} cannot be written: ${session.redactor.text(why)}`),
    onFault: (error) => listener.onFailed(error),
  });
  const places = namespaces.length === 0 ? [undefined] : namespaces.filter(holds);
  for (const place of places)
    for await (const object of drifts(cluster, kind, place)) {
      if (!holds(textOf(metadataOf(object)['namespace']))) continue;
      book.known(object);
      told?.known(object);
    }
  if (told !== undefined) work.telling = {drifts: told, notifier: await notifierOf(work, told)};
  return book;
}

async function notifierOf({session, runtime, request, parts}: Work, {store}: ToldDrifts): Promise<Notifier> {
  // Many an agent tells nobody, and loads nothing of it.
  const {openNotifier} = await import('./notify.ts');
  const {listener, told} = parts;
  return openNotifier(
    session,
    runtime,
    {namespace: undefined, release: undefined},
    {
      elsewhere: {
        store,
        key: request.key.secret,
        bury: async (sink, message, why) => listener.onRefused(sink, message, why),
      },
      counts: told,
      onNote: listener.onNote,
    },
  );
}
