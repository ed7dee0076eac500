import {expect, test} from 'vitest';
import {asApplied} from '../../../src/check/intent/applied.ts';
import type {IntentObject} from '../../../src/model/intent.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const intent = (data: JsonObject): IntentObject => ({
  ref: {group: '', kind: 'ConfigMap', name: 'x'},
  apiVersion: 'v1',
  object: {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x'}, data},
  origin: {line: 1},
});

const read = async (data: JsonObject, method: 'ssa' | 'csa'): Promise<unknown> =>
  (await asApplied([intent(data), intent({a: 'b'})], async () => method)).map(({object}) => object['data']);

// As a real server answers `helm install` of either kind: test/e2e/odd-charts.test.ts.
test.each([
  ['a\u0085b', 'a b'],
  ['a  \u0085  b', 'a b'],
  ['a\u0085\u0085b', 'a\nb'],
  ['a \u0085 \u0085\u0085 b', 'a\n\nb'],
  ['\u0085', ' '],
  ['a\t\u0085\tb', 'a\t \tb'],
  ['a\u2028b \n c', 'a\u2028b \n c'],
])('what is applied is read as YAML: %j', async (text, applied) => {
  expect(await read({t: text, l: [text, 1n, null], ['k\u0085']: true}, 'ssa')).toEqual([
    {t: applied, l: [applied, 1n, null], 'k ': true},
    {a: 'b'},
  ]);
  expect(await read({t: text}, 'csa')).toEqual([{t: text}, {a: 'b'}]);
});

test('where nobody can say how it was written, it is left as it is', async () => {
  const odd = [intent({a: 'b\u0085c'})];
  expect(await asApplied(odd, () => Promise.reject(new Error('no cluster')))).toBe(odd);
});

test('nobody is asked how a manifest was written that has nothing of the kind', async () => {
  const asked = asApplied([intent({a: 'b\u2028'})], () => Promise.reject(new Error('asked')));
  expect(await asked).toHaveLength(1);
});
