import type {IncomingMessage} from 'node:http';
import {createGunzip} from 'node:zlib';
import {errorCodeOf} from '../../model/errors.ts';
import {BadBody} from './scan.ts';

/** What may be held of all requests at once, and of one. */
export interface Bounds {
  /** Requests that are read or kept at the same time. */
  readonly requests: number;
  /** Bytes of one body, unzipped. */
  readonly body: number;
  /** Bytes of all bodies that are held. */
  readonly held: number;
}

/** Why a request is turned away, as an HTTP status. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What all requests hold together. */
export interface Room {
  /** Throws Refusal where there is none left. */
  readonly enter: () => void;
  readonly take: (bytes: number) => void;
  readonly leave: (bytes: number) => void;
}

export function roomOf({requests, held}: Bounds): Room {
  let [inside, bytes] = [0, 0];
  const full = (): Refusal => new Refusal(429, 'too much at once');
  return {
    enter() {
      if (inside >= requests) throw full();
      inside += 1;
    },
    take(more) {
      if (bytes + more > held) throw full();
      bytes += more;
    },
    leave(all) {
      inside -= 1;
      bytes -= all;
    },
  };
}

/** A request's body, unzipped. Throws Refusal for one that is too long, or where there is no room; BadBody for damaged gzip. */
export async function bodyOf(request: IncomingMessage, {body: most}: Bounds, take: Room['take']): Promise<Buffer> {
  const tooLong = (): Refusal => new Refusal(413, `a body of more than ${most} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLong();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decoded(request, most, tooLong)) {
    size += chunk.length;
    if (size > most) throw tooLong();
    take(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function* decoded(request: IncomingMessage, most: number, tooLong: () => Refusal): AsyncGenerator<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return yield* chunksOf(request);
  if (encoding !== 'gzip') throw new Refusal(415, 'bodies are plain, or gzip');
  const unzip = createGunzip();
  const feed = async (): Promise<void> => {
    let zipped = 0;
    for await (const chunk of chunksOf(request)) {
      if (unzip.destroyed) return;
      zipped += chunk.length;
      if (zipped > most) throw tooLong();
      if (!unzip.write(chunk))
        await new Promise<void>((drained) => unzip.once('drain', drained).once('close', drained));
    }
    unzip.end();
  };
  // What is left of a request that was turned away is not waited for.
  feed().catch((error: unknown) => unzip.destroy(error as Error));
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (errorCodeOf(error)?.startsWith('Z_') === true) throw new BadBody('damaged gzip');
    throw error;
  } finally {
    unzip.destroy();
  }
}

/** Whoever stops in the middle must still be able to answer: an iterator of its own would end the connection. */
async function* chunksOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>) yield chunk;
}
