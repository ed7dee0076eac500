import {doubled} from '../model/backoff.ts';
import {RefusedCollectionError} from '../model/watch.ts';
import type {Collection, WatchCollection} from '../model/watch.ts';
import type {Clock} from './clock.ts';
import {seenObjects} from './objects.ts';
import type {Change, SeenObjects} from './objects.ts';

/** synced: it tells what is there now. behind: it was, and broke. refused: nobody may watch it. */
export type StreamState = 'starting' | 'synced' | 'behind' | 'refused';

export interface StreamsPorts {
  readonly watch: WatchCollection;
  readonly clock: Clock;
  readonly onChange: (key: string, change: Change) => void;
  /** A watch has told all that is there, for the first time or once more. */
  readonly onSynced: (key: string) => void;
  /** What it is about does not seem to be served any more. */
  readonly onGone: (key: string) => void;
  /** A fault of ours, which ends the engine. */
  readonly onFault: (error: unknown) => void;
}

/** One watch a collection, each kept alive on its own. */
export interface Streams {
  /** Begins what is new and ends what is not wanted any more. */
  want(collections: ReadonlyMap<string, Collection>): void;
  state(key: string): StreamState | undefined;
  seen(key: string): SeenObjects | undefined;
  /** How many are in such a state. */
  count(state: StreamState): number;
  /** How often a watch had to begin anew. */
  restarts(): number;
  /** Watches that wait to be tried again are tried now. */
  hurry(): void;
  /** Done when none is starting any more. */
  settled(): Promise<void>;
  close(): void;
}

/** A server refuses hundreds of watches that begin at once. */
const BEGINNING_AT_ONCE = 16;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Rights change, and nobody tells. */
const REFUSED_PAUSE_MS = 300_000;

interface Stream {
  readonly key: string;
  readonly collection: Collection;
  readonly seen: SeenObjects;
  readonly stop: AbortController;
  state: StreamState;
  /** Ends the pause before the next try. */
  wakeUp: () => void;
}

interface Running {
  readonly ports: StreamsPorts;
  readonly all: Map<string, Stream>;
  readonly turns: Turnstile;
  /** Who waits until none is starting. */
  waiting: (() => void)[];
  restarts: number;
}

export function streams(ports: StreamsPorts): Streams {
  const all = new Map<string, Stream>();
  const running: Running = {ports, all, turns: turnstile(BEGINNING_AT_ONCE), waiting: [], restarts: 0};
  return {
    want(collections) {
      for (const [key, stream] of all) if (!collections.has(key)) end(running, stream);
      for (const [key, collection] of collections) if (!all.has(key)) begin(running, key, collection);
      settle(running);
    },
    state: (key) => all.get(key)?.state,
    seen: (key) => all.get(key)?.seen,
    count: (state) => [...all.values()].filter((stream) => stream.state === state).length,
    restarts: () => running.restarts,
    hurry() {
      for (const {state, wakeUp} of all.values()) if (state !== 'refused') wakeUp();
    },
    settled: () =>
      new Promise((resolve) => {
        running.waiting.push(resolve);
        settle(running);
      }),
    close() {
      for (const stream of all.values()) end(running, stream);
      settle(running);
    },
  };
}

function begin(running: Running, key: string, collection: Collection): void {
  const stream: Stream = {
    key,
    collection,
    seen: seenObjects(),
    stop: new AbortController(),
    state: 'starting',
    wakeUp: () => {},
  };
  running.all.set(key, stream);
  run(running, stream).catch(running.ports.onFault);
}

function end({all}: Running, stream: Stream): void {
  all.delete(stream.key);
  stream.stop.abort();
  stream.wakeUp();
}

function settle(running: Running): void {
  if ([...running.all.values()].some(({state}) => state === 'starting')) return;
  for (const done of running.waiting.splice(0)) done();
}

function set(running: Running, stream: Stream, state: StreamState): void {
  stream.state = state;
  settle(running);
}

/** Keeps a watch alive until it is not wanted any more. */
async function run(running: Running, stream: Stream): Promise<void> {
  const {clock, onGone} = running.ports;
  for (let failures = 0; !stream.stop.signal.aborted; running.restarts += 1) {
    let isRefused = false;
    try {
      failures = (await live(running, stream)) ? 0 : failures + 1;
      if (stream.state === 'synced') set(running, stream, 'behind');
    } catch (error) {
      if (stream.stop.signal.aborted) return;
      failures += 1;
      isRefused = error instanceof RefusedCollectionError;
      set(running, stream, isRefused ? 'refused' : stream.state === 'starting' ? 'starting' : 'behind');
      // It may come back; whoever knows that it does not ends this.
      const isGone = error instanceof RefusedCollectionError && error.isGone;
      if (isGone && failures === 1) onGone(stream.key);
      if (isGone) isRefused = false;
    }
    const grown = doubled(failures, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    await waited(running, stream, (isRefused ? REFUSED_PAUSE_MS : grown) * (0.5 + clock.chance() / 2));
  }
}

/** One life of a watch, from what is there until it ends; whether it has told all that is there. Throws what it met before that. */
async function live(running: Running, stream: Stream): Promise<boolean> {
  const {ports, turns} = running;
  const {key, collection, seen, stop} = stream;
  let isSynced = false;
  const leave = await turns.enter();
  try {
    seen.begin();
    for await (const event of ports.watch(collection, stop.signal)) {
      if (stop.signal.aborted) break;
      for (const change of seen.take(event)) ports.onChange(key, change);
      if (event.type !== 'synced') continue;
      isSynced = true;
      leave();
      set(running, stream, 'synced');
      ports.onSynced(key);
    }
    return isSynced;
  } catch (error) {
    if (error instanceof RefusedCollectionError || !isSynced) throw error;
    return true;
  } finally {
    leave();
  }
}

function waited({ports: {clock}}: Running, stream: Stream, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (stream.stop.signal.aborted) return resolve();
    const callOff = clock.later(ms, resolve);
    stream.wakeUp = () => {
      callOff();
      resolve();
    };
  });
}

interface Turnstile {
  /** Gives what leaves again; leaving twice is leaving once. */
  enter(): Promise<() => void>;
}

function turnstile(places: number): Turnstile {
  let free = places;
  const line: (() => void)[] = [];
  const leave = (): void => {
    const next = line.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      let isIn = true;
      return () => {
        if (isIn) leave();
        isIn = false;
      };
    },
  };
}
