import {describe, expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {UNKNOWN} from '../../../src/check/normalize/shape.ts';
import type {Shape} from '../../../src/check/normalize/shape.ts';
import {changes, content} from '../../../src/fix/plan/changes.ts';
import {extract, fieldSetOf, union} from '../../../src/fix/plan/field-set.ts';
import type {FieldSet} from '../../../src/fix/plan/field-set.ts';
import {operations} from '../../../src/fix/plan/json-patch.ts';
import {takenBack} from '../../../src/fix/plan/merge.ts';
import {overlaid, withoutNulls} from '../../../src/fix/plan/overlay.ts';
import type {Json, JsonObject} from '../../../src/model/json.ts';
import {formatPath} from '../../../src/model/path.ts';

const text: Shape = {kind: 'scalar', scalar: 'string', dropsZero: false};
const object = (fields: Readonly<Record<string, Shape>>, atomic = false): Shape => ({
  kind: 'object',
  field: (name) => fields[name] ?? text,
  knows: () => true,
  ...(atomic ? {atomic: true} : {}),
});
const keyed: Shape = {kind: 'list', merge: 'map', keys: ['name'], items: object({})};
const set: Shape = {kind: 'list', merge: 'set', keys: [], items: text};
const atomic: Shape = {kind: 'list', merge: 'atomic', keys: [], items: text};
const service = shapes()('', 'v1', 'Service');

describe('the patch that makes one value of another', () => {
  test.each<[string, Json, Json, object[]]>([
    ['nothing', {a: 1}, {a: 1}, []],
    ['a field', {a: 1, b: 2}, {a: 3, b: 2}, [{op: 'replace', path: '/a', value: 3}]],
    ['one more', {}, {a: {b: 1}}, [{op: 'add', path: '/a', value: {b: 1}}]],
    ['one less', {a: 1}, {}, [{op: 'remove', path: '/a'}]],
    ['null is a value', {a: 1}, {a: null}, [{op: 'replace', path: '/a', value: null}]],
    ['names with slashes and tildes', {'a/b~c': 1}, {'a/b~c': 2}, [{op: 'replace', path: '/a~1b~0c', value: 2}]],
    ['lists of one length', [{a: 1}, {b: 1}], [{a: 1}, {b: 2}], [{op: 'replace', path: '/1/b', value: 2}]],
    ['lists of two lengths', {l: [1]}, {l: [1, 2]}, [{op: 'replace', path: '/l', value: [1, 2]}]],
    ['big numbers', {a: 2n ** 60n}, {a: 2n ** 60n + 1n}, [{op: 'replace', path: '/a', value: 2n ** 60n + 1n}]],
  ])('%s', (_what, from, to, patch) => {
    expect(operations(from, to)).toEqual(patch);
  });
});

describe('taking a change back', () => {
  const [before, after] = [
    {a: 1, b: {c: 1, d: 1}},
    {a: 2, b: {c: 1, d: 2}},
  ];
  test.each<[string, Json, Json | undefined]>([
    ['nothing moved since', after, before],
    ['others moved elsewhere', {...after, e: 5}, {...before, e: 5}],
    ['others moved within the same map', {a: 2, b: {c: 7, d: 2}}, {a: 1, b: {c: 7, d: 1}}],
    ['the very value was changed again', {a: 3, b: {c: 1, d: 2}}, undefined],
    ['the map is gone', {a: 2}, undefined],
  ])('%s', (_what, now, value) => {
    expect(takenBack(before, after, now)).toEqual(value === undefined ? undefined : {value});
  });

  test('what the change took away comes back, what it brought goes', () => {
    expect(takenBack({a: 1}, {b: 2}, {b: 2, c: 3})).toEqual({value: {a: 1, c: 3}});
  });
});

describe('a declared value over the live one', () => {
  test.each<[string, Json, Json | undefined, Shape, Json]>([
    ['a scalar', 'a', 'b', text, 'a'],
    ['a map keeps what others put beside', {a: '1'}, {a: '9', b: '2'}, object({}), {a: '1', b: '2'}],
    ['a map that is owned as one does not', {a: '1'}, {a: '9', b: '2'}, object({}, true), {a: '1'}],
    [
      'a keyed list: the declared order, and others’ items after it',
      [
        {name: 'b', v: '1'},
        {name: 'a', v: '1'},
      ],
      [{name: 'a', v: '9', w: '2'}, {name: 'x'}, {name: 'b'}],
      keyed,
      [{name: 'b', v: '1'}, {name: 'a', v: '1', w: '2'}, {name: 'x'}],
    ],
    ['a set', ['a', 'b'], ['x', 'a'], set, ['a', 'b', 'x']],
    ['a list that is owned as one', ['a'], ['x', 'a'], atomic, ['a']],
    ['a list that nobody knows', ['a'], ['x', 'a'], UNKNOWN, ['a']],
    ['nothing live', {a: '1'}, undefined, object({}), {a: '1'}],
  ])('%s', (_what, value, live, shape, result) => {
    expect(overlaid(value, live, shape)).toEqual(result);
  });

  test('null says "not set"', () => {
    expect(withoutNulls({a: null, b: [{c: null, d: 1}], e: {}})).toEqual({b: [{d: 1}], e: {}});
  });
});

describe('a set of fields', () => {
  const ports = {
    spec: {
      ports: [
        {port: 80, name: 'http'},
        {port: 53, protocol: 'UDP', name: 'dns'},
      ],
    },
  };
  const all: FieldSet = {
    'f:spec': {
      'f:ports': {
        'k:{"port":80,"protocol":"TCP"}': {'.': {}, 'f:port': {}, 'f:name': {}},
        'k:{"port":53,"protocol":"UDP"}': {'.': {}, 'f:port': {}, 'f:protocol': {}, 'f:name': {}},
      },
    },
  };

  test('names items by their keys, a default among them', () => {
    expect(fieldSetOf(ports, service)).toEqual(all);
  });

  test('stops at what is owned as one', () => {
    expect(fieldSetOf({selector: {a: '1'}}, object({selector: object({}, true)}))).toEqual({'f:selector': {}});
    expect(fieldSetOf(['b'], set)).toEqual({'v:"b"': {}});
    expect(fieldSetOf(['b'], atomic)).toEqual({});
    expect(fieldSetOf([2n ** 60n], set)).toEqual({'v:1152921504606846976': {}});
  });

  test('takes those fields out of a value, each item with its keys', () => {
    const part: FieldSet = {'f:spec': {'f:ports': {'k:{"protocol":"TCP","port":80}': {'.': {}, 'f:name': {}}}}};
    expect(extract(ports, part, service)).toEqual({spec: {ports: [{port: 80, protocol: 'TCP', name: 'http'}]}});
    expect(extract(ports, {'f:spec': {'f:gone': {}}}, service)).toEqual({spec: {}});
    expect(extract(['a', 'b'], {'v:"b"': {}}, set)).toEqual(['b']);
    expect(extract({l: [{name: 'x', y: '1'}]}, {'f:l': {'k:{"name":"x"}': {'.': {}}}}, object({l: keyed}))).toEqual({
      l: [{name: 'x'}],
    });
  });

  test('a container that was owned empty holds nothing of its owner’s', () => {
    expect(extract({a: {b: '1'}}, {'f:a': {}}, object({a: object({})}))).toEqual({a: {}});
    expect(extract({l: [{name: 'x'}]}, {'f:l': {}}, object({l: keyed}))).toEqual({l: []});
    expect(extract({a: {b: '1'}}, {'f:a': {}}, object({a: object({}, true)}))).toEqual({a: {b: '1'}});
  });

  test('two sets together hold what is in either', () => {
    expect(union({'f:a': {'f:b': {}}, 'f:x': {}}, {'f:a': {'f:c': {}}})).toEqual({
      'f:a': {'f:b': {}, 'f:c': {}},
      'f:x': {},
    });
  });
});

describe('where two states of an object differ', () => {
  test.each<[string, Json, Json, Shape, string[]]>([
    ['nowhere', {a: 1}, {a: 1}, UNKNOWN, []],
    ['by the keys of a list', [{name: 'a', v: 1}], [{name: 'a', v: 2}, {name: 'b'}], keyed, ['[name=a].v', '[name=b]']],
    [
      'in the order of a list alone',
      {l: [{name: 'a'}, {name: 'b'}]},
      {l: [{name: 'b'}, {name: 'a'}]},
      object({l: keyed}),
      ['l'],
    ],
    ['by what a set holds', {l: ['a']}, {l: ['b']}, object({l: set}), ['l[=a]', 'l[=b]']],
    ['by position where nobody knows more', {l: ['a', 'b']}, {l: ['a', 'c']}, UNKNOWN, ['l[1]']],
    ['as a whole where even that tells nothing', {l: ['a']}, {l: ['a', 'c']}, UNKNOWN, ['l']],
    ['in what they are', {a: {b: 1}}, {a: [1]}, UNKNOWN, ['a']],
  ])('%s', (_what, before, after, shape, paths) => {
    expect(changes(before, after, shape).map(formatPath)).toEqual(paths);
  });

  test('the server’s books are nobody’s configuration', () => {
    const whole: JsonObject = {
      metadata: {
        name: 'x',
        uid: 'u',
        resourceVersion: '1',
        generation: 2,
        managedFields: [],
        annotations: {'deployment.kubernetes.io/revision': '3'},
      },
      status: {ready: true},
      data: {a: '1'},
    };
    expect(content(whole)).toEqual({metadata: {name: 'x'}, data: {a: '1'}});
    expect(content({metadata: {annotations: {'deployment.kubernetes.io/revision': '3', mine: '1'}}})).toEqual({
      metadata: {annotations: {mine: '1'}},
    });
  });
});
