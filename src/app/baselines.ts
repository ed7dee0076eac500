import {chooseRevision} from '../check/intent/choose-revision.ts';
import type {RevisionChoice} from '../check/intent/choose-revision.ts';
import type {Helm} from '../helm/helm.ts';
import {UserError} from '../model/errors.ts';
import type {
  Baseline,
  ClusterReader,
  OtherRevision,
  RecordedSelf,
  ReleaseRecord,
  ReleaseRecords,
  StoredRelease,
  Supplement,
} from '../model/ports.ts';
import type {ApplyMethod} from '../model/refs.ts';
import {newestOf} from '../model/revisions.ts';
import {chartBaseline, gitBaseline} from './chart.ts';
import type {Cluster} from './cluster.ts';
import {readInput} from './input.ts';
import {noRelease} from './no-release.ts';

/** Which baseline is meant: one of a chart, a file, a chart at a commit, or the release's own record. */
export interface BaselineRequest {
  readonly release: string | undefined;
  readonly chart: string | undefined;
  readonly revision: number | undefined;
  readonly baseline: string | undefined;
  readonly git: string | undefined;
  /** Values flags, as helm takes them. */
  readonly values: readonly string[];
}

export interface BaselineContext {
  readonly helm: (namespace: string | undefined) => Helm;
  readonly cluster: () => Promise<Cluster>;
  readonly namespace: () => Promise<string>;
  /** Whether no cluster may be asked what it offers. */
  readonly offline: boolean;
  readonly includeCrds: boolean;
  readonly stdin: () => NodeJS.ReadableStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Reads the baseline that is meant. Throws UserError where it cannot be had. */
export async function baselineOf(
  request: BaselineRequest,
  context: BaselineContext,
): Promise<Baseline | PendingRelease> {
  const {release, chart, revision, baseline, git} = request;
  const {helm, cluster, env} = context;
  if (baseline !== undefined) {
    const place = {name: release ?? 'baseline', namespace: await context.namespace()};
    return fileBaseline(baseline, context.stdin(), place, methodOf(deployedOf(cluster, place)));
  }
  if (release === undefined) throw new Error('a baseline without a release');
  const namespace = await context.namespace();
  if (chart === undefined) return releaseBaseline((await cluster()).records, {name: release, namespace, revision});
  const capabilities = context.offline ? undefined : await capabilitiesOf((await cluster()).reader);
  const deployed = deployedOf(cluster, {name: release, namespace});
  const wanted = {
    name: release,
    namespace,
    chart,
    values: request.values,
    deployed,
    applyMethod: methodOf(deployed),
    includeCrds: context.includeCrds,
    ...(capabilities === undefined ? {} : {capabilities}),
  };
  return git === undefined ? chartBaseline(helm(namespace), wanted) : gitBaseline(helm(namespace), git, wanted, env);
}

type Deployed = StoredRelease & {readonly revision: number};

/** The newest deployed revision of a release; undefined where nothing is installed under its name. */
function deployedOf(
  cluster: () => Promise<Cluster>,
  {name, namespace}: {name: string; namespace: string},
): () => Promise<Deployed | undefined> {
  return once(async () => {
    const {records} = await cluster();
    const history = await records.history(namespace, name, undefined, true);
    const record = newestOf(history.filter(({status}) => status === 'deployed'));
    return record === undefined ? undefined : {...(await records.read(record)), revision: record.revision};
  });
}

/** How Helm would write a baseline that is no record of its own: as it wrote the release last; a new one the server applies. */
function methodOf(deployed: () => Promise<Deployed | undefined>): () => Promise<ApplyMethod> {
  return async () => (await deployed())?.applyMethod ?? 'ssa';
}

async function capabilitiesOf(reader: ClusterReader) {
  const [kubeVersion, {apiVersions}] = await Promise.all([reader.version(), reader.discover()]);
  return {kubeVersion, apiVersions};
}

export type ChosenRevision = Extract<RevisionChoice, {kind: 'revision'}>;

export interface PendingRelease {
  readonly pending: ReleaseRecord;
}

/** The stored release: its newest deployed revision, or the one that is asked for. */
async function releaseBaseline(
  records: ReleaseRecords,
  {name, namespace, revision}: {name: string; namespace: string; revision: number | undefined},
): Promise<Baseline | PendingRelease> {
  const history = await records.history(namespace, name, revision, true);
  if (history.length === 0) throw await noRelease(records, {name, namespace});
  const choice = chooseRevision(history, revision, `${name} in namespace ${namespace}`);
  if (choice.kind === 'pending') return {pending: choice.record};
  const stored = await records.read(choice.record);
  return storedBaseline(choice, stored, records);
}

/** A chosen revision as a baseline; the other records are read only when the check needs them. */
export function storedBaseline(choice: ChosenRevision, stored: StoredRelease, records: ReleaseRecords): Baseline {
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
    text: stored.manifest,
    name: `manifest of ${name}, revision ${revision}`,
    notes: choice.notes,
    applyMethod: async () => stored.applyMethod,
    record: async () => testimony(choice.record, stored.self),
    supplements: async () => supplementsOf(stored),
    moreCrds: async () => stored.moreCrds,
    newer: choice.newer.map(other),
    older: choice.older.map(other),
    ...(choice.pending === undefined ? {} : {pending: choice.pending}),
  };
}

/** What a record's content says, and where its labels or its writers speak against it. */
function testimony(
  record: ReleaseRecord,
  self: RecordedSelf | undefined,
): {readonly deployedAt?: string; readonly doubts: readonly string[]} {
  const doubts = record.doubts ?? [];
  if (self === undefined) return {doubts};
  const differing = (['name', 'namespace', 'revision', 'status'] as const).filter(
    (key) => self[key] !== undefined && self[key] !== record[key],
  );
  const against = differing.map(
    (key) => `its labels say ${key} ${String(record[key])}, and its content says ${String(self[key])}`,
  );
  return {doubts: [...doubts, ...against], ...(self.deployedAt === undefined ? {} : {deployedAt: self.deployedAt})};
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

export async function fileBaseline(
  file: string,
  stdin: NodeJS.ReadableStream,
  release: {name: string; namespace: string},
  applyMethod: Baseline['applyMethod'],
): Promise<Baseline> {
  const {text, name} = await readInput(file, 'baseline', stdin);
  if (text.trim() === '')
    throw new UserError(
      `the baseline ${name} is empty`,
      'An empty baseline would find nothing to compare; write it with `helm get manifest` or `helm template`.',
    );
  return {release, from: {kind: 'file', file: name}, text, name, notes: [], applyMethod};
}
