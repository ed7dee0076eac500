import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Server as TlsServer} from 'node:https';
import type {TLSSocket} from 'node:tls';
import {urlHost} from '../../model/address.ts';
import {messageOf} from '../../model/errors.ts';
import {Refusal} from './body.ts';
import type {Bounds} from './body.ts';
import {holdsToken, readCredentials, stateOf} from './credentials.ts';
import type {CredentialFiles, Credentials} from './credentials.ts';
import {closed, listening, send, serverOf, TLS} from './server.ts';
import type {Limits} from './server.ts';
import {taking} from './taking.ts';
import type {Taking} from './taking.ts';

export interface ReceiverOptions extends Omit<Taking, 'bounds'> {
  readonly listen: {readonly host: string; readonly port: number};
  /** What was read of the files; they are read again when they change. */
  readonly credentials: Credentials;
  readonly files: CredentialFiles;
  readonly bounds?: Partial<ReceiverBounds>;
}

export interface ReceiverBounds extends Bounds, Limits {
  /** Milliseconds between two looks at the files of credentials. */
  readonly lookMs: number;
}

const MIB = 1024 * 1024;
/** An API server's own batches are of 10 MiB at most where it truncates them. */
const BOUNDS: ReceiverBounds = {
  requests: 32,
  body: 32 * MIB,
  held: 64 * MIB,
  connections: 256,
  headersMs: 10_000,
  requestMs: 30_000,
  lookMs: 5000,
};

export interface Receiver {
  readonly url: string;
  /** Takes nothing new, ends what is under way, and lets go. */
  readonly close: () => Promise<void>;
}

/** Where batches are posted to. */
const PATH = '/audit';

/**
 * Takes what an API server posts (its audit webhook), and answers when the sink has kept it. Rejects with what node:net says where
 * nobody can listen there.
 */
export async function receiver(options: ReceiverOptions): Promise<Receiver> {
  const {listen, files, on, sink} = options;
  const bounds = {...BOUNDS, ...options.bounds};
  const take = taking({...options, bounds});
  let {credentials} = options;
  let [era, isClosing] = [0, false];
  /** By which of the credentials a connection was let in. */
  const eras = new WeakMap<object, number>();
  const answered = async (request: IncomingMessage): Promise<{readonly status: number; readonly text: string}> => {
    try {
      assertKnown(request, credentials);
      assertPlace(request);
      await take(request);
      return {status: 200, text: ''};
    } catch (error) {
      if (error instanceof Refusal) return {status: error.status, text: error.message};
      // What is not kept for a bug of ours is tried again.
      sink.missed('maybe later');
      on({kind: 'not-kept', why: messageOf(error)});
      return {status: 503, text: 'it could not be kept'};
    }
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const {socket} = request;
    if (!eras.has(socket)) eras.set(socket, era);
    const {status, text} = await answered(request);
    const isStranger = status === 401 || status === 403;
    if (isStranger) on({kind: 'stranger', why: `${text}, from ${socket.remoteAddress ?? 'nowhere'}`});
    if (status === 404 || status === 405) on({kind: 'misplaced', why: text});
    // Of a stranger nothing is read. What is left of another's body is let go, or its answer would be lost with the connection.
    send(response, status, text, isStranger || isClosing || eras.get(socket) !== era);
    if (!isStranger) request.resume();
  };
  const server = serverOf(
    credentials,
    bounds,
    (request, response) => void handle(request, response),
    (why) => on({kind: 'stranger', why}),
  );
  const {port} = await listening(server, listen.host, listen.port);
  const renewed = renewing(files, credentials.state);
  const look = async (): Promise<void> => {
    try {
      const found = await renewed();
      if (found === undefined) return;
      credentials = found;
      if (found.tls !== undefined) (server as TlsServer).setSecureContext({...found.tls, ...TLS});
      // Whoever was let in by the old ones shows itself to the new ones.
      era += 1;
      server.closeIdleConnections();
      on({kind: 'credentials', why: undefined});
    } catch (error) {
      on({kind: 'credentials', why: messageOf(error)});
    }
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, bounds.lookMs);
  return {
    url: `${credentials.tls === undefined ? 'http' : 'https'}://${urlHost(listen.host)}:${port}${PATH}`,
    async close() {
      isClosing = true;
      clearInterval(timer);
      await looking;
      await closed(server);
    },
  };
}

/** Reads files again when they have changed; undefined where they have not. Rejects where they cannot be used, once. */
function renewing(files: CredentialFiles, first: string): () => Promise<Credentials | undefined> {
  let seen = first;
  return async () => {
    const state = await stateOf(files);
    if (state === seen) return undefined;
    seen = state;
    const found = await readCredentials(files);
    seen = found.state;
    return found;
  };
}

/** Throws Refusal for whoever may not post. */
function assertKnown({socket, headers}: IncomingMessage, {tls, token}: Credentials): void {
  if (tls?.ca !== undefined && !(socket as TLSSocket).authorized)
    throw new Refusal(403, 'no client certificate of the CA that is asked for');
  if (token !== undefined && !holdsToken(headers.authorization, token))
    throw new Refusal(401, 'no bearer token, or another one');
}

/** Throws Refusal for what is none of ours. */
function assertPlace({url = '', method}: IncomingMessage): void {
  // A client of the API server adds a time limit of its own.
  if (url.replace(/\?.*$/s, '') !== PATH) throw new Refusal(404, `audit events are posted to ${PATH}`);
  if (method !== 'POST') throw new Refusal(405, 'audit events are posted');
}
