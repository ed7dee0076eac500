/** One work at a time on each release, in the order in which they come. */
export interface ReleaseLocks {
  readonly alone: <T>(key: string, work: () => Promise<T>) => Promise<T>;
}

export function releaseLocks(): ReleaseLocks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async alone(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
