import type {Clock} from '../watch/clock.ts';

/** No timer of an engine keeps a process alive: its owner decides how long it lasts. */
export function realClock(): Clock {
  return {
    now: () => performance.now(),
    later(ms, call) {
      const timer = setTimeout(call, ms).unref();
      return () => clearTimeout(timer);
    },
    chance: () => Math.random(),
  };
}
