import type {ConsoleOptions, InClusterOptions} from '../../app/faces.ts';
import {redactorFor} from '../../app/redaction.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Rights} from '../access/gate.ts';
import {consoleContext} from '../session/console-context.ts';
import type {ClusterAccess} from '../session/context.ts';
import {noRelease} from '../session/navigation.ts';
import {RefusedError} from '../session/refusal.ts';
import {consoleStore} from '../session/store.ts';
import type {Store} from '../session/store.ts';
import type {openViewerAccess} from '../session/viewer-access.ts';
import {childOf} from '../session/waiting.ts';
import {lookingRoutes} from './api.ts';
import type {Handlers} from './api.ts';
import {composed} from './compose.ts';
import {errorAnswer} from './error-answer.ts';
import {wantedIn} from './fields.ts';
import {firstState} from './first-state.ts';
import type {ServeOptions} from './http.ts';
import {eventStreams} from './streams.ts';
import type {EventStreams} from './streams.ts';

/**
 * All that one viewer's pages may ask. What is not named here is refused, so that a route that comes to the console of a machine
 * is none of this one. A download is the work of a command, which would see what we may, and not what he may.
 */
const ROUTES = [
  'POST /api/open',
  'POST /api/refresh',
  'GET /api/documents/:id',
  'GET /api/findings/:id',
  'GET /api/assets',
] as const;

/** One viewer's own console: what is open, what is listed, and every text of it are of him alone. */
export interface ViewerConsole {
  readonly store: Store;
  readonly routes: Handlers;
  readonly streams: EventStreams;
  readonly problem: ServeOptions['problem'];
  /** Whether he may still see what is shown. Rows of a list that he may not see any more go at once. */
  recheck(): Promise<boolean>;
  close(): void;
}

export interface ViewerParts {
  readonly options: ConsoleOptions;
  readonly inCluster: InClusterOptions;
  readonly runtime: Runtime;
  readonly openAccess: typeof openViewerAccess;
}

export async function viewerConsole(
  rights: Rights,
  {options, inCluster, runtime: outer, openAccess}: ViewerParts,
): Promise<ViewerConsole> {
  const {settings, release, config, check} = options;
  const ending = childOf(outer.signal);
  const runtime: Runtime = {...outer, signal: ending.signal, confined: {writesRules: false}};
  // What one viewer's pages have taught it is no help to another's.
  const redactor = redactorFor({show: false}, runtime.env);
  const {namespaces} = inCluster;
  const cluster = openAccess({settings, redactor, config, check, namespaces}, runtime, rights);
  const store = consoleStore(firstState({...options, readOnly: true}, runtime, []), runtime.now);
  const context = consoleContext({
    settings,
    redactor,
    readOnly: true,
    store,
    cluster,
    scenarios: [],
    runtime,
    commandLine: NO_COMMANDS,
  });
  const {connection, navigation} = composed(context);
  const streams = eventStreams(store);
  const close = (): void => {
    ending.end();
    navigation.close();
    cluster.close();
    streams.end();
  };
  const all = lookingRoutes({context, navigation});
  const routes = {
    ...Object.fromEntries(ROUTES.map((route) => [route, all[route]])),
    'POST /api/open': opening(all, rights),
  } as Handlers;
  try {
    connection.begin(cluster, () => navigation.refresh());
    await navigation.open(await firstOf(release, cluster, rights));
  } catch (error) {
    close();
    throw error;
  }
  return {
    store,
    routes,
    streams,
    problem: (error) => errorAnswer(error, context),
    recheck: () => recheck(store, rights),
    close,
  };
}

/** A release that he may not see, or that is not there, is the list instead. */
async function firstOf(
  release: string | undefined,
  {session}: ClusterAccess,
  rights: Rights,
): Promise<{readonly release: string; readonly namespace: string} | undefined> {
  if (release === undefined) return undefined;
  const namespace = await session.namespace();
  if (!(await rights.maySee(namespace))) return undefined;
  const {records} = await session.cluster();
  const history = await records.history(namespace, release);
  return history.length === 0 ? undefined : {release, namespace};
}

/** Whether he may see it is asked before anything else is. */
function opening(all: Handlers, rights: Rights): Handlers[string] {
  return async (request) => {
    const wanted = wantedIn(request.body);
    if (wanted !== undefined && 'namespace' in wanted && !(await rights.maySee(wanted.namespace)))
      throw noRelease({name: wanted.release, namespace: wanted.namespace});
    const open = all['POST /api/open'];
    if (open === undefined) throw new RefusedError('not-found', 'there is no such route');
    return open(request);
  };
}

async function recheck(store: Store, rights: Rights): Promise<boolean> {
  const {opened, releases} = store.state();
  if (opened !== undefined && !(await rights.maySee(opened.namespace))) return false;
  const places = [...new Set(releases.rows.map(({namespace}) => namespace))];
  const seen = await Promise.all(places.map(async (place) => ((await rights.maySee(place)) ? [place] : [])));
  const kept = new Set(seen.flat());
  if (kept.size < places.length)
    store.change(({releases: now}) => ({
      releases: {...now, rows: now.rows.filter(({namespace}) => kept.has(namespace) || !places.includes(namespace))},
    }));
  return true;
}

/** A command would see what this process may. */
const NO_COMMANDS = {
  run: async (): Promise<never> => {
    throw new RefusedError('gated', 'the console in the cluster runs no commands');
  },
  commands: {},
};
