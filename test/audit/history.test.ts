import {expect, test} from 'vitest';
import {fieldStep} from '../accuracy/paths.ts';
import type {Obj} from '../accuracy/json.ts';
import {History} from './history.ts';

const CONFIG = ['data', 'nginx.conf'].map(fieldStep);

/** What each of some people left of a map, in their order. */
function historyOf(...states: readonly (readonly [string, Obj])[]): History {
  const history = new History();
  let before: Obj = {data: {'nginx.conf': 'x'}};
  for (const [name, after] of states) {
    history.add({actor: {name}, kind: 'merge', manager: name, before, after});
    before = after;
  }
  return history;
}

test('a key is gone since the first who took it, whatever came and went above it since', () => {
  const history = historyOf(['alice', {}], ['bob', {data: {other: 'y'}}], ['carol', {}]);
  expect(history.authorOf([CONFIG], undefined)?.actor.name).toBe('alice');
});

test('a key that came back in between was taken by the last', () => {
  const history = historyOf(['alice', {}], ['bob', {data: {'nginx.conf': 'y'}}], ['carol', {}]);
  expect(history.authorOf([CONFIG], undefined)?.actor.name).toBe('carol');
});
