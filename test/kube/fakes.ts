import {Agent, createServer} from 'node:http';
import type {IncomingHttpHeaders, ServerResponse} from 'node:http';
import {setMaxListeners} from 'node:events';
import {onTestFinished} from 'vitest';
import type {Connection} from '../../src/kube/connection.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {ApiResource} from '../../src/model/ports.ts';
import {stringifyJson} from '../../src/yaml/json.ts';

/** For `expect.poll`: looks often, and waits as long as a busy machine needs. */
export const SOON = {interval: 5, timeout: 10_000} as const;

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  /** 200 unless told. */
  readonly status?: number;
  /** JSON, or a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Ends the socket after the headers and this much of the body. */
  readonly cutAfter?: number;
  /** Says nothing at all. */
  readonly silent?: true;
  /** Writes the body itself, for as long as it likes. */
  readonly stream?: (outgoing: ServerResponse) => void;
}

export type Answer = (request: Seen) => Reply | Promise<Reply>;

export interface FakeApi {
  readonly server: string;
  readonly connection: Connection;
  readonly seen: Seen[];
  /** Sockets that are open now. */
  readonly sockets: () => number;
}

interface FakeApiOptions {
  readonly host?: string;
  /** A path that the API server lies under, as behind a gateway. */
  readonly prefix?: string;
}

/** A real HTTP server on loopback that answers as it is told; gone when the test ends. */
export async function fakeApi(
  answer: Answer,
  {host = '127.0.0.1', prefix = ''}: FakeApiOptions = {},
): Promise<FakeApi> {
  const seen: Seen[] = [];
  const open = new Set<unknown>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '', 'http://server');
      const request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(request);
      void Promise.resolve(answer(request)).then((reply) => write(outgoing, reply));
    });
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}${prefix}`;
  const connection = connectionTo(origin);
  onTestFinished(() => {
    connection.close();
    server.close();
    server.closeAllConnections();
  });
  return {server: origin, connection, seen, sockets: () => open.size};
}

function write(
  outgoing: ServerResponse,
  {status = 200, body = '', headers = {}, cutAfter, silent, stream}: Reply,
): void {
  if (silent === true) return;
  if (stream !== undefined) {
    outgoing.writeHead(status, {'content-type': 'application/json', ...headers});
    outgoing.flushHeaders();
    return stream(outgoing);
  }
  const text = typeof body === 'string' ? body : stringifyJson(body);
  outgoing.writeHead(status, {'content-length': Buffer.byteLength(text), ...headers});
  if (cutAfter === undefined) return void outgoing.end(text);
  outgoing.write(text.slice(0, cutAfter), () => outgoing.destroy());
}

/** Replies one after the other; the last one for ever. */
export function inTurn(...replies: readonly Reply[]): Answer {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

/** Replies by `GET /api/v1/pods`; 404 for the rest, as for a kind that is not served. */
export function byPath(replies: Readonly<Record<string, Reply | Answer>>): Answer {
  return (request) => {
    const reply = replies[`${request.method} ${request.path}`];
    if (typeof reply === 'function') return reply(request);
    return reply ?? {status: 404, body: statusOf(404, 'the server could not find the requested resource')};
  };
}

export function connectionTo(server: string, headers: Record<string, string | string[]> = {}): Connection {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const agent = new Agent({keepAlive: true});
  return {
    identity: {name: 'test', server},
    server: new URL(server),
    agent,
    namespace: undefined,
    headers: async () => ({Authorization: 'Bearer token', ...headers}),
    closed: controller.signal,
    close() {
      controller.abort();
      agent.destroy();
    },
  };
}

/** As the API server says no. */
export function statusOf(code: number, message: string, details?: JsonObject): JsonObject {
  const said = {kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message};
  return details === undefined ? said : {...said, details};
}

export const DEPLOYMENT: ApiResource = {
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  namespaced: true,
  verbs: ['get', 'list', 'watch', 'patch', 'delete', 'create'],
};
export const CONFIG_MAP: ApiResource = {...DEPLOYMENT, group: '', kind: 'ConfigMap', plural: 'configmaps'};
export const SECRET: ApiResource = {...DEPLOYMENT, group: '', kind: 'Secret', plural: 'secrets'};
export const NAMESPACE: ApiResource = {
  ...DEPLOYMENT,
  group: '',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
};
export const WIDGET: ApiResource = {...DEPLOYMENT, group: 'example.com', kind: 'Widget', plural: 'widgets'};

/** The answers of aggregated discovery for these kinds, by `byPath`'s keys. */
export function discoveryOf(resources: readonly ApiResource[]): Record<string, Reply> {
  const groupsOf = (isCore: boolean): JsonObject[] =>
    resources
      .filter(({group}) => (group === '') === isCore)
      .map(({group, version, kind, plural, namespaced, verbs}) => ({
        metadata: {name: group},
        versions: [
          {
            version,
            freshness: 'Current',
            resources: [
              {
                resource: plural,
                responseKind: {group, version, kind},
                scope: namespaced ? 'Namespaced' : 'Cluster',
                verbs,
              },
            ],
          },
        ],
      }));
  const answer = (isCore: boolean): Reply => ({body: {kind: 'APIGroupDiscoveryList', items: groupsOf(isCore)}});
  return {'GET /api': answer(true), 'GET /apis': answer(false)};
}

/** An error as a test looks at it: name, message, and the code that says whether to try again. */
export async function thrownBy(work: Promise<unknown>): Promise<Error & {readonly code?: string}> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
