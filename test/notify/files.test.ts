import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {alone} from '../../src/disk/lock.ts';
import type {Message, ToldState} from '../../src/model/notify.ts';
import {deadLetters} from '../../src/notify/deliver/dead-letters.ts';
import {toldFiles} from '../../src/notify/deliver/told-files.ts';
import {folderOf} from '../cli/cli.ts';

const STATE: ToldState = {
  schemaVersion: '1',
  kind: 'DriftTold',
  release: {name: 'web.v2', namespace: 'shop'},
  findings: {},
  sinks: {ops: {told: {}}},
};

test('what was told is a file a release, that its owner alone can read', async () => {
  const folder = join(folderOf(), 'told');
  const store = toldFiles(folder);
  const release = {name: 'web.v2', namespace: 'shop'};
  expect(await store.list()).toEqual([]);
  expect(await store.read(release)).toBeUndefined();
  await store.write(release, STATE);
  expect(await store.read(release)).toEqual(STATE);
  expect(await store.list()).toEqual([{name: 'web.v2', namespace: 'shop'}]);
  const file = join(folder, 'shop.web.v2.told.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, '{"kind": "DriftTold", "findings": []');
  expect(await store.read(release)).toBeUndefined();
  // Somebody may want to look at it.
  expect(existsSync(`${file}.damaged`)).toBe(true);
  await store.write(release, STATE);
  await store.write(release, undefined);
  expect(await store.list()).toEqual([]);
});

test('dead letters are kept up to a number and a size, the newest', async () => {
  const file = join(folderOf(), 'deep', 'dead-letters.jsonl');
  const letters = deadLetters(file, (work) => alone(`${file}.lock`, work));
  const message = (name: string): Message => ({release: {name, namespace: 'shop'}, notices: []});
  expect(await letters.all()).toEqual([]);
  await Promise.all(
    ['a', 'b'].map((name) => letters.add({at: 'now', sink: 'ops', why: '400', message: message(name)})),
  );
  expect(await letters.all()).toHaveLength(2);
  await letters.change(() =>
    Array.from({length: 1500}, (_one, at) => ({at: 'now', sink: 'ops', why: '400', message: message(`${at}`)})),
  );
  const kept = await letters.all();
  expect(kept).toHaveLength(1000);
  expect(kept.at(-1)?.message.release.name).toBe('1499');
  await letters.change((all) => [
    ...all,
    ...Array.from({length: 10}, () => ({at: 'now', sink: 'x'.repeat(600_000), why: '', message: message('big')})),
  ]);
  expect(readFileSync(file).length).toBeLessThan(4 * 1024 * 1024 + 1);
  writeFileSync(file, 'no letter\n{"sink": 1}\n');
  expect(await letters.all()).toEqual([]);
  await letters.change(() => []);
  expect(existsSync(file)).toBe(false);
});
