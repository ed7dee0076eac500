import {theCluster} from '../model/cluster-words.ts';
import {UserError} from '../model/errors.ts';
import type {ErrorCode} from '../model/errors.ts';
import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {parseJsonExact} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {bytesOf, send, UnreachableError} from './http.ts';
import type {HttpRequest} from './http.ts';
import {pause} from './pause.ts';

export {UnreachableError} from './http.ts';

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

/** A request with a body. Only dry-run.ts and the writers make one. */
export interface PatchRequest extends ApiRequest {
  readonly contentType: string;
  readonly body: string;
}

export interface WriteRequest extends PatchRequest {
  readonly method: 'PATCH' | 'POST' | 'DELETE';
}

interface DryWriteRequest extends PatchRequest {
  readonly method: 'PATCH' | 'PUT' | 'POST';
}

/** Asks for names, labels and annotations alone: what objects hold can be megabytes, and secret. */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
export const METADATA_ONLY_ONE = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';

const ATTEMPTS = 4;
/** A server that is too busy and says when to come back is not broken: its answer is waited for as often as kubectl does. */
const BUSY_ATTEMPTS = 10;
/** The longest pause that a server can ask for. */
const MAX_PAUSE_MS = 10_000;

/**
 * One GET, answered with the server's status and JSON. 429, 5xx and broken connections are tried again with growing
 * pauses, for as often as ATTEMPTS says; one that says when to come back is asked as often as BUSY_ATTEMPTS. Throws
 * UnreachableError when there is no answer, UserError on 401.
 */
export function getJson(connection: Connection, request: ApiRequest): Promise<ApiResponse> {
  return patiently(connection, request);
}

/**
 * One write that is never carried out: the query says so here, where no caller can leave it away. Tried again as a write is: a
 * server may have carried it out all the same before it failed, and whoever asked has to look.
 */
export function dryWrite(connection: Connection, request: DryWriteRequest): Promise<ApiResponse> {
  return patiently(connection, {...request, query: {...request.query, dryRun: 'All'}});
}

/**
 * One write that counts, for the writers alone. Tried again only where the server itself says that it has not taken it: of a
 * connection that broke nobody knows, so UnreachableError is thrown at once, and whoever asked has to look.
 */
export function writeJson(connection: Connection, request: WriteRequest): Promise<ApiResponse> {
  return patiently(connection, request);
}

/** What an answer that is none of success means for whoever asked; 404 is of a thing that was named. */
export function errorCodeOfStatus(status: number): ErrorCode {
  if (status === 429 || status >= 500) return 'server-error';
  const codes: Readonly<Record<number, ErrorCode>> = {401: 'unauthorized', 403: 'forbidden', 404: 'not-found'};
  return codes[status] ?? 'usage';
}

type AnyRequest = ApiRequest | PatchRequest | WriteRequest | DryWriteRequest;

async function patiently(connection: Connection, request: AnyRequest): Promise<ApiResponse> {
  const isWrite = 'method' in request;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= ATTEMPTS;
    const usual = 100 * 3 ** (attempt - 1);
    try {
      const {retryAfter, ...response} = await once(connection, request);
      // A gateway's or a webhook's 5xx may come after the write: only a refusal to begin is safe to repeat.
      const isWorthAnother = isWrite ? response.status === 429 : isTransient(response.status);
      if (response.status === 401) {
        connection.renew?.();
        throw unauthorized(connection);
      }
      const isToCome = response.status === 429 && retryAfter !== undefined && attempt < BUSY_ATTEMPTS;
      if ((isLast && !isToCome) || !isWorthAnother) return response;
      await pause(retryAfter ?? usual, request.signal);
    } catch (error) {
      if (!(error instanceof UnreachableError) || isWrite || isLast || isHopeless(error)) throw error;
      await pause(usual, request.signal);
    }
  }
}

function isTransient(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** Nobody listens, or nobody is there: the next attempt would say the same, and the user waits for nothing. */
function isHopeless(error: UnreachableError): boolean {
  if (error.timedOut) return true;
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate|CERT_|ERR_TLS|EPROTO|connection is closed/.test(error.message);
}

function unauthorized(connection: Connection): UserError {
  return new UserError(
    `${theCluster(connection.identity)} does not accept your credentials (401 Unauthorized)`,
    'Log in again: the token or certificate is wrong or has expired.',
    {code: 'unauthorized'},
  );
}

async function once(
  connection: Connection,
  request: AnyRequest,
): Promise<ApiResponse & {readonly retryAfter: number | undefined}> {
  const answer = await send(connection, httpRequestOf(request));
  const {status} = answer;
  const seconds = Number(answer.header('retry-after') ?? NaN);
  const retryAfter = seconds >= 0 ? Math.min(seconds * 1000, MAX_PAUSE_MS) : undefined;
  return {status, body: bodyOf((await bytesOf(answer)).toString('utf8'), status), retryAfter};
}

function httpRequestOf(request: AnyRequest): HttpRequest {
  const {path, query, accept = 'application/json', signal} = request;
  const isWrite = 'body' in request;
  return {
    method: 'method' in request ? request.method : isWrite ? 'PATCH' : 'GET',
    path,
    headers: {accept, ...(isWrite ? {'content-type': request.contentType} : {})},
    ...(isWrite ? {body: request.body} : {}),
    ...(query === undefined ? {} : {query}),
    ...(signal === undefined ? {} : {signal}),
  };
}

/**
 * A proxy in between may refuse in HTML: what is no JSON becomes a Status of the same code. A success that is no JSON object is
 * no API server's, and must not be taken for the object that was asked for.
 */
function bodyOf(text: string, status: number): JsonObject {
  const value = parsed(text);
  if (isObject(value)) return value;
  const said = text.slice(0, 200).trim();
  if (status >= 200 && status < 300)
    throw new UnreachableError(`answered ${status} with what is no JSON object: ${said}`, false);
  return {kind: 'Status', code: status, message: said};
}

function parsed(text: string): unknown {
  try {
    return parseJsonExact(text);
  } catch {
    return undefined;
  }
}
