import {appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {BOUNDS, forgetStates, keepState, keptMoments, readKept} from '../../../src/kept/disk/store.ts';
import type {Bounds} from '../../../src/kept/disk/store.ts';
import type {KeptState} from '../../../src/kept/kept-state.ts';
import {folderOf} from '../../cli/cli.ts';

const T0 = Date.UTC(2026, 10, 28);
const HOUR = 3_600_000;
const time = (hour: number): Date => new Date(T0 + hour * HOUR);

/** A state of that hour; all share their manifest, and each has an object of its own. */
function state(hour: number, size = 10): KeptState {
  const takenAt = time(hour).toISOString();
  const release = {name: 'web', namespace: 'shop', revision: 1};
  // Random enough that it stays as long on the disk.
  const text = Array.from({length: size}, (_, at) => Math.sin(hour * 1000 + at).toString(36)).join('');
  return {
    cluster: {name: 'c', server: 'https://c', uid: 'u'},
    shared: {cluster: {name: 'c', server: 'https://c'}, applyMethod: 'ssa', supplements: []},
    state: {
      name: '',
      live: '',
      takenAt,
      release,
      revision: 1,
      notes: [],
      gaps: [],
      owned: [],
      unsearched: [],
      scopes: {},
      dryRuns: {},
      autoscalers: {},
      older: [{revision: 0, status: 'superseded', manifest: 'the manifest before'}],
    },
    intent: 'the manifest',
    objects: [
      {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'shared'}},
      {kind: 'Own', text},
    ],
  };
}

async function keepAll(folder: string, hours: readonly number[], bounds: Bounds = BOUNDS, size = 10): Promise<void> {
  for (const hour of hours) await keepState(folder, state(hour, size), {drift: hour, now: time(hour), bounds});
}

const partsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.gz'));

test('what is kept reads back as it was, is the user’s alone, and shares what is the same', async () => {
  const folder = join(folderOf(), 'states', 'web');
  await keepAll(folder, [1, 2, 3]);
  const moments = await keptMoments(folder);
  expect(moments.map(({at, drift}) => [at, drift])).toEqual([1, 2, 3].map((hour) => [time(hour).toISOString(), hour]));
  for (const [index, moment] of moments.entries()) expect(await readKept(folder, moment)).toEqual(state(index + 1));
  // A head and an object each; the manifests, the shared object, hooks and dry runs once.
  expect(partsIn(folder).length).toBe(3 * 2 + 5);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('a line that a kill has cut short is passed over, and harms no other', async () => {
  const folder = join(folderOf(), 'web');
  await keepAll(folder, [1, 2]);
  const index = join(folder, 'index.jsonl');
  const whole = readFileSync(index);
  for (let cut = 1; cut < whole.length; cut += 17) {
    writeFileSync(index, whole.subarray(0, cut));
    const left = await keptMoments(folder);
    expect(left.length).toBe(whole.subarray(0, cut).toString().split('\n').length - 1);
  }
  truncateSync(index, whole.length - 5);
  await keepAll(folder, [3]);
  expect((await keptMoments(folder)).map(({drift}) => drift)).toEqual([1, 3]);
});

test('parts that nobody names go with the next state', async () => {
  const folder = join(folderOf(), 'web');
  await keepAll(folder, [1]);
  const before = partsIn(folder);
  writeFileSync(join(folder, `${'0'.repeat(64)}.gz`), 'of a process that was killed');
  await keepAll(folder, [1]);
  expect(partsIn(folder)).toEqual(before);
});

test('only so many states, so many bytes and so long are kept, the newest whatever it takes', async () => {
  const folder = join(folderOf(), 'web');
  await keepAll(folder, [1, 2, 3, 4, 5], {...BOUNDS, states: 3});
  expect((await keptMoments(folder)).map(({drift}) => drift)).toEqual([3, 4, 5]);
  await keepAll(folder, [8], {...BOUNDS, ageMs: 3.5 * HOUR});
  expect((await keptMoments(folder)).map(({drift}) => drift)).toEqual([5, 8]);
  const bytes = (): number => partsIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  await keepAll(folder, [10, 11, 12, 13], {...BOUNDS, bytes: 30_000}, 1000);
  expect(bytes()).toBeLessThanOrEqual(30_000);
  expect((await keptMoments(folder)).at(-1)?.drift).toBe(13);
  await keepAll(folder, [20], {...BOUNDS, bytes: 1}, 1000);
  expect((await keptMoments(folder)).map(({drift}) => drift)).toEqual([20]);
  expect(await readKept(folder, (await keptMoments(folder))[0] as never)).toEqual(state(20, 1000));
});

test('states until a time can be forgotten, and the folder goes with the last', async () => {
  const parent = folderOf();
  const folder = join(parent, 'web');
  await keepAll(folder, [1, 2, 3]);
  await forgetStates(folder, time(2).getTime());
  expect((await keptMoments(folder)).map(({drift}) => drift)).toEqual([3]);
  expect(await readKept(folder, (await keptMoments(folder))[0] as never)).toEqual(state(3));
  await forgetStates(folder, time(3).getTime());
  expect(readdirSync(parent)).toEqual([]);
  await forgetStates(folder, time(3).getTime());
});

test('two at once keep both', async () => {
  const folder = join(folderOf(), 'web');
  await Promise.all([1, 2, 3, 4, 5, 6].map((hour) => keepAll(folder, [hour])));
  const moments = await keptMoments(folder);
  expect(moments.map(({drift}) => drift).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  await Promise.all(moments.map((moment) => readKept(folder, moment)));
});

test('what is no state is refused, and strange lines are passed over', async () => {
  const folder = join(folderOf(), 'web');
  await keepAll(folder, [1]);
  appendFileSync(
    join(folder, 'index.jsonl'),
    '[]\n{"at":"soon","drift":1,"head":"x"}\n{"at":"2026-11-28","drift":1}\n',
  );
  const [moment] = await keptMoments(folder);
  expect(await keptMoments(folder)).toHaveLength(1);
  const other = {...(moment as {readonly head: string}), head: '../../../etc/passwd'};
  await expect(readKept(folder, other as never)).rejects.toThrow('damaged');
});
