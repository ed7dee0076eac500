import {describe, expect, test} from 'vitest';
import type {Route} from '../../src/config/notify.ts';
import {parseRules} from '../../src/config/file.ts';
import type {Message} from '../../src/model/notify.ts';
import {TOLD_BYTES} from '../../src/model/notify.ts';
import {observe} from '../../src/notify/observe.ts';
import {quietUntil} from '../../src/notify/quiet.ts';
import {doorOf} from '../../src/notify/routes.ts';
import {HOUR, memoryStore, MINUTE, opened, POLICY, seenAs, sight, START, testClock, testSink} from './scene.ts';

const asked = {
  release: {name: 'web', namespace: 'shop', labels: {team: 'web'}},
  finding: {
    severity: 'medium',
    title: 'HPA floor',
    ref: {group: 'autoscaling', kind: 'HorizontalPodAutoscaler', name: 'web'},
    path: 'spec.minReplicas',
  },
  sink: 'ops',
  state: 'new',
  isKnown: false,
} as const;

const door = (route: Omit<Route, 'to'>, parts: Partial<Parameters<typeof doorOf>[0]> = {}, now = START): string =>
  doorOf({...asked, ...parts}, {...POLICY, routes: [{to: ['ops'], ...route}]}, now).kind;

describe('a route lets through what all of it says', () => {
  test.each<[Omit<Route, 'to'>, string]>([
    [{}, 'open'],
    [{namespaces: ['shop']}, 'open'],
    [{namespaces: ['bank-*', 'sh*']}, 'open'],
    [{namespaces: ['bank']}, 'closed'],
    [{labels: 'team=web'}, 'open'],
    [{labels: 'team=db'}, 'closed'],
    [{labels: '!canary,team in (web,db)'}, 'open'],
    [{severity: 'medium'}, 'open'],
    [{severity: 'high'}, 'closed'],
    [{controlPaths: ['HPA *']}, 'open'],
    [{controlPaths: ['HorizontalPodAutoscaler spec.*']}, 'open'],
    [{controlPaths: ['Replicas']}, 'closed'],
    [{states: ['resolved']}, 'silent'],
    [{namespaces: ['shop'], severity: 'critical'}, 'closed'],
  ])('%j', (route, expected) => {
    expect(door(route)).toBe(expected);
  });

  test('what was begun is told to its end, whatever the routes say by now', () => {
    expect(door({severity: 'high'}, {isKnown: true, state: 'resolved'})).toBe('open');
    expect(doorOf({...asked, sink: 'other'}, POLICY, START).kind).toBe('closed');
  });

  test('one route that is not quiet is enough', () => {
    const quietHours = {zone: 'UTC', ranges: [{from: 0, to: 120}], days: []};
    expect(door({quietHours})).toBe('quiet');
    expect(door({quietHours: {...quietHours, passes: 'medium'}})).toBe('open');
    const both = {
      ...POLICY,
      routes: [
        {to: ['ops'], quietHours},
        {to: ['ops'], severity: 'low' as const, quietHours: {...quietHours, ranges: [{from: 60, to: 61}]}},
      ],
    };
    expect(doorOf(asked, both, START).kind).toBe('open');
  });
});

test.each([
  // Over midnight, in a zone an hour ahead; to the minute of its end.
  [
    {zone: 'Europe/Berlin', ranges: [{from: 20 * 60, to: 7 * 60 + 5}], days: []},
    '2026-11-28T19:30:00Z',
    '2026-11-29T06:05:00Z',
  ],
  [{zone: 'Europe/Berlin', ranges: [{from: 20 * 60, to: 7 * 60}], days: []}, '2026-11-28T18:59:59Z', undefined],
  // The night in which clocks go back is an hour longer.
  [{zone: 'Europe/Berlin', ranges: [{from: 60, to: 240}], days: []}, '2026-10-24T23:30:00Z', '2026-10-25T03:00:00Z'],
  [{zone: 'UTC', ranges: [], days: ['sat', 'sun']}, '2026-11-28T12:00:00Z', '2026-11-30T00:00:00Z'],
  [{zone: 'Asia/Kathmandu', ranges: [{from: 0, to: 60}], days: []}, '2026-11-28T18:20:00Z', '2026-11-28T19:15:00Z'],
])('quiet hours %j at %s end at %s', (hours, at, end) => {
  const until = quietUntil(hours, Date.parse(at));
  expect(until === undefined ? undefined : new Date(until).toISOString()).toBe(
    end === undefined ? undefined : new Date(end).toISOString(),
  );
});

test('hours that never end hold nothing up for more than some days', () => {
  const always = {zone: 'UTC', ranges: [], days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']};
  expect((quietUntil(always, START) ?? 0) - START).toBeLessThan(9 * 24 * HOUR);
});

test('quiet hours hold back: what came and went is not told, what stands is told when they end', async () => {
  const clock = testClock();
  const sink = testSink(clock);
  const policy = {
    ...POLICY,
    quietHours: {zone: 'UTC', ranges: [{from: 0, to: 7 * 60}], days: [], passes: 'critical' as const},
  };
  const {courier} = await opened(clock, memoryStore(), [sink], policy);
  courier.seen(sight(START, [seenAs('a', '4'), seenAs('b', '4'), seenAs('c', '4', {severity: 'critical'})]));
  await clock.until(START + HOUR);
  expect(sink.heard.map(({notice}) => notice.finding)).toEqual(['c']);
  courier.seen(sight(START + HOUR, [seenAs('b', '4'), seenAs('c', '4', {severity: 'critical'})]));
  await clock.until(START + 7 * HOUR + MINUTE);
  expect(sink.heard.map(({at, notice}) => `${notice.finding} ${notice.state} ${(at - START) / MINUTE}`)).toEqual([
    'c new 0',
    'c reminder 240',
    'b new 420',
  ]);
});

test('states that nobody wants count as told: they are not told later either', async () => {
  const clock = testClock();
  const sink = testSink(clock);
  const policy = {...POLICY, routes: [{to: ['ops'], states: ['new', 'resolved'] as const}]};
  const {courier} = await opened(clock, memoryStore(), [sink], policy);
  courier.seen(sight(START, [seenAs('a', '4')]));
  await clock.until(START + 30 * MINUTE);
  courier.seen(sight(START + 30 * MINUTE, [seenAs('a', '5')]));
  await clock.until(START + HOUR);
  courier.seen(sight(START + HOUR, []));
  await clock.until(START + 2 * HOUR);
  expect(sink.heard.map(({notice}) => notice.state)).toEqual(['new', 'resolved']);
});

test('whatever a release holds, what is remembered of it stays small; what was told is followed to its end', async () => {
  const long = 'ä"\\'.repeat(100);
  const many = Array.from({length: 3000}, (_one, at) =>
    seenAs(`${at}`.padStart(64, '0'), 'v', {title: long, path: long, severity: at % 50 === 0 ? 'critical' : 'low'}),
  );
  const clock = testClock();
  const store = memoryStore();
  const sink = testSink(clock, {batch: 50});
  const {courier} = await opened(clock, store, [sink]);
  courier.seen(sight(START, many));
  await clock.until(START + 60_000);
  const text = (): string => store.texts.get('shop/web') ?? '';
  expect(Buffer.byteLength(text())).toBeLessThan(TOLD_BYTES);
  const told = new Set(sink.heard.map(({notice}) => notice.finding));
  expect(told.size).toBeGreaterThan(50);
  expect(sink.heard.filter(({notice}) => notice.about.severity === 'critical')).toHaveLength(60);
  expect((JSON.parse(text()) as {more: number}).more).toBe(3000 - told.size);
  courier.seen(sight(START + 60_000, many.toReversed()));
  await clock.until(START + 120_000);
  // The same ones, however they are ordered.
  expect(sink.heard).toHaveLength(told.size);
  courier.seen(sight(START + 120_000, []));
  await clock.until(START + 180_000);
  expect(sink.heard.filter(({notice}) => notice.state === 'resolved')).toHaveLength(told.size);
  await clock.until(START + HOUR);
  expect(store.texts.size).toBe(0);
});

test('what a look cannot see stays as it was; a look that sees less than usual says nothing of the rest', () => {
  const how = {sinks: ['ops'], flapping: POLICY.flapping};
  const first = observe(undefined, sight(START, [seenAs('a', '4')], {}), how);
  const blind = observe(first, sight(START + MINUTE, [], {endOf: () => undefined}), how);
  expect(blind).toBe(first);
  const gone = observe(first, sight(START + MINUTE, []), how);
  expect(gone?.findings['a']).toMatchObject({stands: 'gone', endedBy: "somebody's hand"});
  const wide = observe(undefined, sight(START, [{...seenAs('a', '4'), within: ['all-hooks']}]), how);
  expect(wide?.findings['a']?.within).toEqual(['all-hooks']);
  expect(observe(wide, sight(START, [seenAs('a', '4')]), how)?.findings['a']?.within).toBeUndefined();
});

test('releases that went while nobody looked are told as over, and those of other namespaces are not', async () => {
  const clock = testClock();
  const store = memoryStore();
  const sink = testSink(clock);
  const before = await opened(clock, store, [sink]);
  before.courier.seen(sight(START, [seenAs('a', '4')]));
  before.courier.seen(sight(START, [seenAs('b', '4')], {name: 'api'}));
  await clock.until(START + MINUTE);
  await before.courier.close(0);
  const {courier} = await opened(clock, store, [sink]);
  courier.seen(sight(START + MINUTE, [seenAs('a', '4')]));
  courier.complete(({name}) => name !== 'other');
  await clock.until(START + 2 * MINUTE);
  expect(sink.heard.map(({release, notice}) => `${release} ${notice.state}`)).toEqual([
    'shop/web new',
    'shop/api new',
    'shop/api resolved',
  ]);
  expect(sink.heard[2]?.notice.about.endedBy).toBe('uninstall');
});

test('what comes just as a release is forgotten is told all the same', async () => {
  const clock = testClock();
  const store = memoryStore();
  const sink = testSink(clock);
  const write = store.write.bind(store);
  let comes: (() => void) | undefined;
  const racing = {
    ...store,
    write: async (...[release, state]: Parameters<typeof write>) => {
      await write(release, state);
      if (state !== undefined) return;
      comes?.();
      comes = undefined;
    },
  };
  const {courier} = await opened(clock, racing, [sink]);
  courier.seen(sight(START, [seenAs('a', '4')]));
  await clock.until(START + MINUTE);
  comes = () => courier.seen(sight(clock.now(), [seenAs('b', '4')]));
  courier.seen(sight(START + MINUTE, []));
  await clock.until(START + HOUR);
  expect(sink.heard.map(({notice}) => `${notice.finding} ${notice.state}`)).toEqual(['a new', 'a resolved', 'b new']);
  // And one that is as it should be again, just as the one before it is being written down.
  const slow = {
    ...store,
    write: (...args: Parameters<typeof write>) =>
      new Promise<void>((resolve) => void clock.later(1000, () => resolve(write(...args)))),
  };
  const other = testSink(clock);
  const late = (await opened(clock, slow, [other])).courier;
  late.seen(sight(clock.now(), [seenAs('c', '4')], {name: 'api'}));
  await clock.until(clock.now() + 500);
  late.seen(sight(clock.now(), [], {name: 'api'}));
  await clock.until(clock.now() + MINUTE);
  expect(other.heard.filter(({release}) => release === 'shop/api').map(({notice}) => notice.state)).not.toEqual([
    'new',
  ]);
});

test('a message that is refused is kept aside and is through; one that hangs on 500 holds up no other release', async () => {
  const clock = testClock();
  const sink = testSink(clock, {batch: 1});
  const poison = ({release}: Message): boolean => release.name === 'poison';
  sink.answer = (message) => (poison(message) ? {refused: 'it answers 400'} : {accepted: true});
  const {courier, buried, results, notes} = await opened(clock, memoryStore(), [sink]);
  courier.seen(sight(START, [seenAs('p', '4')], {name: 'poison'}));
  courier.seen(sight(START, [seenAs('a', '4')]));
  await clock.until(START + MINUTE);
  expect(buried).toMatchObject([{sink: 'ops', why: 'it answers 400', message: {release: {name: 'poison'}}}]);
  expect(results.toSorted()).toEqual(['ops dropped', 'ops ok']);
  expect(notes).toHaveLength(1);
  sink.answer = (message) => (poison(message) ? {later: 'it answers 500'} : {accepted: true});
  courier.seen(sight(START + MINUTE, [seenAs('p', '5')], {name: 'poison'}));
  for (let at = 1; at <= 20; at++) {
    courier.seen(sight(START + (1 + at) * MINUTE, [seenAs(`a${at}`, '4')], {name: `web${at}`}));
    await clock.until(START + (2 + at) * MINUTE);
  }
  expect(sink.heard).toHaveLength(21);
  // After a day it is through as well.
  await clock.until(START + 26 * HOUR);
  expect(buried.length).toBeGreaterThan(1);
});

test('a receiver that says when is not asked before', async () => {
  const clock = testClock();
  const sink = testSink(clock);
  let attempts = 0;
  sink.answer = () => {
    attempts += 1;
    return attempts === 1 ? {later: 'it answers 429', afterMs: 10 * MINUTE} : {accepted: true};
  };
  const {courier} = await opened(clock, memoryStore(), [sink]);
  courier.seen(sight(START, [seenAs('a', '4')]));
  await clock.until(START + 10 * MINUTE - 1000);
  expect(attempts).toBe(1);
  await clock.until(START + 10 * MINUTE + 1000);
  expect(sink.heard).toHaveLength(1);
});

test('a sink that forgets is told again what stands, and no more once it is over', async () => {
  const clock = testClock();
  const refreshed: number[] = [];
  const sink = {
    ...testSink(clock, {reminds: false}),
    refresh: {
      everyMs: MINUTE,
      send: async (messages: readonly Message[]) => {
        refreshed.push(messages.flatMap(({notices}) => notices).length);
        return refreshed.length === 3 ? ({later: 'it is away'} as const) : ({accepted: true} as const);
      },
    },
  };
  const {courier, notes} = await opened(clock, memoryStore(), [sink]);
  courier.seen(sight(START, [seenAs('a', '4'), seenAs('b', '4')]));
  await clock.until(START + 5 * MINUTE + 10_000);
  expect(refreshed).toEqual([2, 2, 2, 2, 2, 2]);
  expect(notes).toEqual(['ops cannot be told what still stands: it is away']);
  courier.seen(sight(START + 5 * MINUTE, []));
  await clock.until(START + 20 * MINUTE);
  expect(refreshed.length).toBeLessThan(8);
});

test('what settles has told all that can be told; closing lets what is on its way arrive', async () => {
  const clock = testClock();
  const sink = testSink(clock);
  const {courier} = await opened(clock, memoryStore(), [sink]);
  await courier.settled();
  courier.seen(sight(START, [seenAs('a', '4')]));
  await courier.settled();
  expect(sink.heard).toHaveLength(1);
  sink.answer = () => ({later: 'away'});
  courier.seen(sight(START + MINUTE, [seenAs('a', '5')]));
  await courier.settled();
  let arrive = (): void => {};
  sink.answer = () => new Promise((resolve) => (arrive = () => resolve({accepted: true})));
  await clock.until(START + 10 * MINUTE);
  const closing = courier.close(MINUTE);
  arrive();
  await closing;
  expect(sink.heard).toHaveLength(2);
});

test('the settings of the file are a policy as they are', () => {
  const {settings} = parseRules(
    'apiVersion: helm-drift/v1\nkind: Config\nnotify: {sinks: [{name: ops, events: {}}]}',
    'x',
  );
  expect(settings.notify).toMatchObject({
    routes: [{to: ['ops']}],
    remindAfterMs: 24 * HOUR,
    flapping: {changes: 5, withinMs: 10 * MINUTE},
  });
});
