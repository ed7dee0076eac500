import {createHash} from 'node:crypto';
import type {Entry} from './gate.ts';

/** Who has logged in, by what his cookie says. What is kept is a digest of it, and who was reviewed: the token is not. */
export interface Sessions {
  /** The cookie of a new session, always a new one; undefined where there are too many. `before` is the one that the browser came with: it ends. */
  begin(entry: Entry, before: string | undefined): string | undefined;
  find(cookie: string): Entry | undefined;
  size(): number;
}

const MOST = 512;
/** One viewer's own oldest goes: he can shut nobody else out. */
const MOST_OF_ONE = 8;

/** `random` gives 256 bits in base64url, `now` ms since 1970. */
export function sessions(random: () => string, now: () => number, most = {all: MOST, ofOne: MOST_OF_ONE}): Sessions {
  const kept = new Map<string, Entry>();
  const keyOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64url');
  const sweep = (): void => {
    for (const [key, {until}] of kept) if (until <= now()) kept.delete(key);
  };
  return {
    begin(entry, before) {
      if (before !== undefined) kept.delete(keyOf(before));
      sweep();
      const own = [...kept].filter(([, {key}]) => key === entry.key);
      for (const [key] of own.slice(0, Math.max(0, own.length - most.ofOne + 1))) kept.delete(key);
      if (kept.size >= most.all || entry.until <= now()) return undefined;
      const cookie = random();
      kept.set(keyOf(cookie), entry);
      return cookie;
    },
    find(cookie) {
      const key = keyOf(cookie);
      const entry = kept.get(key);
      if (entry !== undefined && now() < entry.until) return entry;
      kept.delete(key);
      return undefined;
    },
    size: () => kept.size,
  };
}
