import {expect, test} from 'vitest';
import {keptObjects} from '../../src/watch/kept-objects.ts';
import {seenObjects} from '../../src/watch/objects.ts';
import {seen} from './scripted.ts';

test('tells what comes, what changes and what goes, and nothing where only a status did', () => {
  const objects = seenObjects();
  const first = seen('a');
  expect(objects.take({type: 'there', object: first})).toEqual([{before: undefined, after: first}]);
  expect(objects.take({type: 'synced'})).toEqual([]);
  const status = seen('a', {version: '2'});
  expect(objects.take({type: 'there', object: status})).toEqual([]);
  expect(objects.at('shop', 'a')).toBe(status);
  const edited = seen('a', {version: '3', hash: 'b'});
  expect(objects.take({type: 'there', object: edited})).toEqual([{before: status, after: edited}]);
  const other = seen('a', {version: '4', hash: 'b', uid: 'made anew'});
  expect(objects.take({type: 'there', object: other})).toHaveLength(1);
  const taken = seen('a', {version: '5', hash: 'b', uid: 'made anew', release: 'shop/other'});
  expect(objects.take({type: 'there', object: taken})).toEqual([{before: other, after: taken}]);
  expect(objects.take({type: 'gone', object: taken})).toEqual([{before: taken, after: undefined}]);
  expect(objects.size).toBe(0);
});

test('what went while nobody watched is told once all is told', () => {
  const objects = seenObjects();
  for (const name of ['a', 'b', 'c']) objects.take({type: 'there', object: seen(name)});
  objects.take({type: 'synced'});
  objects.begin();
  expect(objects.take({type: 'there', object: seen('b')})).toEqual([]);
  expect(objects.size).toBe(3);
  expect(objects.take({type: 'synced'}).map(({before}) => before?.name)).toEqual(['a', 'c']);
  expect([...objects.values()].map(({name}) => name)).toEqual(['b']);
});

test('an object is kept at its version, exact, and no more of them than there is room for', () => {
  const kept = keptObjects(16_000);
  const object = (size: number): {readonly data: string; readonly count: bigint} => ({
    data: Array.from({length: size}, (_, at) => `${at * size}`).join(),
    count: 9_223_372_036_854_775_807n,
  });
  kept.keep('a', '1', object(100));
  expect(kept.at('a', '1')).toEqual(object(100));
  expect(kept.at('a', '2')).toBeUndefined();
  kept.keep('large', '1', object(2000));
  expect(kept.at('large', '1')).toBeUndefined();
  for (let at = 0; at < 60; at++) {
    kept.keep(`k${at}`, '1', object(100));
    // What is used stays.
    expect(kept.at('k0', '1')).toBeDefined();
  }
  const there = Array.from({length: 60}, (_, at) => at).filter((at) => kept.at(`k${at}`, '1') !== undefined);
  expect(there.length).toBeGreaterThan(15);
  expect(there.length).toBeLessThan(40);
  expect(there).toContain(59);
  expect(there).not.toContain(1);
});
