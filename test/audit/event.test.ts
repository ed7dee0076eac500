import {describe, expect, test} from 'vitest';
import {eventOf, microseconds} from '../../src/audit/event.ts';
import {audited} from './events.ts';
import type {Written} from './events.ts';

test('a write is told with who, when, from where and by which manager', () => {
  const event = eventOf(audited({manager: 'kubectl-edit', auditID: 'a-1', received: '2026-11-28T09:00:00.4Z'}));
  expect(event).toEqual({
    person: {
      name: 'alice',
      groups: ['dev'],
      sourceIP: '10.0.0.7',
      userAgent: 'kubectl/v1.37.2 (linux/amd64)',
      at: '2026-11-28T09:00:00.500000Z',
      verb: 'patch',
      auditID: 'a-1',
    },
    verb: 'patch',
    group: '',
    resource: 'services',
    namespace: 'shop',
    name: 'web',
    subresource: '',
    received: Date.parse('2026-11-28T09:00:00.400Z') * 1000,
    done: Date.parse('2026-11-28T09:00:00.500Z') * 1000,
    code: 200,
    manager: 'kubectl-edit',
  });
});

test('of an impersonated request the rights that counted have a name, and so has who was logged in', () => {
  expect(eventOf(audited({user: 'gateway', as: 'bob'}))?.person).toMatchObject({
    name: 'bob',
    impersonatedBy: 'gateway',
    groups: ['ops'],
  });
});

test('without a field manager the user agent up to its slash is the manager', () => {
  expect(eventOf(audited({userAgent: 'my-operator/v1.2 (x)'}))?.manager).toBe('my-operator');
});

describe('what wrote nothing is none', () => {
  test.each<[string, Written]>([
    ['read', {verb: 'get'}],
    ['a dry run', {query: 'dryRun=All'}],
    ['a dry run by its body', {verb: 'delete', body: {kind: 'DeleteOptions', dryRun: ['All']}}],
    ['a conflict', {code: 409}],
    ['refused', {code: 403}],
    ['invalid', {code: 422}],
    ['only begun', {stage: 'RequestReceived'}],
    ['failed in the middle', {stage: 'Panic'}],
    ['without a time', {at: 'yesterday'}],
  ])('%s', (_what, written) => {
    expect(eventOf(audited(written))).toBeUndefined();
  });
});

test('a deletion whose body the log does not keep may have been a dry run', () => {
  expect(eventOf(audited({verb: 'delete'}))).toHaveProperty('isMaybeDry');
  expect(eventOf(audited({verb: 'delete', level: 'Request'}))).not.toHaveProperty('isMaybeDry');
  expect(eventOf(audited({verb: 'patch'}))).not.toHaveProperty('isMaybeDry');
});

test.each([
  ['2026-11-28T09:00:00Z', 0],
  ['2026-11-28T09:00:00.000001Z', 1],
  ['2026-11-28T09:00:00.12Z', 120_000],
  ['2026-11-28T09:00:00.123456789Z', 123_456],
  ['2026-11-28T10:00:00.5+01:00', 500_000],
])('%s to the microsecond', (text, after) => {
  expect(microseconds(text)).toBe(Date.parse('2026-11-28T09:00:00Z') * 1000 + after);
});

test.each(['', '2026-11-28', 'now', '2026-13-40T00:00:00Z'])('%s is no time', (text) => {
  expect(microseconds(text)).toBeUndefined();
});
