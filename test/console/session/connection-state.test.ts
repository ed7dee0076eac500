import {describe, expect, test} from 'vitest';
import {nextConnection} from '../../../src/console/session/connection-state.ts';
import type {ConnectionEvent} from '../../../src/console/session/connection-state.ts';
import type {Connection} from '../../../src/console/contract.ts';
import {UserError} from '../../../src/model/errors.ts';

const [BEFORE, AT] = ['2026-11-24T09:00:00Z', '2026-11-24T09:15:00Z'];
const unreachable = new UserError('no answer', undefined, {code: 'unreachable'});
const unauthorized = new UserError('not accepted (401)', undefined, {code: 'unauthorized'});
const notFound = new UserError('there is no release "web"', undefined, {code: 'not-found'});

const connection = (kind: Connection['kind'], message?: string): Connection => ({
  kind,
  since: BEFORE,
  by: 'watch',
  ...(message === undefined ? {} : {message}),
});
const failed = (error: UserError): ConnectionEvent => ({kind: 'refresh-failed', message: error.message, error});
const unanswered = (error: UserError): ConnectionEvent => ({kind: 'unanswered', message: error.message, error});

test.each<[string, Connection['kind'], ConnectionEvent, Connection['kind']]>([
  ['a refresh that went well shows what is', 'stale', {kind: 'refreshed'}, 'live'],
  ['so it does while the heartbeat is silent', 'disconnected', {kind: 'refreshed'}, 'live'],
  ['one that failed leaves what was shown', 'live', failed(unreachable), 'stale'],
  ['no answer is told as that', 'live', unanswered(unreachable), 'disconnected'],
  ['no answer says more than a refresh that failed', 'stale', unanswered(unreachable), 'disconnected'],
  ['an answer after none is no refresh yet', 'disconnected', {kind: 'answered'}, 'stale'],
])('%s: %s → %s', (_what, before, event, after) => {
  expect(nextConnection(connection(before), event, AT)).toMatchObject({kind: after, since: AT, by: 'watch'});
});

test.each<[string, Connection, ConnectionEvent]>([
  ['an answer while live', connection('live'), {kind: 'answered'}],
  ['an answer while stale', connection('stale', 'x'), {kind: 'answered'}],
  ['a refresh that failed while nothing answers', connection('disconnected', 'x'), failed(unreachable)],
  ['the same news', connection('stale', unreachable.message), failed(unreachable)],
  ['the same mode', connection('live'), {kind: 'mode', by: 'watch'}],
  ['anything in a demo', {kind: 'demo', since: BEFORE}, failed(unreachable)],
])('%s changes nothing, and is the very same object', (_what, before, event) => {
  expect(nextConnection(before, event, AT)).toBe(before);
});

test('the message may change, and the time since when it is so stays', () => {
  expect(nextConnection(connection('stale', 'old'), failed(unreachable), AT)).toEqual({
    kind: 'stale',
    since: BEFORE,
    by: 'watch',
    message: 'no answer',
  });
});

test('the mode is told beside it', () => {
  expect(nextConnection(connection('live'), {kind: 'mode', by: 'poll'}, AT)).toEqual({
    ...connection('live'),
    by: 'poll',
  });
});

describe('what only a person can end is said to be so', () => {
  test.each([
    ['credentials that are not accepted', unanswered(unauthorized)],
    ['a release that is not there', failed(notFound)],
  ])('%s', (_what, event) => {
    expect(nextConnection(connection('live'), event, AT).needsAction).toBe(true);
  });

  test('what may pass by itself is not, nor is what went well then', () => {
    expect(nextConnection(connection('live'), failed(unreachable), AT)).not.toHaveProperty('needsAction');
    const refused = nextConnection(connection('live'), unanswered(unauthorized), AT);
    expect(nextConnection(refused, unanswered(unreachable), AT)).not.toHaveProperty('needsAction');
    expect(nextConnection(refused, {kind: 'refreshed'}, AT)).toEqual({kind: 'live', since: AT, by: 'watch'});
  });
});
