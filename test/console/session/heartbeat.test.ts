import {getEventListeners} from 'node:events';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {heartbeat} from '../../../src/console/session/heartbeat.ts';
import {UserError} from '../../../src/model/errors.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const unreachable = new UserError('no answer', undefined, {code: 'unreachable'});
const unauthorized = new UserError('401', undefined, {code: 'unauthorized'});

/** A heartbeat whose pings answer as scripted; the last answer counts for all that follow. */
function beating(...answers: (Error | undefined)[]) {
  const stop = new AbortController();
  const beats: unknown[] = [];
  let pings = 0;
  const ping = async (): Promise<void> => {
    const answer = answers[Math.min(pings, answers.length - 1)];
    pings += 1;
    if (answer !== undefined) throw answer;
  };
  const ended = heartbeat(ping, (error) => void beats.push(error), stop.signal);
  return {stop, beats, ended, pings: () => pings};
}

test('asks every one and a half seconds, and sooner after no answer', async () => {
  const {beats, pings, stop} = beating(undefined, unreachable, undefined);
  await vi.advanceTimersByTimeAsync(1499);
  expect(beats).toEqual([undefined]);
  await vi.advanceTimersByTimeAsync(1);
  expect(beats).toEqual([undefined, unreachable]);
  await vi.advanceTimersByTimeAsync(500);
  expect(beats).toEqual([undefined, unreachable, undefined]);
  stop.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(pings()).toBe(3);
});

test('does not hammer a server that refuses it: at most one request in 30 s', async () => {
  const {pings, stop} = beating(unauthorized);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(pings()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_001);
  expect(pings()).toBe(4);
  stop.abort();
});

test('a ping that says nothing within 3 s is called off, and is an error that may pass', async () => {
  const stop = new AbortController();
  const beats: unknown[] = [];
  const signals: AbortSignal[] = [];
  const silent = (signal: AbortSignal): Promise<void> => {
    signals.push(signal);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('called off'))));
  };
  void heartbeat(silent, (error) => void beats.push(error), stop.signal);
  await vi.advanceTimersByTimeAsync(3000);
  expect(beats).toEqual([expect.objectContaining({message: 'no answer within 3 s', code: 'unreachable'})]);
  expect(signals[0]?.aborted).toBe(true);
  stop.abort();
});

test('gathers no listeners and no timers on the signal that lasts', async () => {
  const {stop, ended, pings} = beating(undefined);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(pings()).toBeGreaterThan(150);
  // The wait that is under way.
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
  stop.abort();
  await ended;
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});
