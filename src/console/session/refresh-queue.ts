import type {Retry} from './retry.ts';

/** One refresh at a time, and one more for all who ask meanwhile. */
export interface RefreshQueue {
  /** Begins now, or as soon as the refresh that is under way is over; done when that is through. */
  readonly now: () => Promise<void>;
  /** For what changed: changes come in bursts, and one refresh serves all of them. */
  readonly soon: () => void;
  /** Whether another refresh is wanted already. */
  readonly isWanted: () => boolean;
  /** No refresh begins afterwards. */
  readonly close: () => void;
}

/** `work` does not throw; where it failed it says when to try again. */
export function refreshQueue(work: () => Promise<Retry | undefined>, settleMs: number): RefreshQueue {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retry: {readonly timer: NodeJS.Timeout; readonly onlyThen: boolean} | undefined;
  let isClosed = false;

  function now(): Promise<void> {
    if (isClosed) return Promise.resolve();
    if (running === undefined) {
      running = runOnce().finally(() => (running = undefined));
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return now();
    });
    return next;
  }

  async function runOnce(): Promise<void> {
    clearTimeout(retry?.timer);
    retry = undefined;
    const again = await work();
    if (again === undefined || isClosed) return;
    retry = {timer: setTimeout(() => void now(), again.afterMs).unref(), onlyThen: again.onlyThen};
  }

  return {
    now,
    soon() {
      if (isClosed || retry?.onlyThen === true) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void now();
      }, settleMs);
    },
    isWanted: () => next !== undefined || timer !== undefined,
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(retry?.timer);
    },
  };
}
