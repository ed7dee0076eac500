import {setTimeout as sleep} from 'node:timers/promises';

/** Waits; rejects with an AbortError when the signal comes first. One place for all waits of this folder, so that tests need not wait. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, signal === undefined ? {} : {signal});
}
