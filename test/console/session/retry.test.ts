import {expect, test} from 'vitest';
import {retryAfter} from '../../../src/console/session/retry.ts';
import {UserError} from '../../../src/model/errors.ts';

test.each([
  ['unreachable', 1, 2000, false],
  ['unreachable', 3, 8000, false],
  ['server-error', 20, 30_000, false],
  ['pending-release', 1, 2000, false],
  ['unauthorized', 1, 30_000, true],
  ['forbidden', 5, 30_000, true],
  ['not-found', 1, 30_000, true],
] as const)('%s, failure %i in a row: again after %i ms', (code, failures, afterMs, onlyThen) => {
  expect(retryAfter(new UserError('x', undefined, {code}), failures)).toEqual({afterMs, onlyThen});
});

test('a bug of ours is not tried over and over', () => {
  expect(retryAfter(new TypeError('x'), 1)).toEqual({afterMs: 30_000, onlyThen: true});
});
