import {randomBytes} from 'node:crypto';
import {createServer, request as httpRequest} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {request as httpsRequest} from 'node:https';
import type {AddressInfo} from 'node:net';
import {isObject, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {DriedWrite} from '../model/ports.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';

export interface DryProxy {
  /** `http://127.0.0.1:PORT/SECRET`: whoever has it reads with the user's rights, so it belongs into a file of mode 0600. */
  readonly server: string;
  readonly writes: readonly DriedWrite[];
  close(): void;
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Beyond this no API server takes a request either. */
const MAX_BODY = 16 * 1024 * 1024;
const RECORD = /\/(?:secrets|configmaps)(?:\/|$)/;
const RECORD_NAME = 'sh.helm.release.v1.';

/**
 * Stands between a helm and the API server for one rehearsal: reads go through, writes go through as dry runs, in the query
 * and, where a DELETE has a body, in the body too (the server looks at that alone then). Helm's own records are answered here
 * and never sent: of a dried one the server would know nothing when helm updates it. Anything else is refused.
 *
 * Only who knows the path's secret is answered, and only on loopback: the proxy has the user's credentials, helm needs none.
 */
export async function dryProxy(connection: Connection): Promise<DryProxy> {
  const secret = randomBytes(32).toString('hex');
  const writes: DriedWrite[] = [];
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, {connection, secret, writes}).catch((error: Error) =>
      refuse(outgoing, 502, error.message),
    );
  });
  // No exec, attach or port-forward: they would be a way around all of this.
  server.on('upgrade', (_incoming, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const {port} = server.address() as AddressInfo;
  return {
    server: `http://127.0.0.1:${port}/${secret}`,
    writes,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Standing {
  readonly connection: Connection;
  readonly secret: string;
  readonly writes: DriedWrite[];
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, standing: Standing): Promise<void> {
  const {secret, writes} = standing;
  const method = incoming.method ?? '';
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const prefix = `/${secret}`;
  if (!url.pathname.startsWith(`${prefix}/`)) return refuse(outgoing, 404, 'nothing is here');
  const path = url.pathname.slice(prefix.length);
  if (method === 'GET')
    return forward({method, path, query: url.searchParams, incoming, body: undefined}, outgoing, standing);
  if (!WRITES.has(method)) return refuse(outgoing, 405, `${method} is not forwarded`);
  const bytes = await bodyOf(incoming);
  if (bytes === undefined) return refuse(outgoing, 413, 'too large');
  const body = jsonOf(bytes);
  if (isRecord(path, body)) return reply(outgoing, method === 'POST' ? 201 : 200, body ?? {});
  const query = new URLSearchParams(url.searchParams);
  query.set('dryRun', 'All');
  const dried = method === 'DELETE' ? Buffer.from(stringifyJson(driedOptions(body))) : bytes;
  const note = (status: number, said: Buffer): void => {
    writes.push({method: method as DriedWrite['method'], path, body, status, answer: jsonOf(said) ?? {}});
  };
  return forward({method, path, query, incoming, body: dried}, outgoing, standing, note);
}

/** A DELETE with a body is dried by that body alone. */
function driedOptions(body: JsonObject | undefined): JsonObject {
  return {apiVersion: 'v1', kind: 'DeleteOptions', ...body, dryRun: ['All']};
}

function isRecord(path: string, body: JsonObject | undefined): boolean {
  if (!RECORD.test(path)) return false;
  if (path.includes(`/${RECORD_NAME}`)) return true;
  const metadata = body?.['metadata'];
  return isObject(metadata) && textOf(metadata['name']).startsWith(RECORD_NAME);
}

interface Forwarded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
  readonly body: Buffer | undefined;
}

/** What of helm's request headers the API server needs; credentials are the connection's own. */
const KEPT = ['accept', 'content-type', 'user-agent'] as const;

async function forward(
  {method, path, query, incoming, body}: Forwarded,
  outgoing: ServerResponse,
  {connection}: Standing,
  note?: (status: number, said: Buffer) => void,
): Promise<void> {
  const {server, agent} = connection;
  const headers: Record<string, string | string[]> = {...(await connection.headers())};
  for (const name of KEPT) {
    const value = incoming.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  if (method === 'DELETE') headers['content-type'] = 'application/json';
  if (body !== undefined) headers['content-length'] = String(body.length);
  const send = server.protocol === 'http:' ? httpRequest : httpsRequest;
  const text = query.toString();
  await new Promise<void>((resolve, reject) => {
    const onward = send(
      {
        method,
        host: server.hostname.replace(/^\[|\]$/g, ''),
        port: server.port || (server.protocol === 'http:' ? 80 : 443),
        path: `${server.pathname.replace(/\/$/, '')}${path}${text === '' ? '' : `?${text}`}`,
        agent,
        headers,
      },
      (answered) => {
        const chunks: Buffer[] = [];
        answered.on('data', (chunk: Buffer) => chunks.push(chunk));
        answered.on('error', reject);
        answered.on('end', () => {
          const said = Buffer.concat(chunks);
          const status = answered.statusCode ?? 502;
          note?.(status, said);
          const {'content-type': type, 'content-encoding': encoding} = answered.headers;
          outgoing.writeHead(status, {
            'content-length': said.length,
            ...(type === undefined ? {} : {'content-type': type}),
            ...(encoding === undefined ? {} : {'content-encoding': encoding}),
          });
          outgoing.end(said);
          resolve();
        });
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function jsonOf(bytes: Buffer): JsonObject | undefined {
  try {
    const value = parseJsonExact(bytes.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function reply(outgoing: ServerResponse, status: number, body: JsonObject): void {
  const text = Buffer.from(stringifyJson(body));
  outgoing.writeHead(status, {'content-type': 'application/json', 'content-length': text.length});
  outgoing.end(text);
}

function refuse(outgoing: ServerResponse, code: number, message: string): void {
  if (outgoing.headersSent) outgoing.destroy();
  else reply(outgoing, code, {apiVersion: 'v1', kind: 'Status', status: 'Failure', code, message});
}
