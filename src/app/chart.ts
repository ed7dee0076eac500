import {stat} from 'node:fs/promises';
import {differsFrom, withReleaseValues} from '../check/intent/looked-up.ts';
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
  /** What the release's deployed revision holds. */
  readonly deployed: () => Promise<{readonly revision: number; readonly manifest: string} | undefined>;
}

/** A chart, rendered by helm as the next upgrade would render it. */
export async function chartBaseline(helm: Helm, request: ChartRequest): Promise<Baseline> {
  const {name, namespace, chart} = request;
  const {text, notes} = await rendered(helm, request);
  return {
    release: {name, namespace},
    from: {kind: 'chart', chart},
    text,
    name: `chart ${chart}`,
    applyMethod: request.applyMethod,
    notes,
  };
}

interface Rendered {
  readonly text: string;
  readonly notes: readonly string[];
}

const REVISION = '.Release.Revision is 1 there, whichever comes next';

/** Beside a cluster helm asks it what the chart looks up, as an upgrade does; nothing is written, and no hook runs. */
async function rendered(helm: Helm, request: ChartRequest): Promise<Rendered> {
  const alone = (): Promise<string> => render(helm, request);
  if (request.capabilities === undefined) return withoutLookups(await alone(), 'without a cluster');
  const asked = (): Promise<string> => render(helm, request, ['--dry-run=server']);
  let text: string;
  try {
    text = await asked();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // One that cannot be rendered at all says so by itself; an older helm, or a user who may not look, is no reason to give up.
    return withoutLookups(await alone(), `without its lookups, which failed (${error.message})`);
  }
  const notes = [
    `rendered anew, as an upgrade would be, with its lookups answered by the cluster: values that the chart generates each time (random passwords, certificates) differ from the release without being drift; ${REVISION}`,
  ];
  // Without the right to read the record there is nothing to hold a looked-up value against.
  const deployed = await request.deployed().catch(() => undefined);
  if (deployed === undefined || !differsFrom(deployed.manifest, text)) return {text, notes};
  const unasked = await alone().catch(() => '');
  if (unasked === text) return {text, notes};
  const held = withReleaseValues({asked: [text, await asked()], alone: unasked, stored: deployed.manifest});
  if (held.kept === 0) return {text, notes};
  const kept = `${held.kept === 1 ? 'a value' : `${held.kept} values`} that the chart looks up`;
  return {
    text: held.text,
    notes: [
      ...notes,
      `${kept} changed since revision ${deployed.revision} was deployed; what it was then is the promise`,
    ],
  };
}

function withoutLookups(text: string, how: string): Rendered {
  const notes = [
    `rendered anew ${how}: values that a chart generates or looks up (random passwords, certificates, kept ones too) differ from the release without being drift; ${REVISION}`,
  ];
  return {text, notes};
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
      arg.startsWith('--values=') ? `--values=${filesAt(arg.slice('--values='.length), (file) => tree.at(file))}` : arg,
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

/** A list of values files, each where it is to be read; stdin is in no commit. */
function filesAt(list: string, at: (file: string) => string): string {
  return list
    .split(',')
    .map((file) => (file.trim() === '-' ? file : at(file)))
    .join(',');
}

async function render(
  helm: Helm,
  {name, namespace, chart, values, includeCrds, capabilities}: ChartRequest,
  flags: readonly string[] = [],
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
    ...flags,
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
