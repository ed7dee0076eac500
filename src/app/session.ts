import {join} from 'node:path';
import {inspect, unseen} from '../check/check.ts';
import type {CheckOptions, EvidenceSource, Inspection} from '../check/check.ts';
import {questionsTo} from '../check/confirm/questions.ts';
import {findOwned} from '../check/evidence/owned.ts';
import type {Owned} from '../check/evidence/owned.ts';
import {readLive} from '../check/evidence/read.ts';
import {fromSnapshot, parseSnapshot} from '../check/evidence/snapshot.ts';
import type {Baseline} from '../check/intent/baseline.ts';
import {builtinScope} from '../check/intent/builtin-scope.ts';
import {helmCommand} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {sqlReleases} from '../helm/sql-releases.ts';
import {connect} from '../kube/connection.ts';
import type {Connection} from '../kube/connection.ts';
import {dryRunner} from '../kube/dry-run.ts';
import {clusterReader} from '../kube/reader.ts';
import {storedReleases, unreachable} from '../kube/releases.ts';
import {UnreachableError} from '../kube/request.ts';
import {UserError} from '../model/errors.ts';
import type {ClusterReader, ReleaseRecords} from '../model/ports.ts';
import type {ApplyMethod} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import type {Redactor} from '../redact/redactor.ts';
import {chartBaseline, fileBaseline, gitBaseline, once, readText, releaseBaseline} from './baselines.ts';
import type {PendingRelease} from './baselines.ts';
import {checkMany} from './check-many.ts';
import type {Progress} from '../cli/text/progress.ts';
import {clusterSchemas} from './schemas.ts';
import type {Settings} from './settings.ts';
import type {Runtime} from './runtime.ts';

export interface CheckRequest {
  readonly release: string | undefined;
  readonly chart: string | undefined;
  readonly revision: number | undefined;
  readonly baseline: string | undefined;
  readonly git: string | undefined;
  readonly live: string | undefined;
  readonly values: readonly string[];
}

/** A release as it was deployed last, against the cluster. */
export function asDeployed(release: string): CheckRequest {
  return {
    release,
    chart: undefined,
    revision: undefined,
    baseline: undefined,
    git: undefined,
    live: undefined,
    values: [],
  };
}

export interface SessionOptions extends CheckOptions {
  readonly settings: Settings;
  /** Shown every object of both sides, for what must not be quoted of them. */
  readonly redactor: Redactor;
  /** Overhears one check: the simulator's recorder. */
  readonly listen?: (baseline: Baseline, source: EvidenceSource) => EvidenceSource;
}

/** A baseline and the place to look at it in, not compared yet. */
export interface Opened {
  readonly baseline: Baseline | PendingRelease;
  readonly source: EvidenceSource;
}

export interface Session {
  /** What leaves of all that was read goes through it. */
  readonly redactor: Redactor;
  open(request: CheckRequest): Promise<Opened>;
  checkOne(request: CheckRequest): Promise<DriftReport>;
  /** The same with what the report was made of, for whoever puts drift right; a release whose first install is pending has nothing to show. */
  inspectOne(request: CheckRequest): Promise<Inspection | PendingRelease>;
  /** What was opened, compared. */
  inspectOpened(opened: Opened): Promise<Inspection | PendingRelease>;
  cluster(): Promise<Cluster>;
  namespace(): Promise<string>;
  checkAll(scope: {everywhere: boolean}): Promise<DriftReport[]>;
  /** Lets go of pooled connections, which would keep the process alive. */
  close(): void;
}

/** A cluster, opened. */
export interface Cluster {
  readonly connection: Connection;
  readonly reader: ClusterReader;
  readonly records: ReleaseRecords;
}

/** Where ports meet adapters. Nothing is opened before it is needed: a check of two files touches neither cluster nor helm. */
export function openSession(
  {settings, redactor, listen = (_baseline, source) => source, ...options}: SessionOptions,
  {env, stdin, now}: Runtime,
  progress: Progress,
): Session {
  let opened: Promise<Cluster> | undefined;
  const cluster = (): Promise<Cluster> => (opened ??= openCluster(settings, helmFor(undefined)));
  const helmFor = (namespace: string | undefined): Helm =>
    helmCommand({
      bin: settings.helmBin,
      namespace: namespace ?? settings.namespace,
      connection: settings.connection,
      env,
    });
  const namespaceOf = async (): Promise<string> =>
    settings.namespace ?? (await cluster()).connection.namespace ?? 'default';

  async function baselineOf(request: CheckRequest) {
    const {release, chart, revision, baseline, git} = request;
    const offline = request.live !== undefined;
    const fixedNamespace = async (): Promise<string> =>
      offline ? (settings.namespace ?? 'default') : await namespaceOf();
    if (baseline !== undefined) {
      const namespace = await fixedNamespace();
      const place = {name: release ?? 'baseline', namespace};
      return fileBaseline(baseline, stdin, place, methodOf(cluster, place));
    }
    const name = release as string;
    if (chart !== undefined) {
      const namespace = await fixedNamespace();
      const capabilities = offline ? undefined : await capabilitiesOf((await cluster()).reader);
      const wanted = {
        name,
        namespace,
        chart,
        values: request.values,
        applyMethod: methodOf(cluster, {name, namespace}),
        includeCrds: options.includeCrds ?? false,
        ...(capabilities === undefined ? {} : {capabilities}),
      };
      return git === undefined
        ? chartBaseline(helmFor(namespace), wanted)
        : gitBaseline(helmFor(namespace), git, wanted, env);
    }
    const namespace = await namespaceOf();
    // Helm is started first; the cluster is opened while it runs.
    return releaseBaseline(
      helmFor(namespace),
      cluster().then(({records}) => records),
      {name, namespace, revision},
    );
  }

  /** Discovery, and the search for extra objects, need nothing of the baseline: all three are under way at once. */
  async function open(request: CheckRequest): Promise<Opened> {
    progress.say('Reading the baseline …');
    const looking =
      request.live === undefined
        ? cluster().then((one) => clusterEvidence(one, {everywhere: false, cacheFolder: schemaCache(env)}))
        : snapshotEvidence(request.live);
    looking.catch(() => {});
    // inspect() meets the search's answer, or its error.
    if (request.live === undefined)
      void looking.then(async (source) => source.owned(await namespaceOf())).catch(() => {});
    const baseline = await baselineOf(request);
    return {baseline, source: watching(await looking, redactor)};
  }

  async function inspectOpened({baseline, source}: Opened) {
    progress.say('Comparing …');
    return 'text' in baseline
      ? await inspect(baseline, listen(baseline, source), options, now())
      : {...baseline, from: source.from};
  }

  const inspectOne = async (request: CheckRequest) => inspectOpened(await open(request));

  return {
    redactor,
    open,
    inspectOne,
    inspectOpened,
    cluster,
    namespace: namespaceOf,
    async checkOne(request) {
      const found = await inspectOne(request);
      return 'report' in found ? found.report : unseen(found.pending, found.from, now());
    },
    async checkAll({everywhere}) {
      const one = await cluster();
      const namespace = everywhere ? undefined : await namespaceOf();
      return checkMany({
        records: one.records,
        source: watching(clusterEvidence(one, {everywhere, cacheFolder: schemaCache(env)}), redactor),
        options,
        namespace,
        now,
        onProgress: (text) => progress.say(text),
      });
    },
    close() {
      opened?.then(({connection}) => connection.agent.destroy()).catch(() => {});
    },
  };
}

async function openCluster(settings: Settings, helm: Helm): Promise<Cluster> {
  const connection = await connect(settings.connection);
  const reader = surely(connection, clusterReader(connection));
  const {driver} = settings;
  if (
    driver !== 'secret' &&
    driver !== 'secrets' &&
    driver !== 'configmap' &&
    driver !== 'configmaps' &&
    driver !== 'sql'
  ) {
    throw new UserError(
      `HELM_DRIVER=${driver}: helm drift cannot read releases from there`,
      'It reads secret, configmap and sql.',
    );
  }
  const records =
    driver === 'sql'
      ? sqlReleases(helm)
      : storedReleases(connection, driver.startsWith('secret') ? 'secret' : 'configmap');
  return {connection, reader, records};
}

/** Discovery and version are not about one object: where they get no answer there is no cluster, and that is the error to show. */
function surely(connection: Connection, reader: ClusterReader): ClusterReader {
  const explain = (error: unknown): never => {
    throw error instanceof UnreachableError ? unreachable(connection, error) : error;
  };
  return {
    ...reader,
    discover: (anew) => reader.discover(anew).catch(explain),
    version: () => reader.version().catch(explain),
  };
}

/** How Helm would write a baseline that is no record of its own: as it wrote the release last. */
function methodOf(
  cluster: () => Promise<Cluster>,
  {name, namespace}: {name: string; namespace: string},
): () => Promise<ApplyMethod> {
  return once(async () => {
    const {records} = await cluster();
    const history = await records.history(namespace, name);
    const deployed = history.filter(({status}) => status === 'deployed').toSorted((a, b) => b.revision - a.revision)[0];
    // Nothing is installed under this name: a new release is applied by the server.
    return deployed === undefined ? 'ssa' : (await records.read(deployed)).applyMethod;
  });
}

/** Where Helm keeps what it can fetch again, or our own corner of the user's cache. */
function schemaCache(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['HELM_CACHE_HOME'] || (env['XDG_CACHE_HOME'] ? join(env['XDG_CACHE_HOME'], 'helm') : undefined);
  if (base !== undefined) return join(base, 'drift', 'schemas');
  return env['HOME'] ? join(env['HOME'], '.cache', 'helm', 'drift', 'schemas') : undefined;
}

interface EvidenceOptions {
  readonly everywhere: boolean;
  readonly cacheFolder: string | undefined;
}

function clusterEvidence({connection, reader}: Cluster, {everywhere, cacheFolder}: EvidenceOptions): EvidenceSource {
  // Asked for at once, awaited when the intent is there.
  const resources = reader.discover();
  resources.catch(() => {});
  const searches = new Map<string | undefined, Promise<Owned>>();
  return {
    from: {kind: 'cluster', cluster: reader.identity},
    owned(namespace) {
      // A check of the whole cluster searches it once, and not once a release.
      const scope = everywhere ? undefined : namespace;
      const search = searches.get(scope) ?? resources.then((served) => findOwned(reader, served, scope));
      search.catch(() => {});
      searches.set(scope, search);
      return search;
    },
    scopeOf: async () => {
      const served = await resources;
      return (group, kind) => served.find(group, kind)?.namespaced;
    },
    read: async (intent) => readLive(reader, await resources, intent),
    schemas: (intent) => clusterSchemas(connection, intent, cacheFolder),
    questions: async (release, applyMethod) =>
      questionsTo({reader, dryRunner: dryRunner(connection), resources: await resources, release, applyMethod}),
  };
}

/** The same source, with the redactor looking on. */
function watching(source: EvidenceSource, redactor: Redactor): EvidenceSource {
  return {
    ...source,
    read: async (intent) => {
      const state = await source.read(intent);
      for (const {object} of [...intent, ...state.objects]) redactor.learn(object);
      return state;
    },
  };
}

async function snapshotEvidence(file: string): Promise<EvidenceSource> {
  const snapshot = parseSnapshot(await readText(file, 'live snapshot'), file);
  return {
    from: {kind: 'file', file},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: snapshot, unsearched: []}),
    read: async (intent) => fromSnapshot(snapshot, intent, file),
  };
}

async function capabilitiesOf(reader: ClusterReader) {
  const [kubeVersion, {apiVersions}] = await Promise.all([reader.version(), reader.discover()]);
  return {kubeVersion, apiVersions};
}
