import {expect, test} from 'vitest';
import {clusterText, theCluster} from '../../src/model/cluster-words.ts';
import {originText} from '../../src/report/finding-words.ts';
import {reportOf} from '../report/made-up.ts';

const [server, name] = ['https://127.0.0.1:6443', 'viewer'];

test('a context is told as one, and a cluster without one by its address', () => {
  expect([clusterText({name, server}), clusterText({name: server, server})]).toEqual([
    'context viewer',
    `cluster ${server}`,
  ]);
  expect([theCluster({name, server}), theCluster({name: server, server})]).toEqual([
    'the cluster of context "viewer"',
    `the cluster ${server}`,
  ]);
});

test('no report takes it for prose', () => {
  const report = reportOf([], {evidence: {kind: 'cluster', cluster: {name, server}}});
  expect(originText(report, () => '2 days ago')).toBe(', revision 3 of 2 days ago, context viewer');
});
