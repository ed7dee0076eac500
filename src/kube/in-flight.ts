/** Whoever asks while an answer is under way gets that one; the next who asks afterwards asks anew, also where it failed. */
export function inFlight<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined;
  return () =>
    (asking ??= ask().finally(() => {
      asking = undefined;
    }));
}
