import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {streamTo} from './events.ts';
import {guard} from './guard.ts';
import type {Guard} from './guard.ts';
import {RefusedError} from './refusal.ts';
import type {ErrorAnswer} from '../routes.ts';
import {app, policy, shell} from './shell.ts';
import type {Store} from '../session/store.ts';

/** What answers a route: JSON, or a file to be saved. */
export type Answer = {readonly json: unknown} | {readonly file: string; readonly text: string};
export type Handler = (request: {
  /** What follows the route's own path. */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}) => Promise<Answer>;

export interface Running {
  readonly port: number;
  readonly guard: Guard;
  readonly server: Server;
}

const MAX_BODY = 64 * 1024;

/** The console's server, on this machine's own address. Routes are names and not files: there is no path to climb out of. */
export async function serve(
  port: number,
  store: Store,
  routes: Readonly<Record<string, Handler>>,
  problem: (error: unknown) => ErrorAnswer & {readonly status: number},
): Promise<Running> {
  const {createServer} = await import('node:http');
  const page = app();
  const server = createServer({requestTimeout: 30_000, maxHeaderSize: 16 * 1024});
  server.keepAliveTimeout = 5000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  const door = guard(taken);
  server.on('request', (request, response) => {
    void handle(request, response).catch((error: unknown) => fail(response, error));
  });
  return {port: taken, guard: door, server};

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.setHeader('content-security-policy', policy(undefined));
    door.admit(request);
    const {method = '', url = ''} = request;
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
    if (!path.startsWith('/api/')) return document(method, path, response);
    const body = method === 'POST' ? await bodyOf(request) : {};
    if (method === 'POST' && path === '/api/session') {
      const {key, cookie} = door.exchange(body['token']);
      response.setHeader('set-cookie', cookie);
      return sendJson(response, 200, {key});
    }
    door.authenticate(request);
    if (method === 'GET' && path === '/api/events') return streamTo(response, store);
    if (method === 'GET' && path === '/api/state') return send(response, 200, 'application/json', store.text());
    if (method === 'POST' && path === '/api/link') return sendJson(response, 200, {token: door.token()});
    const found = routeOf(`${method} ${path}`, routes);
    if (found === undefined) throw new RefusedError('not-found', 'there is no such route');
    const answer = await found.handler({rest: found.rest, query, body});
    if ('json' in answer) return sendJson(response, 200, answer.json);
    response.setHeader('content-disposition', `attachment; filename="${answer.file}"`);
    send(response, 200, 'text/yaml', answer.text);
  }

  function document(method: string, path: string, response: ServerResponse): void {
    if (method === 'POST') throw new RefusedError('not-found', 'nothing is posted here');
    switch (path) {
      case '/': {
        const {html, nonce} = shell();
        response.setHeader('content-security-policy', policy(nonce));
        return send(response, 200, 'text/html', html);
      }
      case '/app.js':
        return send(response, 200, 'text/javascript', page.script);
      case '/app.css':
        return send(response, 200, 'text/css', page.style);
      default:
        throw new RefusedError('not-found', 'there is no such page');
    }
  }

  function fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const {status, ...answer} = problem(error);
    // What is left of a body that was too long is nobody's business.
    if (status === 413) response.setHeader('connection', 'close');
    sendJson(response, status, answer);
  }
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** By the whole path, or by all but its last part. */
function routeOf(
  asked: string,
  routes: Readonly<Record<string, Handler>>,
): {readonly handler: Handler; readonly rest: string} | undefined {
  const exact = Object.hasOwn(routes, asked) ? routes[asked] : undefined;
  if (exact !== undefined) return {handler: exact, rest: ''};
  const slash = asked.lastIndexOf('/');
  const name = `${asked.slice(0, slash)}/:id`;
  const handler = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return handler === undefined ? undefined : {handler, rest: asked.slice(slash + 1)};
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new RefusedError('bad-request', 'a request is JSON', undefined, 415);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new RefusedError('bad-request', 'the request is too long', undefined, 413);
    chunks.push(chunk as Buffer);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RefusedError('bad-request', 'the request is no JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RefusedError('bad-request', 'the request is no JSON object');
  return body as Readonly<Record<string, unknown>>;
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  response.writeHead(status, {'content-type': `${type}; charset=utf-8`, 'content-length': bytes.length});
  response.end(bytes);
}
