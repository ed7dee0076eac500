import {isObject, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Connection} from './connection.ts';
import {bytesOf, send, UnreachableError} from './http.ts';
import type {HttpAnswer} from './http.ts';
import {METADATA_ONLY_ONE} from './request.ts';

/** One event of a watch: names, labels, annotations and managedFields of the object, and nothing of what it holds. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
}

/** The same, and how far the server is: a bookmark holds a version and nothing else. */
export interface RawEvent {
  readonly type: WatchEvent['type'] | 'BOOKMARK';
  readonly object: JsonObject;
}

/** The server does not let this be watched, and will not the next time either. */
export class WatchRefusedError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the API server answered ${status} to a watch`);
    this.name = 'WatchRefusedError';
    this.status = status;
  }
}

export interface WatchRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * What is there, and then what changes, until the server ends the stream, as it does every few minutes. Throws
 * UnreachableError when it breaks, WatchRefusedError where it is not allowed, and an AbortError upon the signal.
 */
export async function* watch(connection: Connection, request: WatchRequest): AsyncGenerator<WatchEvent> {
  try {
    for await (const {type, object} of rawEvents(connection, {
      ...request,
      query: {resourceVersion: '0', ...request.query},
    }))
      if (type !== 'BOOKMARK') yield {type, object};
  } catch (error) {
    // The next watch begins with what is there.
    if (!(error instanceof ForgottenError)) throw error;
  }
}

/** The server has forgotten where we were. */
export class ForgottenError extends Error {
  constructor() {
    super('the version from which to go on is forgotten');
    this.name = 'ForgottenError';
  }
}

/** What the query asks for, until the server ends the stream. Throws as `watch` does, and ForgottenError. */
export async function* rawEvents(connection: Connection, request: WatchRequest): AsyncGenerator<RawEvent> {
  const answer = await begun(connection, request);
  for await (const line of linesOf(answer)) {
    const {type, object} = eventOf(line);
    if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' || type === 'BOOKMARK') yield {type, object};
    if (type !== 'ERROR') continue;
    if (object['code'] === 410) throw new ForgottenError();
    throw new UnreachableError(textOf(object['message']) || 'the watch failed', false);
  }
}

async function begun(connection: Connection, {path, query, signal}: WatchRequest): Promise<HttpAnswer> {
  const answer = await send(connection, {
    method: 'GET',
    path,
    query: {watch: 'true', ...query},
    headers: {accept: METADATA_ONLY_ONE},
    // Nothing may happen for as long as the watch lasts.
    timeoutMs: 'never',
    signal,
  });
  const {status} = answer;
  if (status === 200) return answer;
  // Read to its end, a refusal leaves its connection to the next request.
  await bytesOf(answer);
  if (status === 410 && query?.['resourceVersion'] !== '0') throw new ForgottenError();
  // A server that is only busy lets us in the next time, and so does one that a new token is shown to.
  const isFinal = status >= 400 && status < 500 && ![401, 410, 429].includes(status);
  throw isFinal ? new WatchRefusedError(status) : new UnreachableError(`answered ${status} to a watch`, false);
}

/** A character may come in two pieces, a line never ends within one: so bytes are joined, and lines decoded. */
async function* linesOf({body}: HttpAnswer): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8');
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
}

/** What is no event says nothing. */
function eventOf(line: string): {readonly type: string; readonly object: JsonObject} {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    // An empty line, as some proxies send to keep a connection open.
  }
  if (!isObject(event) || !isObject(event['object'])) return {type: '', object: {}};
  return {type: textOf(event['type']), object: event['object']};
}
