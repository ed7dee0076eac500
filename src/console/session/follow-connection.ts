import {nextConnection} from './connection-state.ts';
import type {ConnectionEvent} from './connection-state.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';
import {heartbeat} from './heartbeat.ts';

/** Keeps the state's connection up to date, by events and by a heartbeat. */
export interface ConnectionFollower {
  readonly apply: (event: ConnectionEvent) => void;
  /** Asks for the heartbeat until the console closes. `onBack` is called when the API server answers again. */
  readonly begin: (cluster: Pick<ClusterAccess, 'identity' | 'ping'>, onBack: () => Promise<void>) => void;
}

export function followConnection(context: ConsoleContext): ConnectionFollower {
  const {store, runtime} = context;
  const apply = (event: ConnectionEvent): void => {
    const before = store.state().connection;
    const after = nextConnection(before, event, runtime.now().toISOString());
    if (after !== before) store.change({connection: after});
  };
  return {
    apply,
    begin(cluster, onBack) {
      const ping = async (signal: AbortSignal): Promise<void> => {
        const {name, server} = await cluster.identity();
        if (store.state().cluster === undefined) store.change({cluster: {name, server}});
        await cluster.ping(signal);
      };
      const onBeat = (failure: unknown): void => {
        const wasDisconnected = store.state().connection.kind === 'disconnected';
        if (failure !== undefined)
          return apply({kind: 'unanswered', error: failure, message: context.problem(failure).message});
        apply({kind: 'answered'});
        if (wasDisconnected) onBack().catch(() => {});
      };
      void heartbeat(ping, onBeat, runtime.signal);
    },
  };
}
