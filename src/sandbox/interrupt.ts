/** Somebody pressed Ctrl-C, or ended us otherwise; `code` is what a shell expects then. */
export class Interrupted extends Error {
  readonly code: number;

  constructor(code: number) {
    super('interrupted');
    this.name = 'Interrupted';
    this.code = code;
  }
}

const CODES = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;

/** Turns signals into an abort for as long as the work runs, so that it can take back what it began. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handlers = Object.entries(CODES).map(([name, code]) => {
    const handler = (): void => controller.abort(new Interrupted(code));
    process.on(name, handler);
    return () => void process.off(name, handler);
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    // Whatever failed then failed because of it.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    handlers.forEach((off) => off());
  }
}
