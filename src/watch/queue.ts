import type {Clock} from './clock.ts';

export interface QueueOptions {
  /** Pieces of work at once. */
  readonly workers: number;
  /** Changes come in bursts: work begins this long after the first of them. */
  readonly settleMs: number;
  /** Answers with when the same is to be done again, where it could not be done now. */
  readonly work: (key: string) => Promise<Again | undefined>;
  readonly clock: Clock;
  /** Work has thrown: a fault of ours. */
  readonly onFault: (error: unknown) => void;
}

export interface Again {
  readonly afterMs: number;
}

/** What is to be done, one piece a key. The one that waits longest is done first, and none takes the place of all others. */
export interface WorkQueue {
  /** Something about it has changed. What waits for its time goes on waiting, unless it is urgent. */
  wake(key: string, isUrgent?: boolean): void;
  forget(key: string): void;
  /** Work begins; until then it waits. */
  start(): void;
  close(): void;
  readonly waiting: () => number;
  readonly running: () => number;
}

/** Whoever changes without end takes a fifth of a worker, and no more. */
const REST = 4;
const LONGEST_REST_MS = 10_000;
const RESTING_AT_MOST = 1000;

export function workQueue({workers, settleMs, work, clock, onFault}: QueueOptions): WorkQueue {
  /** When each is due. */
  const waiting = new Map<string, number>();
  /** Whether each changed again since it began. */
  const running = new Map<string, boolean>();
  /** Not before these times, for what was done just now. */
  const resting = new Map<string, number>();
  let timer: {readonly at: number; readonly callOff: () => void} | undefined;
  let isOpen = false;

  function wake(key: string, isUrgent = false): void {
    if (running.has(key)) return void running.set(key, true);
    const at = Math.max(clock.now() + settleMs, resting.get(key) ?? 0);
    resting.delete(key);
    const known = waiting.get(key);
    if (known !== undefined && !(isUrgent && at < known)) return;
    waiting.set(key, at);
    arm();
  }

  function arm(): void {
    if (!isOpen || running.size >= workers || waiting.size === 0) return;
    let at = Infinity;
    for (const due of waiting.values()) at = Math.min(at, due);
    if (timer !== undefined && timer.at <= at) return;
    timer?.callOff();
    timer = {at, callOff: clock.later(Math.max(0, at - clock.now()), begin)};
  }

  function begin(): void {
    timer = undefined;
    const now = clock.now();
    const due = [...waiting].filter(([, at]) => at <= now).toSorted(([, a], [, b]) => a - b);
    for (const [key] of due.slice(0, workers - running.size)) {
      waiting.delete(key);
      running.set(key, false);
      run(key).catch(onFault);
    }
    if (resting.size > RESTING_AT_MOST) for (const [key, until] of resting) if (until <= now) resting.delete(key);
    arm();
  }

  async function run(key: string): Promise<void> {
    const started = clock.now();
    let again: Again | undefined;
    try {
      again = await work(key);
    } finally {
      const isChanged = running.get(key) === true;
      running.delete(key);
      const now = clock.now();
      const rested = now + Math.min(LONGEST_REST_MS, REST * (now - started));
      if (again !== undefined) waiting.set(key, now + again.afterMs);
      else if (isChanged) waiting.set(key, Math.max(now + settleMs, rested));
      else if (rested > now + settleMs) resting.set(key, rested);
      arm();
    }
  }

  return {
    wake,
    forget(key) {
      waiting.delete(key);
      resting.delete(key);
    },
    start() {
      isOpen = true;
      arm();
    },
    close() {
      isOpen = false;
      timer?.callOff();
      timer = undefined;
      waiting.clear();
    },
    waiting: () => waiting.size,
    running: () => running.size,
  };
}
