import type {Entry} from '../access/gate.ts';
import {SESSION_MS} from '../access/gate.ts';
import {RefusedError} from '../session/refusal.ts';
import type {ViewerConsole} from './viewer-console.ts';

/** The consoles of those who look just now: one a viewer, however many pages and sessions he has. */
export interface ViewerConsoles {
  /** Throws RefusedError where too many look already, and what opening one throws. */
  of(entry: Entry): Promise<ViewerConsole>;
  /** Asks anew whether each may see what he is shown, and closes those that nobody looks at any more. */
  sweep(): Promise<void>;
  size(): number;
  close(): void;
}

/** Each holds what it shows, and watches. */
const MOST = 16;
const IDLE_MS = 120_000;

interface Kept {
  readonly opening: Promise<ViewerConsole>;
  readonly since: number;
  asked: number;
  opened?: ViewerConsole;
}

export interface ConsolesParts {
  readonly open: (entry: Entry) => Promise<ViewerConsole>;
  /** ms since 1970. */
  readonly now: () => number;
  readonly most?: number;
}

export function viewerConsoles({open, now, most = MOST}: ConsolesParts): ViewerConsoles {
  const kept = new Map<string, Kept>();
  let isClosed = false;

  function drop(key: string, one: Kept): void {
    if (kept.get(key) === one) kept.delete(key);
    void one.opening.then((opened) => opened.close()).catch(() => {});
  }

  function begin(entry: Entry): Kept {
    const idle = [...kept].filter(([, {opened}]) => opened?.streams.size() === 0);
    const [oldest] = idle.toSorted(([, a], [, b]) => a.asked - b.asked);
    if (kept.size >= most && oldest !== undefined) drop(...oldest);
    if (isClosed || kept.size >= most)
      throw new RefusedError('busy', 'too many people look at this console already', 'Try again in a while.');
    const opening = open(entry);
    const one: Kept = {opening, since: now(), asked: now()};
    kept.set(entry.key, one);
    opening.then(
      (opened) => (one.opened = opened),
      () => kept.get(entry.key) === one && kept.delete(entry.key),
    );
    return one;
  }

  async function isRight(key: string, one: Kept): Promise<boolean> {
    if (one.opened === undefined || (await one.opened.recheck())) return true;
    drop(key, one);
    return false;
  }

  return {
    async of(entry) {
      const before = kept.get(entry.key);
      // What he has been shown is let go of with the rights that it was shown by.
      if (before !== undefined) await isRight(entry.key, before);
      // Another request of his may have begun a new one meanwhile.
      const found = kept.get(entry.key) ?? begin(entry);
      found.asked = now();
      return found.opening;
    },
    async sweep() {
      for (const [key, one] of kept) {
        const isIdle = one.opened?.streams.size() === 0 && now() - one.asked > IDLE_MS;
        if (isIdle || now() - one.since > SESSION_MS) drop(key, one);
        else await isRight(key, one);
      }
    },
    size: () => kept.size,
    close() {
      isClosed = true;
      for (const [key, one] of kept) drop(key, one);
    },
  };
}
