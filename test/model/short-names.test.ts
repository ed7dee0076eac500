import {expect, test} from 'vitest';
import {kindOfShort, shortName} from '../../src/model/short-names.ts';

test.each([
  ['HorizontalPodAutoscaler', 'hpa'],
  ['Service', 'svc'],
  ['Widget', 'widget'],
])('%s is %s to kubectl', (kind, short) => {
  expect(shortName(kind)).toBe(short);
});

test('a short name leads back to its kind, and what is none to nothing', () => {
  expect(kindOfShort('svc')).toBe('service');
  expect(kindOfShort('toString')).toBeUndefined();
});
