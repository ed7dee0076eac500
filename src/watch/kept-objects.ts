import type {JsonObject} from '../model/json.ts';

/** Objects as they were read last, each at a version: what is of the same version still need not be read again. */
export interface KeptObjects {
  at(key: string, version: string): JsonObject | undefined;
  keep(key: string, version: string, object: JsonObject): void;
}

/** Those that were used last, up to so many characters of JSON. */
export function keptObjects(characters: number): KeptObjects {
  const kept = new Map<string, {readonly version: string; readonly object: JsonObject; readonly size: number}>();
  let total = 0;
  const drop = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    at(key, version) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      kept.delete(key);
      if (found.version !== version) {
        total -= found.size;
        return undefined;
      }
      kept.set(key, found);
      return found.object;
    },
    keep(key, version, object) {
      drop(key);
      const size = sizeOf(object);
      if (size > characters / 16) return;
      kept.set(key, {version, object, size});
      total += size;
      for (const oldest of kept.keys()) {
        if (total <= characters) break;
        drop(oldest);
      }
    },
  };
}

/** About as many characters as its JSON has. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 2;
  for (const [key, inner] of Object.entries(value)) size += key.length + 4 + sizeOf(inner);
  return size;
}
