import {Agent} from 'node:http';
import {describe, expect, test} from 'vitest';
import {bytesOf, send, UnreachableError} from '../../src/kube/http.ts';
import {connectionTo, fakeApi, inTurn, SOON, thrownBy} from './fakes.ts';

const GET = {method: 'GET', path: '/version'} as const;

describe('where a request goes', () => {
  test.each([
    ['a plain address', '127.0.0.1', '', '/version'],
    ['an IPv6 address', '::1', '', '/version'],
    ['a server behind a path', '127.0.0.1', '/k8s/clusters/c-1', '/k8s/clusters/c-1/version'],
    ['a path with a slash at its end', '127.0.0.1', '/k8s/', '/k8s/version'],
  ])('%s', async (_what, host, prefix, path) => {
    const api = await fakeApi(() => ({body: 'ok'}), {host, prefix});
    const answer = await send(api.connection, {...GET, query: {limit: '1', labelSelector: 'a=b,c'}});
    expect([answer.status, (await bytesOf(answer)).toString()]).toEqual([200, 'ok']);
    expect(api.seen[0]).toMatchObject({method: 'GET', path, query: {limit: '1', labelSelector: 'a=b,c'}});
  });

  test('carries the connection’s headers, our name, and a length for each body', async () => {
    const api = await fakeApi(() => ({}));
    const connection = connectionTo(api.server, {'Impersonate-User': 'ann', 'Impersonate-Group': ['dev', 'ops']});
    await bytesOf(await send(connection, {method: 'DELETE', path: '/x', body: '{"ä":1}', headers: {accept: 'a/b'}}));
    expect(api.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      'impersonate-user': 'ann',
      'impersonate-group': 'dev, ops',
      'user-agent': 'helm-drift/0.0.0-test',
      'content-length': '8',
      accept: 'a/b',
    });
    connection.close();
  });

  test('a request may speak under another name', async () => {
    const api = await fakeApi(() => ({}));
    await bytesOf(await send(api.connection, {...GET, headers: {'user-agent': 'Helm/4.3.1'}}));
    expect(api.seen[0]?.headers['user-agent']).toBe('Helm/4.3.1');
  });
});

describe('an answer that does not come', () => {
  test('is given up after the time that was asked for', async () => {
    const api = await fakeApi(() => ({silent: true}));
    const error = await thrownBy(send(api.connection, {...GET, timeoutMs: 30}));
    expect([error.name, error.message]).toEqual(['UnreachableError', 'no answer within 0.03 s']);
    expect(error).toMatchObject({timedOut: true});
  });

  test('counts as too slow in the middle of a body too', async () => {
    const api = await fakeApi(() => ({stream: (outgoing) => void outgoing.write('{')}));
    // On a busy machine the time is over before the first byte is read, and the error is the same.
    const body = send(api.connection, {...GET, timeoutMs: 50}).then(bytesOf);
    expect(await thrownBy(body)).toMatchObject({message: 'no answer within 0.05 s', timedOut: true});
  });

  test('is called off by the signal, before, while and after it begins', async () => {
    const api = await fakeApi(inTurn({silent: true}, {stream: (outgoing) => void outgoing.write('{')}));
    const before = AbortSignal.abort(new Error('no more'));
    expect(await thrownBy(send(api.connection, {...GET, signal: before}))).toMatchObject({name: 'AbortError'});
    expect(api.seen).toEqual([]);
    const [first, second] = [new AbortController(), new AbortController()];
    const asking = thrownBy(send(api.connection, {...GET, signal: first.signal}));
    await expect.poll(() => api.seen.length, SOON).toBe(1);
    first.abort();
    expect(await asking).toMatchObject({name: 'AbortError'});
    const answer = await send(api.connection, {...GET, signal: second.signal});
    second.abort();
    expect(await thrownBy(bytesOf(answer))).toMatchObject({name: 'AbortError'});
  });

  test.each([
    ['cut in the middle of the body', {body: 'abcdef', cutAfter: 3}, /aborted|hang up|ECONNRESET/],
    ['cut before the body', {body: 'abcdef', cutAfter: 0}, /aborted|hang up|ECONNRESET/],
  ])('is unreachable when it is %s', async (_what, reply, words) => {
    const api = await fakeApi(() => reply);
    const error = await thrownBy(send(api.connection, GET).then(bytesOf));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toMatch(words);
  });

  test.each([
    ['nobody listens', 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ['the name leads nowhere', 'http://no-such-host.invalid', 'no-such-host.invalid'],
    ['two addresses refuse', 'http://localhost:1', 'ECONNREFUSED'],
  ])('tells why: %s', async (_what, server, words) => {
    const connection = connectionTo(server);
    const error = await thrownBy(send(connection, GET));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain(words);
    connection.close();
  });
});

describe('a connection that is closed', () => {
  test('ends what is under way and what waits for a socket, and takes nothing more', async () => {
    const api = await fakeApi(() => ({silent: true}));
    const connection = {...connectionTo(api.server), agent: new Agent({keepAlive: true, maxSockets: 1})};
    const asking = [thrownBy(send(connection, GET)), thrownBy(send(connection, GET))];
    await expect.poll(() => api.seen.length, SOON).toBe(1);
    connection.close();
    const messages = (await Promise.all(asking)).map(({message}) => message);
    expect(messages).toEqual(['the connection is closed', 'the connection is closed']);
    expect((await thrownBy(send(connection, GET))).message).toBe('the connection is closed');
    await expect.poll(api.sockets, SOON).toBe(0);
    expect(api.seen).toHaveLength(1);
  });

  test('lets go of sockets that wait for the next request', async () => {
    const api = await fakeApi(() => ({body: 'ok'}));
    await bytesOf(await send(api.connection, GET));
    expect(api.sockets()).toBe(1);
    api.connection.close();
    await expect.poll(api.sockets, SOON).toBe(0);
  });
});

test('one socket serves request after request, and a body that nobody wants frees it', async () => {
  const api = await fakeApi(inTurn({body: 'a'}, {body: 'b'}, {stream: (outgoing) => void outgoing.write('{')}));
  await bytesOf(await send(api.connection, GET));
  await bytesOf(await send(api.connection, GET));
  expect(api.sockets()).toBe(1);
  (await send(api.connection, GET)).discard();
  await expect.poll(api.sockets, SOON).toBe(0);
});

test('a body that is left in the middle closes its stream', async () => {
  const api = await fakeApi(() => ({stream: (outgoing) => void outgoing.write('first')}));
  const {body} = await send(api.connection, GET);
  for await (const chunk of body) {
    expect(chunk.toString()).toBe('first');
    break;
  }
  await expect.poll(api.sockets, SOON).toBe(0);
});

test('a header that came more than once is one text', async () => {
  const api = await fakeApi(() => ({
    stream: (outgoing) => void outgoing.end(),
    headers: {'set-cookie': ['a=1', 'b=2']},
  }));
  const answer = await send(api.connection, GET);
  expect([answer.header('set-cookie'), answer.header('retry-after')]).toEqual(['a=1, b=2', undefined]);
  await bytesOf(answer);
});
