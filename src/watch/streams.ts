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
  readonly collection: Collection;
  readonly seen: SeenObjects;
  readonly stop: AbortController;
  state: StreamState;
  wakeUp: () => void;
}

export function streams({watch, clock, onChange, onSynced, onGone, onFault}: StreamsPorts): Streams {
  const running = new Map<string, Stream>();
  const turns = turnstile(BEGINNING_AT_ONCE);
  let restarted = 0;
  let waiting: (() => void)[] = [];
  const settle = (): void => {
    if ([...running.values()].some(({state}) => state === 'starting')) return;
    for (const done of waiting.splice(0)) done();
  };
  const set = (stream: Stream, state: StreamState): void => {
    stream.state = state;
    settle();
  };

  /** One life of a watch, from what is there until it ends; `false` where it never told all that is there. */
  async function live(key: string, stream: Stream): Promise<boolean> {
    const {collection, seen, stop} = stream;
    let isSynced = false;
    const leave = await turns.enter();
    try {
      seen.begin();
      for await (const event of watch(collection, stop.signal)) {
        if (stop.signal.aborted) break;
        for (const change of seen.take(event)) onChange(key, change);
        if (event.type !== 'synced') continue;
        isSynced = true;
        leave();
        set(stream, 'synced');
        onSynced(key);
      }
      return isSynced;
    } catch (error) {
      if (error instanceof RefusedCollectionError || !isSynced) throw error;
      return true;
    } finally {
      leave();
    }
  }

  async function run(key: string, stream: Stream): Promise<void> {
    for (let failures = 0; !stream.stop.signal.aborted;) {
      let pause = FIRST_PAUSE_MS;
      try {
        failures = (await live(key, stream)) ? 0 : failures + 1;
        if (stream.state === 'synced') set(stream, 'behind');
      } catch (error) {
        if (stream.stop.signal.aborted) return;
        failures += 1;
        const isRefused = error instanceof RefusedCollectionError;
        // It may come back; whoever knows that it does not ends this.
        if (isRefused && error.isGone && failures === 1) onGone(key);
        if (isRefused && !error.isGone) pause = REFUSED_PAUSE_MS;
        set(stream, isRefused ? 'refused' : stream.state === 'starting' ? 'starting' : 'behind');
      }
      restarted += 1;
      const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
      await waited(stream, Math.max(pause, grown) * (0.5 + clock.chance() / 2));
    }
  }

  function waited(stream: Stream, ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (stream.stop.signal.aborted) return resolve();
      const callOff = clock.later(ms, resolve);
      stream.wakeUp = () => {
        callOff();
        resolve();
      };
    });
  }

  function end(key: string, stream: Stream): void {
    running.delete(key);
    stream.stop.abort();
    stream.wakeUp();
  }

  return {
    want(collections) {
      for (const [key, stream] of running) if (!collections.has(key)) end(key, stream);
      for (const [key, collection] of collections) {
        if (running.has(key)) continue;
        const stream: Stream = {
          collection,
          seen: seenObjects(),
          stop: new AbortController(),
          state: 'starting',
          wakeUp: () => {},
        };
        running.set(key, stream);
        run(key, stream).catch(onFault);
      }
      settle();
    },
    state: (key) => running.get(key)?.state,
    seen: (key) => running.get(key)?.seen,
    count: (state) => [...running.values()].filter((stream) => stream.state === state).length,
    restarts: () => restarted,
    hurry() {
      for (const {state, wakeUp} of running.values()) if (state !== 'refused') wakeUp();
    },
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        settle();
      }),
    close() {
      for (const [key, stream] of running) end(key, stream);
      for (const done of waiting.splice(0)) done();
      waiting = [];
    },
  };
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
