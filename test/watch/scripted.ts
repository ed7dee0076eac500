import type {ApiResource, ApiResources, ReleaseRecord} from '../../src/model/ports.ts';
import {refKey} from '../../src/model/refs.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import type {DriftReport} from '../../src/model/report.ts';
import type {Collection, CollectionEvent, SeenObject, WatchCollection} from '../../src/model/watch.ts';
import type {Clock} from '../../src/watch/clock.ts';

/** A clock that passes when the test says so; timers are called in their order, and what they began is through. */
export interface TestClock extends Clock {
  pass(ms: number): Promise<void>;
}

export const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

export function testClock(): TestClock {
  let [now, last] = [0, 0];
  const timers = new Map<number, {readonly at: number; readonly call: () => void}>();
  const next = (until: number) =>
    [...timers].filter(([, {at}]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at)[0];
  return {
    now: () => now,
    later(ms, call) {
      const id = (last += 1);
      timers.set(id, {at: now + ms, call});
      return () => void timers.delete(id);
    },
    chance: () => 0.5,
    async pass(ms) {
      const until = now + ms;
      await turn();
      for (let due = next(until); due !== undefined; due = next(until)) {
        const [id, {at, call}] = due;
        timers.delete(id);
        now = at;
        call();
        await turn();
      }
      now = until;
      await turn();
    },
  };
}

/** What a watch of a kind tells, by the kind's name; `Kind name` is of one object, and `Kind all` goes by no label. */
export interface ScriptedWatches {
  readonly watch: WatchCollection;
  /** What is there when a watch begins. */
  readonly there: Map<string, SeenObject[]>;
  /** Throws when a watch of such a kind begins. */
  readonly refusals: Map<string, Error>;
  tell(kind: string, ...events: CollectionEvent[]): Promise<void>;
  /** The watch ends by itself, or breaks. */
  end(kind: string, error?: Error): Promise<void>;
  /** How often each began. */
  readonly begun: Map<string, number>;
  /** Those that are under way. */
  running(): string[];
}

interface Channel {
  readonly events: (CollectionEvent | Error | 'end')[];
  wake: () => void;
}

export function nameOf({resource, query}: Collection): string {
  const [, name] = /^metadata\.name=(.*)$/.exec(query['fieldSelector'] ?? '') ?? [];
  const isRecords = query['labelSelector']?.startsWith('owner=helm') === true;
  if (isRecords) return 'records';
  if (name !== undefined) return `${resource.kind} ${name}`;
  return query['labelSelector'] === undefined ? `${resource.kind} all` : resource.kind;
}

export function scriptedWatches(): ScriptedWatches {
  const channels = new Map<string, Channel>();
  const there = new Map<string, SeenObject[]>();
  const refusals = new Map<string, Error>();
  const begun = new Map<string, number>();
  const put = async (what: string, ...items: Channel['events']): Promise<void> => {
    const channel = channels.get(what);
    if (channel === undefined) throw new Error(`nobody watches ${what}`);
    channel.events.push(...items);
    channel.wake();
    await turn();
  };
  return {
    there,
    refusals,
    begun,
    tell: (what, ...events) => put(what, ...events),
    end: (what, error) => put(what, error ?? 'end'),
    running: () => [...channels.keys()].toSorted(),
    async *watch(collection, signal) {
      const what = nameOf(collection);
      begun.set(what, (begun.get(what) ?? 0) + 1);
      const refusal = refusals.get(what);
      if (refusal !== undefined) throw refusal;
      const channel: Channel = {events: [], wake: () => {}};
      channels.set(what, channel);
      const stop = (): void => channel.wake();
      signal.addEventListener('abort', stop);
      try {
        for (const object of there.get(what) ?? []) yield {type: 'there', object};
        yield {type: 'synced'};
        while (!signal.aborted) {
          const event = channel.events.shift();
          if (event === undefined) await new Promise<void>((done) => (channel.wake = done));
          else if (event === 'end') return;
          else if (event instanceof Error) throw event;
          else yield event;
        }
      } finally {
        signal.removeEventListener('abort', stop);
        if (channels.get(what) === channel) channels.delete(what);
      }
    },
  };
}

export function kind(name: string, group = '', more: Partial<ApiResource> = {}): ApiResource {
  const verbs = ['get', 'list', 'watch', 'create', 'delete'];
  return {group, version: 'v1', kind: name, plural: `${name.toLowerCase()}s`, namespaced: true, verbs, ...more};
}

export function served(...preferred: ApiResource[]): ApiResources {
  return {
    preferred,
    apiVersions: [],
    stale: [],
    find: (group, name) => preferred.find((one) => one.group === group && one.kind === name),
  };
}

export function seen(name: string, more: Partial<SeenObject> = {}): SeenObject {
  return {uid: `uid-${name}`, name, namespace: 'shop', version: '1', hash: 'a', release: 'shop/web', ...more};
}

export function record(name: string, revision: number, status = 'deployed', namespace = 'shop'): ReleaseRecord {
  return {name, namespace, revision, status};
}

export function recordSeen(name: string, revision: number, version = '1'): SeenObject {
  return {
    uid: `record-${name}-${revision}`,
    name: `sh.helm.release.v1.${name}.v${revision}`,
    namespace: 'shop',
    version,
    hash: version,
  };
}

export function reportOf(release: ReleaseRecord, gaps: DriftReport['gaps'] = []): DriftReport {
  const {name, namespace, revision} = release;
  return {
    schemaVersion: '1',
    release: {name, namespace, revision},
    from: {kind: 'release', revision},
    evidence: {kind: 'cluster', cluster: {name: 'test', server: 'https://test'}},
    takenAt: '2026-11-28T00:00:00Z',
    notes: [],
    findings: [],
    gaps,
    summary: {objects: 0, compared: 0, drift: 0, accepted: 0, ignored: 0, gaps: gaps.length},
  };
}

export const ref = (name: string, of = 'ConfigMap', group = ''): ObjectRef => ({
  group,
  kind: of,
  namespace: 'shop',
  name,
});

export const keysOf = (refs: readonly ObjectRef[]): ReadonlySet<string> => new Set(refs.map(refKey));
