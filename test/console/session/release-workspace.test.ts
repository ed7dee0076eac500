import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {ClusterAccess} from '../../../src/console/session/context.ts';
import {UserError} from '../../../src/model/errors.ts';
import type {DriftReport} from '../../../src/model/report.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {sessionOf, settled} from '../fakes.ts';
import {opened} from './opened.ts';

const unreachable = new UserError('no answer', undefined, {code: 'unreachable'});
const notFound = new UserError('there is no release "shop"', 'See helm list.', {code: 'not-found'});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first check of a release that is as it was promised', async () => {
  const {workspace, view, loads, events, follows} = opened();
  expect(workspace.inspection()).toBeUndefined();
  await workspace.refresh();
  expect([view()?.ready, view()?.now, loads()]).toEqual([true, 1, [0, 0, 0, 0]]);
  expect(view()?.timeline.map(({id, basis}) => [id, basis])).toEqual([
    ['baseline', 'The approved baseline, as if it were live.'],
    ['mutation', 'What the cluster holds now: nothing has drifted.'],
    ['reconcile', 'What the cluster holds now, verified by a check.'],
    ['upgrade', 'Nothing has drifted: an upgrade to the same chart and values finds what the last one left.'],
  ]);
  expect(events).toEqual([{kind: 'refreshed'}]);
  expect(follows).toHaveLength(1);
  expect(workspace.inspection()?.report.summary.drift).toBe(0);
  workspace.close();
});

test('drift, its rehearsal, and back in contract', async () => {
  const {shop, workspace, view, loads} = opened();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  expect([view()?.now, loads()]).toEqual([1, [0, 1, 0, 1]]);
  expect(view()?.timeline[2]).toMatchObject({
    basis: 'What a reconcile would make of it, rehearsed by dry runs of the API server; nothing was written.',
    mutations: ['helm drift fix would patch ConfigMap/settings'],
  });
  expect(view()?.stages.at(-1)?.ms).toEqual(expect.any(Number));
  expect(shop.server.requests.map(({kind}) => kind)).not.toContain('write');
  expect(shop.server.live('ConfigMap', 'settings')).toMatchObject({data: {a: '9'}});
  expect(workspace.inspection('reconcile')?.report.summary.drift).toBe(0);
  expect(workspace.inspection('mutation')?.report.summary.drift).toBe(1);

  shop.server.edit('ConfigMap', 'settings', {data: {a: '1'}});
  await workspace.refresh();
  // The drift that was stays to be compared with.
  expect([view()?.now, loads(), view()?.reconcile.open]).toEqual([2, [0, 1, 0, 0], false]);
  workspace.close();
});

test('new drift after a clean state shows no rehearsal of the old one', async () => {
  const {shop, workspace, view, cluster} = opened();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '1'}});
  await workspace.refresh();
  shop.server.edit('ConfigMap', 'other', {data: {b: '9'}});
  cluster.openForFix = () => new Promise(() => {});
  void workspace.refresh();
  await vi.advanceTimersByTimeAsync(0);
  expect(view()?.timeline[2]).toMatchObject({unrehearsed: true, load: 1});
  workspace.close();
});

test('a rehearsal that fails is said in its place, and what is there is shown all the same', async () => {
  const {shop, workspace, view, events, cluster} = opened();
  cluster.openForFix = async () => {
    throw new UserError('helm is at work on it');
  };
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  expect(view()?.timeline[2]).toMatchObject({unrehearsed: true, problem: 'helm is at work on it', load: 1});
  expect(events).toEqual([{kind: 'refreshed'}]);
  workspace.close();
});

describe('the next upgrade', () => {
  const told =
    (succeeds: boolean, verdict: 'restored' | 'conflict') => async (checked: {inspection: {report: DriftReport}}) => {
      const {report} = checked.inspection;
      const counts = {restored: 0, kept: 0, overwritten: 0, conflict: 0, refused: 0, unforeseen: 0, [verdict]: 1};
      return {
        ...report,
        findings: report.findings.map((finding) => ({...finding, forecast: {verdict, manager: 'kubectl-edit'}})),
        forecast: {helm: '4.3.1', chart: 'to what revision 3 declares', succeeds, counts, beside: []},
      };
    };

  test('that goes through leaves nothing of what it puts back, and is asked for once for the same drift', async () => {
    const {shop, workspace, view, cluster, loads} = opened();
    const asked = vi.fn<ClusterAccess['foretell']>(told(true, 'restored'));
    cluster.foretell = asked;
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    await workspace.refresh();
    await settled();
    expect(loads()).toEqual([0, 1, 0, 0]);
    const [finding] = view()?.timeline[1]?.findings ?? [];
    expect(view()?.timeline[3]).toMatchObject({
      id: 'upgrade',
      name: 'Next upgrade',
      mutations: ['helm upgrade goes through: 1 restored'],
      upgrade: {helm: '4.3.1', succeeds: true, fates: {[finding?.id ?? '']: {verdict: 'restored'}}},
    });
    await workspace.refresh();
    await settled();
    expect(asked).toHaveBeenCalledTimes(1);
    shop.server.edit('ConfigMap', 'settings', {data: {a: '10'}});
    await workspace.refresh();
    await settled();
    expect(asked).toHaveBeenCalledTimes(2);
    workspace.close();
  });

  test('is waited for by no check, and an answer about what is not so any more is none', async () => {
    const {shop, workspace, view, cluster, loads} = opened();
    const answers: ((report: DriftReport) => void)[] = [];
    const asked: DriftReport[] = [];
    cluster.foretell = ({inspection}) => {
      asked.push(inspection.report);
      return new Promise((resolve) => answers.push(resolve));
    };
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    await workspace.refresh();
    shop.server.edit('ConfigMap', 'other', {data: {b: '9'}});
    await workspace.refresh();
    expect(loads()).toEqual([0, 2, 0, 2]);
    // One helm at a time, and then the one for what is so now.
    expect(asked).toHaveLength(1);
    answers[0]?.(await told(true, 'restored')({inspection: {report: asked[0] as DriftReport}}));
    await settled();
    expect([asked.length, view()?.timeline[3]?.unrehearsed]).toEqual([2, true]);
    answers[1]?.(await told(true, 'restored')({inspection: {report: asked[1] as DriftReport}}));
    await settled();
    expect(loads()).toEqual([0, 2, 0, 0]);
    workspace.close();
  });

  test('that fails leaves all as it is', async () => {
    const {shop, workspace, view, cluster, loads} = opened();
    cluster.foretell = told(false, 'conflict');
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    await workspace.refresh();
    await settled();
    expect(loads()).toEqual([0, 1, 0, 1]);
    expect(view()?.timeline[3]?.upgrade?.succeeds).toBe(false);
    workspace.close();
  });

  test('that nobody could work out is not known, and says why', async () => {
    const {shop, workspace, view, cluster} = opened();
    cluster.foretell = async () => {
      throw new UserError('helm is not there');
    };
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    await workspace.refresh();
    await settled();
    expect(view()?.timeline[3]).toMatchObject({unrehearsed: true, problem: 'helm is not there', load: 1});
    expect(view()?.timeline[3]).not.toHaveProperty('upgrade');
    workspace.close();
  });
});

test('the approved baseline of a Secret that declares stringData is in contract with itself', async () => {
  const secret = {...configMap('token', {}), kind: 'Secret', data: undefined, stringData: {key: 'value'}} as never;
  const {workspace, loads} = opened({declared: [secret]});
  await workspace.refresh();
  expect(loads()[0]).toBe(0);
  workspace.close();
});

describe('a refresh that fails', () => {
  test('of a release that is gone leaves nothing of what was seen', async () => {
    const {cluster, workspace, view} = opened();
    await workspace.refresh();
    expect(view()?.ready).toBe(true);
    cluster.failures.push(new UserError('there is no release "shop"', undefined, {code: 'not-found'}));
    await workspace.refresh();
    expect([view()?.ready, view()?.timeline, view()?.problem?.message]).toEqual([
      false,
      [],
      'there is no release "shop"',
    ]);
    expect(workspace.inspection()).toBeUndefined();
    workspace.close();
  });

  test('keeps what was seen, beside the problem, and goes away with the next that succeeds', async () => {
    const {cluster, workspace, view, events} = opened();
    await workspace.refresh();
    cluster.failures.push(unreachable);
    await workspace.refresh();
    expect([view()?.timeline.length, view()?.problem?.message]).toEqual([4, 'no answer']);
    expect(events.at(-1)).toEqual({kind: 'refresh-failed', error: unreachable, message: 'no answer'});
    await vi.advanceTimersByTimeAsync(2000);
    expect([cluster.opened(), view()?.problem]).toEqual([3, undefined]);
    workspace.close();
  });

  test('because there is no such release is not tried again before 30 s, whatever the watches say', async () => {
    const {cluster, workspace, view, follows} = opened();
    await workspace.refresh();
    cluster.failures.push(notFound);
    await workspace.refresh();
    expect(view()?.problem).toEqual({message: 'there is no release "shop"', hint: 'See helm list.'});
    for (let second = 0; second < 25; second++) {
      follows[0]?.listener.onChange();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(cluster.opened()).toBe(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(cluster.opened()).toBe(3);
    workspace.close();
  });

  test('because its first install is under way is tried again soon', async () => {
    const {workspace, view, cluster} = opened();
    const record = {name: 'shop', namespace: 'shop', revision: 1, status: 'pending-install'};
    const open = vi.fn<typeof cluster.session.open>(async () => ({baseline: {pending: record}, source: {} as never}));
    Object.assign(cluster, {session: sessionOf({...cluster.session, open})});
    await workspace.refresh();
    expect([view()?.ready, view()?.problem?.message]).toEqual([
      false,
      'revision 1 of shop is pending-install, and none was deployed yet',
    ]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(open).toHaveBeenCalledTimes(2);
    workspace.close();
  });
});

test('many refreshes at once are one, and one more', async () => {
  const {cluster, workspace} = opened();
  await Promise.all(Array.from({length: 50}, () => workspace.refresh()));
  expect(cluster.opened()).toBe(2);
  workspace.close();
});

test('what a watch tells is in the state a moment later; the mode is told', async () => {
  const {shop, workspace, follows, loads, events} = opened();
  await workspace.refresh();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  follows[0]?.listener.onChange();
  follows[0]?.listener.onMode('poll');
  await vi.advanceTimersByTimeAsync(120);
  expect(loads()).toEqual([0, 1, 0, 1]);
  expect(events).toContainEqual({kind: 'mode', by: 'poll'});
  workspace.close();
});

test('without any news it is read every 30 s', async () => {
  const {cluster, workspace} = opened();
  await workspace.refresh();
  // One more a second after the watch began, for what changed in between.
  await vi.advanceTimersByTimeAsync(1200);
  expect(cluster.opened()).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(cluster.opened()).toBe(4);
  workspace.close();
});

test('closed during a refresh, it changes nothing any more and holds nothing', async () => {
  const {cluster, context, workspace, events, follows} = opened();
  await workspace.refresh();
  const before = context.store.state();
  let go = (): void => {};
  cluster.hold = new Promise((resolve) => (go = resolve));
  const refreshing = workspace.refresh();
  workspace.close();
  cluster.failures.push(unreachable);
  go();
  await refreshing;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(context.store.state()).toBe(before);
  expect([events.length, follows[0]?.signal.aborted, vi.getTimerCount(), cluster.opened()]).toEqual([1, true, 0, 2]);
});

test('read-only, nothing can be put back', async () => {
  const {shop, workspace, view} = opened({readOnly: true});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await workspace.refresh();
  expect(view()?.reconcile).toEqual({open: false, why: 'The console was started with --read-only.'});
  expect(workspace.arguments()).toEqual(['shop', '--namespace', 'shop']);
  workspace.close();
});
