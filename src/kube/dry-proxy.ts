import {randomBytes} from 'node:crypto';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {DriedWrite} from '../model/dried-write.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';
import {servedGroups} from './api-services.ts';
import type {ServedGroups} from './api-services.ts';
import type {Connection} from './connection.ts';
import {bytesOf, send} from './http.ts';
import type {HttpAnswer, HttpRequest} from './http.ts';

export interface DryProxy {
  /** `http://127.0.0.1:PORT/SECRET`: whoever has it reads with the user's rights, so it belongs into a file of mode 0600. */
  readonly server: string;
  readonly writes: readonly DriedWrite[];
  /** Ends what is under way and closes every socket, of both sides. The connection stays open: it is the caller's. */
  close(): void;
}

/** Beyond this no API server takes a request either. */
const MAX_BODY = 16 * 1024 * 1024;
const RECORD = /\/(?:secrets|configmaps)(?:\/|$)/;
const RECORD_NAME = 'sh.helm.release.v1.';
/** Ways through the API server into a pod, a service or a node. What is written there the server cannot dry. */
const WAY_THROUGH =
  /^\/+api\/+v1\/+(?:namespaces\/+[^/]+\/+(?:pods|services)|nodes)\/+[^/]+\/+(?:proxy|exec|attach|portforward)(?:\/|$)/;

/**
 * Stands between a helm and the API server for one rehearsal: reads go through, writes go through as dry runs, in the query
 * and, where a DELETE has a body, in the body too (the server looks at that alone then). Helm's own records are answered here
 * and never sent: of a dried one the server would know nothing when helm updates it. Anything else is refused, and so are writes
 * to API servers of others, which may not keep to dry runs.
 *
 * Only who knows the path's secret is answered, and only on loopback: the proxy has the user's credentials, helm needs none.
 */
export async function dryProxy(
  connection: Connection,
  groups: ServedGroups = servedGroups(connection),
): Promise<DryProxy> {
  const secret = randomBytes(32).toString('hex');
  const writes: DriedWrite[] = [];
  const server = createServer((incoming, outgoing) => {
    const controller = new AbortController();
    // A helm that was ended waits for no answer, and neither does one that is cut off by close().
    outgoing.once('close', () => controller.abort());
    answer(incoming, outgoing, {connection, secret, writes, groups, signal: controller.signal}).catch(
      (error: unknown) => refuse(outgoing, 502, error instanceof Error ? error.message : String(error)),
    );
  });
  // No exec, attach or port-forward: they would be a way around all of this.
  server.on('upgrade', (_incoming, socket) => socket.destroy());
  return {
    server: `http://127.0.0.1:${await listening(server)}/${secret}`,
    writes,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

interface Standing {
  readonly connection: Connection;
  readonly secret: string;
  readonly writes: DriedWrite[];
  readonly groups: ServedGroups;
  readonly signal: AbortSignal;
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, standing: Standing): Promise<void> {
  const {secret} = standing;
  const method = incoming.method ?? '';
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const prefix = `/${secret}`;
  if (!url.pathname.startsWith(`${prefix}/`)) return refuse(outgoing, 404, 'nothing is here');
  const path = url.pathname.slice(prefix.length);
  if (WAY_THROUGH.test(decoded(path))) return refuse(outgoing, 403, `${path} is not forwarded`);
  const asked: Asked = {path, query: url.searchParams, incoming};
  if (method === 'GET') return read(asked, outgoing, standing);
  if (!isWrite(method)) return refuse(outgoing, 405, `${method} is not forwarded`);
  const doubt = await standing.groups.doubtOf(/^\/+apis\/+([^/]+)/.exec(decoded(path))?.[1] ?? '');
  if (doubt !== undefined) return refuse(outgoing, 403, `this is not dried: ${doubt}`);
  return write(method, asked, outgoing, standing);
}

interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
}

function isWrite(method: string): method is DriedWrite['method'] {
  return method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE';
}

/** As the API server reads it; a path that cannot be read so is none of its. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function read({path, query, incoming}: Asked, outgoing: ServerResponse, standing: Standing): Promise<void> {
  const answered = await forwarded({method: 'GET', path, query, headers: kept(incoming)}, standing);
  outgoing.writeHead(answered.status, shown(answered));
  // As it comes: what is watched has no end.
  for await (const chunk of answered.body) outgoing.write(chunk);
  outgoing.end();
}

async function write(
  method: DriedWrite['method'],
  {path, query, incoming}: Asked,
  outgoing: ServerResponse,
  standing: Standing,
): Promise<void> {
  const bytes = await bodyOf(incoming);
  if (bytes === undefined) return refuse(outgoing, 413, 'too large');
  const body = jsonOf(bytes);
  if (isRecord(path, body)) return reply(outgoing, method === 'POST' ? 201 : 200, body ?? {});
  const dry = new URLSearchParams(query);
  dry.set('dryRun', 'All');
  const isDelete = method === 'DELETE';
  const answered = await forwarded(
    {
      method,
      path,
      query: dry,
      headers: {...kept(incoming), ...(isDelete ? {'content-type': 'application/json'} : {})},
      body: isDelete ? stringifyJson(driedOptions(body)) : bytes,
    },
    standing,
  );
  const said = await bytesOf(answered);
  standing.writes.push({method, path, body, status: answered.status, answer: jsonOf(said) ?? {}});
  outgoing.writeHead(answered.status, {...shown(answered), 'content-length': said.length});
  outgoing.end(said);
}

function forwarded(request: HttpRequest, {connection, signal}: Standing): Promise<HttpAnswer> {
  // How long it waits is helm's business.
  return send(connection, {...request, timeoutMs: 'never', signal});
}

/** A DELETE with a body is dried by that body alone. */
function driedOptions(body: JsonObject | undefined): JsonObject {
  return {apiVersion: 'v1', kind: 'DeleteOptions', ...body, dryRun: ['All']};
}

function isRecord(path: string, body: JsonObject | undefined): boolean {
  if (!RECORD.test(path)) return false;
  return path.includes(`/${RECORD_NAME}`) || textOf(metadataOf(body ?? {})['name']).startsWith(RECORD_NAME);
}

/** What of helm's request headers the API server needs; credentials are the connection's own. */
function kept({headers}: IncomingMessage): Record<string, string> {
  const names = ['accept', 'content-type', 'user-agent'] as const;
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

function shown(answered: HttpAnswer): Record<string, string> {
  const names = ['content-type', 'content-encoding', 'content-length'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = answered.header(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Undefined where it is too large. It is read to its end all the same: who is cut off while he writes hears no answer. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: AsyncIterable<Buffer> = incoming;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size <= MAX_BODY) parts.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(parts);
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
