import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {ConnectionEvent} from '../../../src/console/session/connection-state.ts';
import {releaseList} from '../../../src/console/session/release-list.ts';
import {UserError} from '../../../src/model/errors.ts';
import type {DriftReport} from '../../../src/model/report.ts';
import {contextOf, sessionOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const {report} = await governedInspection(2);
const unreachable = new UserError('no answer', undefined, {code: 'unreachable'});
const forbidden = new UserError('secrets is forbidden', undefined, {code: 'forbidden'});

function listing(checkAll: (namespace: string | undefined) => Promise<DriftReport[]>, namespace?: string) {
  const context = contextOf();
  const events: ConnectionEvent[] = [];
  const shown = {now: true};
  const asked = vi.fn<typeof checkAll>(checkAll);
  const base = sessionOf();
  const session = {...base, settings: {...base.settings, namespace}, checkAll: asked};
  const list = releaseList({
    context,
    cluster: {session},
    isShown: () => shown.now,
    onConnection: (event) => void events.push(event),
  });
  return {list, context, events, shown, asked, releases: () => context.store.state().releases};
}

test('every release of the namespace, as a row', async () => {
  const {list, asked, events, releases} = listing(async () => [report], 'sandbox-nginx');
  const done = list.refresh();
  expect(releases()).toEqual({rows: [], checking: true});
  await done;
  expect(asked).toHaveBeenCalledWith('sandbox-nginx');
  expect(releases()).toMatchObject({
    checking: false,
    checkedAt: '2026-11-24T09:15:00.000Z',
    rows: [{name: 'test-nginx', namespace: 'sandbox-nginx', state: 'variance-detected', worst: {severity: 'critical'}}],
  });
  expect(events).toEqual([{kind: 'refreshed'}]);
  list.close();
});

test('one listing at a time, for all who ask', async () => {
  let answer: (reports: DriftReport[]) => void = () => {};
  const {list, asked, releases} = listing(() => new Promise((resolve) => (answer = resolve)));
  const all = Promise.all([list.refresh(), list.refresh(), list.refresh()]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(asked).toHaveBeenCalledTimes(1);
  answer([report]);
  await all;
  expect(releases().rows).toHaveLength(1);
  list.close();
});

test('anew every 30 s while it is shown, and not while something is open', async () => {
  const {list, asked, shown} = listing(async () => []);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(2);
  shown.now = false;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toHaveBeenCalledTimes(2);
  shown.now = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toHaveBeenCalledTimes(3);
  list.close();
});

test('a failure leaves the rows, says why, and is gone with the next success', async () => {
  const answers: (Error | DriftReport[])[] = [[report], unreachable, [report]];
  const {list, events, releases} = listing(async () => {
    const next = answers.shift() ?? [];
    if (next instanceof Error) throw next;
    return next;
  });
  await list.refresh();
  await list.refresh();
  expect(releases()).toMatchObject({checking: false, problem: 'no answer', rows: [{name: 'test-nginx'}]});
  expect(events.at(-1)).toEqual({kind: 'refresh-failed', error: unreachable, message: 'no answer'});
  // It may pass: it is not waited for half a minute.
  await vi.advanceTimersByTimeAsync(2000);
  expect(releases()).not.toHaveProperty('problem');
  list.close();
});

test('a refusal is met again after 30 s and not before', async () => {
  const {list, asked} = listing(async () => {
    throw forbidden;
  });
  await list.refresh();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveBeenCalledTimes(2);
  list.close();
});

test.each(['success', 'failure'])(
  'closed during a listing that ends in %s, it changes nothing any more',
  async (end) => {
    let [answer, fail]: [(reports: DriftReport[]) => void, (error: Error) => void] = [() => {}, () => {}];
    const {list, context, events} = listing(
      () => new Promise((resolve, reject) => ([answer, fail] = [resolve, reject])),
    );
    const done = list.refresh();
    list.close();
    const before = context.store.state();
    if (end === 'success') answer([report]);
    else fail(unreachable);
    await done;
    await list.refresh();
    expect(context.store.state()).toBe(before);
    await vi.advanceTimersByTimeAsync(0);
    expect([events, vi.getTimerCount()]).toEqual([[], 0]);
  },
);
