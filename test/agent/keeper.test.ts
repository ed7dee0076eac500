import {expect, test} from 'vitest';
import {shardKeeper} from '../../src/agent/keeper.ts';
import type {Keeper, KeeperEvent} from '../../src/agent/keeper.ts';
import {leaseName, leaseObject, shardLease} from '../../src/agent/leases.ts';
import type {LeasePort, ShardLease} from '../../src/agent/leases.ts';
import {metadataOf} from '../../src/model/json.ts';
import type {TestClock} from '../watch/scripted.ts';
import {testClock} from '../watch/scripted.ts';

/** The API server's leases, with the precondition that it checks. */
function leaseStore() {
  const leases = new Map<string, ShardLease>();
  let version = 0;
  const away = new Set<string>();
  const port = (who: string): LeasePort => {
    const answer = (): void => {
      if (away.has(who)) throw new Error('no answer');
    };
    return {
      async list() {
        answer();
        return [...leases.values()];
      },
      async write(lease, seen) {
        answer();
        const name = leaseName('drift', lease.shard);
        if (leases.get(name)?.version !== seen?.version) return undefined;
        version += 1;
        // By way of the object, as it lies in the cluster.
        const object = leaseObject(lease, 'drift', 'ops');
        const read = shardLease({...object, metadata: {...metadataOf(object), resourceVersion: String(version)}});
        if (read === undefined) throw new Error('no lease');
        leases.set(name, read);
        return read;
      },
    };
  };
  return {leases, port, away};
}

/** Whoever is dead asks nothing, and hears nothing. */
const dying = (port: LeasePort, isDead: () => boolean): LeasePort => ({
  async list() {
    const found = isDead() ? [] : await port.list();
    if (isDead()) throw new Error('dead');
    return found;
  },
  async write(lease, seen) {
    if (isDead()) throw new Error('dead');
    return port.write(lease, seen);
  },
});

interface World {
  readonly clock: TestClock;
  readonly store: ReturnType<typeof leaseStore>;
  readonly world: {count: number | undefined; slow: number};
  /** Who serves which shard of how many, now. */
  readonly serving: () => string[];
  readonly begin: (ordinal: number | undefined, name?: string, endsWhenLost?: boolean) => Process;
  readonly overlaps: string[];
}

interface Process {
  readonly keeper: Keeper;
  readonly events: KeeperEvent[];
  readonly lost: string[];
  /** It is gone, and says nothing. */
  kill(): void;
}

function world(count: number | undefined): World {
  const clock = testClock();
  const store = leaseStore();
  const state = {count, slow: 0};
  const now = new Map<string, {who: string; shard: number; count: number}>();
  const overlaps: string[] = [];
  const begin: World['begin'] = (ordinal, name = `agent-${ordinal ?? 'x'}`, endsWhenLost = false) => {
    const [events, lost]: [KeeperEvent[], string[]] = [[], []];
    let isDead = false;
    const kill = (): void => {
      isDead = true;
      for (const key of now.keys()) if (key.startsWith(`${name} `)) now.delete(key);
    };
    const own: TestClock = {
      ...clock,
      later: (ms, call) => clock.later(ms, () => (isDead ? undefined : call())),
    };
    const keeper = shardKeeper(
      {
        leases: dying(store.port(name), () => isDead),
        count: async () => state.count,
        clock: own,
        now: () => new Date(clock.now()),
        onEvent: (event) => void events.push(event),
        onLost: (why) => {
          lost.push(why);
          if (endsWhenLost) kill();
        },
        serve(shard, of) {
          if (isDead) throw new Error('dead');
          const key = `${name} ${shard}/${of}`;
          for (const other of now.values())
            if (other.count !== of || other.shard === shard)
              overlaps.push(`${key} beside ${other.who} ${other.shard}/${other.count}`);
          now.set(key, {who: name, shard, count: of});
          return {
            isReady: () => true,
            unwritten: () => 3,
            close: async () => {
              if (state.slow > 0) await new Promise<void>((done) => void clock.later(state.slow, done));
              now.delete(key);
            },
          };
        },
      },
      {holder: name, ordinal, covers: 'shop'},
    );
    keeper.start();
    return {keeper, events, lost, kill};
  };
  return {clock, store, world: state, overlaps, begin, serving: () => [...now.keys()].toSorted()};
}

test('one of two holds the only shard; the other takes it within a lease of its end', async () => {
  const {clock, begin, serving, overlaps} = world(1);
  const first = begin(undefined, 'a');
  await clock.pass(10);
  const second = begin(undefined, 'b');
  await clock.pass(60_000);
  expect(serving()).toEqual(['a 0/1']);
  expect([first.keeper.standsBy(), second.keeper.standsBy()]).toEqual([false, true]);
  first.kill();
  await clock.pass(14_000);
  expect(serving()).toEqual([]);
  await clock.pass(5000);
  expect(serving()).toEqual(['b 0/1']);
  expect(overlaps).toEqual([]);
});

test('what is given back is taken at once', async () => {
  const {clock, begin, serving, store} = world(1);
  const first = begin(undefined, 'a');
  await clock.pass(10);
  begin(undefined, 'b');
  await clock.pass(5000);
  expect([...store.leases.values()][0]).toMatchObject({
    holder: 'a',
    isReady: true,
    unwritten: 3,
    count: 1,
    covers: 'shop',
  });
  await Promise.all([first.keeper.close(), clock.pass(10)]);
  expect([...store.leases.values()][0]).toMatchObject({holder: '', isReady: false});
  await clock.pass(3000);
  expect(serving()).toEqual(['b 0/1']);
});

test('each process has its own shard; that of a dead one is served by another until it is back', async () => {
  const {clock, begin, serving, overlaps} = world(4);
  const all = [0, 1, 2, 3].map((ordinal) => begin(ordinal));
  await clock.pass(5000);
  expect(serving()).toEqual(['agent-0 0/4', 'agent-1 1/4', 'agent-2 2/4', 'agent-3 3/4']);
  all[2]?.kill();
  await clock.pass(19_000);
  expect(serving().filter((one) => one.includes(' 2/4'))).toHaveLength(1);
  expect(serving()).toHaveLength(4);
  const back = begin(2, 'agent-2b');
  await clock.pass(10_000);
  expect(serving()).toEqual(['agent-0 0/4', 'agent-1 1/4', 'agent-2b 2/4', 'agent-3 3/4']);
  expect(back.events.map(({what}) => what)).toEqual(['wanted', 'acquired', 'serving']);
  expect(overlaps).toEqual([]);
});

test('another number of shards: nobody begins by it before all have ended by the old one', async () => {
  const {clock, begin, serving, overlaps, world: state} = world(2);
  begin(0);
  begin(1);
  await clock.pass(5000);
  expect(serving()).toEqual(['agent-0 0/2', 'agent-1 1/2']);
  state.slow = 3000;
  state.count = 3;
  begin(2);
  await clock.pass(12_000);
  expect(serving()).toEqual(['agent-0 0/3', 'agent-1 1/3', 'agent-2 2/3']);
  state.count = 1;
  await clock.pass(30_000);
  expect(serving()).toEqual(['agent-0 0/1']);
  expect(overlaps).toEqual([]);
});

test('a process that cannot renew its lease ends before another takes it', async () => {
  const {clock, begin, store} = world(1);
  const one = begin(undefined, 'a');
  await clock.pass(5000);
  store.away.add('a');
  await clock.pass(9000);
  expect(one.lost).toEqual([]);
  await clock.pass(4000);
  expect(one.lost).toEqual(['the lease of shard 0 could not be renewed']);
  expect(one.events.at(-1)).toEqual({what: 'unreachable', message: 'no answer'});
  expect(one.keeper.silence()).toBeGreaterThan(9000);
});

test('a lease that is another’s all at once is lost', async () => {
  const {clock, begin, store} = world(1);
  const one = begin(undefined, 'a');
  await clock.pass(5000);
  const lease = store.leases.get('drift-shard-0');
  if (lease === undefined) throw new Error('no lease');
  await store.port('thief').write({...lease, holder: 'thief'}, lease);
  await clock.pass(3000);
  expect(one.lost).toEqual(["the lease of shard 0 is another's: thief"]);
  await one.keeper.close();
  // What is another's is not given back.
  expect(store.leases.get('drift-shard-0')?.holder).toBe('thief');
});

test('as long as nobody knows how many shards there are, none is taken', async () => {
  const {clock, begin, serving, world: state} = world(undefined);
  const one = begin(0);
  await clock.pass(20_000);
  expect([serving(), one.keeper.standsBy()]).toEqual([[], false]);
  state.count = 1;
  await clock.pass(5000);
  state.count = undefined;
  await clock.pass(20_000);
  expect(serving()).toEqual(['agent-0 0/1']);
});

/** Numbers that are the same in each run. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test.each(Array.from({length: 40}, (_, seed) => seed + 1))(
  'history %i of deaths, returns, other numbers and silences: never two at once, and all served in the end',
  async (seed) => {
    const draw = drawn(seed);
    const {clock, begin, serving, overlaps, store, world: state} = world(3);
    const alive = new Map<number, {name: string; process: Process}>();
    let names = 0;
    const start = (ordinal: number): void => {
      names += 1;
      const name = `p${ordinal}-${names}`;
      alive.set(ordinal, {name, process: begin(ordinal, name, true)});
    };
    const bury = (ordinal: number): void => {
      alive.get(ordinal)?.process.kill();
      alive.delete(ordinal);
    };
    for (let ordinal = 0; ordinal < 4; ordinal++) start(ordinal);
    state.slow = draw(2) * 1500;
    for (let step = 0; step < 25; step++) {
      const ordinal = draw(4);
      const one = alive.get(ordinal);
      const act = draw(5);
      if (act === 0) bury(ordinal);
      else if (act === 1 && one === undefined) start(ordinal);
      else if (act === 2) state.count = 1 + draw(4);
      else if (act === 3 && one !== undefined) store.away.add(one.name);
      else store.away.clear();
      await clock.pass(500 + draw(20_000));
      // A process that has lost a lease ends.
      for (const [other, {process}] of alive) if (process.lost.length > 0) bury(other);
    }
    store.away.clear();
    for (let ordinal = 0; ordinal < 4; ordinal++) if (!alive.has(ordinal)) start(ordinal);
    state.count = 4;
    await clock.pass(90_000);
    expect(overlaps).toEqual([]);
    expect(
      serving()
        .map((one) => one.slice(one.indexOf(' ') + 1))
        .toSorted(),
    ).toEqual(['0/4', '1/4', '2/4', '3/4']);
  },
);

test('an object that is no lease of ours is none', () => {
  expect(shardLease({metadata: {name: 'web'}})).toBeUndefined();
  expect(shardLease({metadata: {name: 'drift-shard-3'}})).toMatchObject({shard: 3, holder: '', count: 0, version: ''});
});
