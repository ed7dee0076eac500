import {createSecureServer, constants} from 'node:http2';
import type {Http2SecureServer, ServerHttp2Session, ServerHttp2Stream, IncomingHttpHeaders} from 'node:http2';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, onTestFinished, test} from 'vitest';
import {connect} from '../../src/kube/connection.ts';
import type {Connection} from '../../src/kube/connection.ts';
import {bytesOf, send, UnreachableError} from '../../src/kube/http.ts';
import {ONE, TWO} from './certificates.ts';
import {config, folder} from './connected.ts';
import {SOON, thrownBy} from './fakes.ts';

const GET = {method: 'GET', path: '/version'} as const;

interface Served {
  readonly connection: Connection;
  /** Connections that were opened, the oldest first. */
  readonly sessions: ServerHttp2Session[];
  /** `METHOD path` of each stream. */
  readonly seen: string[];
}

type Serve = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, at: number) => void;

/** A real HTTP/2 server on loopback, and a connection to it; `at` counts the streams from 0. */
async function served(serve: Serve, settings: {maxConcurrentStreams?: number} = {}): Promise<Served> {
  const server: Http2SecureServer = createSecureServer({...ONE, settings});
  const [sessions, seen]: [ServerHttp2Session[], string[]] = [[], []];
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => {});
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    seen.push(`${String(headers[':method'])} ${String(headers[':path'])}`);
    serve(stream, headers, seen.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = await connectedTo(server.address() as AddressInfo);
  onTestFinished(() => {
    connection.close();
    for (const session of sessions) session.destroy();
    server.close();
  });
  return {connection, sessions, seen};
}

function connectedTo({port}: AddressInfo): Promise<Connection> {
  const cluster = {server: `https://127.0.0.1:${port}`, cluster: {'insecure-skip-tls-verify': true}};
  return connect({kubeconfig: join(folder({config: config(cluster)}), 'config')}, {env: {}});
}

const ok: Serve = (stream) => {
  stream.respond({':status': 200, 'content-type': 'application/json'});
  stream.end('ok');
};
const asked = async (connection: Connection, request: Parameters<typeof send>[1] = GET): Promise<string> =>
  (await bytesOf(await send(connection, request))).toString();

describe('a server that speaks HTTP/2', () => {
  test('is asked a hundred things at once over one connection', async () => {
    const waiting: ServerHttp2Stream[] = [];
    const {connection, sessions, seen} = await served((stream) => {
      waiting.push(stream);
      if (waiting.length === 100) for (const one of waiting) ok(one, {}, 0);
    });
    const answers = await Promise.all(
      Array.from({length: 100}, (_, at) => asked(connection, {...GET, path: `/${at}`})),
    );
    expect(new Set(answers)).toEqual(new Set(['ok']));
    expect([sessions.length, new Set(seen).size]).toEqual([1, 100]);
  });

  test('is asked all that waits, however few streams it allows', async () => {
    const {connection, sessions} = await served(ok, {maxConcurrentStreams: 3});
    const answers = await Promise.all(Array.from({length: 40}, () => asked(connection)));
    expect([answers.length, sessions.length]).toEqual([40, 1]);
  });

  test('has as many connections as watches need, and room for requests on each', async () => {
    const {connection, sessions} = await served(
      (stream, headers, at) => {
        if (String(headers[':path']).startsWith('/watch')) stream.respond({':status': 200});
        else ok(stream, headers, at);
      },
      {maxConcurrentStreams: 20},
    );
    const watches = await Promise.all(
      Array.from({length: 45}, (_, at) => send(connection, {...GET, path: `/watch/${at}`, timeoutMs: 'never'})),
    );
    expect(watches.map(({status}) => status)).toEqual(Array.from({length: 45}, () => 200));
    // Until a connection has heard how many are allowed it may have taken more.
    expect(sessions.length).toBeGreaterThan(0);
    expect(await asked(connection)).toBe('ok');
    const more = await Promise.all(
      Array.from({length: 45}, (_, at) => send(connection, {...GET, path: `/watch/more/${at}`, timeoutMs: 'never'})),
    );
    expect(more).toHaveLength(45);
    expect(sessions.length).toBeGreaterThan(3);
    for (const one of [...watches, ...more]) one.discard();
  });

  test('gets query, headers, body and login as any other', async () => {
    let heard: IncomingHttpHeaders = {};
    let text = '';
    const {connection} = await served((stream, headers) => {
      heard = headers;
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => ok(stream, headers, 0));
    });
    await asked(connection, {method: 'POST', path: '/x', query: {a: 'b c'}, body: '{"ä":1}', headers: {accept: 'a/b'}});
    expect(heard).toMatchObject({':method': 'POST', ':path': '/x?a=b+c', accept: 'a/b', 'content-length': '8'});
    expect(heard['user-agent']).toContain('helm-drift/');
    expect(text).toBe('{"ä":1}');
  });

  test('that is about to go is asked over another connection', async () => {
    const {connection, sessions} = await served((stream, headers, at) => {
      ok(stream, headers, at);
      if (at === 0) stream.session?.goaway();
    });
    expect(await asked(connection)).toBe('ok');
    await sleep(50);
    expect(await asked(connection)).toBe('ok');
    expect(sessions).toHaveLength(2);
  });

  test.each(['GET', 'POST'] as const)('that has not begun a %s is asked again', async (method) => {
    const {connection, seen} = await served((stream, headers, at) => {
      if (at < 2) stream.close(constants.NGHTTP2_REFUSED_STREAM);
      else ok(stream, headers, at);
    });
    expect(await asked(connection, {method, path: '/x'})).toBe('ok');
    expect(seen).toHaveLength(3);
  });

  test('that refuses for ever is unreachable', async () => {
    const {connection, seen} = await served((stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM));
    const error = await thrownBy(send(connection, GET));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(seen).toHaveLength(4);
  });

  test('that drops the connection may have begun it: nothing is sent twice', async () => {
    const {connection, seen} = await served((stream) => stream.session?.destroy());
    expect(await thrownBy(send(connection, {method: 'POST', path: '/x', body: '{}'}))).toBeInstanceOf(UnreachableError);
    expect(seen).toEqual(['POST /x']);
  });

  test('that drops the connection in the middle of a body has answered nothing', async () => {
    const {connection, sessions} = await served((stream, headers, at) => {
      if (at > 0) return ok(stream, headers, at);
      stream.respond({':status': 200});
      stream.write('{"half', () => stream.session?.destroy());
    });
    expect(await thrownBy(asked(connection))).toBeInstanceOf(UnreachableError);
    expect(await asked(connection)).toBe('ok');
    expect(sessions).toHaveLength(2);
  });

  test('that says nothing is given up after the time that was asked for, before and within a body', async () => {
    const {connection} = await served((stream, _headers, at) => {
      if (at === 0) return;
      stream.respond({':status': 200});
      stream.write('{');
    });
    const both = [send(connection, {...GET, timeoutMs: 50}), asked(connection, {...GET, timeoutMs: 50})];
    for (const error of await Promise.all(both.map(thrownBy)))
      expect(error).toMatchObject({message: 'no answer within 0.05 s', timedOut: true});
  });

  test('that says nothing is asked over another connection next: the way to it may be dead', async () => {
    // The first connection says nothing, whether or not its request has come before the time was over.
    const {connection, sessions} = await served((stream, headers, at) => {
      if (stream.session !== sessions[0]) ok(stream, headers, at);
    });
    expect(await thrownBy(send(connection, {...GET, timeoutMs: 50}))).toMatchObject({timedOut: true});
    expect(await asked(connection)).toBe('ok');
    expect(sessions).toHaveLength(2);
  });

  test('hears that a request is called off, and that a body is wanted no more', async () => {
    const open = new Set<ServerHttp2Stream>();
    const {connection} = await served((stream, _headers, at) => {
      open.add(stream);
      stream.on('close', () => open.delete(stream));
      if (at > 0) stream.respond({':status': 200});
    });
    const off = new AbortController();
    const asking = thrownBy(send(connection, {...GET, signal: off.signal}));
    await expect.poll(() => open.size, SOON).toBe(1);
    off.abort();
    expect(await asking).toMatchObject({name: 'AbortError'});
    (await send(connection, GET)).discard();
    await expect.poll(() => open.size, SOON).toBe(0);
  });
});

describe('a connection that is closed', () => {
  test('ends what is under way, and takes nothing more', async () => {
    const {connection, sessions, seen} = await served(() => {});
    const asking = thrownBy(send(connection, GET));
    await expect.poll(() => seen.length, SOON).toBe(1);
    connection.close();
    expect((await asking).message).toBe('the connection is closed');
    expect((await thrownBy(send(connection, GET))).message).toBe('the connection is closed');
    await expect.poll(() => sessions[0]?.destroyed, SOON).toBe(true);
  });
});

test('a certificate that is renewed comes with a connection of its own; the old one ends what it has begun', async () => {
  const late: ServerHttp2Stream[] = [];
  const {connection: first, sessions} = await served((stream, headers, at) => {
    if (at === 0) late.push(stream);
    else ok(stream, headers, at);
  });
  const user = {'client-certificate': 'c', 'client-key': 'k'};
  const cluster = {'insecure-skip-tls-verify': true};
  const at = folder({config: config({server: first.server.href, cluster, user}), c: ONE.cert, k: ONE.key});
  const connection = await connect({kubeconfig: join(at, 'config')}, {env: {}});
  onTestFinished(() => connection.close());
  const slow = asked(connection);
  await expect.poll(() => late.length, SOON).toBe(1);
  writeFileSync(join(at, 'c'), TWO.cert);
  writeFileSync(join(at, 'k'), TWO.key);
  expect(await asked(connection)).toBe('ok');
  for (const stream of late) ok(stream, {}, 0);
  expect(await slow).toBe('ok');
  expect(sessions).toHaveLength(2);
});

test('a server of HTTP/1.1 alone is asked by that, and not offered anything else again', async () => {
  let handshakes = 0;
  const server = createServer({...ONE}, (_incoming, outgoing) => void outgoing.end('ok'));
  server.on('secureConnection', () => (handshakes += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connection = await connectedTo(server.address() as AddressInfo);
  onTestFinished(() => {
    connection.close();
    server.closeAllConnections();
    server.close();
  });
  for (let times = 0; times < 3; times++) expect(await asked(connection)).toBe('ok');
  // One to see that there is no HTTP/2, and one that stays.
  expect(handshakes).toBeLessThanOrEqual(2);
});
