import {expect, test} from 'vitest';
import type {Entry} from '../../../src/console/access/gate.ts';
import {memory} from '../../../src/console/access/memory.ts';
import {sessions} from '../../../src/console/access/sessions.ts';
import {ANN} from './reviewing.ts';

function book(most = {all: 4, ofOne: 2}) {
  const clock = {now: 0};
  let made = 0;
  const entry = (key: string, until = 1000): Entry => ({viewer: ANN, key, until});
  return {
    clock,
    entry,
    kept: sessions(
      () => `cookie-${(made += 1)}`,
      () => clock.now,
      most,
    ),
  };
}

test('a session is found by its cookie alone, until it ends', () => {
  const {clock, entry, kept} = book();
  const cookie = kept.begin(entry('a'), undefined) ?? '';
  expect(kept.find(cookie)?.key).toBe('a');
  for (const other of ['', 'cookie-2', `${cookie} `, cookie.toUpperCase()]) expect(kept.find(other)).toBeUndefined();
  clock.now = 1000;
  expect(kept.find(cookie)).toBeUndefined();
  expect(kept.size()).toBe(0);
  expect(kept.begin(entry('a'), undefined)).toBeUndefined();
});

test('a cookie that somebody chose before stands for nobody afterwards', () => {
  const {entry, kept} = book();
  const before = kept.begin(entry('mallory'), undefined) ?? '';
  const after = kept.begin(entry('ann'), before) ?? '';
  expect(after).not.toBe(before);
  expect([kept.find(before), kept.find(after)?.key]).toEqual([undefined, 'ann']);
  expect(kept.begin(entry('ann'), 'chosen')).not.toBe('chosen');
  expect(kept.find('chosen')).toBeUndefined();
});

test('one viewer’s own oldest goes, and nobody is shut out by another', () => {
  const {clock, entry, kept} = book();
  const [one = '', two = '', three = ''] = [1, 2, 3].map(() => kept.begin(entry('a'), undefined));
  expect([one, two, three].map((cookie) => kept.find(cookie)?.key)).toEqual([undefined, 'a', 'a']);
  expect(kept.begin(entry('b'), undefined)).toBeDefined();
  expect(kept.begin(entry('c', 2000), undefined)).toBeDefined();
  expect(kept.begin(entry('d'), undefined)).toBeUndefined();
  expect(kept.size()).toBe(4);
  // What has ended makes room.
  clock.now = 1500;
  expect(kept.begin(entry('d', 2000), undefined)).toBeDefined();
  expect(kept.size()).toBe(2);
});

test('a memory asks once for all who wait, keeps no failure, and no more than so many', async () => {
  const clock = {now: 0};
  const kept = memory<number>(2, () => clock.now);
  let asked = 0;
  const ask = async () => ({value: (asked += 1), until: clock.now + 10});
  expect(await Promise.all([kept.of('a', ask), kept.of('a', ask)])).toEqual([1, 1]);
  await expect(kept.of('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect([await kept.of('b', ask), await kept.of('c', ask), kept.size()]).toEqual([2, 3, 2]);
  expect(await kept.of('a', ask)).toBe(4);
  clock.now = 10;
  expect(await kept.of('a', ask)).toBe(5);
});
