import {request as httpRequest} from 'node:http';
import {request as httpsRequest} from 'node:https';
import type {IncomingMessage} from 'node:http';
import {createInterface} from 'node:readline';
import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Connection} from './connection.ts';
import {METADATA_ONLY_ONE, UnreachableError} from './request.ts';

/** One event of a watch: names, labels, annotations and managedFields of the object, and nothing of what it holds. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
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
 * UnreachableError when it breaks, and WatchRefusedError where it is not allowed.
 */
export async function* watch(connection: Connection, request: WatchRequest): AsyncGenerator<WatchEvent> {
  const incoming = await begun(connection, request);
  try {
    for await (const line of createInterface({input: incoming, crlfDelay: Infinity})) {
      if (line === '') continue;
      const event = eventOf(line);
      // The server has forgotten where we were: the next watch begins with what is there.
      if (event?.type === 'ERROR') return;
      if (event !== undefined && event.type !== 'BOOKMARK') yield event as WatchEvent;
    }
    if (!incoming.complete) throw new UnreachableError('the watch broke', false);
  } finally {
    incoming.destroy();
  }
}

/** A last line that was cut off with the connection says nothing. */
function eventOf(line: string): {readonly type: string; readonly object: JsonObject} | undefined {
  try {
    const event = JSON.parse(line) as JsonObject;
    const {type, object} = event;
    return typeof type === 'string' && isObject(object) ? {type, object} : undefined;
  } catch {
    return undefined;
  }
}

async function begun(connection: Connection, {path, query, signal}: WatchRequest): Promise<IncomingMessage> {
  const {server, agent} = connection;
  const headers = {
    ...(await connection.headers()),
    accept: METADATA_ONLY_ONE,
    'user-agent': `helm-drift/${HELM_DRIFT_VERSION}`,
  };
  const search = new URLSearchParams({watch: 'true', resourceVersion: '0', ...query}).toString();
  const send = server.protocol === 'http:' ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        method: 'GET',
        host: server.hostname.replace(/^\[|\]$/g, ''),
        port: server.port || (server.protocol === 'http:' ? 80 : 443),
        path: `${server.pathname.replace(/\/$/, '')}${path}?${search}`,
        agent,
        headers,
        signal,
      },
      (incoming) => {
        const status = incoming.statusCode ?? 0;
        if (status === 200) return resolve(incoming);
        incoming.resume();
        // A server that is only busy lets us in the next time.
        const isFinal = status >= 400 && status < 500 && status !== 429 && status !== 410;
        reject(isFinal ? new WatchRefusedError(status) : new UnreachableError(`answered ${status} to a watch`, false));
      },
    );
    outgoing.on('error', (error) => reject(new UnreachableError(error.message, false)));
    outgoing.end();
  });
}
