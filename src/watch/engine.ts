import type {ApiResource, ApiResources, ReleaseRecord} from '../model/ports.ts';
import type {GapReason} from '../model/reasons.ts';
import {pooled} from '../model/pooled.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import type {Collection, SeenObject, Standing, WatchCollection} from '../model/watch.ts';
import type {Clock} from './clock.ts';
import {DEFINITIONS, labelledKey, namedCollections, namedKeys, RECORDS, standingCollections} from './collections.ts';
import type {Scope} from './collections.ts';
import type {Change} from './objects.ts';
import {workQueue} from './queue.ts';
import type {Again} from './queue.ts';
import {streams} from './streams.ts';

/** What the watches know of one release's objects: what a check of it need not ask for. */
export interface ReleaseView {
  /** The resourceVersion of an object as it is now; undefined where no watch shows it. */
  version(ref: ObjectRef): string | undefined;
  /** Objects under the release's name, beside those that it declares. */
  extras(declared: ReadonlySet<string>): readonly Held[];
  /** What Helm's label leads to, by its place. */
  labelled(ref: ObjectRef): SeenObject | undefined;
  /** Kinds that nobody may look for. */
  readonly unlisted: readonly ApiResource[];
}

export interface Held {
  readonly resource: ApiResource;
  readonly ref: ObjectRef;
  readonly version: string;
}

export interface Checked {
  readonly report: DriftReport;
  /** The objects that the release declares; undefined where it could not be read. */
  readonly declared: readonly ObjectRef[] | undefined;
}

export interface EnginePorts {
  readonly watch: WatchCollection;
  /** What is served now, asked anew. */
  readonly discover: () => Promise<ApiResources>;
  /** The records of each release that there is, in the order of namespaces. */
  readonly histories: () => Promise<readonly (readonly ReleaseRecord[])[]>;
  /** Those of one release; none where it is gone. */
  readonly history: (namespace: string, name: string) => Promise<readonly ReleaseRecord[]>;
  /** `isFirst`: one of all, in their order. Failures of the cluster are in the report. */
  readonly check: (history: readonly ReleaseRecord[], view: ReleaseView, isFirst: boolean) => Promise<Checked>;
  /** No release of a namespace before this one is still to be checked for the first time; undefined when all are through. */
  readonly passed: (namespace: string | undefined) => void;
  /** What was read of definitions is not to be relied on any more. */
  readonly renewed: () => void;
  /** The rules as they are now: another object once they have changed. */
  readonly rules: () => Promise<unknown>;
  readonly clock: Clock;
}

export interface EngineListener {
  readonly onReport: (report: DriftReport, seconds: number) => Promise<void>;
  /** The release is uninstalled. */
  readonly onGone: (release: ReleaseName) => void;
  /** All releases were checked. */
  readonly onReady: () => void;
  /** The queue, or the watches, are not what they were. */
  readonly onStanding: () => void;
  /** Something that only a person can mend; the engine has ended. */
  readonly onFault: (error: unknown) => void;
}

export interface ReleaseName {
  readonly namespace: string;
  readonly name: string;
}

export interface EngineOptions {
  readonly scope: Scope;
  readonly workers?: number;
  readonly settleMs?: number;
  /** Each release is checked again after about such a time, whatever the watches say. */
  readonly resyncMs?: number;
  /** How long a helm run has a release in hand before it is checked all the same. */
  readonly holdMs?: number;
}

export interface Engine {
  /** Done when all releases were checked for the first time. */
  start(): Promise<void>;
  standing(): Standing;
  close(): void;
}

const WORKERS = 6;
const SETTLE_MS = 100;
const RESYNC_MS = 2 * 3_600_000;
const HOLD_MS = 300_000;
const TICK_MS = 5000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
/** A definition is served a while after it was made. */
const REDISCOVER_MS = [300, 2000, 10_000] as const;
const POLL_DISCOVERY_MS = 60_000;

/** What is kept of a release. */
interface Tracked extends ReleaseName {
  history: readonly ReleaseRecord[] | undefined;
  /** `refKey`s of what it declares. */
  declared: readonly string[];
  /** Of these, what Helm's label does not lead to. */
  uncovered: readonly ObjectRef[];
  checkedAt: number | undefined;
  failures: number;
  /** The helm run that has it in hand, and since when. */
  pending: {readonly revision: number; readonly since: number} | undefined;
  /** From 0 to 1: when in its turn it is checked again. */
  readonly share: number;
}

export const releaseKey = ({namespace, name}: ReleaseName): string => `${namespace}/${name}`;

const RETRIED: ReadonlySet<GapReason> = new Set(['unreachable', 'timeout', 'server-error'] as const);

/**
 * Follows all releases of a scope: watches tell what changed, a queue says whose turn it is, and each verdict is that of a check. What
 * is kept here is where objects are and what they hash to, whose they are, and the records' labels; nothing that they hold.
 */
export function openEngine(ports: EnginePorts, listener: EngineListener, options: EngineOptions): Engine {
  const {clock} = ports;
  const {scope, workers = WORKERS, settleMs = SETTLE_MS, resyncMs = RESYNC_MS, holdMs = HOLD_MS} = options;
  const tracked = new Map<string, Tracked>();
  /** Who declares an object, by its `refKey`. */
  const declarers = new Map<string, Set<string>>();
  /** What stands under a release's name, by `refKey`. */
  const held = new Map<string, Map<string, Held>>();
  let served: ApiResources | undefined;
  let standing: ReadonlyMap<string, Collection> = new Map();
  let [isReady, isClosed, isDown] = [false, false, false];
  /** Whether the records are read, or being read: what changes from then on is news. */
  let isIndexed = false;
  let rules: unknown;
  let discoveredAt = 0;
  let callOffs: (() => void)[] = [];

  const fault = (error: unknown): void => {
    if (isClosed) return;
    close();
    listener.onFault(error);
  };
  const queue = workQueue({workers, settleMs, clock, work: checkOne, onFault: fault});
  const watches = streams({
    watch: ports.watch,
    clock,
    onChange,
    onSynced,
    onGone: () => rediscoverSoon(),
    onFault: fault,
  });

  function track(release: ReleaseName): Tracked {
    const key = releaseKey(release);
    const known = tracked.get(key);
    if (known !== undefined) return known;
    const {namespace, name} = release;
    const one: Tracked = {
      namespace,
      name,
      history: undefined,
      declared: [],
      uncovered: [],
      checkedAt: undefined,
      failures: 0,
      pending: undefined,
      share: clock.chance(),
    };
    tracked.set(key, one);
    return one;
  }

  function onChange(key: string, change: Change): void {
    if (key === RECORDS) return onRecord(change);
    const seen = change.after ?? change.before;
    if (seen === undefined) return;
    if (key === DEFINITIONS) return onDefinition(seen);
    if (key.startsWith('scale ')) return wakeAll(({namespace}) => namespace === seen.namespace);
    const resource = (standing.get(key) ?? named.get(key))?.resource;
    if (resource === undefined) return;
    const {group, kind} = resource;
    const {namespace, name} = seen;
    const ref = {group, kind, ...(namespace === undefined ? {} : {namespace}), name};
    if (standing.has(key)) hold(resource, ref, change);
    for (const one of declarers.get(refKey(ref)) ?? []) wake(one);
    for (const one of new Set([change.before?.release, change.after?.release])) if (one !== undefined) wake(one);
  }

  function hold(resource: ApiResource, ref: ObjectRef, {before, after}: Change): void {
    const key = refKey(ref);
    if (before?.release !== undefined && before.release !== after?.release) {
      const objects = held.get(before.release);
      objects?.delete(key);
      if (objects?.size === 0) held.delete(before.release);
    }
    if (after?.release === undefined) return;
    const objects = held.get(after.release) ?? new Map<string, Held>();
    held.set(after.release, objects.set(key, {resource, ref, version: after.version}));
  }

  /** Helm's own record of a revision: what was promised is not what it was. */
  function onRecord({before, after}: Change): void {
    const {name, namespace = ''} = after ?? before ?? {name: ''};
    const [, release] = /^sh\.helm\.release\.v1\.(.+)\.v\d+$/.exec(name) ?? [];
    if (release === undefined || !isIndexed || (scope.release !== undefined && scope.release !== release)) return;
    const one = track({namespace, name: release});
    one.history = undefined;
    queue.wake(releaseKey(one), true);
  }

  function onDefinition({name}: SeenObject): void {
    const group = name.slice(name.indexOf('.') + 1);
    if (!isReady) return;
    ports.renewed();
    wakeAll(({declared}) => declared.some((ref) => ref.startsWith(`${group}/`)));
    rediscoverSoon();
  }

  function wake(key: string): void {
    if (tracked.has(key)) queue.wake(key);
  }

  function wakeAll(isMeant: (one: Tracked) => boolean): void {
    for (const [key, one] of tracked) if (isMeant(one)) queue.wake(key);
  }

  function onSynced(): void {
    if (isDown) {
      isDown = false;
      watches.hurry();
      for (const [key, {failures}] of tracked) if (failures > 0) queue.wake(key, true);
    }
    listener.onStanding();
  }

  function rediscoverSoon(): void {
    if (isClosed) return;
    for (const callOff of rediscoveries.splice(0)) callOff();
    rediscoveries.push(...REDISCOVER_MS.map((ms) => clock.later(ms, () => void rediscover().catch(fault))));
  }
  const rediscoveries: (() => void)[] = [];

  /** A cluster that does not answer is asked again; what it serves stays as it was until then. */
  async function rediscover(): Promise<void> {
    const now = await ports.discover().catch(() => undefined);
    if (now === undefined || isClosed) return;
    discoveredAt = clock.now();
    const before = served;
    served = now;
    standing = standingCollections(now, scope);
    rewatch();
    if (before === undefined) return;
    const changed = changedKinds(before, now);
    if (changed.length === 0) return;
    ports.renewed();
    wakeAll(({declared}) => declared.some((ref) => changed.some((kind) => ref.startsWith(`${kind}/`))));
  }

  let named: ReadonlyMap<string, Collection> = new Map();
  function rewatch(): void {
    if (served === undefined) return;
    named = namedCollections(
      [...tracked.values()].flatMap(({uncovered}) => uncovered),
      served,
      scope,
    );
    watches.want(new Map([...standing, ...named]));
  }

  async function checkOne(key: string): Promise<Again | undefined> {
    const one = tracked.get(key);
    if (one === undefined || isClosed) return undefined;
    const history = await historyOf(one);
    if (history === undefined) return again(one);
    const newest = newestOf(history);
    if (newest === undefined || newest.status === 'uninstalled') {
      forget(key, one);
      return undefined;
    }
    const left = heldBack(one, newest);
    return left > 0 ? {afterMs: left} : look(key, one, history, false);
  }

  async function historyOf(one: Tracked): Promise<readonly ReleaseRecord[] | undefined> {
    if (one.history !== undefined) return one.history;
    const mark: readonly ReleaseRecord[] = [];
    one.history = mark;
    try {
      const history = await ports.history(one.namespace, one.name);
      // A record that changed meanwhile is asked for once more.
      if (one.history === mark) one.history = history;
      return history;
    } catch {
      one.history = undefined;
      return undefined;
    }
  }

  /** Milliseconds for which a release is left to the helm run that has it in hand. */
  function heldBack(one: Tracked, {revision, status}: ReleaseRecord): number {
    if (!/^(?:pending-|uninstalling)/.test(status)) {
      one.pending = undefined;
      return 0;
    }
    if (one.pending?.revision !== revision) one.pending = {revision, since: clock.now()};
    return Math.max(0, one.pending.since + holdMs - clock.now());
  }

  function again(one: Tracked): Again {
    one.failures += 1;
    const grown = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(one.failures - 1, 10));
    return {afterMs: grown * (0.75 + clock.chance() / 2)};
  }

  async function look(
    key: string,
    one: Tracked,
    history: readonly ReleaseRecord[],
    isFirst: boolean,
  ): Promise<Again | undefined> {
    const started = clock.now();
    const {report, declared} = await ports.check(history, viewOf(key), isFirst);
    if (isClosed || tracked.get(key) !== one) return undefined;
    one.checkedAt = clock.now();
    if (declared !== undefined) declare(key, one, declared);
    await listener.onReport(report, (clock.now() - started) / 1000);
    if (report.gaps.some(({reason}) => RETRIED.has(reason))) return again(one);
    one.failures = 0;
    return undefined;
  }

  function declare(key: string, one: Tracked, refs: readonly ObjectRef[]): void {
    const declared = refs.map(refKey);
    for (const ref of one.declared) undeclare(ref, key);
    for (const ref of declared) declarers.set(ref, (declarers.get(ref) ?? new Set()).add(key));
    one.declared = declared;
    const uncovered = refs.filter((ref) => labelled(ref) === undefined);
    const isSame =
      uncovered.length === one.uncovered.length &&
      uncovered.every((ref, at) => refKey(ref) === refKey(one.uncovered[at] ?? ref));
    if (isSame) return;
    one.uncovered = uncovered;
    // In the first pass once, for all.
    if (isReady) rewatch();
  }

  function undeclare(ref: string, key: string): void {
    const keys = declarers.get(ref);
    keys?.delete(key);
    if (keys?.size === 0) declarers.delete(ref);
  }

  function forget(key: string, one: Tracked): void {
    for (const ref of one.declared) undeclare(ref, key);
    tracked.delete(key);
    queue.forget(key);
    if (one.uncovered.length > 0) rewatch();
    if (one.checkedAt !== undefined) listener.onGone({namespace: one.namespace, name: one.name});
  }

  const labelled = (ref: ObjectRef): SeenObject | undefined =>
    watches.seen(labelledKey(ref))?.at(ref.namespace, ref.name);

  function viewOf(key: string): ReleaseView {
    return {
      labelled,
      version(ref) {
        for (const one of [labelledKey(ref), ...namedKeys(ref)]) {
          if (watches.state(one) !== 'synced') continue;
          const seen = watches.seen(one)?.at(ref.namespace, ref.name);
          if (seen !== undefined) return seen.version;
        }
        return undefined;
      },
      extras: (declared) => [...(held.get(key) ?? [])].flatMap(([ref, one]) => (declared.has(ref) ? [] : [one])),
      get unlisted() {
        return [...standing].flatMap(([one, {resource}]) =>
          one.startsWith('helm ') && watches.state(one) === 'refused' ? [resource] : [],
        );
      },
    };
  }

  async function tick(): Promise<void> {
    const wasDown = isDown;
    isDown = watches.count('synced') === 0 && watches.count('behind') > 0;
    if (wasDown !== isDown) listener.onStanding();
    const current = await ports.rules().catch(() => rules);
    if (current !== rules) {
      rules = current;
      wakeAll(() => true);
    }
    const now = clock.now();
    if (watches.state(DEFINITIONS) !== 'synced' && now - discoveredAt > POLL_DISCOVERY_MS) await rediscover();
    // What no watch sees: hooks and crds/ that lie elsewhere, and what a dry run would say today.
    for (const [key, {checkedAt, share}] of tracked)
      if (checkedAt !== undefined && now - checkedAt > resyncMs * (0.75 + share / 2)) queue.wake(key);
  }

  function tickLater(): void {
    if (isClosed) return;
    callOffs = [clock.later(TICK_MS, () => void tick().then(tickLater, fault))];
  }

  function close(): void {
    isClosed = true;
    for (const callOff of [...callOffs, ...rediscoveries]) callOff();
    queue.close();
    watches.close();
  }

  /** All releases in their order, so that pages of many objects serve them as they come. */
  async function firstPass(): Promise<void> {
    isIndexed = true;
    const histories = (await ports.histories()).filter(
      (history) => scope.release === undefined || history.some(({name}) => name === scope.release),
    );
    const inWork = new Map<number, string>();
    await pooled(histories, workers, async (history, index) => {
      const newest = newestOf(history);
      if (newest === undefined || isClosed) return;
      inWork.set(index, newest.namespace);
      const isNews = tracked.has(releaseKey(newest));
      const one = track(newest);
      if (!isNews) one.history = history;
      const retry = await look(releaseKey(one), one, history, true);
      inWork.delete(index);
      const [first] = inWork.values();
      if (first !== undefined) ports.passed(first);
      if (retry !== undefined) queue.wake(releaseKey(one));
      listener.onStanding();
    });
    ports.passed(undefined);
  }

  return {
    async start() {
      [served, rules] = await Promise.all([ports.discover(), ports.rules()]);
      discoveredAt = clock.now();
      standing = standingCollections(served, scope);
      rewatch();
      await watches.settled();
      if (isClosed) return;
      await firstPass();
      if (isClosed) return;
      isReady = true;
      rewatch();
      queue.start();
      tickLater();
      listener.onReady();
    },
    standing: () => ({
      releases: tracked.size,
      queued: queue.waiting + queue.running,
      watches: standing.size + named.size,
      behind: watches.count('behind'),
      refused: watches.count('refused'),
      restarts: watches.restarts(),
      objects: [...held.values()].reduce((sum, {size}) => sum + size, 0),
      isDown,
      isReady,
    }),
    close,
  };
}

/** `group/kind` of what is served otherwise than before, or no more, or only now. */
function changedKinds(before: ApiResources, after: ApiResources): string[] {
  const kindsOf = ({preferred}: ApiResources): Map<string, string> =>
    new Map(preferred.map(({group, kind, version, plural}) => [`${group}/${kind}`, `${version}/${plural}`]));
  const [old, young] = [kindsOf(before), kindsOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])].filter((kind) => old.get(kind) !== young.get(kind));
}

function newestOf(history: readonly ReleaseRecord[]): ReleaseRecord | undefined {
  return history.reduce<ReleaseRecord | undefined>(
    (newest, one) => (newest === undefined || one.revision > newest.revision ? one : newest),
    undefined,
  );
}
