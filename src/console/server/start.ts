import type {CommandLine, ConsoleOptions, RunningConsole} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {ConsoleState} from '../contract.ts';
import {openClusterAccess} from '../session/cluster-access.ts';
import {consoleContext} from '../session/console-context.ts';
import type {ClusterAccess, ConsoleContext} from '../session/context.ts';
import {followConnection} from '../session/follow-connection.ts';
import {navigation} from '../session/navigation.ts';
import {prompt} from '../session/prompt.ts';
import {showRecords} from '../session/records.ts';
import {RefusedError} from '../session/refusal.ts';
import {releaseList} from '../session/release-list.ts';
import {DEMO_SCENARIO, shippedScenarios} from '../session/scenarios.ts';
import {consoleStore} from '../session/store.ts';
import {childOf} from '../session/waiting.ts';
import {writes} from '../session/writes.ts';
import {api} from './api.ts';
import {errorAnswer} from './error-answer.ts';
import {serve} from './http.ts';
import {shutdown} from './shutdown.ts';
import {unpackedAssets} from './shell.ts';
import type {PageAssets} from './shell.ts';

/** What tests put in the place of the real parts. */
export interface ConsoleParts {
  readonly assets?: PageAssets;
  readonly openCluster?: typeof openClusterAccess;
}

/** `StartConsole` of app/faces.ts: composes the console, serves it, and opens what it is to show first. */
export async function startConsole(
  options: ConsoleOptions,
  outer: Runtime,
  commandLine: CommandLine,
  {assets, openCluster = openClusterAccess}: ConsoleParts = {},
): Promise<RunningConsole> {
  const {demo, redactor, settings} = options;
  const ending = childOf(outer.signal);
  const readOnly = options.readOnly || demo;
  const runtime: Runtime = {
    ...outer,
    signal: ending.signal,
    ...(readOnly ? {confined: {writesRules: false}} : {}),
  };
  const scenarios = await shippedScenarios(options, runtime);
  const store = consoleStore(firstState(options, runtime, scenarios), runtime.now);
  const cluster = demo ? undefined : openCluster(options, runtime);
  const context = consoleContext({settings, redactor, readOnly, store, cluster, scenarios, runtime, commandLine});
  const parts = composed(context);
  const routes = api({...parts, context, prompt: prompt(context, commandLine.commands)});
  const close = shutdown({ending, cluster, ...parts});
  try {
    const running = await serve({
      port: options.port,
      store,
      routes,
      assets: assets ?? unpackedAssets(),
      problem: (error) => errorAnswer(error, context),
    });
    close.add(running.server);
    if (cluster === undefined) await parts.navigation.open({scenario: DEMO_SCENARIO});
    else await openFirst(options.release, cluster, context, parts);
    return {url: `http://127.0.0.1:${running.port}/#${running.guard.token()}`, close: close.now, closed: close.closed};
  } catch (error) {
    close.now();
    throw error;
  }
}

type Composed = ReturnType<typeof composed>;

function composed(context: ConsoleContext) {
  const {cluster} = context;
  const connection = followConnection(context);
  const list =
    cluster === undefined
      ? undefined
      : releaseList({
          context,
          cluster,
          isShown: () => shown.workspace() === undefined,
          onConnection: connection.apply,
        });
  const shown = navigation(context, list, connection.apply);
  const onEnd = async (): Promise<void> => {
    if (cluster !== undefined) await showRecords(context, cluster);
    await shown.refresh();
  };
  return {connection, navigation: shown, writes: writes(context, onEnd)};
}

/** Throws UserError where the rules cannot be read, or the kubeconfig that names the namespace. */
async function openFirst(
  release: string | undefined,
  cluster: ClusterAccess,
  context: ConsoleContext,
  {connection, navigation: shown}: Composed,
): Promise<void> {
  await cluster.session.options();
  const wanted = release === undefined ? undefined : {release, namespace: await cluster.session.namespace()};
  connection.begin(cluster, async () => {
    await Promise.all([shown.refresh(), showRecords(context, cluster)]);
  });
  await shown.open(wanted).catch((error: unknown) => {
    if (!(error instanceof RefusedError)) throw error;
    throw new UserError(error.message, error.hint, {code: error.code === 'not-found' ? 'not-found' : 'usage'});
  });
  void showRecords(context, cluster).catch(() => {});
}

function firstState(
  {demo, readOnly, settings}: ConsoleOptions,
  {now}: Runtime,
  scenarios: readonly Scenario[],
): Omit<ConsoleState, 'sequence' | 'at' | 'promptState'> {
  return {
    version: HELM_DRIFT_VERSION,
    readOnly: readOnly || demo,
    connection: {
      kind: demo ? 'demo' : 'stale',
      since: now().toISOString(),
      ...(demo ? {} : {by: 'watch' as const, message: 'The first check is under way.'}),
    },
    releases: {rows: [], checking: false},
    scenarios: scenarios.map(({name, title, about}) => ({name, title, about})),
    records: [],
    ...(settings.namespace === undefined || demo ? {} : {namespace: settings.namespace}),
  };
}
