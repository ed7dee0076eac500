import {writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {describe, expect, test, vi} from 'vitest';
import {readCredentials} from '../../../src/audit/receiver/credentials.ts';
import {ONE, TWO} from '../../kube/certificates.ts';
import {one, OTHER, serving, tlsFiles, TOKEN, tokenFile} from './serving.ts';

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
