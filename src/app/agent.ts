import {shardKeeper} from '../agent/keeper.ts';
import type {KeeperEvent} from '../agent/keeper.ts';
import type {BookCounts} from '../agent/book.ts';
import {leasePort, replicasOf} from '../kube/own-objects.ts';
import {UserError} from '../model/errors.ts';
import type {Standing} from '../model/watch.ts';
import type {SinkCounts, SinksCounts} from './notify.ts';
import type {Runtime} from './runtime.ts';
import {serveShard} from './serve-shard.ts';
import type {ServedShard, ShardListener, ShardRequest} from './serve-shard.ts';
import type {Session} from './session.ts';
import {realClock} from './real-clock.ts';

export interface AgentRequest extends Omit<ShardRequest, 'shard' | 'count'> {
  /** The name that its leases begin with. */
  readonly installation: string;
  /** Where they lie. */
  readonly home: string;
  /** Who holds leases: of this process alone. */
  readonly holder: string;
  /** The shard that is this process's before all others. */
  readonly ordinal: number | undefined;
  /** How many there are: a number, or as many as a StatefulSet of the own namespace is to have replicas. */
  readonly shards: number | string;
}

export interface AgentListener extends Omit<ShardListener, 'onFailed'> {
  readonly onKeeper: (event: KeeperEvent) => void;
}

export interface Agent {
  /** Takes shards, and serves them, until it is closed. */
  start(): void;
  readonly standing: () => Standing;
  readonly written: () => BookCounts;
  /** What became of notifications, by sinks. */
  readonly told: () => ReadonlyMap<string, Readonly<SinkCounts>>;
  readonly held: () => readonly number[];
  readonly served: () => readonly number[];
  /** Whether it works: undefined, or what does not. */
  readonly ailment: () => string | undefined;
  /** Whether all releases of what it holds were checked; of a stand-by that holds nothing there is nothing to check. */
  readonly isReady: () => boolean;
  /** Whether a release is followed here. */
  readonly follows: (key: string) => boolean;
  /** Rejects with what ends the process: a lost lease, a fault, what only a person can mend. */
  readonly failed: Promise<never>;
  /** Writes what is to be written, and gives the leases back. */
  close(): Promise<void>;
}

/** Watches that are all down for so long, while the API server answers, do not come back by themselves. */
const DOWN_MS = 300_000;
const SHARDS_AT_MOST = 256;
const LOST_HINT = 'The process ends; its pod begins anew, and whoever holds the lease goes on.';

/** The process in the cluster: which shards are its own, and what it does for each. */
export async function openAgent(
  session: Session,
  runtime: Runtime,
  request: AgentRequest,
  listener: AgentListener,
): Promise<Agent> {
  const {home, installation, shards, notify} = request;
  // Before anything is asked of the cluster, and by one that stands by too.
  if (notify) await (await import('./notify.ts')).tellable(session, runtime);
  const {connection} = await session.cluster();
  const clock = realClock();
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  failed.catch(() => {});
  const told: SinksCounts = new Map();
  const serving = new Map<number, ServedShard>();
  let downSince: number | undefined;
  let over: BookCounts = {written: 0, failed: 0, unwritten: 0};
  const keeper = shardKeeper(
    {
      leases: leasePort(connection, home, installation),
      count: async () => {
        const wanted = typeof shards === 'number' ? shards : await replicasOf(connection, home, shards);
        return wanted === undefined ? undefined : Math.min(wanted, SHARDS_AT_MOST);
      },
      serve(shard, count) {
        const one = serveShard(
          session,
          runtime,
          {...request, shard, count},
          {clock, listener: {...listener, onFailed: fail}, told},
        );
        serving.set(shard, one);
        return {
          ...one,
          async close() {
            await one.close();
            // What was counted goes on counting; what was not written is somebody else's now.
            if (serving.get(shard) === one) serving.delete(shard);
            over = added(over, {...one.counts(), unwritten: 0});
          },
        };
      },
      clock,
      now: runtime.now,
      onEvent: listener.onKeeper,
      onLost: (why) => fail(new UserError(why, LOST_HINT, {code: 'unreachable'})),
    },
    {...request, covers: request.namespaces.join(',')},
  );
  const all = (): readonly Standing[] => [...serving.values()].flatMap(({standing}) => standing());
  return {
    start: () => keeper.start(),
    failed,
    held: keeper.held,
    served: () => [...serving.keys()],
    standing: () => sumOf(all()),
    told: () => told,
    written: () => [...serving.values()].map((one) => one.counts()).reduce(added, over),
    ailment() {
      const found = all();
      const isDown = found.length > 0 && found.every((one) => one.isDown);
      // Where the API server is gone a new process would be as blind as this one.
      if (!isDown || keeper.silence() > DOWN_MS / 10) downSince = undefined;
      else downSince ??= clock.now();
      return downSince !== undefined && clock.now() - downSince > DOWN_MS
        ? 'no watch is up, though the API server answers'
        : undefined;
    },
    isReady() {
      const held = keeper.held();
      return held.length === 0 ? keeper.standsBy() : held.every((shard) => serving.get(shard)?.isReady() === true);
    },
    follows: (key) => [...serving.values()].some(({releases}) => releases.has(key)),
    close: () => keeper.close(),
  };
}

const added = (a: BookCounts, b: BookCounts): BookCounts => ({
  written: a.written + b.written,
  failed: a.failed + b.failed,
  unwritten: a.unwritten + b.unwritten,
});

function sumOf(all: readonly Standing[]): Standing {
  const sum = (name: 'releases' | 'queued' | 'watches' | 'behind' | 'refused' | 'restarts' | 'objects'): number =>
    all.reduce((total, one) => total + one[name], 0);
  return {
    releases: sum('releases'),
    queued: sum('queued'),
    watches: sum('watches'),
    behind: sum('behind'),
    refused: sum('refused'),
    restarts: sum('restarts'),
    objects: sum('objects'),
    isDown: all.length > 0 && all.every(({isDown}) => isDown),
    isReady: all.every(({isReady}) => isReady),
  };
}
