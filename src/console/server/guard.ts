import {createHash, randomBytes, timingSafeEqual} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import {RefusedError} from '../session/refusal.ts';
import {KEY_HEADER} from '../routes.ts';

/**
 * Who may speak to the server. Its port is open to every program and every web page of this machine: a page of another origin
 * sends our cookies along, and a name that resolves to 127.0.0.1 makes a foreign page one of ours but for the Host.
 */
export interface Guard {
  /** A token for an address's fragment: good for one page, once. */
  readonly token: () => string;
  /** Throws RefusedError for a request that no page of ours makes. */
  readonly admit: (request: IncomingMessage) => void;
  /** Throws RefusedError where there is no session. */
  readonly authenticate: (request: IncomingMessage) => void;
  /** Both halves of a session, for the token. */
  readonly exchange: (token: unknown) => {readonly key: string; readonly cookie: string};
}

/** Pages that are let in at once, and addresses that wait to be opened. */
const MOST = 16;
const bytes = (): string => randomBytes(32).toString('base64url');

export function guard(port: number): Guard {
  const host = `127.0.0.1:${port}`;
  const name = `helm-drift-${port}`;
  // Tabs of one browser share the cookie; the key is each page's own.
  const secret = bytes();
  const keys = new Set<string>();
  const tokens = new Set<string>();
  const oneOf = (known: ReadonlySet<string>, given: string): string | undefined =>
    [...known].find((one) => isSame(one, given));
  return {
    token() {
      const token = bytes();
      tokens.add(token);
      for (const old of tokens) if (tokens.size > MOST) tokens.delete(old);
      return token;
    },
    admit: (request) => assertOurs(request, host),
    authenticate({headers}) {
      const cookie = cookieOf(headers.cookie, name);
      const key = headers[KEY_HEADER];
      const isIn = isSame(cookie ?? '', secret) && oneOf(keys, typeof key === 'string' ? key : '') !== undefined;
      if (!isIn)
        throw new RefusedError(
          'session',
          'this page has no session',
          'Open the address that the terminal shows. It works once; an open page makes another one.',
        );
    },
    exchange(given) {
      const token = typeof given === 'string' ? oneOf(tokens, given) : undefined;
      if (token === undefined)
        throw new RefusedError(
          'session',
          'this address was used already, or is none of ours',
          'An address works once: an open page makes another one, and so does `helm drift console`.',
        );
      tokens.delete(token);
      const key = bytes();
      keys.add(key);
      for (const old of keys) if (keys.size > MOST) keys.delete(old);
      return {key, cookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/`};
    },
  };
}

/** Throws RefusedError for what neither a page of ours nor a program of this machine would ask. */
function assertOurs({headers, method = '', url = ''}: IncomingMessage, host: string): void {
  if (headers.host !== host) throw new RefusedError('bad-request', 'this is another host', undefined, 421);
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    const status = method === 'OPTIONS' ? 403 : 405;
    throw new RefusedError('bad-request', `${method} is not answered here`, undefined, status);
  }
  const origin = `http://${host}`;
  const isForeign = headers.origin !== undefined && headers.origin !== origin;
  const site = headers['sec-fetch-site'];
  const isFromElsewhere = site !== undefined && site !== 'same-origin' && site !== 'none';
  // What a link of a foreign page may open is the empty document alone.
  const isOpen = method !== 'POST' && !url.startsWith('/api/');
  if (isForeign || (isFromElsewhere && !isOpen))
    throw new RefusedError('bad-request', 'another origin asks', undefined, 403);
  if (method === 'POST' && headers.origin !== origin)
    throw new RefusedError('bad-request', 'a write names its origin', undefined, 403);
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(/;\s*/).map((pair) => pair.split('=', 2));
  return pairs.find(([key]) => key === name)?.[1];
}

/** Texts of any length, in a time that tells nothing of them. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
