import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {Inspection} from '../../../src/check/check.ts';
import {opened} from './opened.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what checks have met before stands between the baseline and now', async () => {
  const {shop, workspace, view, loads, cluster} = opened();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  const then = workspace.inspection('mutation') as Inspection;
  cluster.earlier = async () => [{id: 'one', at: '2026-11-24T08:00:00Z', inspect: async () => then}];
  shop.server.edit('ConfigMap', 'other', {data: {b: '9'}});
  await workspace.refresh();
  expect(view()?.timeline.map(({id}) => id)).toEqual(['baseline', 'kept-one', 'mutation', 'reconcile', 'upgrade']);
  expect([view()?.now, loads()]).toEqual([2, [0, 1, 2, 0, 2]]);
  expect(workspace.inspection()?.report.summary.drift).toBe(2);
  expect(workspace.inspection('kept-one')?.report.summary.drift).toBe(1);
  expect(view()?.reconcile.open).toBe(true);
  workspace.close();
});

test('each check is remembered, and its report is the one that knows since when', async () => {
  const {shop, workspace, view, cluster} = opened();
  const told: number[] = [];
  cluster.remember = async (report) => {
    told.push(report.summary.drift);
    return {...report, notes: [...report.notes, 'it was remembered']};
  };
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  expect(told).toEqual([1]);
  expect(view()?.timeline[1]?.notes).toContain('it was remembered');
  workspace.close();
});
