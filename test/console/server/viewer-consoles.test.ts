import {expect, test} from 'vitest';
import {viewerConsoles} from '../../../src/console/server/viewer-consoles.ts';
import type {ViewerConsole} from '../../../src/console/server/viewer-console.ts';
import {RefusedError} from '../../../src/console/session/refusal.ts';
import {ANN} from '../access/reviewing.ts';

test('consoles are bounded, and those that nobody looks at are closed', async () => {
  const clock = {now: 0};
  const closed: string[] = [];
  const streams = new Map<string, number>();
  const right = new Set(['a', 'b', 'c']);
  const all = viewerConsoles({
    now: () => clock.now,
    most: 2,
    open: async ({key}) =>
      ({
        streams: {size: () => streams.get(key) ?? 0},
        recheck: async () => right.has(key),
        close: () => closed.push(key),
      }) as unknown as ViewerConsole,
  });
  const entry = (key: string) => ({viewer: ANN, key, until: Infinity});
  streams.set('a', 1);
  streams.set('b', 1);
  await Promise.all([all.of(entry('a')), all.of(entry('b'))]);
  await expect(all.of(entry('c'))).rejects.toBeInstanceOf(RefusedError);
  streams.set('b', 0);
  await all.of(entry('c'));
  expect([closed, all.size()]).toEqual([['b'], 2]);
  clock.now = 130_000;
  await all.sweep();
  expect(closed).toEqual(['b', 'c']);
  right.delete('a');
  await all.sweep();
  expect([closed, all.size()]).toEqual([['b', 'c', 'a'], 0]);
  right.add('a');
  await all.of(entry('a'));
  clock.now += 16 * 60_000;
  await all.sweep();
  expect(all.size()).toBe(0);
  all.close();
  await expect(all.of(entry('a'))).rejects.toBeInstanceOf(RefusedError);
});

test('two requests at once of somebody who lost his rights begin one new console', async () => {
  let opened = 0;
  let isRight = true;
  const all = viewerConsoles({
    now: () => 0,
    open: async () => {
      opened += 1;
      return {
        streams: {size: () => 0},
        recheck: async () => isRight,
        close: () => {},
      } as unknown as ViewerConsole;
    },
  });
  const entry = {viewer: ANN, key: 'a', until: Infinity};
  await all.of(entry);
  isRight = false;
  const [one, other] = await Promise.all([all.of(entry), all.of(entry)]);
  expect([one === other, opened, all.size()]).toEqual([true, 2, 1]);
});
