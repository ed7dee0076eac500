import {describe, expect, test} from 'vitest';
import {arranged, arrangedFields, keptOf} from '../../../src/console/views/arrange.ts';
import type {Json, JsonObject} from '../../../src/model/json.ts';
import type {Path} from '../../../src/model/path.ts';

const field = (...names: string[]): Path => names.map((name) => ({field: name}));
const ordered = (live: JsonObject, desired: Json): string => JSON.stringify(arrangedFields(live, desired, undefined));
const compact = (live: JsonObject, desired: Json, ...kept: Path[]): JsonObject =>
  arrangedFields(live, desired, keptOf(kept));

describe('order', () => {
  test('fields stand as the baseline declares them, what it does not declare behind', () => {
    expect(ordered({x: 1, b: 2, a: {q: 3, p: 4}}, {a: {p: 0, q: 0}, b: 0})).toBe('{"a":{"p":4,"q":3},"b":2,"x":1}');
  });

  test('scalars, absent fields and another type stay what they are', () => {
    expect(arranged(7, {a: 1}, undefined)).toBe(7);
    expect(ordered({a: [1]}, {a: {b: 1}, c: 2})).toBe('{"a":[1]}');
    expect(ordered({a: {b: 1}}, {a: 'text'})).toBe('{"a":{"b":1}}');
    expect(ordered({a: null}, {a: 1})).toBe('{"a":null}');
  });

  test('an inherited name is no field', () => {
    expect(ordered({constructor: 1, a: 2}, {a: 0})).toBe('{"a":2,"constructor":1}');
  });

  test('items are held against those of the same name, wherever they stand', () => {
    const live = {
      ports: [
        {port: 2, name: 'b'},
        {port: 1, name: 'a'},
      ],
    };
    const desired = {
      ports: [
        {name: 'a', port: 1},
        {name: 'b', port: 2},
      ],
    };
    expect(ordered(live, desired)).toBe('{"ports":[{"name":"b","port":2},{"name":"a","port":1}]}');
  });

  test('items without a name by their position, where there are as many', () => {
    expect(ordered({l: [{y: 1, x: 2}]}, {l: [{x: 0, y: 0}]})).toBe('{"l":[{"x":2,"y":1}]}');
  });
});

describe('the compact form', () => {
  test('leaves out what nobody declared', () => {
    expect(compact({a: 1, b: {c: 2, d: 3}, e: 4}, {a: 1, b: {c: 2}})).toEqual({a: 1, b: {c: 2}});
  });

  test('but for what a finding speaks of, with all that lies below it', () => {
    const live = {a: 1, b: {c: 2, d: {e: 3, f: 4}}, g: {h: 5, i: 6}};
    expect(compact(live, {a: 1, b: {c: 2}}, field('b', 'd'), field('g', 'h'))).toEqual({
      a: 1,
      b: {c: 2, d: {e: 3, f: 4}},
      g: {h: 5},
    });
  });

  test('two findings below one place are both shown', () => {
    expect(compact({a: {b: 1, c: 2, d: 3}}, {}, field('a', 'b'), field('a', 'c'))).toEqual({a: {b: 1, c: 2}});
  });

  test('of a list, items that nobody declared are shown where they are part of a finding, and whole', () => {
    const live = {
      l: [
        {name: 'a', x: 1},
        {name: 'b', x: 2, y: 3},
        {name: 'c', x: 4},
      ],
    };
    const desired = {l: [{name: 'a', x: 1}]};
    const at = (name: string): Path => [{field: 'l'}, {select: {name}, nth: 0}];
    expect(compact(live, desired)).toEqual({l: [{name: 'a', x: 1}]});
    expect(compact(live, desired, at('b'))).toEqual({
      l: [
        {name: 'a', x: 1},
        {name: 'b', x: 2, y: 3},
      ],
    });
    expect(compact(live, desired, [{field: 'l'}, {index: 2}])).toEqual({
      l: [
        {name: 'a', x: 1},
        {name: 'c', x: 4},
      ],
    });
  });

  test('of a declared item, the field that was added to it is shown', () => {
    const live = {l: [{name: 'a', x: 1, added: 2, other: 3}]};
    const path: Path = [{field: 'l'}, {select: {name: 'a'}, nth: 0}, {field: 'added'}];
    expect(compact(live, {l: [{name: 'a', x: 1}]}, path)).toEqual({l: [{name: 'a', x: 1, added: 2}]});
  });

  test('scalars of lists of different lengths are told by their value', () => {
    expect(compact({l: ['b', 'x', 'a']}, {l: ['a', 'b']})).toEqual({l: ['b', 'a']});
    expect(compact({l: ['b', 'x']}, {l: []}, field('l'))).toEqual({l: ['b', 'x']});
  });
});
