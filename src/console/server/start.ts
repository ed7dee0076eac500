import type {CommandLine, ConsoleOptions, RunningConsole} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {openClusterAccess} from '../session/cluster-access.ts';
import {consoleContext} from '../session/console-context.ts';
import type {ClusterAccess, ConsoleContext} from '../session/context.ts';
import {prompt} from '../session/prompt.ts';
import {showRecords} from '../session/records.ts';
import {RefusedError} from '../session/refusal.ts';
import {DEMO_SCENARIO, shippedScenarios} from '../session/scenarios.ts';
import {consoleStore} from '../session/store.ts';
import {childOf} from '../session/waiting.ts';
import {api} from './api.ts';
import {composed} from './compose.ts';
import type {Composed} from './compose.ts';
import {errorAnswer} from './error-answer.ts';
import {firstState} from './first-state.ts';
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
  const {demo, redactor, settings, inCluster} = options;
  if (inCluster !== undefined) {
    const {startInCluster} = await import('./in-cluster.ts');
    return startInCluster(options, inCluster, outer, assets ?? unpackedAssets());
  }
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
