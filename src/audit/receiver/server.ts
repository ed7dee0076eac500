import {constants} from 'node:crypto';
import {createServer as createPlainServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {ServerOptions} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {TLSSocket} from 'node:tls';
import type {Credentials} from './credentials.ts';

export interface Limits {
  readonly connections: number;
  /** Milliseconds for the headers of a request, and for all of it. */
  readonly headersMs: number;
  readonly requestMs: number;
}

/** Longer than Go's clients keep an idle connection: one that we end may be in use just then. */
const IDLE_MS = 120_000;
/** Then whoever posts shows its certificate again. */
const REQUESTS_A_CONNECTION = 10_000;
/** Whoever is told to end has half a minute from Kubernetes. */
const ENDING_MS = 10_000;
/** How often connections are looked over for those that take too long. */
const LOOK_MS = 2000;
const RETRY_SECONDS = 1;

/** Of each TLS context, the later ones too. */
export const TLS = {
  minVersion: 'TLSv1.2',
  // A session that is taken up again would not show its certificate again.
  secureOptions: constants.SSL_OP_NO_TICKET,
} as const;

/** HTTPS; plain HTTP where there is no certificate. */
export function serverOf(
  {tls}: Credentials,
  {headersMs, requestMs, connections}: Limits,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  onStranger: (why: string) => void,
): Server {
  const limits = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(headersMs, LOOK_MS),
    keepAliveTimeout: IDLE_MS,
  };
  const secure: ServerOptions = {
    ...tls,
    ...TLS,
    // Whoever shows none of that CA is told so, in words that reach the API server's own log.
    requestCert: tls?.ca !== undefined,
    rejectUnauthorized: false,
    handshakeTimeout: headersMs,
  };
  const server = tls === undefined ? createPlainServer(limits, handle) : createServer({...limits, ...secure}, handle);
  server.maxConnections = connections;
  server.maxRequestsPerSocket = REQUESTS_A_CONNECTION;
  server.on('tlsClientError', ({message}: Error, {remoteAddress = 'nowhere'}: TLSSocket) =>
    onStranger(`no TLS with ${remoteAddress}: ${message}`),
  );
  return server;
}

export function listening(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/** When what was under way has been answered. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), ENDING_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

export function send(response: ServerResponse, status: number, text: string, isLast: boolean): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === 429 || status === 503 ? {'retry-after': String(RETRY_SECONDS)} : {}),
    ...(status === 405 ? {allow: 'POST'} : {}),
    ...(status === 401 ? {'www-authenticate': 'Bearer'} : {}),
    ...(isLast ? {connection: 'close'} : {}),
  });
  response.end(text);
}
