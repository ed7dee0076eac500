import {expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {contentDigest} from '../../../src/fix/plan/content-digest.ts';
import {landed} from '../../../src/fix/plan/landed.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const shape = shapes(undefined)('', 'v1', 'ConfigMap');

const at = (version: string, data: JsonObject, uid = '1'): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name: 'x', uid, resourceVersion: version},
  data,
});

const open = (expected: JsonObject) => ({digest: contentDigest(expected), resourceVersion: '1', expected});

const BEFORE = at('1', {a: '9', b: '2'});
const EXPECTED = at('1', {a: '1', b: '2'});

test.each<[string, JsonObject | undefined, unknown]>([
  ['it stands there', at('2', {a: '1', b: '2'}), at('2', {a: '1', b: '2'})],
  ['and somebody wrote elsewhere since', at('3', {a: '1', b: '7'}), at('3', {a: '1', b: '2'})],
  ['nothing moved', BEFORE, undefined],
  ['another value', at('2', {a: '5', b: '2'}), undefined],
  ['the object is gone', undefined, undefined],
])('a patch: %s', (_what, live, found) => {
  expect(landed(open(EXPECTED), BEFORE, live, shape)).toEqual(found);
});

test('what was to be made is there, with more beside it since', () => {
  const live = at('5', {a: '1', b: '2', c: '3'}, 'new');
  expect(landed(open(EXPECTED), undefined, live, shape)).toEqual(at('5', {a: '1', b: '2'}, 'new'));
  expect(landed(open(EXPECTED), undefined, at('5', {a: '1'}, 'new'), shape)).toBeUndefined();
});

test('a deletion: gone, or another object in its place', () => {
  const gone = {digest: '', resourceVersion: '1'};
  expect(landed(gone, BEFORE, undefined, shape)).toBeNull();
  expect(landed(gone, BEFORE, at('9', {}, 'other'), shape)).toBeNull();
  expect(landed(gone, BEFORE, BEFORE, shape)).toBeUndefined();
});

test('a record of an older version knows the digest alone', () => {
  const {expected: _expected, ...old} = open(EXPECTED);
  expect(landed(old, BEFORE, at('2', {a: '1', b: '2'}), shape)).toEqual(at('2', {a: '1', b: '2'}));
  expect(landed(old, BEFORE, at('3', {a: '1', b: '7'}), shape)).toBeUndefined();
});
