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
  readonly packed: Buffer;
}

/** What a document takes beside its own bytes. */
const EACH = 300;
/** One that is larger takes the place of too many others. */
const LARGEST_SHARE = 16;

/** Those that were used last, packed, up to so many bytes. */
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
      return parseJsonExact(inflateRawSync(found.packed).toString('utf8')) as JsonObject;
    },
    keep(key, version, object) {
      drop(key);
      const one = {version, packed: exactly(deflateRawSync(stringifyJson(object), {level: 1}))};
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

/** What zlib gives is a view of sixteen kilobytes, which would stay with it. */
function exactly(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

const sizeOf = ({packed}: Kept): number => packed.length + EACH;
