import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {unseen} from '../check/check.ts';
import type {Inspection} from '../check/check.ts';
import {chartOfManifest} from '../forecast/chart.ts';
import {withForecast} from '../forecast/forecast.ts';
import type {Rehearsal} from '../forecast/forecast.ts';
import {helmCommand, helmError, helmFailure} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {dryProxy} from '../kube/dry-proxy.ts';
import type {DryProxy} from '../kube/dry-proxy.ts';
import type {Baseline} from '../model/ports.ts';
import type {DriftReport} from '../model/report.ts';
import type {Runtime} from './runtime.ts';
import type {CheckRequest, Session} from './session.ts';

/**
 * Checks the release, lets the user's own helm upgrade it through a proxy that dries every write, and says of each difference
 * what becomes of it. Nothing is persisted.
 */
export async function foresee(request: CheckRequest, session: Session, runtime: Runtime): Promise<DriftReport> {
  const opened = await session.open({...request, chart: undefined});
  const {baseline, source} = opened;
  if (!('text' in baseline)) return unseen(baseline.pending, source.from, runtime.now());
  const inspection = await session.inspectOpened(opened);
  if (!('report' in inspection)) return unseen(inspection.pending, source.from, runtime.now());
  return foretold({inspection, baseline, upgrade: request}, session, runtime);
}

/** A check that is over, and the upgrade that may come; without a chart it is one to the same chart and values. */
export interface Foretelling {
  readonly inspection: Inspection;
  readonly baseline: Baseline;
  readonly upgrade: Pick<CheckRequest, 'chart' | 'values'>;
}

/** The report of a check, and of each of its differences what the upgrade does to it. Nothing is persisted. Throws UserError. */
export async function foretold(
  {inspection, baseline, upgrade}: Foretelling,
  session: Session,
  runtime: Runtime,
): Promise<DriftReport> {
  const {connection, reader, groups} = await session.cluster();
  const proxy = await dryProxy(connection, groups);
  try {
    const rehearsal = await rehearsed(baseline, upgrade, proxy, session, runtime);
    return withForecast(inspection, rehearsal, await reader.discover());
  } finally {
    proxy.close();
  }
}

async function rehearsed(
  {release, text}: Baseline,
  {chart, values}: Foretelling['upgrade'],
  proxy: DryProxy,
  session: Session,
  {env, signal}: Runtime,
): Promise<Rehearsal> {
  const {namespace} = release;
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-forecast-'));
  try {
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, kubeconfigOf(proxy.server), {mode: 0o600});
    const {helmBin: bin, helmInput: input} = session.settings;
    const helm = helmCommand({
      bin,
      namespace,
      connection: {kubeconfig},
      env: withoutConnection(env),
      isAlone: true,
      input,
    });
    const run = await helm.run(
      [
        'upgrade',
        release.name,
        chart ?? (await chartOfManifest(folder, text)),
        `--namespace=${namespace}`,
        '--no-hooks',
        // Helm would tidy up old records, which are not its to touch here.
        '--history-max=0',
        ...(chart === undefined ? [] : values),
      ],
      signal,
    );
    const failure = run.code === 0 ? undefined : helmError(run);
    if (failure !== undefined && proxy.writes.length === 0 && !isAboutObjects(failure))
      throw helmFailure(
        `helm cannot upgrade ${release.name}`,
        run,
        "The words are helm's own: `helm upgrade` with the same chart and values says the same.",
      );
    return {
      helm: await versionOf(helm),
      chart: chart ?? `to what revision ${release.revision} declares`,
      writes: proxy.writes,
      ...(failure === undefined ? {} : {failure}),
    };
  } finally {
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
/** `4.3.1`. Throws UserError where helm cannot be run. */
export async function versionOf(helm: Helm): Promise<string> {
  const {stdout} = await helm.run(['version', '--short']);
  return /v?(\d+\.\d+[^\s+]*)/.exec(stdout)?.[1] ?? 'of unknown version';
}
