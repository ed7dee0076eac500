import type {ReleaseKey} from '../model/notify.ts';
import {releaseLocks} from './locks.ts';
import type {Sight} from './observe.ts';
import {observeNext} from './remember.ts';
import {tickLater} from './ticks.ts';
import {keyOf, settle} from './work.ts';
import type {CourierPorts, Lane, Work} from './work.ts';

/** Tells sinks the difference between what stands and what they were told. It holds up nobody: all it is handed it works off by itself. */
export interface Courier {
  /** Reads of which releases something is kept; before the first `seen`. */
  readonly start: () => Promise<void>;
  /** A check has seen a release. */
  readonly seen: (sight: Sight) => void;
  /** A release is not there any more. */
  readonly gone: (release: ReleaseKey) => void;
  /** All releases were seen: those that something is kept of, and that `isMeant` and were not seen, are gone. */
  readonly complete: (isMeant: (release: ReleaseKey) => boolean) => void;
  /** Done when nothing can be told now: all is, or sinks do not take it. */
  readonly settled: () => Promise<void>;
  /** What is on its way may arrive for so long; then it is let go, and comes again the next time. */
  readonly close: (graceMs: number) => Promise<void>;
}

export function openCourier(ports: CourierPorts): Courier {
  const lanes = ports.sinks.map((sink): Lane => ({
    sink,
    waiting: new Set(),
    dueAt: new Map(),
    retries: new Map(),
    failing: new Set(),
    pausedUntil: 0,
    isRunning: false,
    standing: new Map(),
    refreshedAt: 0,
  }));
  const work: Work = {
    ports,
    lanes,
    locks: releaseLocks(),
    known: new Map(),
    fresh: new Set(),
    asked: new Set(),
    sights: new Map(),
    inHand: new Map(),
    unkept: new Map(),
    abort: new AbortController(),
    observing: 0,
    sending: 0,
    isClosed: false,
    waiters: [],
    callOffTick: () => {},
  };
  const seen = (sight: Sight): void => {
    const key = keyOf(sight.release);
    if (work.isClosed) return;
    work.fresh.add(key);
    // Of a release that is as it should be, and was, nothing is kept and nothing told.
    if (sight.findings.length === 0 && !isHeardOf(work, key)) return;
    work.known.set(key, sight.release);
    work.unkept.delete(key);
    work.sights.set(key, sight);
    observeNext(work);
  };
  const gone = ({name, namespace}: ReleaseKey): void =>
    seen({
      release: {name, namespace},
      at: new Date(ports.clock.now()).toISOString(),
      findings: [],
      endOf: () => ({by: 'uninstall'}),
    });
  return {
    async start() {
      for (const release of await ports.store.list()) work.known.set(keyOf(release), release);
      tickLater(work);
    },
    seen,
    gone,
    complete(isMeant) {
      for (const [key, release] of work.known) if (!work.fresh.has(key) && isMeant(release)) gone(release);
    },
    settled: () =>
      new Promise((resolve) => {
        work.waiters.push(resolve);
        settle(work);
      }),
    async close(graceMs) {
      work.isClosed = true;
      work.callOffTick();
      let callOff = (): void => {};
      const late = new Promise<void>((resolve) => (callOff = ports.clock.later(graceMs, resolve)));
      const idle = new Promise<void>((resolve) => {
        work.waiters.push(resolve);
        settle(work);
      });
      await Promise.race([idle, late]);
      callOff();
      work.abort.abort();
    },
  };
}

function isHeardOf({known, sights, inHand, unkept}: Work, key: string): boolean {
  return known.has(key) || sights.has(key) || inHand.has(key) || unkept.has(key);
}
