import {expect, test} from 'vitest';
import {holderOf, shardOf} from '../../src/agent/shards.ts';

const NAMESPACES = Array.from({length: 2000}, (_, index) => `team-${index}`);

test('each namespace is one shard’s, and all shards have about as many', () => {
  const holders = [0, 1, 2, 3].map((shard) => holderOf(shard, 4));
  const counts = holders.map((holds) => NAMESPACES.filter((one) => holds(one)).length);
  expect(NAMESPACES.every((one) => holders.filter((holds) => holds(one)).length === 1)).toBe(true);
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(75);
});

test('one shard more moves its own share, and nothing else', () => {
  const moved = NAMESPACES.filter((one) => shardOf(one, 4) !== shardOf(one, 5));
  expect(moved.every((one) => shardOf(one, 5) === 4)).toBe(true);
  expect(Math.abs(moved.length - 400)).toBeLessThan(70);
});

test('of one shard all namespaces are its own', () => {
  expect(NAMESPACES.every(holderOf(0, 1))).toBe(true);
});
