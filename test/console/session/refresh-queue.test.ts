import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {refreshQueue} from '../../../src/console/session/refresh-queue.ts';
import type {Retry} from '../../../src/console/session/retry.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A queue whose runs end when the test says so. */
function held() {
  const ends: ((retry?: Retry) => void)[] = [];
  const work = vi.fn<() => Promise<Retry | undefined>>(
    () => new Promise<Retry | undefined>((resolve) => ends.push(resolve)),
  );
  const end = async (retry?: Retry): Promise<void> => {
    ends.shift()?.(retry);
    await vi.advanceTimersByTimeAsync(0);
  };
  return {queue: refreshQueue(work, 100), work, end};
}

test('one at a time, and one more for all who ask meanwhile', async () => {
  const {queue, work, end} = held();
  const done: string[] = [];
  void queue.now().then(() => done.push('first'));
  for (const name of ['second', 'third', 'fourth']) void queue.now().then(() => done.push(name));
  expect([work.mock.calls.length, queue.isWanted()]).toEqual([1, true]);
  await end();
  expect([work.mock.calls.length, done, queue.isWanted()]).toEqual([2, ['first'], false]);
  await end();
  expect([work.mock.calls.length, done]).toEqual([2, ['first', 'second', 'third', 'fourth']]);
});

test('a burst of changes is one refresh, when it has settled', async () => {
  const {queue, work} = held();
  for (let change = 0; change < 50; change++) queue.soon();
  expect([work.mock.calls.length, queue.isWanted()]).toEqual([0, true]);
  await vi.advanceTimersByTimeAsync(100);
  expect([work.mock.calls.length, queue.isWanted()]).toEqual([1, false]);
});

describe('after a failure', () => {
  test('it is tried again by itself after the pause', async () => {
    const {queue, work, end} = held();
    void queue.now();
    await end({afterMs: 2000, onlyThen: false});
    await vi.advanceTimersByTimeAsync(1999);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('a change is worth a try at once where it may pass by itself', async () => {
    const {queue, work, end} = held();
    void queue.now();
    await end({afterMs: 30_000, onlyThen: false});
    queue.soon();
    await vi.advanceTimersByTimeAsync(100);
    expect(work).toHaveBeenCalledTimes(2);
    // The try that was waiting came with it.
    await end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('where only a person can mend it no change is, but a person is', async () => {
    const {queue, work, end} = held();
    void queue.now();
    await end({afterMs: 30_000, onlyThen: true});
    for (let change = 0; change < 10; change++) {
      queue.soon();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(work).toHaveBeenCalledTimes(1);
    void queue.now();
    expect(work).toHaveBeenCalledTimes(2);
    await end();
    queue.soon();
    await vi.advanceTimersByTimeAsync(100);
    expect(work).toHaveBeenCalledTimes(3);
  });
});

test('closed, it begins nothing and holds no timer', async () => {
  const {queue, work, end} = held();
  void queue.now();
  queue.soon();
  queue.close();
  await end({afterMs: 1000, onlyThen: false});
  queue.soon();
  await queue.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([work.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
});
