import {stat} from 'node:fs/promises';
import {exportTree} from '../git/git.ts';
import {helmError, helmFailure} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {UserError} from '../model/errors.ts';
import type {Baseline} from '../model/ports.ts';

export interface ChartRequest {
  readonly applyMethod: Baseline['applyMethod'];
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly values: readonly string[];
  readonly includeCrds: boolean;
  /** What the cluster offers; absent without one. */
  readonly capabilities?: {readonly kubeVersion: string; readonly apiVersions: readonly string[]};
}

/** A chart, rendered by helm as the next upgrade would render it. */
export async function chartBaseline(helm: Helm, request: ChartRequest): Promise<Baseline> {
  const {name, namespace, chart} = request;
  return {
    release: {name, namespace},
    from: {kind: 'chart', chart},
    text: await render(helm, request),
    name: `chart ${chart}`,
    applyMethod: request.applyMethod,
    notes: [
      'rendered anew: values that a chart generates (random passwords, certificates, lookups) differ from the release without being drift',
    ],
  };
}

/** The chart as of a commit; values files inside the repository are taken as of that commit too. */
export async function gitBaseline(
  helm: Helm,
  ref: string,
  request: ChartRequest,
  env: NodeJS.ProcessEnv,
): Promise<Baseline> {
  const tree = await exportTree(request.chart, ref, env);
  try {
    const values = request.values.map((arg) =>
      arg.startsWith('--values=') ? `--values=${tree.at(arg.slice('--values='.length))}` : arg,
    );
    const chart = tree.at(request.chart);
    if ((await stat(chart).catch(() => undefined)) === undefined) {
      throw new UserError(
        `${request.chart} does not exist in ${ref} (${tree.commit.slice(0, 12)})`,
        "Give the chart's path as it was in that commit.",
      );
    }
    const baseline = await chartBaseline(helm, {...request, chart, values});
    return {
      ...baseline,
      from: {kind: 'git', ref, commit: tree.commit, chart: request.chart},
      name: `chart ${request.chart} at ${ref}`,
    };
  } finally {
    await tree.remove();
  }
}

async function render(
  helm: Helm,
  {name, namespace, chart, values, includeCrds, capabilities}: ChartRequest,
): Promise<string> {
  const cluster =
    capabilities === undefined
      ? []
      : [
          `--kube-version=${capabilities.kubeVersion}`,
          ...chunked(capabilities.apiVersions).map((part) => `--api-versions=${part}`),
        ];
  const run = await helm.run([
    'template',
    name,
    chart,
    `--namespace=${namespace}`,
    ...(includeCrds ? ['--include-crds'] : []),
    '--is-upgrade',
    ...cluster,
    ...values,
  ]);
  if (run.code === 0) return run.stdout;
  const said = helmError(run);
  if (/missing in charts\/|dependency build/.test(said)) {
    throw new UserError(
      `the chart ${chart} lacks its dependencies: ${said}`,
      `Run \`helm dependency build ${chart}\` first, or add --dependency-update.`,
    );
  }
  const hint = "The words are helm's own: `helm template` with the same chart and values says the same.";
  throw helmFailure(`helm cannot render ${chart}`, run, hint);
}

/** The flag takes comma lists; a big cluster has thousands of kinds, and an argument has its limits. */
function chunked(values: readonly string[]): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < values.length; start += 200) chunks.push(values.slice(start, start + 200).join(','));
  return chunks;
}
