import {deflateRawSync, inflateRawSync} from 'node:zlib';
import type {JsonObject} from '../model/json.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';

/** Documents as they were read last, each at a version: what is of the same version still need not be read again. */
export interface KeptObjects {
  at(key: string, version: string): JsonObject | undefined;
  keep(key: string, version: string, object: JsonObject): void;
}

interface Kept {
  readonly version: string;
  readonly bytes: Buffer;
  readonly isPacked: boolean;
}

/** zlib takes a quarter of a megabyte for each document that it packs, and hands it to the garbage collector: only large ones are worth it. */
const PACKED_FROM = 8 * 1024;

/** What a document takes beside its own bytes. */
const EACH = 300;
/** One that is larger takes the place of too many others. */
const LARGEST_SHARE = 16;

/** Those that were used last, up to so many bytes; large ones are packed. */
export function keptObjects(bytes: number): KeptObjects {
  const kept = new Map<string, Kept>();
  let total = 0;
  const drop = (key: string): void => {
    const known = kept.get(key);
    if (known === undefined) return;
    total -= sizeOf(known);
    kept.delete(key);
  };
  return {
    at(key, version) {
      const found = kept.get(key);
      if (found?.version !== version) return undefined;
      kept.delete(key);
      kept.set(key, found);
      const text = found.isPacked ? inflateRawSync(found.bytes) : found.bytes;
      return parseJsonExact(text.toString('utf8')) as JsonObject;
    },
    keep(key, version, object) {
      drop(key);
      const one = {version, ...packedIfLarge(stringifyJson(object))};
      if (sizeOf(one) > bytes / LARGEST_SHARE) return;
      kept.set(key, one);
      total += sizeOf(one);
      for (const oldest of kept.keys()) {
        if (total <= bytes) break;
        drop(oldest);
      }
    },
  };
}

function packedIfLarge(text: string): Pick<Kept, 'bytes' | 'isPacked'> {
  return text.length < PACKED_FROM
    ? {bytes: exactly(Buffer.from(text)), isPacked: false}
    : {bytes: exactly(deflateRawSync(text, {level: 1})), isPacked: true};
}

/** What Node gives is a view of a larger piece, which would stay with it. */
function exactly(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

const sizeOf = ({bytes}: Kept): number => bytes.length + EACH;
