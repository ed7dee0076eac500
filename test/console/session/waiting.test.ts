import {getEventListeners} from 'node:events';
import {expect, test} from 'vitest';
import {childOf, wait} from '../../../src/console/session/waiting.ts';

test('a wait is over upon its signal, at once where that was aborted already', async () => {
  const before = performance.now();
  const stop = new AbortController();
  const waiting = wait(60_000, stop.signal);
  stop.abort();
  await Promise.all([waiting, wait(60_000, AbortSignal.abort())]);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
});

test('a child ends with its parent and for its reason, or alone, and leaves nothing behind', () => {
  const parent = new AbortController();
  const [alone, together] = [childOf(parent.signal), childOf(parent.signal)];
  alone.end();
  expect([alone.signal.aborted, parent.signal.aborted, together.signal.aborted]).toEqual([true, false, false]);
  expect(getEventListeners(parent.signal, 'abort')).toHaveLength(1);
  parent.abort('why');
  expect([together.signal.aborted, together.signal.reason]).toEqual([true, 'why']);
  expect(getEventListeners(parent.signal, 'abort')).toHaveLength(0);
  expect(childOf(parent.signal).signal.reason).toBe('why');
});
