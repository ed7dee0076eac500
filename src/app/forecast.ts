import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {unseen} from '../check/check.ts';
import {chartOfManifest} from '../forecast/chart.ts';
import {withForecast} from '../forecast/forecast.ts';
import type {Rehearsal} from '../forecast/forecast.ts';
import {helmCommand, helmError} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {dryProxy} from '../kube/dry-proxy.ts';
import {UserError} from '../model/errors.ts';
import type {DriftReport} from '../model/report.ts';
import type {CheckArgs} from '../cli/commands/check.ts';
import {resolveSettings} from './settings.ts';
import type {Runtime} from './runtime.ts';
import type {CheckRequest, Session} from './session.ts';

/**
 * Checks the release, lets the user's own helm upgrade it through a proxy that dries every write, and says of each difference
 * what becomes of it. Nothing is persisted.
 */
export async function foresee(
  args: CheckArgs,
  request: CheckRequest,
  session: Session,
  {env, now}: Runtime,
): Promise<DriftReport> {
  const opened = await session.open({...request, chart: undefined});
  const {baseline, source} = opened;
  if (!('text' in baseline)) return unseen(baseline.pending, source.from, now());
  const inspection = await session.inspectOpened(opened);
  if (!('report' in inspection)) return unseen(inspection.pending, source.from, now());
  const cluster = await session.cluster();
  const namespace = await session.namespace();
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-forecast-'));
  const proxy = await dryProxy(cluster.connection);
  try {
    const chart = request.chart ?? (await chartOfManifest(folder, baseline.text));
    const values = request.chart === undefined ? [] : request.values;
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, kubeconfigOf(proxy.server), {mode: 0o600});
    const helm = helmCommand({
      bin: resolveSettings(args, env).helmBin,
      namespace,
      connection: {kubeconfig},
      env: withoutConnection(env),
    });
    const run = await helm.run([
      'upgrade',
      baseline.release.name,
      chart,
      `--namespace=${namespace}`,
      '--no-hooks',
      // Helm would tidy up old records, which are not its to touch here.
      '--history-max=0',
      ...values,
    ]);
    const failure = run.code === 0 ? undefined : helmError(run);
    if (failure !== undefined && proxy.writes.length === 0 && !isAboutObjects(failure))
      throw new UserError(
        `helm cannot upgrade ${baseline.release.name}: ${failure}`,
        "The words are helm's own: `helm upgrade` with the same chart and values says the same.",
      );
    const rehearsal: Rehearsal = {
      helm: await versionOf(helm),
      chart: request.chart ?? `to what revision ${baseline.release.revision} declares`,
      writes: proxy.writes,
      ...(failure === undefined ? {} : {failure}),
    };
    return withForecast(inspection, rehearsal, await cluster.reader.discover());
  } finally {
    proxy.close();
    await rm(folder, {recursive: true, force: true});
  }
}

/** Helm refuses some upgrades before it writes anything, by what it finds in the cluster: that is a forecast, and no mistake of the user's. */
function isAboutObjects(failure: string): boolean {
  return /invalid ownership metadata|another operation .* in progress|cannot be imported|conflict/.test(failure);
}

function kubeconfigOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'forecast',
    clusters: [{name: 'forecast', cluster: {server}}],
    users: [{name: 'forecast', user: {}}],
    contexts: [{name: 'forecast', context: {cluster: 'forecast', user: 'forecast'}}],
  });
}

/** Where helm would reach the cluster, and as whom, is the proxy's business alone. */
function withoutConnection(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('HELM_KUBE') && !/^https?_proxy$/i.test(name)),
  );
}

/** `4.3.1`, without what it was built from; one that was not released says `v4.3`. */
async function versionOf(helm: Helm): Promise<string> {
  const {stdout} = await helm.run(['version', '--short']);
  return /v?(\d+\.\d+[^\s+]*)/.exec(stdout)?.[1] ?? 'of unknown version';
}
