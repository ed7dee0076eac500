import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {request as plainRequest} from 'node:http';
import {request} from 'node:https';
import {connect} from 'node:net';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {readCredentials} from '../../../src/audit/receiver/credentials.ts';
import type {CredentialFiles} from '../../../src/audit/receiver/credentials.ts';
import type {PostedEvent} from '../../../src/audit/receiver/posted.ts';
import {receiver} from '../../../src/audit/receiver/receiver.ts';
import type {ReceiverBounds} from '../../../src/audit/receiver/receiver.ts';
import type {ReceiverEvent} from '../../../src/audit/receiver/sink.ts';
import {temporaryFolder} from '../../fix/fakes/folder.ts';
import {ONE, TWO} from '../../kube/certificates.ts';
import {audited} from '../events.ts';
import {bodyOf, listOf} from './lists.ts';

const TOKEN = 'a-token-of-at-least-sixteen';
const OTHER = 'another-token-just-as-long!';
const NOW = Date.parse('2026-11-28T09:00:01Z');

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

interface Sending {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly client?: {readonly cert: string; readonly key: string};
}

/** A receiver whose sink is in the test's hands; `post` speaks to it as an API server does. */
async function serving(
  files: CredentialFiles,
  {
    bounds = {},
    keep = async () => {},
  }: {bounds?: Partial<ReceiverBounds>; keep?: (events: readonly PostedEvent[]) => Promise<void>} = {},
) {
  const [told, missed, kept]: [ReceiverEvent[], string[], string[]] = [[], [], []];
  const sink = {
    keep: async (events: readonly PostedEvent[]) => {
      await keep(events);
      for (const {line} of events) kept.push((JSON.parse(line.toString()) as {auditID: string}).auditID);
    },
    missed: (how: string) => void missed.push(how),
  };
  const server = await receiver({
    listen: {host: '127.0.0.1', port: 0},
    credentials: await readCredentials(files),
    files,
    sink,
    wish: 'writes',
    bounds,
    now: () => NOW,
    on: (event) => void told.push(event),
  });
  onTestFinished(() => server.close());
  const post = (body: Buffer | undefined, {method = 'POST', path, headers = {}, client}: Sending = {}): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const url = new URL(path ?? '/audit?timeout=30s', server.url);
      const options = {method, headers: {authorization: `Bearer ${TOKEN}`, ...headers}, agent: false as const};
      const secure = {...options, ...client, rejectUnauthorized: false};
      const outgoing = url.protocol === 'http:' ? plainRequest(url, options) : request(url, secure);
      outgoing.on('error', reject);
      outgoing.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({status: answer.statusCode ?? 0, text, headers: answer.headers}));
      });
      outgoing.end(body);
    });
  return {post, told, missed, kept, server};
}

function tokenFile(text = TOKEN): {readonly token: string} {
  const token = join(temporaryFolder(), 'token');
  writeFileSync(token, `${text}\n`, {mode: 0o600});
  return {token};
}

function tlsFiles(more: {readonly isMutual?: boolean} = {}): Required<Pick<CredentialFiles, 'tls'>> {
  const folder = temporaryFolder();
  const [cert, key, clientCa] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(cert, ONE.cert);
  writeFileSync(key, ONE.key, {mode: 0o600});
  writeFileSync(clientCa, TWO.cert);
  return {tls: {cert, key, ...(more.isMutual === true ? {clientCa} : {})}};
}

const one = (auditID = 'a'): Buffer => listOf([audited({auditID})]);

describe('who may post', () => {
  test('whoever shows the token; nothing of a stranger is read', async () => {
    const {post, kept, told, missed} = await serving(tokenFile());
    expect(await post(one())).toMatchObject({status: 200, text: ''});
    for (const authorization of [
      '',
      'Bearer',
      `Bearer ${TOKEN.slice(1)}`,
      `Bearer ${OTHER}`,
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN} x`,
    ]) {
      const {status, headers} = await post(one('x'), {headers: {authorization}});
      expect([authorization, status, headers['connection']]).toEqual([authorization, 401, 'close']);
    }
    expect(kept).toEqual(['a']);
    expect(told.filter(({kind}) => kind === 'stranger')).toHaveLength(6);
    // Nobody can make the log less certain by knocking at the door.
    expect(missed).toEqual([]);
  });

  test('whoever shows a certificate of the CA', async () => {
    const {post, kept} = await serving(tlsFiles({isMutual: true}));
    expect((await post(one(), {client: TWO})).status).toBe(200);
    expect((await post(one('x'), {client: ONE})).status).toBe(403);
    expect((await post(one('x'))).status).toBe(403);
    expect(kept).toEqual(['a']);
  });

  test('where both are asked for, both are needed', async () => {
    const {post, kept} = await serving({...tlsFiles({isMutual: true}), ...tokenFile()});
    expect((await post(one(), {client: TWO})).status).toBe(200);
    expect((await post(one('x'), {client: TWO, headers: {authorization: `Bearer ${OTHER}`}})).status).toBe(401);
    expect((await post(one('x'), {client: ONE})).status).toBe(403);
    expect(kept).toEqual(['a']);
  });

  test('a stranger is not told what is here', async () => {
    const {post} = await serving(tokenFile());
    const headers = {authorization: ''};
    expect((await post(undefined, {method: 'GET', path: '/x', headers})).status).toBe(401);
  });

  test('plain HTTP at a TLS port is counted', async () => {
    const {server, told} = await serving({...tlsFiles(), ...tokenFile()});
    const {port} = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.end('POST /audit HTTP/1.1\r\n\r\n');
    await vi.waitFor(() =>
      expect(told).toEqual([{kind: 'stranger', why: expect.stringContaining('no TLS with 127.0.0.1')}]),
    );
  });
});

describe('credentials that change on the disk', () => {
  const look = {bounds: {lookMs: 20}};

  test('the token', async () => {
    const files = tokenFile();
    const {post, told} = await serving(files, look);
    writeFileSync(files.token, OTHER);
    await vi.waitFor(() => expect(told).toContainEqual({kind: 'credentials', why: undefined}));
    expect((await post(one())).status).toBe(401);
    expect((await post(one(), {headers: {authorization: `Bearer ${OTHER}`}})).status).toBe(200);
  });

  test('a token that is none leaves the old one in its place', async () => {
    const files = tokenFile();
    const {post, told} = await serving(files, look);
    writeFileSync(files.token, 'short');
    await vi.waitFor(() =>
      expect(told).toMatchObject([{kind: 'credentials', why: expect.stringContaining('holds no token')}]),
    );
    expect((await post(one())).status).toBe(200);
  });

  test('the CA of clients, and the server’s own certificate; half a renewal waits for the other half', async () => {
    const {tls} = tlsFiles({isMutual: true});
    const {post, told} = await serving({tls}, look);
    writeFileSync(tls.cert, TWO.cert);
    await vi.waitFor(() => expect(told).toMatchObject([{why: expect.stringContaining('cannot be used')}]));
    expect((await post(one(), {client: TWO})).status).toBe(200);
    writeFileSync(tls.key, TWO.key);
    writeFileSync(tls.clientCa ?? '', ONE.cert);
    await vi.waitFor(() => expect(told).toContainEqual({kind: 'credentials', why: undefined}));
    await vi.waitFor(async () => {
      expect((await post(one(), {client: TWO})).status).toBe(403);
      expect((await post(one(), {client: ONE})).status).toBe(200);
    });
  });

  test.each([
    [
      'a key of another certificate',
      (tls: {readonly key: string}) => writeFileSync(tls.key, TWO.key),
      'cannot be used',
    ],
    ['no certificate at all', (tls: {readonly cert: string}) => writeFileSync(tls.cert, 'x'), 'cannot be used'],
    [
      'a CA that is none',
      (tls: {readonly clientCa?: string}) => writeFileSync(tls.clientCa ?? '', 'x'),
      'holds no certificate',
    ],
    [
      'a file that is too long',
      (tls: {readonly cert: string}) => writeFileSync(tls.cert, 'x'.repeat(2 ** 21)),
      'too long',
    ],
  ])('at the start it is an error: %s', async (_what, spoil, says) => {
    const {tls} = tlsFiles({isMutual: true});
    spoil(tls);
    await expect(readCredentials({tls})).rejects.toThrow(says);
  });

  test.each(['', 'fifteen-letters', 'two words that are long'])(
    'a token file that holds "%s" is an error',
    async (text) => {
      await expect(readCredentials(tokenFile(text))).rejects.toThrow('at least 16');
      await expect(readCredentials({token: '/nowhere'})).rejects.toThrow('cannot read the token /nowhere');
    },
  );
});

describe('what is none of ours', () => {
  test.each<[Sending, number]>([
    [{path: '/'}, 404],
    [{path: '/audit/x'}, 404],
    [{method: 'GET'}, 405],
    [{method: 'PUT'}, 405],
  ])('%j', async (sending, status) => {
    const {post, kept, missed} = await serving(tokenFile());
    expect((await post(sending.method === 'GET' ? undefined : one(), sending)).status).toBe(status);
    expect([kept, missed]).toEqual([[], []]);
  });

  test('a body that is no list of events: 400, and the reason', async () => {
    const {post, told, missed} = await serving(tokenFile());
    expect(await post(bodyOf({kind: 'PodList'}))).toMatchObject({
      status: 400,
      text: 'the body is no list of audit events: no EventList',
    });
    expect(told).toMatchObject([{kind: 'unreadable'}]);
    expect(missed).toEqual(['maybe later']);
  });
});

describe('bounds', () => {
  const gzip = {headers: {'content-encoding': 'gzip'}};

  test('gzip is taken; damaged, cut off or of another kind it is not', async () => {
    const {post, kept} = await serving(tokenFile());
    const zipped = gzipSync(one());
    expect((await post(zipped, gzip)).status).toBe(200);
    expect(await post(zipped.subarray(0, 60), gzip)).toMatchObject({
      status: 400,
      text: expect.stringContaining('damaged gzip'),
    });
    expect((await post(Buffer.from('no gzip'), gzip)).status).toBe(400);
    expect((await post(one(), {headers: {'content-encoding': 'br'}})).status).toBe(415);
    expect(kept).toEqual(['a']);
  });

  test('a body that is too long, by its header, by its bytes, or once it is unzipped', async () => {
    const {post, missed, kept} = await serving(tokenFile(), {bounds: {body: 4096}});
    const long = listOf([audited({body: {x: 'y'.repeat(5000)}})]);
    expect(await post(long)).toMatchObject({status: 413, text: 'a body of more than 4096 bytes'});
    expect((await post(long, {headers: {'transfer-encoding': 'chunked'}})).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeGreaterThan(4096);
    expect((await post(gzipSync(Buffer.alloc(1024 * 1024, 0x20)), gzip)).status).toBe(413);
    expect((await post(bomb, {headers: {...gzip.headers, 'transfer-encoding': 'chunked'}})).status).toBe(413);
    // Sent again it would be too long again.
    expect(missed).toEqual(['lost', 'lost', 'lost', 'lost']);
    expect((await post(one())).status).toBe(200);
    expect(kept).toEqual(['a']);
  });

  test('so many at once, and so many bytes at once: 429, and when to come again', async () => {
    let go = (): void => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    const {post, kept, missed} = await serving(tokenFile(), {bounds: {requests: 2}, keep: () => held});
    const first = [post(one('a')), post(one('b'))];
    let third: Sent | undefined;
    await vi.waitFor(async () => {
      third = await post(one('c'));
      expect(third.status).toBe(429);
    });
    expect(third?.headers['retry-after']).toBe('1');
    expect(missed).toContain('maybe later');
    go();
    expect((await Promise.all(first)).map(({status}) => status)).toEqual([200, 200]);
    expect((await post(one('d'))).status).toBe(200);
    expect(kept.filter((id) => id !== 'c')).toEqual(['a', 'b', 'd']);
    const small = await serving(tokenFile(), {bounds: {held: 100}});
    expect((await small.post(one())).status).toBe(429);
  });

  test('whoever sends slowly is cut, before and after its headers, and leaves its room', async () => {
    const bounds = {headersMs: 100, requestMs: 200, requests: 1};
    const {server, post, missed, kept} = await serving(tokenFile(), {bounds});
    const {port} = new URL(server.url);
    const slow = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
        let answer = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
        socket.on('error', () => {});
        socket.on('close', () => resolve(answer));
      });
    const half = `POST /audit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 100\r\n\r\n{"kind"`;
    await Promise.all([slow(''), slow('POST /audit HTTP/1.1\r\nHost: x\r\n'), slow(half)]);
    expect(missed).toEqual(['maybe later']);
    expect((await post(one())).status).toBe(200);
    expect(kept).toEqual(['a']);
  }, 30_000);
});

describe('what is kept', () => {
  test('the answer comes when it is kept, and not before', async () => {
    let keep: (() => void) | undefined;
    const {post, kept} = await serving(tokenFile(), {keep: () => new Promise<void>((resolve) => (keep = resolve))});
    let isAnswered = false;
    const answer = post(one()).then((sent) => {
      isAnswered = true;
      return sent;
    });
    await vi.waitFor(() => expect(keep).toBeDefined());
    expect([isAnswered, kept]).toEqual([false, []]);
    keep?.();
    expect((await answer).status).toBe(200);
    expect(kept).toEqual(['a']);
  });

  test('a full disk: 503, and when to come again; then it goes on', async () => {
    let isFull = true;
    const keep = async (): Promise<void> => {
      if (isFull) throw Object.assign(new Error('no space left on device'), {code: 'ENOSPC'});
    };
    const {post, told, missed, kept} = await serving(tokenFile(), {keep});
    expect(await post(one())).toMatchObject({status: 503, headers: {'retry-after': '1'}});
    expect(told).toEqual([{kind: 'not-kept', why: 'no space left on device'}]);
    expect(missed).toEqual(['maybe later']);
    isFull = false;
    expect((await post(one())).status).toBe(200);
    expect(kept).toEqual(['a']);
  });

  test('in the order in which they came, though the first one is sent slowly', async () => {
    const {server, post, kept} = await serving(tokenFile());
    const {port} = new URL(server.url);
    const body = one('first');
    const fields = [`Authorization: Bearer ${TOKEN}`, `Content-Length: ${body.length}`, 'Expect: 100-continue'];
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`POST /audit HTTP/1.1\r\nHost: x\r\n${fields.join('\r\n')}\r\n\r\n`);
    // Its headers have been read.
    expect(String((await once(socket, 'data'))[0])).toContain('100 Continue');
    socket.write(body.subarray(0, 10));
    const second = post(one('second'));
    await vi.waitFor(async () => expect((await post(undefined, {method: 'GET'})).status).toBe(405));
    expect(kept).toEqual([]);
    socket.write(body.subarray(10));
    expect((await second).status).toBe(200);
    expect(kept).toEqual(['first', 'second']);
    socket.destroy();
  });

  test('a batch that comes late is kept, and told of before', async () => {
    const order: string[] = [];
    const {post, told, missed} = await serving(tokenFile(), {keep: async () => void order.push('kept', ...missed)});
    const at = new Date(NOW - 6000).toISOString();
    expect((await post(listOf([audited({verb: 'get', at}), audited({at: new Date(NOW).toISOString()})]))).status).toBe(
      200,
    );
    expect(order).toEqual(['kept', 'late']);
    expect(told).toEqual([
      {kind: 'late', seconds: 6},
      {kind: 'kept', events: 2, kept: 1},
    ]);
  });

  test('closing ends what is under way, and takes nothing new', async () => {
    let keep: (() => void) | undefined;
    const waits = {keep: () => new Promise<void>((resolve) => (keep = resolve))};
    const {post, server, kept} = await serving(tokenFile(), waits);
    const first = post(one());
    await vi.waitFor(() => expect(keep).toBeDefined());
    const closing = server.close();
    await vi.waitFor(() => expect(post(one('late'))).rejects.toThrow('ECONNREFUSED'));
    keep?.();
    expect((await first).status).toBe(200);
    await closing;
    expect(kept).toEqual(['a']);
  });
});
