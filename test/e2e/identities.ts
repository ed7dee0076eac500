import {readFileSync} from 'node:fs';
import {createServer as createHttp} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer as createHttps} from 'node:https';
import {connect, createServer as createTcp} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';
import {dirname, join} from 'node:path';
import {TLSSocket} from 'node:tls';
import {inject} from 'vitest';

/** What a server can see of whoever asks. */
export interface Identity {
  /** `GET /x` without a query. */
  readonly asked: string;
  readonly secure: boolean;
  /** Authorization and Impersonate-*, in lower case, each with its values in order. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** The client certificate, by its fingerprint. */
  readonly certificate: string | undefined;
}

/** A self-signed certificate of a control plane, which names 127.0.0.1 and kubernetes.default.svc, with its key. */
export function pair(index: 0 | 1): {readonly cert: string; readonly key: string} {
  const caFile = inject('planes')[index]?.caFile ?? '';
  return {cert: readFileSync(caFile, 'utf8'), key: readFileSync(join(dirname(caFile), 'apiserver.key'), 'utf8')};
}

/** A server, a plain one and two proxies that lead to the first, whatever name is asked for. */
export interface Scene {
  readonly secure: string;
  readonly plain: string;
  readonly port: number;
  readonly proxy: string;
  readonly socks: string;
  readonly seen: Identity[];
  /** Names that a proxy was asked for, `connect HOST:PORT LOGIN`. */
  readonly ways: string[];
  close(): void;
}

/** Answers helm and kubectl alike: a version, and a list of nothing. */
const ANSWER = JSON.stringify({
  kind: 'SecretList',
  apiVersion: 'v1',
  metadata: {},
  items: [],
  major: '1',
  minor: '37',
  gitVersion: 'v1.37.0',
});

export async function openScene(): Promise<Scene> {
  const seen: Identity[] = [];
  const ways: string[] = [];
  const sockets = new Set<Socket>();
  const listen = async (server: Server): Promise<number> => {
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    seen.push(identityOf(incoming));
    outgoing.writeHead(200, {'content-type': 'application/json'}).end(ANSWER);
  };
  const {cert, key} = pair(0);
  const secure = createHttps({cert, key, requestCert: true, rejectUnauthorized: false}, answer);
  const plain = createHttp(answer);
  const port = await listen(secure);
  const plainPort = await listen(plain);
  const target = (asked: number): number => (asked === plainPort ? plainPort : port);
  const proxy = httpProxy(ways, target);
  const socks = socksProxy(ways, target);
  const scene = {
    secure: `https://127.0.0.1:${port}`,
    plain: `http://127.0.0.1:${plainPort}`,
    port,
    proxy: `http://127.0.0.1:${await listen(proxy)}`,
    socks: `socks5://127.0.0.1:${await listen(socks)}`,
  };
  return {
    ...scene,
    seen,
    ways,
    close() {
      for (const server of [secure, plain, proxy, socks]) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function identityOf(incoming: IncomingMessage): Identity {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    const name = (incoming.rawHeaders[at] ?? '').toLowerCase();
    if (!/^(authorization|impersonate-)/.test(name)) continue;
    headers[name] = [...(headers[name] ?? []), incoming.rawHeaders[at + 1] ?? ''];
  }
  const {socket} = incoming;
  const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined;
  const path = (incoming.url ?? '').replace(/^https?:\/\/[^/]*/, '').replace(/\?.*/, '');
  return {asked: `${incoming.method} ${path}`, secure: socket instanceof TLSSocket, headers, certificate};
}

function httpProxy(ways: string[], target: (port: number) => number): Server {
  const loginOf = ({headers}: IncomingMessage): string => headers['proxy-authorization'] ?? '-';
  const proxy = createHttp((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://nowhere');
    ways.push(`${url.host} whole ${loginOf(incoming)}`);
    outgoing.writeHead(200, {'content-type': 'application/json'}).end(ANSWER);
  });
  proxy.on('connect', (incoming, socket) => {
    ways.push(`${incoming.url} ${loginOf(incoming)}`);
    const port = Number((incoming.url ?? '').split(':').at(-1));
    const onward = connect(target(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket])
      one.on('error', () => {}).on('close', () => (onward.destroy(), socket.destroy()));
  });
  return proxy;
}

/** As much of RFC 1928 as a test needs: each message comes in one piece on loopback. */
function socksProxy(ways: string[], target: (port: number) => number): Server {
  return createTcp((socket) => {
    let login = '-';
    const request = (bytes: Buffer): void => {
      const length = bytes[4] ?? 0;
      const name = bytes.subarray(5, 5 + length).toString();
      const port = bytes.readUInt16BE(5 + length);
      ways.push(`${bytes[3] === 3 ? name : `type ${bytes[3]}`}:${port} ${login}`);
      const onward = connect(target(port), '127.0.0.1', () => {
        socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    };
    socket.on('error', () => {});
    socket.once('data', (greeting: Buffer) => {
      if (!greeting.subarray(2).includes(2)) {
        socket.once('data', request);
        socket.write(Buffer.from([5, 0]));
        return;
      }
      socket.once('data', (bytes: Buffer) => {
        const length = bytes[1] ?? 0;
        login = `${bytes.subarray(2, 2 + length).toString()}:${bytes.subarray(3 + length).toString()}`;
        socket.once('data', request);
        socket.write(Buffer.from([1, 0]));
      });
      socket.write(Buffer.from([5, 2]));
    });
  });
}
