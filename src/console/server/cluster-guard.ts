import type {IncomingMessage} from 'node:http';
import {RefusedError} from '../session/refusal.ts';

/** How a request came, once it is one that may be answered at all. */
export interface Came {
  /** As a browser has it in front of it: `127.0.0.1:8080`, `drift.example.com`. */
  readonly host: string;
  readonly isLoopback: boolean;
}

/** No page of another site can be reached under these: nobody can have a name of theirs resolve to them and be asked by it. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Throws RefusedError for what no page of ours asks: another host (a foreign name that leads here), another origin, a method that
 * nothing answers. `hosts` are the names of an ingress, which is reached by TLS alone.
 */
export function admit(request: IncomingMessage, hosts: readonly string[]): Came {
  const {headers, headersDistinct, method = '', url = ''} = request;
  // Two of these are read one way by a proxy and another way by us.
  for (const name of ['host', 'authorization', 'origin', 'content-type'])
    if ((headersDistinct[name]?.length ?? 0) > 1)
      throw new RefusedError('bad-request', `there is more than one ${name}`);
  const [, name = ''] = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/.exec(headers.host ?? '') ?? [];
  const isLoopback = LOOPBACK.has(name);
  if (!isLoopback && !hosts.includes(name))
    throw new RefusedError(
      'bad-request',
      'this is another host: --allowed-host names those of an ingress',
      undefined,
      421,
    );
  if (method !== 'GET' && method !== 'POST')
    throw new RefusedError(
      'bad-request',
      `${method} is not answered here`,
      undefined,
      method === 'OPTIONS' ? 403 : 405,
    );
  const host = headers.host ?? '';
  const origins = isLoopback ? [`http://${host}`, `https://${host}`] : [`https://${host}`];
  const isOurs = headers.origin !== undefined && origins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  const isFromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  // A link of a foreign page may lead to the document, which holds no data.
  const isOpen = method === 'GET' && !url.startsWith('/api/');
  if ((headers.origin !== undefined && !isOurs) || (isFromElsewhere && !isOpen))
    throw new RefusedError('bad-request', 'another origin asks', undefined, 403);
  if (method === 'POST' && !isOurs) throw new RefusedError('bad-request', 'a POST names its origin', undefined, 403);
  return {host, isLoopback};
}

/** The token of the Authorization header; undefined without one. Throws RefusedError where it is of another kind: it is decisive, whatever cookie comes along. */
export function bearerOf({headers}: IncomingMessage): string | undefined {
  const {authorization} = headers;
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined)
    throw new RefusedError('session', 'the Authorization header holds no bearer token', 'Authorization: Bearer TOKEN');
  return token;
}

/**
 * By `__Host-` a browser takes a cookie from this very host and over TLS alone. Of a loopback name all ports share their cookies:
 * two forwards have two.
 */
function nameOf({isLoopback, host}: Came): string {
  const [, port = '80'] = /:(\d+)$/.exec(host) ?? [];
  return isLoopback ? `helm-drift-${port}` : '__Host-helm-drift';
}

/** The cookie of a session; undefined where there is none, or more than one: somebody else has set the other. */
export function cookieOf({headers}: IncomingMessage, came: Came): string | undefined {
  const [found, ...more] = (headers.cookie ?? '')
    .split(/;\s*/)
    .map((pair) => pair.split('=', 2))
    .filter(([name]) => name === nameOf(came))
    .map(([, value = '']) => value);
  return more.length > 0 ? undefined : found;
}

export function cookieFor(value: string, came: Came, seconds: number): string {
  const secure = came.isLoopback ? '' : '; Secure';
  return `${nameOf(came)}=${value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${Math.max(0, Math.floor(seconds))}${secure}`;
}
