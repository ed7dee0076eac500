import {expect, test} from 'vitest';
import {workQueue} from '../../src/watch/queue.ts';
import type {Again} from '../../src/watch/queue.ts';
import {testClock, turn} from './scripted.ts';

/** A queue whose work ends when the test says so, or at once. */
function held({workers = 2, isHeld = true} = {}) {
  const clock = testClock();
  const [begun, ends, faults]: [string[], Map<string, (again?: Again) => void>, unknown[]] = [[], new Map(), []];
  const queue = workQueue({
    workers,
    settleMs: 100,
    clock,
    onFault: (error) => void faults.push(error),
    work: (key) => {
      begun.push(key);
      return isHeld ? new Promise((done) => ends.set(key, done)) : Promise.resolve(undefined);
    },
  });
  queue.start();
  const end = async (key: string, again?: Again): Promise<void> => {
    ends.get(key)?.(again);
    await turn();
  };
  return {clock, queue, begun, end, faults};
}

test('a burst of changes is one piece of work, once it has settled', async () => {
  const {clock, queue, begun} = held();
  for (let change = 0; change < 50; change++) queue.wake('a');
  await clock.pass(99);
  expect(begun).toEqual([]);
  await clock.pass(1);
  expect([begun, queue.running(), queue.waiting()]).toEqual([['a'], 1, 0]);
});

test('nothing begins before the start', async () => {
  const clock = testClock();
  const begun: string[] = [];
  const work = async (key: string): Promise<undefined> => void begun.push(key);
  const queue = workQueue({workers: 1, settleMs: 100, clock, work, onFault: () => {}});
  queue.wake('a');
  await clock.pass(5000);
  expect(begun).toEqual([]);
  queue.start();
  await clock.pass(0);
  expect(begun).toEqual(['a']);
});

test('so many at once, and whoever waits longest is next', async () => {
  const {clock, queue, begun, end} = held();
  for (const key of ['a', 'b', 'c', 'd']) {
    queue.wake(key);
    await clock.pass(10);
  }
  await clock.pass(1000);
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  await clock.pass(0);
  await end('a');
  await clock.pass(0);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('what changes while it is in work is done once more, and leaves the others their turn', async () => {
  const {clock, queue, begun, end} = held({workers: 1});
  queue.wake('busy');
  await clock.pass(100);
  queue.wake('busy');
  queue.wake('busy');
  queue.wake('calm');
  await clock.pass(500);
  await end('busy');
  await clock.pass(0);
  // It took 500 ms: it rests for four times as long.
  expect(begun).toEqual(['busy', 'calm']);
  await end('calm');
  await clock.pass(1999);
  expect(begun).toEqual(['busy', 'calm']);
  await clock.pass(1);
  expect(begun).toEqual(['busy', 'calm', 'busy']);
});

test('what is to be done again waits for its time; only what is urgent calls it before', async () => {
  const {clock, queue, begun, end} = held();
  queue.wake('a');
  await clock.pass(100);
  await end('a', {afterMs: 10_000});
  queue.wake('a');
  await clock.pass(9000);
  expect(begun).toEqual(['a']);
  queue.wake('a', true);
  await clock.pass(100);
  expect(begun).toEqual(['a', 'a']);
  await end('a', {afterMs: 10_000});
  await clock.pass(10_000);
  expect(begun).toEqual(['a', 'a', 'a']);
});

test('what is forgotten or closed is not done', async () => {
  const {clock, queue, begun} = held();
  queue.wake('a');
  queue.wake('b');
  queue.forget('a');
  await clock.pass(1000);
  expect(begun).toEqual(['b']);
  queue.wake('c');
  queue.close();
  await clock.pass(1000);
  expect([begun, queue.waiting()]).toEqual([['b'], 0]);
});

test('a fault of ours is told, and the queue goes on', async () => {
  const clock = testClock();
  const [begun, faults]: [string[], unknown[]] = [[], []];
  const work = async (key: string): Promise<undefined> => {
    begun.push(key);
    if (key === 'bad') throw new Error('a bug');
    return undefined;
  };
  const queue = workQueue({workers: 1, settleMs: 0, clock, work, onFault: (error) => void faults.push(error)});
  queue.start();
  queue.wake('bad');
  queue.wake('good');
  await clock.pass(100);
  expect([begun, faults]).toEqual([['bad', 'good'], [new Error('a bug')]]);
});
