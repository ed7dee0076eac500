import type {Runtime} from '../../app/runtime.ts';
import {clusterOf} from '../../app/fix-ports.ts';
import {UserError} from '../../model/errors.ts';
import {findScenario, scenariosIn} from '../../simulate/files.ts';
import {shipped} from '../../sandbox/shipped.ts';
import {api} from './api.ts';
import type {Connection, ConsoleState, OpenedView} from '../contract.ts';
import type {Workspace, ConsoleContext} from '../session/context.ts';
import {heartbeat} from '../../kube/follow.ts';
import {serve} from './http.ts';
import {openContext} from '../session/open-context.ts';
import type {ContextOptions} from '../session/open-context.ts';
import {prompt} from '../session/prompt.ts';
import {recordRows} from '../session/records.ts';
import {RefusedError} from './refusal.ts';
import {releaseWorkspace} from '../session/release-workspace.ts';
import type {ErrorAnswer} from '../routes.ts';
import {scenarioWorkspace} from '../session/scenario-workspace.ts';
import {store as makeStore} from '../session/store.ts';
import {releaseRow} from '../views/views.ts';
import {writes as makeWrites} from '../session/writes.ts';

export interface ConsoleOptions extends ContextOptions {
  readonly demo: boolean;
  readonly port: number;
  readonly release: string | undefined;
}

export interface Console {
  /** Good for one page. */
  readonly url: string;
  close(): void;
  readonly closed: Promise<void>;
}

const LIST_MS = 30_000;
const DEMO = 'governed-drift';

type Wanted = {readonly namespace: string; readonly release: string} | {readonly scenario: string} | undefined;

export async function startConsole(options: ConsoleOptions, runtime: Runtime): Promise<Console> {
  const {demo, release, settings} = options;
  const {now, env, cwd} = runtime;
  const stop = new AbortController();
  const store = makeStore(await firstState(options, runtime), now);
  const context = openContext({...options, readOnly: options.readOnly || demo}, store, runtime);
  const writes = makeWrites(context, afterWriting);
  let workspace: Workspace | undefined;
  let listing: Promise<void> | undefined;

  async function open(wanted: Wanted): Promise<void> {
    const made = wanted === undefined ? undefined : await workspaceOf(wanted);
    workspace?.close();
    workspace = made?.workspace;
    store.change({opened: made?.view, promptState: stateLine(made?.view)});
    if (made !== undefined) void made.workspace.refresh();
    else if (!demo) void list();
  }

  async function workspaceOf(wanted: NonNullable<Wanted>): Promise<{workspace: Workspace; view: OpenedView}> {
    if ('scenario' in wanted) {
      const known = store.state().scenarios.some(({name}) => name === wanted.scenario);
      if (!known) throw new RefusedError('not-found', `there is no scenario ${wanted.scenario}`);
      const scenario = await findScenario(wanted.scenario, (await shipped(env)).scenarios, cwd);
      const {name, namespace} = scenario.release;
      return {
        workspace: scenarioWorkspace(context, scenario),
        view: waiting(`scenario:${scenario.name}`, name, namespace),
      };
    }
    if (demo) throw new RefusedError('gated', 'a demo has no cluster');
    const {namespace, release: name} = wanted;
    return {
      workspace: releaseWorkspace(context, {name, namespace}, onInspected),
      view: waiting(`${namespace}/${name}`, name, namespace),
    };
  }

  /** A look that went well shows what is; one that did not leaves what was, and says so. */
  function onInspected(problem: string | undefined): void {
    const {kind} = store.state().connection;
    if (problem === undefined) return setConnection('live');
    if (kind !== 'disconnected') setConnection('stale', problem);
  }

  function setConnection(kind: Connection['kind'], message?: string): void {
    const before = store.state().connection;
    if (before.kind === kind && before.message === message) return;
    const {by} = before;
    store.change({
      connection: {
        kind,
        since: before.kind === kind ? before.since : now().toISOString(),
        ...(by === undefined ? {} : {by}),
        ...(message === undefined ? {} : {message}),
      },
    });
  }

  function onBeat(problem: string | undefined): void {
    const {kind} = store.state().connection;
    if (problem !== undefined) return setConnection('disconnected', context.redactor.text(problem));
    if (kind !== 'disconnected') return;
    setConnection('stale', 'The API server answers again: looking anew.');
    if (workspace === undefined) void list();
    else void workspace.refresh();
  }

  /** All releases, one look for all who ask meanwhile. */
  function list(): Promise<void> {
    listing ??= listOnce().finally(() => (listing = undefined));
    return listing;
  }

  async function listOnce(): Promise<void> {
    store.change(({releases}) => ({releases: {...releases, checking: true}}));
    try {
      const {session} = await context.session(settings.namespace);
      const reports = await session.checkAll({everywhere: settings.namespace === undefined});
      const rows = reports.map((report) => releaseRow(context.redactor.report(report)));
      store.change({releases: {rows, checking: false, checkedAt: now().toISOString()}});
      onInspected(undefined);
    } catch (error) {
      const {message} = context.problem(error);
      store.change(({releases}) => ({releases: {...releases, checking: false, problem: message}}));
      onInspected(message);
    }
  }

  async function readRecords(): Promise<void> {
    if (demo) return;
    const {session} = await context.session(settings.namespace);
    const {uid} = await clusterOf(await session.cluster());
    store.change({records: await recordRows(env, uid)});
  }

  async function afterWriting(): Promise<void> {
    await readRecords();
    await workspace?.refresh();
  }

  const routes = api({
    context,
    documents: context.documents,
    writes,
    prompt: prompt(context, runtime.rerun?.commands ?? {}),
    workspace: () => workspace,
    open,
    refresh: async () => {
      if (workspace !== undefined) await workspace.refresh();
      else if (!demo) await list();
    },
  });
  const {port, guard, server} = await serve(options.port, store, routes, (error) => answerTo(error, context));
  store.listen(() => {
    const line = stateLine(store.state().opened);
    if (line !== store.state().promptState) store.change({promptState: line});
  });

  if (demo) await open({scenario: DEMO});
  else await openCluster();

  async function openCluster(): Promise<void> {
    const {session} = await context.session(settings.namespace);
    const namespace = release === undefined ? undefined : await session.namespace();
    void context
      .watching()
      .then(({connection}) => {
        store.change({cluster: connection.identity});
        return heartbeat(connection, onBeat, stop.signal);
      })
      .catch((error: unknown) => setConnection('disconnected', context.problem(error).message));
    await open(release === undefined || namespace === undefined ? undefined : {release, namespace});
    void readRecords().catch(() => {});
  }

  // On the start page nothing is watched: it is looked at now and then, while somebody does.
  const listed = setInterval(() => {
    if (workspace === undefined && !demo) void list();
  }, LIST_MS);
  listed.unref();
  const closed = new Promise<void>((resolve) => void server.on('close', resolve));
  return {
    url: `http://127.0.0.1:${port}/#${guard.token()}`,
    closed,
    close() {
      stop.abort();
      clearInterval(listed);
      workspace?.close();
      context.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function firstState({demo, readOnly, settings}: ConsoleOptions, {now, env}: Runtime): Promise<ConsoleState> {
  const at = now().toISOString();
  const scenarios = await scenariosIn((await shipped(env)).scenarios).catch((error: unknown) => {
    // Without its files there is no demo; a cluster can be looked at all the same.
    if (demo || !(error instanceof UserError)) throw error;
    return [];
  });
  return {
    sequence: 0,
    at,
    version: HELM_DRIFT_VERSION,
    readOnly: readOnly || demo,
    connection: {
      kind: demo ? 'demo' : 'stale',
      since: at,
      ...(demo ? {} : {by: 'watch' as const, message: 'Looking for the first time.'}),
    },
    releases: {rows: [], checking: false},
    scenarios: scenarios.map(({name, title, about}) => ({name, title, about})),
    records: [],
    promptState: stateLine(undefined),
    ...(settings.namespace === undefined || demo ? {} : {namespace: settings.namespace}),
  };
}

function waiting(key: string, name: string, namespace: string): OpenedView {
  return {
    key,
    name,
    namespace,
    ready: false,
    workflow: 'helm-release-assurance',
    artifact: {file: 'release-baseline.yaml', from: '', digest: ''},
    kinds: [],
    stages: [],
    timeline: [],
    now: 1,
    reconcile: {open: false, why: 'The first look is under way.'},
  };
}

function stateLine(opened: OpenedView | undefined): string {
  const state = opened?.timeline[opened.now]?.compliance ?? (opened === undefined ? 'no-release' : 'looking');
  return `workflow=helm-release-assurance state=${state}`;
}

function answerTo(error: unknown, context: ConsoleContext): ErrorAnswer & {readonly status: number} {
  if (error instanceof RefusedError) {
    const {code, status, message, hint} = error;
    return {status, error: {code, message: context.redactor.text(message), ...(hint === undefined ? {} : {hint})}};
  }
  const isUsers = error instanceof UserError;
  const code = !isUsers ? 'internal' : error.constructor.name === 'PreconditionError' ? 'stale' : 'user';
  return {status: {internal: 500, stale: 409, user: 422}[code], error: {code, ...context.problem(error)}};
}
