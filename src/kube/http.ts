import {request as httpRequest} from 'node:http';
import type {ClientRequest, IncomingMessage, RequestOptions} from 'node:http';
import type {ClientHttp2Stream} from 'node:http2';
import {request as httpsRequest} from 'node:https';
import type {Socket} from 'node:net';
import type {Readable, Stream} from 'node:stream';
import type {Connection} from './connection.ts';
import {isUnbegun} from './multiplexed.ts';
import {hostOf, proxyAuthorization} from './tunnel.ts';

/** The API server answered nothing: refused, reset, or too slow. */
export class UnreachableError extends Error {
  readonly timedOut: boolean;

  constructor(message: string, timedOut: boolean, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'UnreachableError';
    this.timedOut = timedOut;
  }
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Behind the server's own path, percent-encoded: `/api/v1/namespaces`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | URLSearchParams;
  /** Laid over the connection's own; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Silence after which the request is given up: 30 s unless told, `never` for a stream that may be silent. */
  readonly timeoutMs?: number | 'never';
  readonly signal?: AbortSignal;
}

/** An answer whose body still comes. Whoever gets one reads the body to its end, or discards it: else its socket stays taken. */
export interface HttpAnswer {
  readonly status: number;
  /** A header by its lower-case name. */
  header(name: string): string | undefined;
  /** As it comes. Throws UnreachableError where it is cut off, and an AbortError upon the request's signal. */
  readonly body: AsyncIterable<Buffer>;
  /** All of it at once, at a fraction of the cost; throws as `body` does. */
  bytes(): Promise<Buffer>;
  discard(): void;
}

const TIMEOUT_MS = 30_000;

/**
 * The one door to an API server: every request of ours leaves here, and nobody else knows its host, its port or the
 * connection's headers. Throws UnreachableError where no answer comes, an AbortError upon the request's signal, and what the
 * connection's login throws.
 */
export async function send(connection: Connection, request: HttpRequest): Promise<HttpAnswer> {
  const headers = await headersOf(connection, request);
  throwIfEnded(connection, request.signal);
  return (await multiplexedAnswer(connection, request, headers)) ?? plainAnswer(connection, request, headers);
}

type Headers = Readonly<Record<string, string | string[]>>;

/** How often a stream that the server has not begun is sent again, each time over whatever connection is there then. */
const ATTEMPTS = 4;

/** Undefined where the server does not speak HTTP/2. */
async function multiplexedAnswer(
  connection: Connection,
  request: HttpRequest,
  headers: Headers,
): Promise<HttpAnswer | undefined> {
  const {multiplexed, closed: ended} = connection;
  if (multiplexed === undefined) return undefined;
  const {method, timeoutMs = TIMEOUT_MS, signal, body} = request;
  const {path} = placeOf(connection, request);
  for (let attempt = 1; ; attempt++) {
    throwIfEnded(connection, signal);
    let stream: ClientHttp2Stream | undefined;
    try {
      stream = await multiplexed.stream({
        method,
        path: path ?? '/',
        authority: connection.server.host,
        headers,
        body,
        timeoutMs: timeoutMs === 'never' ? undefined : timeoutMs,
      });
      if (stream === undefined) return undefined;
      return await begun(stream, {request, ended});
    } catch (error) {
      if (attempt < ATTEMPTS && isUnbegun(error, stream)) continue;
      if (error instanceof UnreachableError || (error instanceof Error && error.name === 'AbortError')) throw error;
      throw ended.aborted ? closed() : broken(error);
    }
  }
}

/** Waits until the answer of a stream begins. The end of the connection is the end of its streams: they hear of it by themselves. */
function begun(
  stream: ClientHttp2Stream,
  {request, ended}: {readonly request: HttpRequest; readonly ended: AbortSignal},
): Promise<HttpAnswer> {
  const ending = endingOf(stream, request);
  stream.once('timeout', () => ending.end(late(request)));
  const explained = (error: unknown): Error => ending.cause() ?? (ended.aborted ? closed() : broken(error));
  return new Promise((resolve, reject) => {
    stream.on('error', (error) => reject(ending.cause() ?? error));
    // A stream that ends without an answer, and without an error, was reset by the server.
    stream.once('close', () => reject(ending.cause() ?? new Error(`the stream was reset (${stream.rstCode})`)));
    stream.once('response', (incoming) =>
      resolve({
        status: incoming[':status'] ?? 0,
        header: (name) => joined(incoming[name]),
        body: whole(stream, explained),
        bytes: () => allOf(stream, explained, () => stream.rstCode === 0),
        discard: () => void stream.destroy(),
      }),
    );
  });
}

function plainAnswer(connection: Connection, request: HttpRequest, headers: Headers): Promise<HttpAnswer> {
  const start = (connection.proxy ?? connection.server).protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const outgoing = start({...placeOf(connection, request), agent: connection.agent, headers});
    const ending = endingOf(outgoing, request);
    onEnd(outgoing, connection.closed, () => ending.end(closed()));
    outgoing.on('timeout', () => ending.end(late(request)));
    outgoing.on('error', (error) => reject(ending.cause() ?? broken(error)));
    outgoing.on('socket', survive);
    outgoing.on('response', (incoming) =>
      resolve(answerOf(incoming, {cause: ending.cause, explained: (error) => ending.cause() ?? broken(error)})),
    );
    outgoing.end(request.body);
  });
}

/** Sockets that nobody need listen to any more. */
const surviving = new WeakSet<Socket>();

/** A request that is called off when its answer has come lets its socket die with nobody listening, and the process with it. */
function survive(socket: Socket): void {
  if (surviving.has(socket)) return;
  surviving.add(socket);
  socket.on('error', () => {});
}

interface Ending {
  readonly end: (cause: Error) => void;
  /** What ended the request tells more than the error of the socket that died of it. */
  readonly cause: () => Error | undefined;
}

function endingOf(outgoing: ClientHttp2Stream | ClientRequest, {signal}: HttpRequest): Ending {
  let first: Error | undefined;
  const end = (cause: Error): void => {
    first ??= cause;
    outgoing.destroy(first);
  };
  if (signal !== undefined) onEnd(outgoing, signal, () => end(aborted(signal)));
  return {end, cause: () => first};
}

/** The whole body. Throws as the body does. */
export function bytesOf(answer: HttpAnswer): Promise<Buffer> {
  return answer.bytes();
}

function placeOf({server, proxy}: Connection, request: HttpRequest): RequestOptions {
  const {method, path, query, timeoutMs = TIMEOUT_MS} = request;
  const text = query === undefined ? '' : new URLSearchParams(query).toString();
  const to = proxy ?? server;
  const where = `${server.pathname.replace(/\/$/, '')}${path}${text === '' ? '' : `?${text}`}`;
  return {
    method,
    host: hostOf(to),
    port: to.port || (to.protocol === 'http:' ? 80 : 443),
    path: proxy === undefined ? where : `http://${server.host}${where}`,
    ...(timeoutMs === 'never' ? {} : {timeout: timeoutMs}),
  };
}

async function headersOf(
  connection: Connection,
  {headers, body}: HttpRequest,
): Promise<Record<string, string | string[]>> {
  const {proxy, server} = connection;
  return {
    ...(await connection.headers()),
    ...(proxy === undefined ? {} : {host: server.host, ...proxyAuthorization(proxy)}),
    'user-agent': `helm-drift/${HELM_DRIFT_VERSION}`,
    // Node leaves the length of a DELETE's body out, and the server takes the body for the next request.
    ...(body === undefined ? {} : {'content-length': String(Buffer.byteLength(body))}),
    ...headers,
  };
}

/** What the body of an answer that broke off, or was called off, throws. */
interface Breaking {
  readonly cause: Ending['cause'];
  readonly explained: (error: unknown) => Error;
}

function answerOf(incoming: IncomingMessage, {cause, explained}: Breaking): HttpAnswer {
  // Whoever reads the body hears of it. Called off before, or after it was left, it would end the process.
  incoming.on('error', () => {});
  return {
    status: incoming.statusCode ?? 0,
    header: (name) => joined(incoming.headers[name]),
    body: wholeOf(incoming, {cause, explained}),
    bytes: () => allOf(incoming, explained, () => incoming.complete && cause() === undefined),
    discard: () => void incoming.destroy(),
  };
}

/** A header that came several times, as one. */
function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A stream that dies with its connection ends like any other, and says by its code alone that it was cut off. */
async function* whole(stream: ClientHttp2Stream, explained: (error: unknown) => Error): AsyncGenerator<Buffer> {
  yield* chunksOf(stream, explained);
  const {rstCode} = stream;
  if (rstCode !== 0) throw explained(new Error(`the stream was cut off (${rstCode})`));
}

/** What is left of an answer that is called off node throws away, and ends it as if that were all. */
async function* wholeOf(incoming: IncomingMessage, {cause, explained}: Breaking): AsyncGenerator<Buffer> {
  yield* chunksOf(incoming, explained);
  const why = cause();
  if (why !== undefined) throw why;
}

/** A stream says when it closes whether it came to its end. */
function allOf(incoming: Readable, explained: (error: unknown) => Error, isWhole: () => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', (error) => reject(explained(error)));
    incoming.on('close', () => {
      if (!incoming.readableEnded || !isWhole()) reject(explained(new Error('the answer was cut off')));
      else resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks));
    });
  });
}

async function* chunksOf(incoming: Readable, explained: (error: unknown) => Error): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = incoming[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw explained(error);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    incoming.destroy();
  }
}

/** Listens for as long as the request lasts, so that a connection of many requests gathers no listeners. */
function onEnd(outgoing: Stream, signal: AbortSignal, end: () => void): void {
  signal.addEventListener('abort', end, {once: true});
  outgoing.once('close', () => signal.removeEventListener('abort', end));
}

function throwIfEnded(connection: Connection, signal: AbortSignal | undefined): void {
  if (connection.closed.aborted) throw closed();
  if (signal?.aborted === true) throw aborted(signal);
}

const closed = (): UnreachableError => new UnreachableError('the connection is closed', false);

function late({timeoutMs}: HttpRequest): UnreachableError {
  const seconds = (typeof timeoutMs === 'number' ? timeoutMs : TIMEOUT_MS) / 1000;
  return new UnreachableError(`no answer within ${seconds} s`, true);
}

function aborted(signal: AbortSignal): Error {
  const error = new Error('the request was called off', {cause: signal.reason});
  error.name = 'AbortError';
  return error;
}

function broken(error: unknown): UnreachableError {
  return new UnreachableError(reasonOf(error), false, {cause: error});
}

function reasonOf(error: unknown): string {
  // On dual-stack hosts Node throws an AggregateError without a message of its own.
  if (error instanceof AggregateError && error.message === '' && error.errors.length > 0)
    return reasonOf(error.errors[0]);
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (message === '') return code;
  return message.includes(code) ? message : `${message} (${code})`;
}
