import {expect, test} from 'vitest';
import {agentState} from '../../src/agent/liveness.ts';
import type {ShardLease} from '../../src/agent/leases.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const lease = (shard: number, more: Partial<ShardLease> = {}): ShardLease => ({
  shard,
  holder: `agent-${shard}`,
  count: 2,
  wantedBy: '',
  isReady: true,
  unwritten: 0,
  covers: '',
  renewed: '2026-11-28T11:59:58.000000Z',
  durationS: 15,
  acquired: '',
  transitions: 0,
  version: '1',
  ...more,
});

test.each([
  ['alive', '2 shards, all served', [lease(0), lease(1)]],
  ['stale', 'shard 1 has nobody', [lease(0), lease(1, {renewed: '2026-11-28T11:50:00Z'})]],
  ['stale', 'shard 1 has nobody', [lease(0)]],
  ['stale', 'shard 1 has nobody', [lease(0, {count: 3}), lease(1), lease(2, {count: 3})]],
  ['alive', '1 shard, all served', [lease(0, {count: 1}), lease(3, {count: 4, renewed: '2026-11-28T10:00:00Z'})]],
  ['stale', 'shard 0 is being checked for the first time', [lease(0, {isReady: false}), lease(1)]],
  ['stale', '3 states of shard 1 could not be written', [lease(0), lease(1, {unwritten: 3})]],
  ['absent', 'no agent is alive', [lease(0, {holder: ''})]],
  ['absent', 'no agent is alive', [lease(0, {renewed: 'never'})]],
  ['absent', 'no agent was ever here', []],
])('%s: %s', (state, message, leases) => {
  const found = agentState(leases, NOW);
  expect([found.state, found.message.split('; ')[0]]).toEqual([state, message]);
});

test('which namespaces are followed is told', () => {
  expect(agentState([lease(0, {count: 1, covers: 'shop,blog'})], NOW)).toMatchObject({covers: ['shop', 'blog']});
});
