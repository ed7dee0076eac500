import {configSource} from '../../app/config-source.ts';
import type {ConsoleOptions} from '../../app/faces.ts';
import {clusterOf, connectForWatches} from '../../app/cluster.ts';
import {openForFix} from '../../app/fix-ports.ts';
import type {Runtime} from '../../app/runtime.ts';
import {openSession} from '../../app/session.ts';
import type {SessionOptions} from '../../app/session.ts';
import {prepareUndo} from '../../app/undo.ts';
import type {Connection} from '../../kube/connection.ts';
import {follow} from '../../kube/follow.ts';
import {clusterReader} from '../../kube/reader.ts';
import {unreachable} from '../../kube/releases.ts';
import {getJson, UnreachableError} from '../../kube/request.ts';
import type {ClusterReader} from '../../model/ports.ts';
import type {ClusterAccess} from './context.ts';

export type AccessOptions = Pick<ConsoleOptions, 'settings' | 'redactor' | 'config' | 'check' | 'audit'>;

/** The one session and the one connection for watches; neither is opened before it is needed. */
export function openClusterAccess(
  options: AccessOptions,
  runtime: Runtime,
  seenBy?: SessionOptions['seenBy'],
): ClusterAccess {
  const {settings, redactor, config, check, audit} = options;
  const rules = configSource(config, runtime.cwd);
  const seen = seenBy === undefined ? {} : {seenBy};
  const session = openSession({...check, settings, redactor, config: rules, ...seen}, runtime);
  const watching = onceOpened(async () => {
    const connection = await connectForWatches(settings, runtime.env);
    return {connection, reader: clusterReader(connection)};
  });
  return {
    session,
    identity: async () => (await watching.open()).connection.identity,
    ping: async (signal) => ping((await watching.open()).connection, signal),
    follow: async (followed, listener, signal) => follow(followed, {...(await watching.open()), ...listener, signal}),
    here: async () => clusterOf(await session.cluster()),
    openForFix: (place, onResult) => openForFix(place, session, runtime, onResult),
    foretell: async (checked) => {
      const {foretold} = await import('../../app/forecast.ts');
      return foretold({...checked, upgrade: {chart: undefined, values: []}}, session, runtime);
    },
    ...(audit === undefined
      ? {}
      : {
          witness: async (inspection) => {
            const {auditWitness} = await import('../../app/audit.ts');
            const witness = auditWitness(audit);
            witness.onInspected(inspection);
            const [told = inspection.report] = await witness.tell([inspection.report], session, runtime);
            return told;
          },
        }),
    remember: async (report, ear) => {
      const {remember} = await import('../../app/remembered.ts');
      return remember(report, ear, session, runtime);
    },
    earlier: async (place) => {
      const {earlierStates} = await import('../../app/remembered.ts');
      return earlierStates(place, session, runtime);
    },
    prepareUndo: (record, onResult) => prepareUndo(record, session, runtime, onResult),
    isSandbox: async () => {
      const {sandboxBehind} = await import('../../app/live-scenario.ts');
      return (await sandboxBehind(settings, runtime)) !== undefined;
    },
    introduceDrift: async (scenario, onDone) => {
      const {introduceDrift} = await import('../../app/live-scenario.ts');
      await introduceDrift(scenario, settings, runtime, onDone);
    },
    close() {
      session.close();
      watching.close();
    },
  };
}

async function ping(connection: Connection, signal: AbortSignal): Promise<void> {
  try {
    await getJson(connection, {path: '/version', signal});
  } catch (error) {
    throw error instanceof UnreachableError ? unreachable(connection, error) : error;
  }
}

interface Watching {
  readonly connection: Connection;
  readonly reader: ClusterReader;
}

/** Opens once, whoever asks; a failure is not kept. What opens after the close is closed at once. */
function onceOpened(start: () => Promise<Watching>): {open(): Promise<Watching>; close(): void} {
  let opening: Promise<Watching> | undefined;
  let isClosed = false;
  const begun = async (): Promise<Watching> => {
    try {
      const opened = await start();
      if (isClosed) opened.connection.close();
      return opened;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    open: () => (opening ??= begun()),
    close() {
      isClosed = true;
      void opening?.then(({connection}) => connection.close()).catch(() => {});
    },
  };
}
