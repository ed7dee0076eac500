/** Secrets that were seen, to be found in any text. Bounded: a process that checks releases for weeks forgets the oldest. */
export interface SecretMemory {
  /** Ignores what is shorter than `MIN_SECRET`: it stands in too many places by chance to be taken out of all of them. */
  add(secret: string): void;
  /** The remembered secrets that a text holds, each once. */
  findIn(text: string): readonly string[];
  readonly size: number;
}

export const MIN_SECRET = 5;

export interface MemoryBounds {
  /** Secrets at most. */
  readonly entries: number;
  /** Characters of all of them together. */
  readonly characters: number;
}

/** A cluster with 2,000 releases holds fewer distinct secrets; one check alone never comes near. */
const BOUNDS: MemoryBounds = {entries: 20_000, characters: 16 * 1024 * 1024};

export function secretMemory(bounds: MemoryBounds = BOUNDS): SecretMemory {
  const index = new Map<string, Set<string>>();
  const secrets = boundedSet(bounds, (forgotten) => {
    const bucket = index.get(prefixOf(forgotten, 0));
    bucket?.delete(forgotten);
    if (bucket?.size === 0) index.delete(prefixOf(forgotten, 0));
  });
  return {
    add(secret) {
      if (secret.length < MIN_SECRET) return;
      const prefix = prefixOf(secret, 0);
      const bucket = index.get(prefix) ?? new Set<string>();
      bucket.add(secret);
      index.set(prefix, bucket);
      secrets.add(secret);
    },
    findIn(text) {
      const found = new Set<string>();
      if (secrets.size === 0) return [];
      for (let at = 0; at <= text.length - MIN_SECRET; at++)
        for (const secret of index.get(prefixOf(text, at)) ?? []) if (text.startsWith(secret, at)) found.add(secret);
      return [...found];
    },
    get size() {
      return secrets.size;
    },
  };
}

function prefixOf(text: string, at: number): string {
  return text.slice(at, at + MIN_SECRET);
}

/** A set of texts that forgets the one that was added longest ago; `onForget` hears of each. */
export function boundedSet(
  {entries, characters}: MemoryBounds,
  onForget: (forgotten: string) => void = () => {},
): {add(text: string): void; has(text: string): boolean; readonly size: number} {
  const texts = new Set<string>();
  let total = 0;
  return {
    add(text) {
      // Half empty, nothing is forgotten soon: the order may wait.
      if (texts.has(text) && texts.size * 2 <= entries && total * 2 <= characters) return;
      // The newest is the last to be forgotten.
      if (texts.delete(text)) total -= text.length;
      texts.add(text);
      total += text.length;
      // A walk from the oldest passes all that was ever taken out before it: none where there is room.
      if (texts.size <= entries && total <= characters) return;
      for (const oldest of texts) {
        if (texts.size <= entries && (total <= characters || texts.size === 1)) break;
        texts.delete(oldest);
        total -= oldest.length;
        onForget(oldest);
      }
    },
    has: (text) => texts.has(text),
    get size() {
      return texts.size;
    },
  };
}
