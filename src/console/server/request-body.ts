import type {IncomingMessage} from 'node:http';
import {isObject} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {RefusedError} from '../session/refusal.ts';

const MOST_BYTES = 64 * 1024;

/** A POST's JSON object. Throws RefusedError: 415 for another type, 413 for too much, 400 for what is none. */
export async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  // A form of a foreign page can be of no such type.
  if (!/^application\/json(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new RefusedError('bad-request', 'a request is JSON', undefined, 415);
  const body = parsed(await textOf(request));
  if (!isObject(body)) throw new RefusedError('bad-request', 'the request is no JSON object');
  return body;
}

/** A form's fields, for a page that has no script. Throws RefusedError as `bodyOf` does. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new RefusedError('bad-request', 'this is no form', undefined, 415);
  return new URLSearchParams(await textOf(request));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const incoming: AsyncIterable<Buffer> = request;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new RefusedError('bad-request', 'the request is too long', undefined, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedError('bad-request', 'the request is no JSON');
  }
}
