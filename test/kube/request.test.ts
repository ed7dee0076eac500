import {beforeEach, describe, expect, test, vi} from 'vitest';
import {pause} from '../../src/kube/pause.ts';
import {dryWrite, errorCodeOfStatus, getJson, UnreachableError, writeJson} from '../../src/kube/request.ts';
import {connectionTo, fakeApi, inTurn, statusOf, thrownBy} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: vi.fn<(milliseconds: number) => Promise<void>>(async () => {})}));
const pauses = (): unknown[] => vi.mocked(pause).mock.calls.map(([milliseconds]) => milliseconds);
beforeEach(() => vi.mocked(pause).mockClear());

const POD = {kind: 'Pod', metadata: {name: 'web'}};
const BUSY: Reply = {status: 429, body: statusOf(429, 'too many requests')};
const BROKEN: Reply = {status: 500, body: statusOf(500, 'etcdserver: leader changed')};
const CUT: Reply = {body: POD, cutAfter: 5};
const PATCH = {path: '/p', contentType: 'application/apply-patch+yaml', body: '{"a":1}'};

describe('a read', () => {
  test.each([
    ['429, then success', [BUSY, {body: POD}], 200, [100]],
    ['429 with Retry-After', [{...BUSY, headers: {'retry-after': '2'}}, {body: POD}], 200, [2000]],
    ['429 with Retry-After: 0', [{...BUSY, headers: {'retry-after': '0'}}, {body: POD}], 200, [0]],
    ['429 with Retry-After to the end', [{...BUSY, headers: {'retry-after': '0'}}], 429, Array(9).fill(0)],
    ['500 with Retry-After to the end', [{...BROKEN, headers: {'retry-after': '1'}}], 500, [1000, 1000, 1000]],
    ['a Retry-After of an hour', [{...BUSY, headers: {'retry-after': '3600'}}, {body: POD}], 200, [10_000]],
    ['a Retry-After that is a date', [{...BUSY, headers: {'retry-after': 'Fri, 31 Dec'}}, {body: POD}], 200, [100]],
    ['5xx twice, then success', [BROKEN, BROKEN, {body: POD}], 200, [100, 300]],
    ['a broken connection, then success', [CUT, {body: POD}], 200, [100]],
    ['a failure that stays', [BROKEN], 500, [100, 300, 900]],
    ['501, which stays by nature', [{status: 501, body: statusOf(501, 'no')}], 501, []],
    ['403', [{status: 403, body: statusOf(403, 'no')}], 403, []],
    ['404', [{status: 404, body: statusOf(404, 'no')}], 404, []],
    ['410', [{status: 410, body: statusOf(410, 'expired')}], 410, []],
  ])('%s', async (_what, replies: Reply[], status, waits) => {
    const api = await fakeApi(inTurn(...replies));
    expect((await getJson(api.connection, {path: '/p'})).status).toBe(status);
    expect(pauses()).toEqual(waits);
    expect(api.seen).toHaveLength(waits.length + 1);
  });

  test('a connection that breaks each time is unreachable', async () => {
    const api = await fakeApi(() => CUT);
    expect(await thrownBy(getJson(api.connection, {path: '/p'}))).toBeInstanceOf(UnreachableError);
    expect(pauses()).toEqual([100, 300, 900]);
  });

  test('nobody who listens is asked once', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const error = await thrownBy(getJson(connection, {path: '/p'}));
    expect([error.message, pauses()]).toEqual([expect.stringContaining('ECONNREFUSED'), []]);
    connection.close();
  });

  test('a closed connection is asked once', async () => {
    const api = await fakeApi(() => ({body: POD}));
    api.connection.close();
    expect((await thrownBy(getJson(api.connection, {path: '/p'}))).message).toBe('the connection is closed');
    expect(pauses()).toEqual([]);
  });

  test('401 ends it, and says that trying again is of no use', async () => {
    const api = await fakeApi(() => ({status: 401, body: statusOf(401, 'Unauthorized')}));
    const error = await thrownBy(getJson(api.connection, {path: '/p'}));
    expect(error).toMatchObject({
      name: 'UserError',
      code: 'unauthorized',
      message: 'the cluster of context "test" does not accept your credentials (401 Unauthorized)',
    });
  });

  test('asks for JSON unless told, and with the query', async () => {
    const api = await fakeApi(() => ({body: POD}));
    await getJson(api.connection, {path: '/p', query: {limit: '5'}});
    await getJson(api.connection, {path: '/p', accept: 'a/b'});
    expect(api.seen.map(({method, query, headers}) => [method, query, headers.accept])).toEqual([
      ['GET', {limit: '5'}, 'application/json'],
      ['GET', {}, 'a/b'],
    ]);
  });

  test('integers beyond 2^53 stay what they are', async () => {
    const api = await fakeApi(() => ({body: '{"replicas":9007199254740993}'}));
    expect((await getJson(api.connection, {path: '/p'})).body).toEqual({replicas: 9007199254740993n});
  });
});

describe('an answer that is no JSON object', () => {
  const page = `<html><body>Sign in${'!'.repeat(300)}</body></html>`;
  test.each([
    ['a refusal in HTML', 403, page],
    ['a redirect to a login', 302, page],
    ['a refusal without a body', 404, ''],
    ['a refusal that is a JSON text', 403, '"no"'],
    ['a refusal that is null', 403, 'null'],
  ])('%s becomes a Status', async (_what, status, text) => {
    const api = await fakeApi(() => ({status, body: text}));
    expect((await getJson(api.connection, {path: '/p'})).body).toEqual({
      kind: 'Status',
      code: status,
      message: text.slice(0, 200),
    });
  });

  test.each([
    ['HTML', page],
    ['null', 'null'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('a success that is %s is not taken for an object', async (_what, text) => {
    const api = await fakeApi(() => ({body: text}));
    const error = await thrownBy(getJson(api.connection, {path: '/p'}));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain(`answered 200 with what is no JSON object: ${text.slice(0, 20)}`);
  });
});

describe('a dry run', () => {
  test('is one whatever the caller’s query says', async () => {
    const api = await fakeApi(() => ({body: POD}));
    await dryWrite(api.connection, {...PATCH, method: 'PATCH', query: {dryRun: 'None', fieldManager: 'helm'}});
    expect(api.seen[0]).toMatchObject({method: 'PATCH', query: {dryRun: 'All', fieldManager: 'helm'}, body: '{"a":1}'});
    expect(api.seen[0]?.headers['content-type']).toBe('application/apply-patch+yaml');
  });

  test.each([
    ['not begun, as often as a read', BUSY, 4],
    ['failed, once: it may have been carried out', BROKEN, 1],
  ])('is tried, where it was %s', async (_what, reply, times) => {
    const api = await fakeApi(() => reply);
    expect((await dryWrite(api.connection, {...PATCH, method: 'PATCH'})).status).toBe(reply.status);
    expect(api.seen).toHaveLength(times);
  });
});

describe('a write', () => {
  const WRITE = {...PATCH, method: 'PATCH'} as const;
  test.each([
    ['429', BUSY, 4],
    ['500', BROKEN, 1],
    ['503', {status: 503, body: statusOf(503, 'no')}, 1],
    ['a success', {status: 201, body: POD}, 1],
  ])('after %s is sent so often', async (_what, reply: Reply, times) => {
    const api = await fakeApi(() => reply);
    expect((await writeJson(api.connection, WRITE)).status).toBe(reply.status);
    expect(api.seen).toHaveLength(times);
  });

  test('is not repeated when nobody knows whether it came through', async () => {
    const api = await fakeApi(() => CUT);
    expect(await thrownBy(writeJson(api.connection, WRITE))).toBeInstanceOf(UnreachableError);
    expect(api.seen).toHaveLength(1);
  });

  test.each(['POST', 'DELETE'] as const)('a %s has its body', async (method) => {
    const api = await fakeApi(() => ({body: POD}));
    await writeJson(api.connection, {...WRITE, method});
    expect(api.seen[0]).toMatchObject({method, body: '{"a":1}', headers: {'content-length': '7'}});
  });
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [429, 'server-error'],
  [500, 'server-error'],
  [503, 'server-error'],
  [400, 'usage'],
])('%i means %s', (status, code) => {
  expect(errorCodeOfStatus(status)).toBe(code);
});
