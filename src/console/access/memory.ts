/** Answers that are kept for a while, and no more of them than so many. Whoever asks while an answer is on its way waits for that one. */
export interface Memory<T> {
  /** What is known, or what `ask` tells; what it throws is kept by nobody. `until` is when the answer ends, in ms since 1970. */
  of(key: string, ask: () => Promise<{readonly value: T; readonly until: number}>): Promise<T>;
  /** Whether an answer costs no request, or fewer than so many are on their way. */
  isFree(key: string, atOnce: number): boolean;
  size(): number;
}

export function memory<T>(most: number, now: () => number): Memory<T> {
  const known = new Map<string, {readonly value: T; readonly until: number}>();
  const asking = new Map<string, Promise<T>>();
  async function learn(key: string, ask: () => Promise<{readonly value: T; readonly until: number}>): Promise<T> {
    try {
      const answer = await ask();
      known.delete(key);
      known.set(key, answer);
      for (const old of known.keys()) {
        if (known.size <= most) break;
        known.delete(old);
      }
      return answer.value;
    } finally {
      asking.delete(key);
    }
  }
  const isKnown = (key: string): boolean => now() < (known.get(key)?.until ?? 0);
  return {
    async of(key, ask) {
      const found = known.get(key);
      if (found !== undefined && isKnown(key)) return found.value;
      known.delete(key);
      const running = asking.get(key) ?? learn(key, ask);
      asking.set(key, running);
      return running;
    },
    isFree: (key, atOnce) => isKnown(key) || asking.has(key) || asking.size < atOnce,
    size: () => known.size,
  };
}
