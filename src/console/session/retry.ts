import {isTransient} from '../../model/errors.ts';

/** Where only a person can mend it, the cluster is asked again this often, and no more often. */
export const TERMINAL_MS = 30_000;
const FIRST_MS = 2000;

/** When work that failed is tried again. */
export interface Retry {
  readonly afterMs: number;
  /** Nothing but the passing of that time, or a person's own wish, is worth another try. */
  readonly onlyThen: boolean;
}

/** `failures` counts those in a row, this one included. Pauses of transient failures double up to 30 s. */
export function retryAfter(error: unknown, failures: number): Retry {
  if (!isTransient(error)) return {afterMs: TERMINAL_MS, onlyThen: true};
  return {afterMs: Math.min(TERMINAL_MS, FIRST_MS * 2 ** (failures - 1)), onlyThen: false};
}
