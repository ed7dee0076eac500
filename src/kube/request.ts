import {request as httpRequest} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {setTimeout as sleep} from 'node:timers/promises';
import {UserError} from '../model/errors.ts';
import type {JsonObject} from '../model/json.ts';
import {parseJsonExact} from '../yaml/json.ts';
import type {Connection} from './connection.ts';

export interface ApiResponse {
  readonly status: number;
  readonly body: JsonObject;
}

export interface ApiRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** A request with a body. Only dry-run.ts and writer.ts make one. */
export interface PatchRequest extends ApiRequest {
  readonly contentType: string;
  readonly body: string;
}

export interface WriteRequest extends PatchRequest {
  readonly method: 'PATCH' | 'POST' | 'DELETE';
}

/** Asks for names, labels and annotations alone: what objects hold can be megabytes, and secret. */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
export const METADATA_ONLY_ONE = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;

/** The API server answered nothing: refused, reset, or too slow. */
export class UnreachableError extends Error {
  readonly timedOut: boolean;

  constructor(message: string, timedOut: boolean) {
    super(message);
    this.name = 'UnreachableError';
    this.timedOut = timedOut;
  }
}

/**
 * One GET, answered with the server's status and JSON. 429, 5xx and broken connections are tried again with growing
 * pauses, for as often as ATTEMPTS says. Throws UnreachableError when there is no answer, UserError on 401.
 */
export function getJson(connection: Connection, request: ApiRequest): Promise<ApiResponse> {
  return patiently(connection, request, ATTEMPTS);
}

/** One PATCH that is never carried out: the query says so here, where no caller can leave it away. Else as getJson. */
export function dryPatch(connection: Connection, request: PatchRequest): Promise<ApiResponse> {
  // A failing webhook answers 500 too, and a detector need not wait for it long: it has an answer of its own.
  return patiently(connection, {...request, query: {...request.query, dryRun: 'All'}}, 2);
}

/**
 * One write that counts, for writer.ts alone. Tried again only where the server itself says that it has not taken it: of a
 * connection that broke nobody knows, so UnreachableError is thrown at once, and whoever asked has to look.
 */
export function writeJson(connection: Connection, request: WriteRequest): Promise<ApiResponse> {
  return patiently(connection, request, ATTEMPTS);
}

async function patiently(
  connection: Connection,
  request: ApiRequest | PatchRequest | WriteRequest,
  attempts: number,
): Promise<ApiResponse> {
  const isWrite = 'method' in request;
  for (let attempt = 1; ; attempt++) {
    let failure: UnreachableError | undefined;
    let response: (ApiResponse & {retryAfter: number | undefined}) | undefined;
    try {
      response = await once(connection, request);
    } catch (error) {
      if (!(error instanceof UnreachableError) || isWrite) throw error;
      failure = error;
    }
    // A gateway's or a webhook's 5xx may come after the write: only a refusal to begin is safe to repeat.
    if (response !== undefined && !(isWrite ? response.status === 429 : isTransient(response.status))) {
      if (response.status === 401) throw unauthorized(connection);
      return response;
    }
    const last = attempt === attempts || (failure !== undefined && isHopeless(failure));
    if (last && response !== undefined) return response;
    if (last && failure !== undefined) throw failure;
    await sleep(
      response?.retryAfter ?? 100 * 3 ** (attempt - 1),
      undefined,
      request.signal === undefined ? {} : {signal: request.signal},
    );
  }
}

function isTransient(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** Nobody listens, or nobody is there: the next attempt would say the same, and the user waits for nothing. */
function isHopeless(error: UnreachableError): boolean {
  return error.timedOut || /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate|CERT_|ERR_TLS|EPROTO/.test(error.message);
}

function unauthorized(connection: Connection): UserError {
  return new UserError(
    `the cluster ${connection.identity.name} does not accept your credentials (401 Unauthorized)`,
    'Log in again: the token or certificate is wrong or has expired.',
  );
}

async function once(
  connection: Connection,
  request: ApiRequest | PatchRequest | WriteRequest,
): Promise<ApiResponse & {retryAfter: number | undefined}> {
  const {path, query, accept = 'application/json', signal} = request;
  const {server, agent} = connection;
  const content =
    'body' in request
      ? // Node leaves the length of a DELETE's body out, and the server takes it for the next request.
        {'content-type': request.contentType, 'content-length': String(Buffer.byteLength(request.body))}
      : {};
  const own = {accept, ...content, 'user-agent': `helm-drift/${HELM_DRIFT_VERSION}`};
  const headers = {...(await connection.headers()), ...own};
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  const send = server.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        method: 'method' in request ? request.method : 'body' in request ? 'PATCH' : 'GET',
        host: server.hostname.replace(/^\[|\]$/g, ''),
        port: server.port || (server.protocol === 'http:' ? 80 : 443),
        path: `${server.pathname.replace(/\/$/, '')}${path}${search}`,
        agent,
        headers,
        timeout: TIMEOUT_MS,
        ...(signal === undefined ? {} : {signal}),
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', (error) => reject(new UnreachableError(error.message, false)));
        incoming.on('end', () => {
          const seconds = Number(incoming.headers['retry-after']);
          resolve({
            status: incoming.statusCode ?? 0,
            body: bodyOf(Buffer.concat(chunks).toString('utf8'), incoming.statusCode ?? 0),
            retryAfter: Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 10) * 1000 : undefined,
          });
        });
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(new UnreachableError(`no answer within ${TIMEOUT_MS / 1000} s`, true)),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error instanceof UnreachableError || error.name === 'AbortError'
          ? error
          : new UnreachableError(reason(error), false),
      );
    });
    outgoing.end('body' in request ? request.body : undefined);
  });
}

function reason(error: NodeJS.ErrnoException): string {
  // On dual-stack hosts Node throws an AggregateError without a message of its own.
  const {message} = error;
  if (message === '' && 'errors' in error) return String((error as AggregateError).errors[0]?.message ?? error.code);
  return message.includes(String(error.code)) || error.code === undefined ? message : `${message} (${error.code})`;
}

/** A proxy in between may answer in HTML: what is no JSON becomes a Status of the same code. */
function bodyOf(text: string, status: number): JsonObject {
  try {
    return parseJsonExact(text) as JsonObject;
  } catch {
    return {kind: 'Status', code: status, message: text.slice(0, 200).trim()};
  }
}
