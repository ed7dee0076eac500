import {setMaxListeners} from 'node:events';

/** Resolves after the time, or upon the signal. It leaves no listener and no timer behind, and keeps no process alive. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal.addEventListener('abort', end);
  });
}

/** A controller that its parent aborts too. */
export interface ChildController {
  readonly signal: AbortSignal;
  /** Aborts it, and takes its listener off the parent. */
  end(reason?: unknown): void;
}

/**
 * Unlike AbortSignal.any, it leaves nothing on a long-lived parent once it has ended. Whoever makes one ends it.
 */
export function childOf(parent: AbortSignal): ChildController {
  const controller = new AbortController();
  // One listener for each request under way.
  setMaxListeners(0, controller.signal);
  const onAbort = (): void => end(parent.reason);
  const end = (reason?: unknown): void => {
    parent.removeEventListener('abort', onAbort);
    controller.abort(reason);
  };
  if (parent.aborted) end(parent.reason);
  else parent.addEventListener('abort', onAbort);
  return {signal: controller.signal, end};
}
