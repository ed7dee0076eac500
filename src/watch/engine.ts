import {pooled} from '../model/pooled.ts';
import {newestOf} from '../model/revisions.ts';
import type {Standing} from '../model/watch.ts';
import {onChange, onSynced, rediscover, rediscoverSoon, rewatch} from './changes.ts';
import {DEFINITIONS, standingCollections} from './collections.ts';
import type {Scope} from './collections.ts';
import {checkOne, look} from './look.ts';
import {owners} from './owners.ts';
import {workQueue} from './queue.ts';
import {releaseKey, track, wakeAll} from './run.ts';
import type {EngineListener, EnginePorts, Run} from './run.ts';
import {streams} from './streams.ts';

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
  /** Done when all releases were checked for the first time. Throws what keeps them from being read at all. */
  readonly start: () => Promise<void>;
  readonly standing: () => Standing;
  readonly close: () => void;
}

const WORKERS = 6;
const SETTLE_MS = 100;
const RESYNC_MS = 2 * 3_600_000;
const HOLD_MS = 300_000;
const TICK_MS = 5000;
/** Where definitions may not be watched, what is served is asked for this often. */
const POLL_DISCOVERY_MS = 60_000;

/**
 * Follows all releases of a scope: watches tell what changed, a queue says whose turn it is, and each verdict is that of a check. What
 * is kept here is where objects are and what they hash to, whose they are, and the records' labels; nothing that they hold.
 */
export function openEngine(ports: EnginePorts, listener: EngineListener, options: EngineOptions): Engine {
  const {scope, workers = WORKERS, settleMs = SETTLE_MS, resyncMs = RESYNC_MS, holdMs = HOLD_MS} = options;
  const {clock} = ports;
  const onFault = (error: unknown): void => {
    if (run.isClosed) return;
    close(run);
    listener.onFault(error);
  };
  const run: Run = {
    ports,
    listener: {...listener, onFault},
    scope,
    holdMs,
    resyncMs,
    tracked: new Map(),
    owners: owners(),
    queue: workQueue({workers, settleMs, clock, work: (key) => checkOne(run, key), onFault}),
    watches: streams({
      watch: ports.watch,
      clock,
      onChange: (key, change) => onChange(run, key, change),
      onSynced: () => onSynced(run),
      onGone: () => rediscoverSoon(run),
      onFault,
    }),
    served: undefined,
    standing: new Map(),
    named: new Map(),
    isIndexed: false,
    isReady: false,
    isClosed: false,
    isDown: false,
    rules: undefined,
    discoveredAt: 0,
    rediscoveries: [],
    callOffTick: () => {},
  };
  return {start: () => start(run, workers), standing: () => standingOf(run), close: () => close(run)};
}

async function start(run: Run, workers: number): Promise<void> {
  const {ports, watches, queue, listener} = run;
  [run.served, run.rules] = await Promise.all([ports.discover(), ports.rules()]);
  run.discoveredAt = ports.clock.now();
  run.standing = standingCollections(run.served, run.scope);
  rewatch(run);
  await watches.settled();
  if (run.isClosed) return;
  await firstPass(run, workers);
  if (run.isClosed) return;
  run.isReady = true;
  rewatch(run);
  queue.start();
  tickLater(run);
  listener.onReady();
}

/** All releases in their order, so that pages of many objects serve them as they come. */
async function firstPass(run: Run, workers: number): Promise<void> {
  const {ports, scope, tracked, queue, listener} = run;
  run.isIndexed = true;
  const histories = (await ports.histories()).filter(
    (history) => scope.release === undefined || history.some(({name}) => name === scope.release),
  );
  const inWork = new Map<number, string>();
  await pooled(histories, workers, async (history, index) => {
    const newest = newestOf(history);
    if (newest === undefined || run.isClosed) return;
    inWork.set(index, newest.namespace);
    const key = releaseKey(newest);
    // One whose record has changed since is looked at once more.
    const isNews = tracked.has(key);
    const one = track(run, newest);
    if (!isNews) one.history = history;
    const retry = await look(run, {key, one, history, isFirst: true});
    inWork.delete(index);
    const [first] = inWork.values();
    if (first !== undefined) ports.passed(first);
    if (retry !== undefined) queue.wake(key);
    listener.onStanding();
  });
  ports.passed(undefined);
}

function tickLater(run: Run): void {
  if (run.isClosed) return;
  run.callOffTick = run.ports.clock.later(
    TICK_MS,
    () => void tick(run).then(() => tickLater(run), run.listener.onFault),
  );
}

/** What nobody tells of. */
async function tick(run: Run): Promise<void> {
  const {ports, watches, tracked, queue, resyncMs, listener} = run;
  const wasDown = run.isDown;
  run.isDown = watches.count('synced') === 0 && watches.count('behind') > 0;
  if (wasDown !== run.isDown) listener.onStanding();
  // Rules that cannot be read now are told by the next check.
  const rules = await ports.rules().catch(() => run.rules);
  if (rules !== run.rules) {
    run.rules = rules;
    wakeAll(run, () => true);
  }
  const now = ports.clock.now();
  if (watches.state(DEFINITIONS) !== 'synced' && now - run.discoveredAt > POLL_DISCOVERY_MS) await rediscover(run);
  for (const [key, one] of tracked) {
    const {checkedAt, share} = one;
    if (checkedAt === undefined || now - checkedAt <= resyncMs * (0.75 + share / 2)) continue;
    one.turns += 1;
    queue.wake(key);
  }
}

function standingOf({tracked, queue, standing, named, watches, owners: owned, isDown, isReady}: Run): Standing {
  return {
    releases: tracked.size,
    queued: queue.waiting() + queue.running(),
    watches: standing.size + named.size,
    behind: watches.count('behind'),
    refused: watches.count('refused'),
    restarts: watches.restarts(),
    objects: owned.size,
    isDown,
    isReady,
  };
}

function close(run: Run): void {
  run.isClosed = true;
  run.callOffTick();
  for (const callOff of run.rediscoveries) callOff();
  run.queue.close();
  run.watches.close();
}
