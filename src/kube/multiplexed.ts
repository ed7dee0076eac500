import {connect, constants} from 'node:http2';
import type {ClientHttp2Session, ClientHttp2Stream} from 'node:http2';
import type {Duplex} from 'node:stream';
import type {TLSSocket} from 'node:tls';

/** One request as HTTP/2 has it. */
export interface StreamRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authority: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer | undefined;
  /** Silence after which the stream is given up; undefined for one that may be silent. */
  readonly timeoutMs: number | undefined;
}

/** Many requests over one connection at once. */
export interface Multiplexed {
  /** Undefined where the server does not speak HTTP/2, for good. */
  stream(request: StreamRequest): Promise<ClientHttp2Stream | undefined>;
  /** Ends what is under way. */
  destroy(): void;
  /** No new stream goes over the present connection; what is under way comes to its end. */
  retire(): void;
}

/** The server has not begun such a stream, and says so: it may be sent again, whatever it writes. */
export function isUnbegun(error: unknown, stream: ClientHttp2Stream | undefined): boolean {
  if (stream?.rstCode === constants.NGHTTP2_REFUSED_STREAM) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ERR_HTTP2_GOAWAY_SESSION', 'ERR_HTTP2_INVALID_SESSION'].includes(code);
}

/** Answers to LISTs are megabytes: with the protocol's own 64 KiB each of them would wait for the reader many times. */
const STREAM_WINDOW = 4 * 1024 * 1024;
const SESSION_WINDOW = 32 * 1024 * 1024;

/** What a server allows until it says so itself: the API server's own number. */
const USUAL_STREAMS = 100;
/** Of these some are left to requests that do not last. */
const SPARE_STREAMS = 10;
const PING_MS = 20_000;

/** One connection, and how many streams are under way on it. */
interface Line {
  readonly session: ClientHttp2Session;
  readonly socket: Duplex;
  active: number;
  /** Of those, the ones that last and may be silent. */
  lasting: number;
  /** How many streams the server allows at once: one more waits without a word. */
  limit: number;
}

/** `open` connects to the server, and offers it HTTP/2. */
export function multiplexed(origin: string, open: () => Promise<TLSSocket>): Multiplexed {
  let current: Promise<Line | undefined> | undefined;
  let isPlain = false;
  const lines = new Set<Line>();
  const begin = async (): Promise<Line | undefined> => {
    const socket = await open();
    if (socket.alpnProtocol !== 'h2') {
      isPlain = true;
      socket.destroy();
      return undefined;
    }
    const line = lineOver(origin, socket);
    lines.add(line);
    socket.once('close', () => lines.delete(line));
    return line;
  };
  const usable = async (isLasting: boolean): Promise<Line | undefined> => {
    for (;;) {
      const roomy = isLasting ? [...lines].find(hasRoom) : undefined;
      if (roomy !== undefined) return roomy;
      const asked = (current ??= begin().catch((error: unknown) => {
        current = undefined;
        throw error;
      }));
      const line = await asked;
      if (line === undefined || (isLasting ? hasRoom(line) : isOpen(line))) return line;
      // Whoever is first of those that wait opens the next one.
      if (current === asked) current = undefined;
    }
  };
  const stream = async (request: StreamRequest): Promise<ClientHttp2Stream | undefined> => {
    const isLasting = request.timeoutMs === undefined;
    const line = isPlain ? undefined : await usable(isLasting);
    if (line === undefined) return undefined;
    // Whoever waited for the same connection may have filled it.
    return isLasting && !hasRoom(line) ? stream(request) : streamOver(line, request);
  };
  return {
    stream,
    retire() {
      current = undefined;
      for (const line of lines) end(line);
    },
    destroy() {
      for (const line of lines) hangUp(line);
    },
  };
}

function lineOver(origin: string, socket: Duplex): Line {
  const session = connect(origin, {
    createConnection: () => socket,
    settings: {initialWindowSize: STREAM_WINDOW, enablePush: false},
  });
  const line: Line = {session, socket, active: 0, lasting: 0, limit: USUAL_STREAMS};
  session.on('remoteSettings', ({maxConcurrentStreams}) => (line.limit = maxConcurrentStreams ?? USUAL_STREAMS));
  // Each stream hears of it by itself; the session's own event would end the process.
  session.on('error', () => {});
  session.once('connect', () => session.setLocalWindowSize(SESSION_WINDOW));
  // The server is about to go: what it has begun it ends, and the next stream goes over another connection.
  session.once('goaway', () => end(line));
  listenFor(line);
  return line;
}

/** A way that is dead and of which nobody says so would leave its watches silent for good. */
function listenFor(line: Line): void {
  const {session, socket} = line;
  let isAwaited = false;
  const timer = setInterval(() => {
    if (line.lasting === 0 || session.destroyed) return;
    if (isAwaited) return hangUp(line);
    isAwaited = session.ping(() => (isAwaited = false));
  }, PING_MS).unref();
  socket.once('close', () => clearInterval(timer));
}

/** No stream begins any more; with the last one the connection goes. Left to itself it would wait for the server to hang up. */
function end(line: Line): void {
  line.session.close();
  if (line.active === 0) hangUp(line);
}

function hangUp({session, socket}: Line): void {
  session.destroy();
  socket.destroy();
}

function isOpen({session}: Line): boolean {
  return !session.closed && !session.destroyed;
}

/** Whether one more stream that lasts begins on it at once. */
function hasRoom(line: Line): boolean {
  return isOpen(line) && line.active < Math.max(1, line.limit - SPARE_STREAMS);
}

function streamOver(line: Line, request: StreamRequest): ClientHttp2Stream {
  const {method, path, authority, headers, body, timeoutMs} = request;
  const stream = line.session.request(
    {...headers, ':method': method, ':path': path, ':scheme': 'https', ':authority': authority},
    {endStream: body === undefined},
  );
  const lasting = timeoutMs === undefined ? 1 : 0;
  line.active += 1;
  line.lasting += lasting;
  stream.once('close', () => {
    line.active -= 1;
    line.lasting -= lasting;
    if (line.active === 0 && !isOpen(line)) hangUp(line);
  });
  if (timeoutMs !== undefined)
    stream.setTimeout(timeoutMs, () => {
      // The server is slow, or the way to it is dead and nobody has said so: who comes next tries another one.
      end(line);
    });
  if (body !== undefined) stream.end(body);
  return stream;
}
