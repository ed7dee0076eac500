import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {JsonObject} from '../../model/json.ts';
import type {ErrorAnswer} from '../routes.ts';
import {RefusedError} from '../session/refusal.ts';
import type {Store} from '../session/store.ts';
import {guard} from './guard.ts';
import type {Guard} from './guard.ts';
import {bodyOf} from './request-body.ts';
import {policy, shell} from './shell.ts';
import type {PageAssets} from './shell.ts';
import {eventStreams} from './streams.ts';
import type {EventStreams} from './streams.ts';

/** What answers a route: JSON, or a file to be saved. */
export type Answer = {readonly json: unknown} | {readonly file: string; readonly text: string};
export type Handler = (request: {
  /** What follows the route's own path. */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}) => Promise<Answer>;

export interface ServeOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly store: Store;
  readonly routes: Readonly<Record<string, Handler>>;
  readonly assets: PageAssets;
  readonly problem: (error: unknown) => ErrorAnswer & {readonly status: number};
}

export interface Running {
  readonly port: number;
  readonly guard: Guard;
  readonly server: Server;
}

/** The console's server, on this machine's own address. Throws what listening throws. */
export async function serve(options: ServeOptions): Promise<Running> {
  const {createServer} = await import('node:http');
  const server = createServer({requestTimeout: 30_000, maxHeaderSize: 16 * 1024});
  server.keepAliveTimeout = 5000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const {port} = address;
  const parts: Parts = {...options, guard: guard(port), streams: eventStreams(options.store)};
  server.on('request', (request, response) => {
    void answer(request, response, parts).catch((error: unknown) => fail(response, error, options));
  });
  return {port, guard: parts.guard, server};
}

interface Parts extends ServeOptions {
  readonly guard: Guard;
  readonly streams: EventStreams;
}

export const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Routes are names and not files: there is no path to climb out of. */
async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  response.setHeader('content-security-policy', policy(undefined));
  parts.guard.admit(request);
  const {method = '', url = ''} = request;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  if (!path.startsWith('/api/')) return sendDocument(method, path, response, parts.assets);
  const body = method === 'POST' ? await bodyOf(request) : {};
  const asked = `${method} ${path}`;
  if (asked === 'POST /api/session') return beginSession(body, response, parts.guard);
  parts.guard.authenticate(request);
  switch (asked) {
    case 'GET /api/events':
      return parts.streams.open(response);
    case 'GET /api/state':
      return send(response, 200, 'application/json', parts.store.text());
    case 'POST /api/link':
      return sendJson(response, 200, {token: parts.guard.token()});
    default:
      return sendRoute(asked, new URLSearchParams(at < 0 ? '' : url.slice(at + 1)), body, response, parts.routes);
  }
}

function beginSession({token}: JsonObject, response: ServerResponse, {exchange}: Guard): void {
  const {key, cookie} = exchange(token);
  response.setHeader('set-cookie', cookie);
  sendJson(response, 200, {key});
}

export async function sendRoute(
  asked: string,
  query: URLSearchParams,
  body: JsonObject,
  response: ServerResponse,
  routes: ServeOptions['routes'],
): Promise<void> {
  const found = routeOf(asked, routes);
  if (found === undefined) throw new RefusedError('not-found', 'there is no such route');
  const given = await found.handler({rest: found.rest, query, body});
  if ('json' in given) return sendJson(response, 200, given.json);
  response.setHeader('content-disposition', `attachment; filename="${given.file}"`);
  send(response, 200, 'text/yaml', given.text);
}

/** By the whole path, or by all but its last part. */
function routeOf(
  asked: string,
  routes: ServeOptions['routes'],
): {readonly handler: Handler; readonly rest: string} | undefined {
  const exact = Object.hasOwn(routes, asked) ? routes[asked] : undefined;
  if (exact !== undefined) return {handler: exact, rest: ''};
  const slash = asked.lastIndexOf('/');
  const name = `${asked.slice(0, slash)}/:id`;
  const handler = Object.hasOwn(routes, name) ? routes[name] : undefined;
  return handler === undefined ? undefined : {handler, rest: asked.slice(slash + 1)};
}

export function sendDocument(
  method: string,
  path: string,
  response: ServerResponse,
  {script, style}: PageAssets,
): void {
  if (method === 'POST') throw new RefusedError('not-found', 'nothing is posted here');
  switch (path) {
    case '/': {
      const {html, nonce} = shell();
      response.setHeader('content-security-policy', policy(nonce));
      return send(response, 200, 'text/html', html);
    }
    case '/app.js':
      return send(response, 200, 'text/javascript', script);
    case '/app.css':
      return send(response, 200, 'text/css', style);
    default:
      throw new RefusedError('not-found', 'there is no such page');
  }
}

export function fail(response: ServerResponse, error: unknown, {problem}: Pick<ServeOptions, 'problem'>): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const {status, ...told} = problem(error);
  // What is left of a body that was too long is nobody's business.
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, told);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', JSON.stringify(value));
}

export function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  response.writeHead(status, {'content-type': `${type}; charset=utf-8`, 'content-length': bytes.length});
  response.end(bytes);
}
