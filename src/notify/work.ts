import type {Message, ReleaseKey, Sink, ToldStore} from '../model/notify.ts';
import type {ReleaseLocks} from './locks.ts';
import type {Sight} from './observe.ts';
import type {Policy} from './routes.ts';

export interface CourierClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gives what calls it off. */
  readonly later: (ms: number, call: () => void) => () => void;
  /** From 0 to 1. */
  readonly chance: () => number;
}

export interface CourierPorts {
  readonly store: ToldStore;
  readonly sinks: readonly Sink[];
  readonly policy: Policy;
  readonly clock: CourierClock;
  /** What is wrong, in words that hold no secret. */
  readonly onNote: (text: string) => void;
  readonly onResult: (sink: string, result: 'ok' | 'failed' | 'dropped', notices: number) => void;
  /** Takes down what a sink will never take. */
  readonly bury: (sink: string, message: Message, why: string) => Promise<void>;
}

export interface Retry {
  readonly since: number;
  readonly failures: number;
  /** Whether its time has come. */
  isDue: boolean;
  readonly callOff: () => void;
}

export interface Lane {
  readonly sink: Sink;
  /** Releases of which there may be something to tell, in their order. */
  readonly waiting: Set<string>;
  /** When something may be due though nothing happens. */
  readonly dueAt: Map<string, number>;
  /** Releases whose message the sink did not take: since when, how often, and what ends their pause. */
  readonly retries: Map<string, Retry>;
  /** Those among them that failed since the sink took something last: more than one, and it is the sink that is away. */
  readonly failing: Set<string>;
  pausedUntil: number;
  isRunning: boolean;
  /** For a sink that forgets: what it was told and still stands. */
  readonly standing: Map<string, Message>;
  refreshedAt: number;
}

export interface Work {
  readonly ports: CourierPorts;
  readonly lanes: readonly Lane[];
  readonly locks: ReleaseLocks;
  /** Releases that something is kept of. */
  readonly known: Map<string, ReleaseKey>;
  /** Those that were seen since the start: of the others nobody knows how they stand. */
  readonly fresh: Set<string>;
  /** Those that sinks were asked about since the start. */
  readonly asked: Set<string>;
  /** The newest sight of each release that is not remembered yet. */
  readonly sights: Map<string, Sight>;
  /** Releases of which a sight is being remembered, and how many. */
  readonly inHand: Map<string, number>;
  /** Sights that could not be kept, unless a newer one came. */
  readonly unkept: Map<string, Sight>;
  readonly abort: AbortController;
  observing: number;
  sending: number;
  isClosed: boolean;
  waiters: (() => void)[];
  callOffTick: () => void;
}

export const keyOf = ({namespace, name}: ReleaseKey): string => `${namespace}/${name}`;

export function forget({known, lanes}: Work, key: string): void {
  known.delete(key);
  for (const {dueAt, standing, waiting, retries, failing} of lanes) {
    dueAt.delete(key);
    standing.delete(key);
    waiting.delete(key);
    retries.get(key)?.callOff();
    retries.delete(key);
    failing.delete(key);
  }
}

/** There may be something to tell to a sink of a release; one that it did not take waits for its time. */
export function wake({waiting, retries}: Lane, key: string): void {
  if (retries.get(key)?.isDue !== false) waiting.add(key);
}

/** Tells those who wait for it that nothing can be told now. */
export function settle(work: Work): void {
  const {clock} = work.ports;
  const isIdle =
    work.observing + work.sights.size + work.sending === 0 &&
    (work.isClosed || work.lanes.every(({waiting, pausedUntil}) => waiting.size === 0 || clock.now() < pausedUntil));
  if (!isIdle) return;
  for (const done of work.waiters.splice(0)) done();
}
