import type {ConsoleState} from '../contract.ts';

/** What is undefined goes away. */
type Change = {readonly [Part in keyof ConsoleState]?: ConsoleState[Part] | undefined};

/** The one state of the server. */
export interface Store {
  state(): ConsoleState;
  /** The state as JSON, made once however many pages want it. */
  text(): string;
  change(part: Change | ((state: ConsoleState) => Change)): void;
  /** Called after each change, several changes of one moment at once. Answers with the way to stop it. */
  listen(listener: () => void): () => void;
}

export function store(first: ConsoleState, now: () => Date): Store {
  let state = first;
  let text: string | undefined;
  let isSecretField = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    isSecretField = false;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    text: () => (text ??= JSON.stringify(state)),
    change(part) {
      const change = typeof part === 'function' ? part(state) : part;
      const all = {...state, ...change, sequence: state.sequence + 1, at: now().toISOString()};
      state = Object.fromEntries(
        Object.entries(all).filter(([, value]) => value !== undefined),
      ) as unknown as ConsoleState;
      text = undefined;
      if (!isSecretField) setImmediate(tell);
      isSecretField = true;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
