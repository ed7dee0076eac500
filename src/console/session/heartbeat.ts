import {isTransient, UserError} from '../../model/errors.ts';
import {TERMINAL_MS} from './retry.ts';
import {childOf, wait} from './waiting.ts';

const WITHIN_MS = 3000;
const PAUSE_MS = 1500;
const AFTER_FAILURE_MS = 500;

/**
 * Whether the API server answers, asked until the signal: a connection may die without a word. `onBeat` is told of each answer,
 * with the error where there is one. A refusal that only a person can end is met again at most every 30 s.
 */
export async function heartbeat(
  ping: (signal: AbortSignal) => Promise<void>,
  onBeat: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const error = await beat(ping, signal);
    if (signal.aborted) return;
    onBeat(error);
    await wait(pauseAfter(error), signal);
  }
}

function pauseAfter(error: unknown): number {
  if (error === undefined) return PAUSE_MS;
  return isTransient(error) ? AFTER_FAILURE_MS : TERMINAL_MS;
}

/** The error of one ping; undefined where it was answered. */
async function beat(ping: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<unknown> {
  const limit = childOf(signal);
  const late = new UserError(`no answer within ${WITHIN_MS / 1000} s`, undefined, {code: 'unreachable'});
  const timer = setTimeout(() => limit.end(late), WITHIN_MS);
  timer.unref();
  try {
    await ping(limit.signal);
    return undefined;
  } catch (error) {
    return limit.signal.aborted ? late : (error ?? new Error('the ping failed'));
  } finally {
    clearTimeout(timer);
    limit.end();
  }
}
