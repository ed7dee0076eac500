import {expect, test} from 'vitest';
import {soak} from './soak.ts';

test('a session that goes on checking keeps its heap and its sockets', async () => {
  const samples = await soak(20);
  const [, second, ...later] = samples;
  const last = later.at(-1);
  expect(samples.length).toBeGreaterThan(5);
  // The first rounds fill caches, and compile; after them a leak of one object a check would show as megabytes.
  expect((last?.heap ?? Infinity) - (second?.heap ?? 0)).toBeLessThan(4);
  expect(last?.sockets).toBeLessThanOrEqual(6);
  expect((last?.handles ?? Infinity) - (second?.handles ?? 0)).toBeLessThanOrEqual(2);
});
