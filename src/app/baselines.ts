import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import type {Baseline, OtherRevision} from '../check/intent/baseline.ts';
import {chooseRevision} from '../check/intent/choose-revision.ts';
import type {RevisionChoice} from '../check/intent/choose-revision.ts';
import type {Supplement} from '../check/intent/supplements.ts';
import {exportTree} from '../git/git.ts';
import {helmError} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {UserError} from '../model/errors.ts';
import type {ReleaseRecord, ReleaseRecords, StoredRelease} from '../model/ports.ts';

/** A file larger than this is no manifest: Helm itself cannot store a release beyond 1 MiB of gzip. */
const MAX_BYTES = 32 * 1024 * 1024;

export type ChosenRevision = Extract<RevisionChoice, {kind: 'revision'}>;

export interface PendingRelease {
  readonly pending: ReleaseRecord;
}

/** The stored release: `helm get manifest` runs beside the listing of its records, and again only when its last revision is not the deployed one. */
export async function releaseBaseline(
  helm: Helm,
  records: Promise<ReleaseRecords>,
  {name, namespace, revision}: {name: string; namespace: string; revision: number | undefined},
): Promise<Baseline | PendingRelease> {
  const stop = new AbortController();
  const early = manifest(helm, name, revision, stop.signal);
  // Looked at below; until then a failure of helm must not count as unhandled.
  early.catch(() => {});
  try {
    const stored = await records;
    const history = await stored.history(namespace, name, revision);
    const choice = chooseRevision(history, revision, `${name} in namespace ${namespace}`);
    if (choice.kind === 'pending') return {pending: choice.record};
    const {record} = choice;
    const text =
      revision !== undefined || choice.isLast ? await early : await manifest(helm, name, record.revision, stop.signal);
    return storedBaseline(choice, text, stored);
  } finally {
    stop.abort();
  }
}

/** A chosen revision as a baseline; the other records are read only when the check needs them. */
export function storedBaseline(
  choice: ChosenRevision,
  text: string,
  records: ReleaseRecords,
  stored = once(() => records.read(choice.record)),
): Baseline {
  const {name, namespace, revision, status, modifiedAt, writtenAt} = choice.record;
  const other = (record: ReleaseRecord): OtherRevision => ({
    revision: record.revision,
    status: record.status,
    manifest: async () => (await records.read(record)).manifest,
  });
  return {
    release: {
      name,
      namespace,
      revision,
      status,
      ...(modifiedAt === undefined ? {} : {deployedAt: modifiedAt}),
      ...(writtenAt === undefined ? {} : {writtenAt}),
    },
    from: {kind: 'release', revision},
    text,
    name: `manifest of ${name}, revision ${revision}`,
    notes: choice.notes,
    applyMethod: async () => (await stored()).applyMethod,
    supplements: async () => supplementsOf(await stored()),
    newer: choice.newer.map(other),
    older: choice.older.map(other),
    ...(choice.pending === undefined ? {} : {pending: choice.pending}),
  };
}

export function supplementsOf({hooks, crds}: StoredRelease): Supplement[] {
  return [
    ...hooks.map(({template, manifest: text, ran}) => ({
      part: 'hook' as const,
      text,
      template,
      ...(ran === undefined ? {} : {ran}),
    })),
    ...crds.map(({name, text}) => ({part: 'crd' as const, text, template: name})),
  ];
}

/** Asks once, whoever asks. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

export async function manifest(
  helm: Helm,
  name: string,
  revision: number | undefined,
  signal?: AbortSignal,
): Promise<string> {
  const run = await helm.run(
    ['get', 'manifest', name, ...(revision === undefined ? [] : ['--revision', String(revision)])],
    signal,
  );
  if (run.code !== 0)
    throw new UserError(`helm get manifest ${name}: ${helmError(run)}`, 'See `helm status` and `helm list -A`.');
  return run.stdout;
}

export async function fileBaseline(
  file: string,
  stdin: NodeJS.ReadableStream,
  release: {name: string; namespace: string},
  applyMethod: Baseline['applyMethod'],
): Promise<Baseline> {
  const text = file === '-' ? await readStream(stdin) : await readText(file, 'baseline');
  const name = file === '-' ? 'stdin' : file;
  if (text.trim() === '')
    throw new UserError(
      `the baseline ${name} is empty`,
      'An empty baseline would find nothing to compare; write it with `helm get manifest` or `helm template`.',
    );
  return {release, from: {kind: 'file', file: name}, text, name, notes: [], applyMethod};
}

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
  throw new UserError(
    `helm cannot render ${chart}: ${said}`,
    "The words are helm's own: `helm template` with the same chart and values says the same.",
  );
}

/** The flag takes comma lists; a big cluster has thousands of kinds, and an argument has its limits. */
function chunked(values: readonly string[]): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < values.length; start += 200) chunks.push(values.slice(start, start + 200).join(','));
  return chunks;
}

/** Reads a file that the user named; `what` says what it was to be, in errors. */
export async function readText(file: string, what: string): Promise<string> {
  let size: number;
  try {
    const info = await stat(file);
    if (info.isDirectory()) throw new UserError(`the ${what} ${file} is a folder`, 'Name a file of YAML or JSON.');
    size = info.size;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `cannot read the ${what} ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
      `Check the path; ${basename(file)} is looked for from the working directory.`,
    );
  }
  if (size > MAX_BYTES) throw tooLarge(`the ${what} ${file}`, size);
  return readFile(file, 'utf8');
}

async function readStream(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge('the baseline on stdin', size);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(what: string, bytes: number): UserError {
  return new UserError(
    `${what} is larger than ${MAX_BYTES / 1024 / 1024} MB (${Math.round(bytes / 1024 / 1024)} MB or more)`,
    'That is no manifest of one release: Helm cannot store one so large. Split it.',
  );
}
