import {expect, test} from 'vitest';
import {fromSnapshot, parseSnapshot} from '../../../src/check/evidence/snapshot.ts';
import type {IntentObject} from '../../../src/model/intent.ts';

const snapshot = parseSnapshot(
  ['shop', 'other', 'shop']
    .map((namespace, at) => `apiVersion: v1\nkind: Service\nmetadata: {name: s${at}, namespace: ${namespace}}\n`)
    .join('---\n'),
  'live.yaml',
);
const wanted = (kind: string, namespace: string): IntentObject =>
  ({ref: {group: '', kind, namespace, name: 's0'}, object: {}}) as unknown as IntentObject;

test.each([
  ['Service', 'shop', []],
  [
    'Service',
    'default',
    ['Service/s0: live.yaml holds no Service of namespace default, but of other, shop: is -n right?'],
  ],
  ['Secret', 'default', ['Secret/s0: live.yaml holds no Secret of namespace default']],
])('%s of %s', (kind, namespace, messages) => {
  const {gaps} = fromSnapshot(snapshot, [wanted(kind, namespace)], 'live.yaml');
  expect(gaps.map(({message}) => message)).toEqual(messages);
});
