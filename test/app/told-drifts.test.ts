import {expect, test} from 'vitest';
import {toldDrifts} from '../../src/app/told-drifts.ts';
import type {ToldDocument, ToldDocuments, ToldWrite} from '../../src/app/own-state.ts';
import {UserError} from '../../src/model/errors.ts';
import type {ReleaseKey, StandingFinding, ToldState} from '../../src/model/notify.ts';
import {opened, seenAs, sight, START, testClock, testSink} from '../notify/scene.ts';
import type {TestClock} from '../notify/scene.ts';

const WEB: ReleaseKey = {namespace: 'shop', name: 'web'};
const AT = '2026-11-28T12:00:00.000Z';

const FINDING: StandingFinding = {
  stands: 'drift',
  severity: 'high',
  ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'},
  path: 'spec.replicas',
  change: 'changed',
  title: 'Replicas',
  by: {certainty: 'unknown'},
  first: AT,
  since: AT,
  returns: 0,
  value: 'v1',
  at: AT,
  turns: [Date.parse(AT)],
};

function stateOf(stands: StandingFinding['stands'], isTold: boolean, release = WEB): ToldState {
  const told = {f: {stands: 'drift' as const, value: 'v1', severity: 'high' as const, at: AT}};
  return {
    schemaVersion: '1',
    kind: 'DriftTold',
    release,
    findings: {f: {...FINDING, stands}},
    sinks: isTold ? {bus: {told}} : {},
  };
}

/** ReleaseDrifts with their versions, and answers that are put in front. */
function cluster() {
  const objects = new Map<string, ToldDocument>();
  const asked: string[] = [];
  const answers: (ToldWrite | Error)[] = [];
  /** What somebody else does between a read and a write. */
  const between: (() => void)[] = [];
  let version = 0;
  const keyOf = ({namespace, name}: ReleaseKey): string => `${namespace}/${name}`;
  const put = (text: string | undefined, release = WEB): void =>
    void objects.set(keyOf(release), {text, version: String((version += 1))});
  const documents: ToldDocuments = {
    async read(release) {
      asked.push('read');
      const found = objects.get(keyOf(release));
      between.shift()?.();
      return found;
    },
    async write(release, text, at) {
      asked.push(text === undefined ? 'clear' : 'write');
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (answer !== undefined) return answer;
      if (objects.get(keyOf(release))?.version !== at) return 'moved';
      put(text, release);
      return 'written';
    },
  };
  const released: string[] = [];
  const drifts = toldDrifts(documents, (release) => void released.push(keyOf(release)));
  return {...drifts, documents, objects, asked, answers, between, put, released, log: () => asked.splice(0)};
}

test('a document is written, and read again without asking for it; another process reads the same', async () => {
  const {store, log, documents, objects} = cluster();
  expect(await store.read(WEB)).toBeUndefined();
  await store.write(WEB, stateOf('drift', true));
  expect(log()).toEqual(['read', 'read', 'write']);
  expect(await store.read(WEB)).toEqual(stateOf('drift', true));
  expect([log(), await store.list()]).toEqual([[], [WEB]]);
  const next = toldDrifts(documents, () => {});
  next.known({
    metadata: {name: 'web', namespace: 'shop'},
    status: {told: objects.get('shop/web')?.text ?? ''},
  });
  expect([await next.store.list(), next.isHeld(WEB)]).toEqual([[WEB], true]);
  expect(await next.store.read(WEB)).toEqual(stateOf('drift', true));
  expect(log()).toEqual([]);
});

test('a release is held until somebody who was told of it was told of its end', async () => {
  const {store, isHeld, released, objects} = cluster();
  for (const [state, held] of [
    [stateOf('drift', false), true],
    [stateOf('drift', true), true],
    [stateOf('gone', true), true],
    [stateOf('gone', false), false],
  ] as const) {
    await store.write(WEB, state);
    expect(isHeld(WEB)).toBe(held);
  }
  expect(released).toEqual(['shop/web']);
  await store.write(WEB, undefined);
  expect([released.length, objects.get('shop/web')?.text, await store.list()]).toEqual([2, undefined, []]);
});

test('a version that has moved by another part of the status is no hindrance', async () => {
  const {store, between, put, objects, log} = cluster();
  await store.write(WEB, stateOf('drift', false));
  log();
  // The book writes its part twice, right before ours.
  const same = (): void => put(objects.get('shop/web')?.text);
  between.push(same, same);
  await store.write(WEB, stateOf('drift', true));
  expect(log()).toEqual(['read', 'write', 'read', 'write', 'read', 'write']);
  expect(await store.read(WEB)).toEqual(stateOf('drift', true));
});

test('what somebody else has told is not written over, and is read', async () => {
  const {store, put} = cluster();
  await store.write(WEB, stateOf('drift', false));
  const theirs = {...stateOf('drift', true), more: 3};
  put(JSON.stringify(theirs));
  await expect(store.write(WEB, stateOf('gone', false))).rejects.toThrow('somebody else has written');
  expect(await store.read(WEB)).toEqual(theirs);
  await store.write(WEB, stateOf('gone', true));
  expect(await store.read(WEB)).toEqual(stateOf('gone', true));
});

test('a document that appears between a read and the first write is not written over', async () => {
  const {store, between, put} = cluster();
  between.push(() => put(JSON.stringify(stateOf('drift', true))));
  await expect(store.write(WEB, stateOf('drift', false))).rejects.toThrow('somebody else has written');
});

test('one that always moves is given up, and may be tried again', async () => {
  const {store, answers} = cluster();
  answers.push(...Array<ToldWrite>(5).fill('moved'));
  await expect(store.write(WEB, stateOf('drift', false))).rejects.toMatchObject({code: 'unreachable'});
  await store.write(WEB, stateOf('drift', false));
  expect(await store.read(WEB)).toEqual(stateOf('drift', false));
});

test('an object that is gone is made anew; without a namespace the end is told from memory', async () => {
  const {store, objects, answers, released, log} = cluster();
  await store.write(WEB, stateOf('drift', true));
  objects.clear();
  expect(await store.read(WEB)).toEqual(stateOf('drift', true));
  await store.write(WEB, stateOf('gone', true));
  expect(objects.size).toBe(1);
  objects.clear();
  answers.push('homeless');
  await store.write(WEB, stateOf('drift', true));
  expect([objects.size, await store.read(WEB)]).toEqual([0, stateOf('drift', true)]);
  log();
  await store.write(WEB, undefined);
  expect([log(), released]).toEqual([['read'], ['shop/web']]);
});

test('too large, refused: nothing is known to be written that is not', async () => {
  const {store, answers, released} = cluster();
  await store.write(WEB, stateOf('drift', false));
  answers.push(new UserError('larger than 256 KiB'));
  await expect(store.write(WEB, stateOf('drift', true))).rejects.toThrow('larger than');
  expect([await store.read(WEB), released]).toEqual([stateOf('drift', false), []]);
});

const OF_ANOTHER = JSON.stringify(stateOf('drift', true, {namespace: 'shop', name: 'api'}));
const {f: _f, ...none} = stateOf('drift', true).findings;
test.each([
  'no document',
  '{"kind":"DriftTold","schemaVersion":"2","release":{},"findings":{},"sinks":{}}',
  OF_ANOTHER,
  JSON.stringify({...stateOf('drift', true), findings: {...none, f: {stands: 'drift'}}}),
  JSON.stringify({...stateOf('drift', true), findings: {f: {...FINDING, stands: 'shrugs'}}}),
  JSON.stringify({...stateOf('drift', true), findings: {f: {...FINDING, turns: ['x']}}}),
  JSON.stringify({...stateOf('drift', true), sinks: {bus: {told: {}, sending: [{about: {ref: {}}}]}}}),
  JSON.stringify({...stateOf('drift', true), sinks: {bus: 1}}),
])('%s is not "nothing told": nothing is told of it, and nothing written over it', async (text) => {
  const {store, put, known, isHeld, objects} = cluster();
  put(text);
  known({metadata: {name: 'web', namespace: 'shop'}, status: {told: text}});
  expect([isHeld(WEB), await store.list()]).toEqual([false, []]);
  await expect(store.read(WEB)).rejects.toThrow('what was told of shop/web cannot be read');
  await expect(store.write(WEB, stateOf('drift', false))).rejects.toThrow('somebody else has written');
  expect(objects.get('shop/web')?.text).toBe(text);
  // Somebody has taken it away.
  put(undefined);
  expect(await store.read(WEB)).toBeUndefined();
  await store.write(WEB, stateOf('drift', false));
  expect(await store.read(WEB)).toEqual(stateOf('drift', false));
});

test('a shard that was given up reads and writes nothing', async () => {
  const {store, close, log} = cluster();
  await store.write(WEB, stateOf('drift', false));
  log();
  close();
  await expect(store.read(WEB)).rejects.toThrow('was given up');
  await expect(store.write(WEB, stateOf('drift', true))).rejects.toThrow('was given up');
  expect(log()).toEqual([]);
});

test('closed between its read and its write, it writes nothing', async () => {
  const {store, close, between, objects} = cluster();
  between.push(close);
  await expect(store.write(WEB, stateOf('drift', true))).rejects.toThrow('was given up');
  expect(objects.size).toBe(0);
});

test('texts are remembered as far as there is room, and all releases', async () => {
  const {store, log, isHeld} = cluster();
  const long = 'x'.repeat(200 * 1024);
  const releases = Array.from({length: 60}, (_, at) => ({namespace: 'shop', name: `r${at}`}));
  for (const release of releases)
    await store.write(release, {...stateOf('drift', true, release), findings: {f: {...FINDING, title: long}}});
  log();
  expect(await store.list()).toHaveLength(60);
  expect(releases.every(isHeld)).toBe(true);
  for (const release of releases.toReversed()) await store.read(release);
  // Some 8 MiB of 12 were at hand.
  expect(log().length).toBeGreaterThan(15);
  expect(log().length).toBeLessThan(40);
  for (const release of releases) await store.write(release, stateOf('gone', false, release));
  expect(releases.some(isHeld)).toBe(false);
});

/** A process that holds a shard, over what is in the cluster. */
async function holder(documents: ToldDocuments, objects: ReadonlyMap<string, ToldDocument>, clock: TestClock) {
  const drifts = toldDrifts(documents, () => {});
  for (const {text} of objects.values())
    drifts.known({metadata: {name: 'web', namespace: 'shop'}, status: {told: text ?? ''}});
  const sink = testSink(clock);
  const {courier, notes} = await opened(clock, drifts.store, [sink]);
  let time = START;
  const sees = async (value: string | undefined): Promise<void> => {
    courier.seen(sight(clock.now(), value === undefined ? [] : [seenAs('web', value)]));
    await clock.until((time = Math.max(time, clock.now()) + 1000));
  };
  const told = (): string[] => sink.heard.map(({notice}) => `${notice.state} ${notice.value}`);
  return {...drifts, courier, sink, notes, sees, told};
}

test('a process that was stopped, and does not know that its shard is taken, tells and writes nothing more', async () => {
  const {documents, objects} = cluster();
  const clock = testClock();
  const first = await holder(documents, objects, clock);
  await first.sees('v1');
  const second = await holder(documents, objects, clock);
  await second.sees('v2');
  const told = objects.get('shop/web')?.text;
  // It wakes up, with what it remembers of before.
  await first.sees('v3');
  expect(objects.get('shop/web')?.text).toBe(told);
  expect([first.told(), second.told()]).toEqual([['new v1'], ['changed v2']]);
  expect(first.notes).toEqual([expect.stringContaining('somebody else has written')]);
});

test('what is on its way as the process dies comes again under the same id, and nothing else', async () => {
  const {documents, objects} = cluster();
  const clock = testClock();
  const first = await holder(documents, objects, clock);
  const sent: string[] = [];
  first.sink.answer = ({notices}) => {
    sent.push(...notices.map(({id}) => id));
    return new Promise(() => {});
  };
  await first.sees('v1');
  expect(sent).toHaveLength(1);
  const second = await holder(documents, objects, clock);
  expect(second.isHeld(WEB)).toBe(true);
  await second.sees('v1');
  expect(second.sink.heard.map(({notice}) => notice.id)).toEqual(sent);
  await second.sees(undefined);
  expect(second.told()).toEqual(['new v1', 'resolved v1']);
  expect(second.isHeld(WEB)).toBe(false);
});
