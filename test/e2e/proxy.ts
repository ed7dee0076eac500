import type {IncomingMessage} from 'node:http';
import {createServer, request} from 'node:https';
import type {AddressInfo, Server} from 'node:net';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';
import {plane} from './plane.ts';

export interface ProxyOptions {
  /** Sees each request as it came. */
  readonly sees?: (incoming: IncomingMessage) => void;
  /** Answers a request itself, or leaves it to the real server. */
  readonly answer?: (
    method: string,
    url: string,
    count: number,
  ) => {status: number; headers?: Record<string, string>; body?: string} | 'drop' | undefined;
  /** Does something before a request goes on to the real server. */
  readonly before?: (method: string, url: string) => Promise<void>;
  /** What reaches the real server in the place of a URL. */
  readonly rewrites?: (method: string, url: string) => string;
  /** Whether the server's answer is lost on its way back; with a number an error of this status comes in its place. */
  readonly loses?: (method: string, url: string) => boolean | number;
  /** Does something when the server has answered, before the answer goes back. */
  readonly after?: (method: string, url: string) => void;
}

/** A TLS proxy in front of the real API server: it notes every request, and shows faults that a healthy server cannot. */
export async function proxy({
  sees = () => {},
  answer = () => undefined,
  before = async () => {},
  after = () => {},
  loses = () => false,
  rewrites = (_method, url) => url,
}: ProxyOptions = {}) {
  const requests: string[] = [];
  const {ca, key} = serverKeys();
  const server = createServer({key, cert: ca}, (incoming, outgoing) => {
    sees(incoming);
    const line = `${incoming.method} ${decodeURIComponent(incoming.url ?? '')}`;
    const count = requests.filter((earlier) => earlier === line).length;
    requests.push(line);
    const own = answer(incoming.method ?? '', incoming.url ?? '', count);
    if (own === 'drop') incoming.socket.destroy();
    else if (own !== undefined) outgoing.writeHead(own.status, own.headers).end(own.body ?? '{}');
    else {
      const {host: _host, ...headers} = incoming.headers;
      const url = rewrites(incoming.method ?? '', incoming.url ?? '');
      const onward = request(`${plane().server}${url}`, {method: incoming.method, headers, ca}, (answered) => {
        after(incoming.method ?? '', incoming.url ?? '');
        const lost = loses(incoming.method ?? '', incoming.url ?? '');
        if (lost === true) incoming.socket.destroy();
        if (typeof lost === 'number') outgoing.writeHead(lost).end('{}');
        if (lost !== false) return;
        outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
        answered.pipe(outgoing);
      });
      onward.on('error', () => incoming.socket.destroy());
      void before(incoming.method ?? '', incoming.url ?? '').then(() => incoming.pipe(onward));
    }
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {env: await asCluster(server), requests};
}

/** The server's own self-signed certificate names 127.0.0.1, so it serves for a proxy too. */
export function serverKeys(): {readonly ca: Buffer; readonly key: Buffer} {
  const {caFile} = plane();
  return {ca: readFileSync(caFile), key: readFileSync(join(dirname(caFile), 'apiserver.key'))};
}

/** Lets a proxy listen; what makes it the cluster for helm and for us. */
export async function asCluster(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    KUBECONFIG: '/dev/null',
    HELM_KUBEAPISERVER: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    HELM_KUBECAFILE: plane().caFile,
    HELM_KUBETOKEN: plane().tokens['admin'],
  };
}
