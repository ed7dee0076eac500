import {createServer as createHttp} from 'node:http';
import {createServer} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import {describe, expect, onTestFinished, test} from 'vitest';
import {openTunnel} from '../../src/kube/tunnel.ts';
import {thrownBy} from './fakes.ts';

const NEVER = new AbortController().signal;

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A SOCKS server that sends these bytes, one piece after each that it gets, and keeps what it got. */
async function scripted(...pieces: readonly (readonly number[])[]) {
  const got: Buffer[] = [];
  const port = await listening(
    createServer((socket) => {
      let next = 0;
      socket.on('data', (bytes: Buffer) => {
        got.push(bytes);
        const piece = pieces[next++];
        if (piece === undefined) socket.end();
        else for (const byte of piece) socket.write(Buffer.from([byte]));
      });
    }),
  );
  return {proxy: new URL(`socks5://127.0.0.1:${port}`), got};
}

const GRANTED = [5, 0, 0, 1, 127, 0, 0, 1, 0, 80];
const END = {host: 'cluster.example.test', port: 6443};

describe('by SOCKS5', () => {
  test('the name is sent, and what follows the answer belongs to the server', async () => {
    const {proxy, got} = await scripted([5, 0], [...GRANTED, 104, 105]);
    const socket = await openTunnel(proxy, END, NEVER);
    expect(got[1]).toEqual(Buffer.from([5, 1, 0, 3, END.host.length, ...Buffer.from(END.host), 25, 43]));
    socket.end('bye');
    expect(await text(socket)).toBe('hi');
  });

  test('with a login, and an answer that names the host', async () => {
    const {proxy, got} = await scripted([5, 2], [1, 0], [5, 0, 0, 3, 1, 97, 0, 80]);
    proxy.username = 'u';
    proxy.password = 'p@';
    (await openTunnel(proxy, END, NEVER)).destroy();
    expect(got.slice(0, 2)).toEqual([Buffer.from([5, 2, 0, 2]), Buffer.from([1, 1, 117, 2, 112, 64])]);
  });

  test.each<[string, readonly (readonly number[])[], string]>([
    ['of another kind', [[4, 0]], 'it is no SOCKS5 proxy'],
    ['that wants a login', [[5, 255]], 'it wants another login'],
    [
      'that refuses',
      [
        [5, 0],
        [5, 2, 0, 1, 0, 0, 0, 0, 0, 0],
      ],
      'its rules do not allow it',
    ],
    [
      'that refuses in its own way',
      [
        [5, 0],
        [5, 77, 0, 1, 0, 0, 0, 0, 0, 0],
      ],
      'it answers 77',
    ],
    ['that ends', [[5, 0]], 'it ended the connection'],
  ])('one %s gives no way', async (_what, pieces, why) => {
    const {proxy} = await scripted(...pieces);
    expect((await thrownBy(openTunnel(proxy, END, NEVER))).message).toBe(
      `the proxy ${proxy.host} gives no way to cluster.example.test:6443: ${why}`,
    );
  });

  test('a login that is not accepted', async () => {
    const {proxy} = await scripted([5, 2], [1, 1]);
    proxy.username = 'u';
    expect((await thrownBy(openTunnel(proxy, END, NEVER))).message).toContain('it does not accept the login');
  });

  test('nobody there, and a name that is too long', async () => {
    expect((await thrownBy(openTunnel(new URL('socks5://127.0.0.1:1'), END, NEVER))).message).toContain('ECONNREFUSED');
    const {proxy} = await scripted([5, 0]);
    const long = {host: 'a'.repeat(256), port: 1};
    expect((await thrownBy(openTunnel(proxy, long, NEVER))).message).toContain('is too long');
  });
});

describe('by CONNECT', () => {
  async function httpProxy(status: number, asPlain = false) {
    const seen: {place: string | undefined; login: string | undefined}[] = [];
    const server = createHttp();
    if (!asPlain)
      server.on('connect', ({url, headers}, socket) => {
        seen.push({place: url, login: headers['proxy-authorization']});
        socket.end(`HTTP/1.1 ${status} Words\r\n\r\n${status === 200 ? 'hi' : ''}`);
      });
    return {proxy: new URL(`http://127.0.0.1:${await listening(server)}`), seen};
  }

  test('the place is asked for, an IPv6 address between brackets', async () => {
    const {proxy, seen} = await httpProxy(200);
    proxy.username = 'u';
    proxy.password = 'p@';
    (await openTunnel(proxy, {host: 'fd00::1', port: 6443}, NEVER)).destroy();
    expect(seen).toEqual([{place: '[fd00::1]:6443', login: `Basic ${btoa('u:p@')}`}]);
  });

  test.each([407, 502])('one that answers %d gives no way', async (status) => {
    const {proxy} = await httpProxy(status);
    expect((await thrownBy(openTunnel(proxy, END, NEVER))).message).toContain(`it answers ${status}`);
  });

  test('nobody there, and one that speaks no TLS', async () => {
    expect((await thrownBy(openTunnel(new URL('http://127.0.0.1:1'), END, NEVER))).message).toContain('ECONNREFUSED');
    const {proxy} = await httpProxy(200);
    const secure = new URL(proxy.href.replace('http:', 'https:'));
    expect((await thrownBy(openTunnel(secure, END, NEVER))).message).toMatch(/gives no way/);
  });

  test('ends with the connection, also while it is being dug', async () => {
    const port = await listening(createServer(() => {}));
    for (const scheme of ['http', 'socks5']) {
      const closing = new AbortController();
      const opening = thrownBy(openTunnel(new URL(`${scheme}://127.0.0.1:${port}`), END, closing.signal));
      setTimeout(() => closing.abort(), 20);
      expect((await opening).message).toContain('gives no way');
      expect(
        (await thrownBy(openTunnel(new URL(`${scheme}://127.0.0.1:${port}`), END, closing.signal))).message,
      ).toContain('gives no way');
    }
  });
});
