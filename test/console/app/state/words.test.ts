import {expect, test} from 'vitest';
import {count, pluralOfKind} from '../../../../src/console/app/state/words.ts';

test.each([
  ['Deployment', 'Deployments'],
  ['NetworkPolicy', 'NetworkPolicies'],
  ['Ingress', 'Ingresses'],
  ['Gateway', 'Gateways'],
  ['StorageClass', 'StorageClasses'],
  ['Endpoints', 'Endpoints'],
])('of %s there are many %s', (kind, many) => expect(pluralOfKind(kind)).toBe(many));

test('one is one, and none are many', () =>
  expect([count(0, 'release'), count(1, 'release'), count(2, 'object is', 'objects are')]).toEqual([
    '0 releases',
    '1 release',
    '2 objects are',
  ]));
