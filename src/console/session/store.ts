import type {ConsoleState} from '../contract.ts';
import {promptState} from '../views/opened.ts';

type Own = 'sequence' | 'at' | 'promptState';
type Optional = 'cluster' | 'namespace' | 'opened' | 'activity';

/** Parts of the state; what is undefined goes away. */
export type Change = Partial<Omit<ConsoleState, Own | Optional>> & {
  readonly [Part in Optional]?: ConsoleState[Part] | undefined;
};

/** The one state of the server. */
export interface Store {
  state(): ConsoleState;
  /** The state as JSON, made once however many pages want it. */
  text(): string;
  change(part: Change | ((state: ConsoleState) => Change)): void;
  /** Called after each change, several changes of one moment at once. Answers with the way to stop it. */
  listen(listener: () => void): () => void;
}

export function consoleStore(first: Omit<ConsoleState, Own>, now: () => Date): Store {
  let state = nextState(first, {}, 0, now());
  let text: string | undefined;
  let isScheduled = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    isScheduled = false;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    text: () => (text ??= JSON.stringify(state)),
    change(part) {
      state = nextState(state, typeof part === 'function' ? part(state) : part, state.sequence + 1, now());
      text = undefined;
      if (!isScheduled) setImmediate(tell);
      isScheduled = true;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function nextState(before: Omit<ConsoleState, Own>, change: Change, sequence: number, now: Date): ConsoleState {
  const {cluster, namespace, opened, activity, ...rest} = {...before, ...change};
  return {
    ...rest,
    sequence,
    at: now.toISOString(),
    promptState: promptState(opened),
    ...(cluster === undefined ? {} : {cluster}),
    ...(namespace === undefined ? {} : {namespace}),
    ...(opened === undefined ? {} : {opened}),
    ...(activity === undefined ? {} : {activity}),
  };
}
