import {once} from 'node:events';
import {Agent} from 'node:http';
import {connect} from 'node:net';
import {gzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {audited} from '../events.ts';
import {bodyOf, listOf} from './lists.ts';
import {NOW, one, serving, TOKEN, tokenFile} from './serving.ts';
import type {Sending, Sent} from './serving.ts';

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

  test('whoever is turned away in the middle of a body gets the answer, and may go on by the same connection', async () => {
    const {post, kept} = await serving(tokenFile(), {bounds: {held: 1024 * 1024, body: 4 * 1024 * 1024}});
    const agent = new Agent({keepAlive: true, maxSockets: 1});
    onTestFinished(() => agent.destroy());
    const long = (mebibytes: number): Buffer => listOf([audited({body: {x: 'y'.repeat(mebibytes * 1024 * 1024)}})]);
    const chunked = {'transfer-encoding': 'chunked'};
    const said: number[] = [];
    for (const [body, headers] of [
      [long(3), {}],
      [long(20), {}],
      [long(20), chunked],
      [one(), {}],
    ] as const)
      said.push((await post(body, {headers, agent})).status);
    expect(said).toEqual([429, 413, 429, 200]);
    expect(kept).toEqual(['a']);
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
