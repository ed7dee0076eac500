import {messageOf} from '../model/errors.ts';
import type {Clock} from '../watch/clock.ts';
import {LEASE_MS, RENEW_WITHIN_MS, RETRY_MS} from './leases.ts';
import type {LeasePort, ShardLease} from './leases.ts';

/** A shard being served. */
export interface Served {
  /** All of its releases were checked. */
  readonly isReady: () => boolean;
  /** States that could not be written. */
  readonly unwritten: () => number;
  /** Nothing is written any more once this is done. */
  close(): Promise<void>;
}

export interface KeeperPorts {
  readonly leases: LeasePort;
  /** How many shards there are to be now; undefined where nobody can tell at the moment. */
  readonly count: () => Promise<number | undefined>;
  readonly serve: (shard: number, count: number) => Served;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly onEvent: (event: KeeperEvent) => void;
  /** A lease is lost, or shards cannot be kept apart any more: the process must end. */
  readonly onLost: (why: string) => void;
}

export interface KeeperEvent {
  readonly what: 'acquired' | 'released' | 'serving' | 'wanted' | 'unreachable';
  readonly shard?: number;
  readonly message?: string;
}

export interface Keeper {
  start(): void;
  /** Shards whose lease is held, and those that are served. */
  readonly held: () => readonly number[];
  readonly served: () => ReadonlyMap<number, Served>;
  /** Whether there is no shard that this process should have: it stands by. */
  readonly standsBy: () => boolean;
  /** Milliseconds since the API server was last heard of. */
  readonly silence: () => number;
  /** Ends what is served, and gives its leases back. */
  close(): Promise<void>;
}

interface Identity {
  /** Who holds: nobody else has this name, not even the process before in the same pod. */
  readonly holder: string;
  /** The shard that is this process's before all others; undefined where none is. */
  readonly ordinal: number | undefined;
  /** The only namespaces that are followed, with commas between; '' for all. */
  readonly covers: string;
}

interface Seen {
  readonly lease: ShardLease;
  /** When it was first seen as it is, by our clock: others' clocks count for nothing. */
  readonly since: number;
}

/** A keeper at work. */
interface Keep extends Identity {
  readonly ports: KeeperPorts;
  readonly seen: Map<number, Seen>;
  readonly held: Map<number, {readonly lease: ShardLease; readonly renewedAt: number}>;
  readonly served: Map<number, Served>;
  /** How many shards there are; 0 until somebody knows. */
  count: number;
  startedAt: number;
  heardAt: number;
  isClosed: boolean;
  callOff: () => void;
  turning: Promise<void>;
}

/**
 * Holds shards by leases, each alone. Whoever knows of another number of shards first ends what it serves by the old one, then says
 * so in its leases; and nobody begins by the new one while a living lease says the old. So no namespace has two at any time. A
 * shard whose holder has died is taken by whoever is there, and given back when its own process asks for it.
 */
export function shardKeeper(ports: KeeperPorts, identity: Identity): Keeper {
  const {clock} = ports;
  const keep: Keep = {
    ...identity,
    ports,
    seen: new Map(),
    held: new Map(),
    served: new Map(),
    count: 0,
    startedAt: clock.now(),
    heardAt: clock.now(),
    isClosed: false,
    callOff: () => {},
    turning: Promise.resolve(),
  };
  return {
    start() {
      keep.startedAt = keep.heardAt = clock.now();
      keep.turning = loop(keep);
    },
    held: () => [...keep.held.keys()],
    served: () => keep.served,
    standsBy: () => standsBy(keep),
    silence: () => clock.now() - keep.heardAt,
    close: () => close(keep),
  };
}

async function loop(keep: Keep): Promise<void> {
  const {clock, onEvent} = keep.ports;
  try {
    await turn(keep);
  } catch (error) {
    onEvent({what: 'unreachable', message: messageOf(error)});
  }
  for (const [shard, {renewedAt}] of keep.held)
    if (clock.now() - renewedAt > RENEW_WITHIN_MS)
      return lose(keep, `the lease of shard ${shard} could not be renewed`);
  if (keep.isClosed) return;
  keep.callOff = clock.later(RETRY_MS * (0.9 + clock.chance() / 5), () => void (keep.turning = loop(keep)));
}

async function turn(keep: Keep): Promise<void> {
  const {ports, held, served, ordinal} = keep;
  const [wanted, found] = await Promise.all([ports.count(), ports.leases.list()]);
  observe(keep, found);
  if (wanted !== undefined && wanted !== keep.count) {
    await stopAll(keep);
    keep.count = wanted;
  }
  if (keep.count === 0) return;
  for (const [shard, {lease}] of held) await renew(keep, shard, lease);
  if (ordinal !== undefined && ordinal < keep.count && !held.has(ordinal)) await want(keep, ordinal);
  for (let shard = 0; shard < keep.count; shard++)
    if (!held.has(shard) && mayTake(keep, shard)) await take(keep, shard);
  if (!isAgreed(keep)) return;
  for (const shard of held.keys()) {
    if (served.has(shard) || keep.isClosed) continue;
    served.set(shard, ports.serve(shard, keep.count));
    ports.onEvent({what: 'serving', shard});
  }
}

function observe(keep: Keep, found: readonly ShardLease[]): void {
  const now = keep.ports.clock.now();
  keep.heardAt = now;
  const there = new Set(found.map(({shard}) => shard));
  for (const shard of keep.seen.keys()) if (!there.has(shard)) keep.seen.delete(shard);
  for (const lease of found) {
    const before = keep.seen.get(lease.shard);
    // What somebody else notes on it is no sign of life of its holder.
    const isSame =
      before !== undefined && before.lease.holder === lease.holder && before.lease.renewed === lease.renewed;
    keep.seen.set(lease.shard, {lease, since: isSame ? before.since : now});
  }
}

const isLive = ({ports: {clock}}: Keep, {lease, since}: Seen): boolean =>
  lease.holder !== '' && clock.now() - since <= lifeOf(lease);

/** Whether all who are alive know the same number of shards. */
const isAgreed = (keep: Keep): boolean =>
  [...keep.seen.values()].every((one) => !isLive(keep, one) || one.lease.count === keep.count);

/** Whether each shard is somebody else's, and none of them should be ours. */
function standsBy(keep: Keep): boolean {
  const {count, held, seen, ordinal, holder} = keep;
  if (count === 0 || held.size > 0) return false;
  return Array.from({length: count}, (_, shard) => seen.get(shard)).every(
    (one) => one !== undefined && isLive(keep, one) && one.lease.shard !== ordinal && one.lease.holder !== holder,
  );
}

/** Undefined where somebody else was faster. */
async function write(
  {ports, seen}: Keep,
  lease: ShardLease,
  at: ShardLease | undefined,
): Promise<ShardLease | undefined> {
  const written = await ports.leases.write(lease, at);
  if (written !== undefined) seen.set(written.shard, {lease: written, since: ports.clock.now()});
  return written;
}

async function renew(keep: Keep, shard: number, lease: ShardLease): Promise<void> {
  const {ports, seen, held, served, holder, ordinal, count} = keep;
  const current = seen.get(shard)?.lease;
  if (current?.holder !== holder)
    return lose(
      keep,
      `the lease of shard ${shard} is ${current === undefined ? 'gone' : `another's: ${current.holder}`}`,
    );
  const [one, isOurs] = [served.get(shard), ordinal === shard];
  const isWanted = !isOurs && current.wantedBy !== '' && current.wantedBy !== holder;
  if (shard >= count || isWanted) return release(keep, shard, current);
  const mine: ShardLease = {
    ...lease,
    count,
    wantedBy: isOurs ? '' : current.wantedBy,
    isReady: one?.isReady() ?? false,
    unwritten: one?.unwritten() ?? 0,
    covers: keep.covers,
    renewed: ports.now().toISOString(),
  };
  const written = await write(keep, mine, current);
  if (written !== undefined) held.set(shard, {lease: written, renewedAt: ports.clock.now()});
}

async function release(keep: Keep, shard: number, current: ShardLease): Promise<void> {
  const {ports, held} = keep;
  await stop(keep, shard);
  held.delete(shard);
  await write(keep, {...current, holder: '', isReady: false, renewed: ports.now().toISOString()}, current);
  ports.onEvent({what: 'released', shard});
}

/** A shard of another's is left to it for as long as a lease lasts, and to whoever has less to do a moment longer. */
function mayTake(keep: Keep, shard: number): boolean {
  const {seen, held, ordinal, startedAt, ports} = keep;
  const one = seen.get(shard);
  if (one !== undefined && isLive(keep, one)) return false;
  if (ordinal === undefined || ordinal === shard) return true;
  const free = ports.clock.now() - (one?.since ?? startedAt);
  return free > LEASE_MS + Math.max(0, held.size - 1) * RETRY_MS;
}

async function take(keep: Keep, shard: number): Promise<void> {
  const {ports, seen, held, holder, count} = keep;
  const current = seen.get(shard)?.lease;
  const time = ports.now().toISOString();
  const lease: ShardLease = {
    shard,
    holder,
    count,
    wantedBy: '',
    isReady: false,
    unwritten: 0,
    covers: keep.covers,
    renewed: time,
    acquired: time,
    durationS: LEASE_MS / 1000,
    transitions: (current?.transitions ?? -1) + 1,
    version: '',
  };
  const written = await write(keep, lease, current);
  if (written === undefined) return;
  held.set(shard, {lease: written, renewedAt: ports.clock.now()});
  ports.onEvent({what: 'acquired', shard});
}

/** Asks whoever holds our own shard for it. */
async function want(keep: Keep, shard: number): Promise<void> {
  const {ports, seen, holder} = keep;
  const one = seen.get(shard);
  if (one === undefined || !isLive(keep, one) || one.lease.holder === holder || one.lease.wantedBy === holder) return;
  const written = await ports.leases.write({...one.lease, wantedBy: holder}, one.lease);
  // It is no sign of life of whoever holds it.
  if (written !== undefined) seen.set(shard, {lease: written, since: one.since});
  ports.onEvent({what: 'wanted', shard});
}

async function stop({served}: Keep, shard: number): Promise<void> {
  const one = served.get(shard);
  served.delete(shard);
  await one?.close();
}

async function stopAll(keep: Keep): Promise<void> {
  await Promise.all([...keep.served.keys()].map((shard) => stop(keep, shard)));
}

function lose(keep: Keep, why: string): void {
  if (keep.isClosed) return;
  keep.isClosed = true;
  keep.callOff();
  keep.ports.onLost(why);
}

async function close(keep: Keep): Promise<void> {
  const {seen, held, holder, ports} = keep;
  keep.isClosed = true;
  keep.callOff();
  await keep.turning;
  await stopAll(keep);
  for (const [shard, {lease}] of held) {
    const current = seen.get(shard)?.lease ?? lease;
    // What is another's is not given back.
    if (current.holder !== holder) continue;
    await release(keep, shard, current).catch((error: unknown) =>
      ports.onEvent({what: 'unreachable', message: messageOf(error)}),
    );
  }
}

const lifeOf = ({durationS}: ShardLease): number => Math.min(Math.max(durationS * 1000, RETRY_MS), 4 * LEASE_MS);
