import type {IncomingMessage} from 'node:http';
import {describe, expect, test} from 'vitest';
import {KEY_HEADER} from '../../../src/console/routes.ts';
import {guard} from '../../../src/console/server/guard.ts';

const PORT = 4321;
const HOST = `127.0.0.1:${PORT}`;
const ORIGIN = `http://${HOST}`;

/** A request as the guard reads it. */
const request = (headers: IncomingMessage['headers'], method = 'GET', url = '/api/state'): IncomingMessage =>
  Object.assign(Object.create(null), {headers, method, url});

function statusOf(act: () => void): number {
  try {
    act();
    return 200;
  } catch (error) {
    return error instanceof Error && 'status' in error ? Number(error.status) : 0;
  }
}

describe('who is let in', () => {
  const page = {host: HOST, origin: ORIGIN, 'sec-fetch-site': 'same-origin'};
  test.each<[string, IncomingMessage['headers'], string, string, number]>([
    ['a page of ours', page, 'GET', '/api/state', 200],
    ['a page of ours that writes', page, 'POST', '/api/plan', 200],
    ['a program without a browser', {host: HOST}, 'GET', '/api/state', 200],
    ['the address bar', {host: HOST, 'sec-fetch-site': 'none'}, 'GET', '/', 200],
    ['a link of a foreign page to the empty document', {host: HOST, 'sec-fetch-site': 'cross-site'}, 'GET', '/', 200],
    ['the same to the state', {host: HOST, 'sec-fetch-site': 'cross-site'}, 'GET', '/api/state', 403],
    ['a page on another port of this machine', {host: HOST, 'sec-fetch-site': 'same-site'}, 'HEAD', '/api/state', 403],
    ['another origin', {host: HOST, origin: 'http://evil.example'}, 'GET', '/', 403],
    ['another port', {host: HOST, origin: 'http://127.0.0.1:1'}, 'GET', '/api/state', 403],
    ['https of the same host', {host: HOST, origin: `https://${HOST}`}, 'GET', '/api/state', 403],
    ['a write without an origin', {host: HOST}, 'POST', '/api/plan', 403],
    ['a write of a file', {host: HOST, origin: 'null'}, 'POST', '/api/plan', 403],
    ['a name that resolves to us', {host: `evil.example:${PORT}`}, 'GET', '/', 421],
    ['localhost', {host: `localhost:${PORT}`}, 'GET', '/', 421],
    ['no host', {}, 'GET', '/', 421],
    ['a preflight', page, 'OPTIONS', '/api/plan', 403],
    ['a method that nobody needs', page, 'DELETE', '/api/state', 405],
  ])('%s', (_what, headers, method, url, status) => {
    expect(statusOf(() => guard(PORT).admit(request(headers, method, url)))).toBe(status);
  });
});

function session(ours = guard(PORT)) {
  const {key, cookie} = ours.exchange(ours.token());
  const [pair = ''] = cookie.split(';');
  return {ours, key, cookie, headers: {cookie: pair, [KEY_HEADER]: key}};
}

test('a token is good once, and a guess never', () => {
  const ours = guard(PORT);
  const token = ours.token();
  expect(token).toMatch(/^[\w-]{43}$/);
  for (const guess of ['', `${token}x`, token.slice(1), undefined, 0, [token]])
    expect(statusOf(() => void ours.exchange(guess))).toBe(401);
  expect(ours.exchange(token).cookie).toMatch(/^helm-drift-4321=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(statusOf(() => void ours.exchange(token))).toBe(401);
});

test('both halves of a session are wanted, and of the same console', () => {
  const {ours, key, headers} = session();
  const isIn = (one: IncomingMessage['headers']): number => statusOf(() => ours.authenticate(request(one)));
  expect(isIn(headers)).toBe(200);
  expect(isIn({...headers, cookie: `theme=dark; ${headers.cookie}; a=b`})).toBe(200);
  expect(isIn({cookie: headers.cookie})).toBe(401);
  expect(isIn({[KEY_HEADER]: key})).toBe(401);
  expect(isIn({...headers, [KEY_HEADER]: `${key}x`})).toBe(401);
  expect(isIn({...headers, [KEY_HEADER]: [key]})).toBe(401);
  expect(isIn({...headers, cookie: headers.cookie.replace('4321', '4322')})).toBe(401);
  expect(isIn(session().headers)).toBe(401);
});

test('pages share the cookie, each with a key of its own', () => {
  const {ours, headers} = session();
  const second = session(ours);
  expect(second.headers.cookie).toBe(headers.cookie);
  expect(second.key).not.toBe(headers[KEY_HEADER]);
  for (const one of [headers, second.headers]) expect(statusOf(() => ours.authenticate(request(one)))).toBe(200);
});

test('tokens and keys are bounded: the oldest go', () => {
  const ours = guard(PORT);
  const tokens = Array.from({length: 17}, () => ours.token());
  expect(statusOf(() => void ours.exchange(tokens[0]))).toBe(401);
  expect(statusOf(() => void ours.exchange(tokens[1]))).toBe(200);
  const sessions = Array.from({length: 17}, () => session(ours));
  const statuses = sessions.map(({headers}) => statusOf(() => ours.authenticate(request(headers))));
  expect(statuses).toEqual([401, ...Array.from({length: 16}, () => 200)]);
});
