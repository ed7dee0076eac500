import {chmodSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryFolder} from '../../fix/fakes/folder.ts';
import {bookOf, event, idsIn, KIB, leftAt, logs, NOW, opened, textOf} from './spools.ts';

test('what is kept can be read while the next is written, by nobody else', async () => {
  const folder = join(temporaryFolder(), 'deep', 'spool');
  const {spool, told} = await opened(folder);
  await spool.keep(event(10));
  expect(await idsIn(folder)).toEqual(['e10']);
  await spool.keep([...event(11), ...event(12)]);
  expect(await idsIn(folder)).toEqual(['e10', 'e11', 'e12']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder))
    expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(told).toEqual([]);
});

test('a folder that others may look into is told', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  expect((await opened(folder)).told).toEqual([`others may look into ${folder}; chmod 700 prevents it`]);
});

test('a folder that is none, or cannot be made, is one clear line', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const folder of [file, join(file, 'x')])
    await expect(opened(folder)).rejects.toMatchObject({
      message: expect.stringContaining(`cannot keep events in ${folder}`),
    });
});

describe('rotation', () => {
  test('a file that is long enough is zipped, and all of it can be read at any time', async () => {
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder, {rotate: 2 * KIB});
    for (let second = 10; second < 40; second++) {
      await spool.keep(event(second));
      expect(await idsIn(folder)).toHaveLength(second - 9);
    }
    await close();
    const names = logs(folder);
    expect(names.length).toBeGreaterThan(5);
    expect(names.every((name) => name.endsWith('.jsonl.gz'))).toBe(true);
    // With its newest event in its name.
    const newest = names.map((name) => Number(/\.(\d+)\.jsonl/.exec(name)?.[1]) / 1_000_000);
    expect(newest).toEqual(newest.toSorted((a, b) => a - b));
    expect(newest.at(-1)).toBe(NOW / 1000 + 39);
    expect(await idsIn(folder)).toHaveLength(30);
  });

  test('the oldest go, the log says so, and what it had is no answer any more', async () => {
    const folder = temporaryFolder();
    const [keep, rotate] = [12 * KIB, 2 * KIB];
    const {spool, told, close} = await opened(folder, {keep, rotate});
    const noise = (): string => Array.from({length: 60}, () => Math.random().toString(36)).join('');
    let most = 0;
    for (let second = 10; second < 60; second++) {
      await spool.keep(event(second, {userAgent: noise()}));
      most = Math.max(
        most,
        logs(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
      );
    }
    await close();
    expect(most).toBeLessThanOrEqual(keep + rotate);
    const {removed} = spool.stored();
    expect(removed).toBeGreaterThan(3);
    expect(told).toHaveLength(removed);
    expect(told.at(-1)).toContain(`goes, to keep the folder small: ${removed} so far`);
    const book = await bookOf(folder);
    const ids = await idsIn(folder);
    expect(ids.at(-1)).toBe('e59');
    expect(ids).not.toContain('e10');
    const {from = 0, removed: said} = book.coverage() ?? {};
    expect(said).toBe(removed);
    // All that is there is newer than all that is gone: whatever came in between is there.
    const first = Number(ids[0]?.slice(1));
    expect(from).toBe((NOW + (first - 1) * 1000) * 1000);
    expect(ids).toEqual(Array.from({length: 60 - first}, (_none, at) => `e${first + at}`));
  });

  test('an event that came late, in a file that stays, is none where the file of its time is gone', async () => {
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder, {keep: 9 * KIB, rotate: 2 * KIB});
    const noise = (): string =>
      Array.from({length: 400}, () => Math.random().toString(36))
        .join('')
        .slice(0, 2500);
    for (let second = 20; spool.stored().removed === 0; second++) await spool.keep(event(second, {userAgent: noise()}));
    await spool.keep(event(15));
    await close();
    expect(textOf(folder, logs(folder).at(-1) ?? '')).toContain('"auditID":"e15"');
    const ids = await idsIn(folder);
    expect(ids).toContain('e23');
    expect(ids).not.toContain('e20');
    expect(ids).not.toContain('e15');
  });

  test('files that are none of its own are left alone', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'audit-mine.jsonl'), 'x'.repeat(100 * KIB));
    const {spool} = await opened(folder, {keep: 8 * KIB, rotate: 2 * KIB});
    for (let second = 10; second < 40; second++)
      await spool.keep(event(second, {userAgent: String(Math.random()).repeat(20)}));
    expect(statSync(join(folder, 'audit-mine.jsonl')).size).toBe(100 * KIB);
  });
});

describe('what the log covers', () => {
  const entries = (folder: string) => idsIn(folder);

  test('nothing that was done before the receiver was there, nor seconds later', async () => {
    const folder = temporaryFolder();
    const {spool} = await opened(folder);
    await spool.keep([...event(-10), ...event(5), ...event(6)]);
    expect(await entries(folder)).toEqual(['e6']);
  });

  test('a short absence is bridged; until batches have been tried again the log may have holes', async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    await first.spool.keep(event(10));
    await first.close();
    leftAt(folder, NOW + 15_000);
    const {spool, told} = await opened(folder, {at: NOW + 70_000});
    await spool.keep(event(80));
    expect(await entries(folder)).toEqual(['e10', 'e80']);
    expect((await bookOf(folder)).coverage()?.settled).toBe((NOW + 190_000) * 1000);
    expect(told).toEqual([]);
  });

  test('after a long one, or one of which nobody knows, it begins anew', async () => {
    for (const spoil of [
      (file: string) => utimesSync(file, NOW / 1000, NOW / 1000),
      (file: string) => writeFileSync(file, 'x'),
      (file: string) => rmSync(file),
    ]) {
      const folder = temporaryFolder();
      const first = await opened(folder);
      await first.spool.keep(event(10));
      await first.close();
      spoil(join(folder, '.receiver.json'));
      const {spool} = await opened(folder, {at: NOW + 70_000});
      await spool.keep(event(80));
      expect(await entries(folder)).toEqual(['e80']);
    }
  });

  test('the absence is told', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).close();
    leftAt(folder, NOW);
    const {told} = await opened(folder, {at: NOW + 600_000});
    expect(told).toEqual(['nothing was received for 600 s: the log covers what is done from now on']);
  });
});

test('a folder in the place of a file does not stop it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  const {spool} = await opened(folder);
  await spool.keep(event(10));
  expect(await idsIn(folder)).toEqual(['e10']);
});
