import {inspect, unseen} from '../check/check.ts';
import type {CheckOptions, Inspection} from '../check/check.ts';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import {helmCommand} from '../helm/helm.ts';
import type {Helm} from '../helm/helm.ts';
import {UserError} from '../model/errors.ts';
import type {Baseline, EvidenceSource, GetResult} from '../model/ports.ts';
import type {DriftReport} from '../model/report.ts';
import type {Redactor} from '../redact/redactor.ts';
import {baselineOf} from './baselines.ts';
import type {BaselineRequest, PendingRelease} from './baselines.ts';
import {checkMany} from './check-many.ts';
import {lazyCluster, openCluster} from './cluster.ts';
import type {Cluster} from './cluster.ts';
import type {ConfigSource} from './config-source.ts';
import type {OnProgress} from './events.ts';
import {clusterEvidence, learning, snapshotEvidence} from './evidence.ts';
import {asItIs} from './listen.ts';
import type {Listen} from './listen.ts';
import type {Runtime} from './runtime.ts';
import type {Settings} from './settings.ts';

export interface CheckRequest extends BaselineRequest {
  /** The session's own where nothing is said. */
  readonly namespace?: string;
  /** A snapshot file instead of the cluster. */
  readonly live: string | undefined;
}

/** A release as it was deployed last, against the cluster. */
export function asDeployed(release: string, namespace?: string): CheckRequest {
  return {
    release,
    chart: undefined,
    revision: undefined,
    baseline: undefined,
    git: undefined,
    live: undefined,
    values: [],
    ...(namespace === undefined ? {} : {namespace}),
  };
}

export interface SessionOptions extends Omit<CheckOptions, 'config' | 'fidelity'> {
  readonly settings: Settings;
  /** Reads the rules anew for each check where they have changed. */
  readonly config: ConfigSource;
  /** The configuration's own where nothing is said. */
  readonly fidelity?: CheckOptions['fidelity'];
  /** Shown every object of both sides, for what must not be quoted of them. */
  readonly redactor: Redactor;
  readonly onProgress?: OnProgress;
  /** Sees what each report was made of, before it is let go. */
  readonly onInspected?: (inspection: Inspection) => void;
  /** Overhears each check. */
  readonly listen?: Listen;
  /** The cluster as somebody else may see it; nothing of it is cached on the disk then, where the next one would find it. */
  readonly seenBy?: (cluster: Cluster) => Cluster;
}

/** A baseline and the evidence to hold it against, not compared yet. */
export interface Opened {
  readonly baseline: Baseline | PendingRelease;
  readonly source: EvidenceSource;
}

/**
 * The work with one cluster, for as long as it takes: a command, or the weeks of a console. Any number of releases and
 * namespaces share its connection and its discovery. Many clusters are many sessions.
 */
export interface Session {
  readonly settings: Settings;
  /** What leaves of all that was read goes through it. */
  readonly redactor: Redactor;
  /** The options of the next check, with the rules as they are now. */
  options(): Promise<CheckOptions>;
  open(request: CheckRequest): Promise<Opened>;
  /** What was opened, compared. */
  inspectOpened(opened: Opened): Promise<Inspection | PendingRelease>;
  /** Both in one; a release whose first install is pending has nothing to show. */
  inspectOne(request: CheckRequest): Promise<Inspection | PendingRelease>;
  checkOne(request: CheckRequest): Promise<DriftReport>;
  /** Every release of a namespace; of the whole cluster where it is undefined. */
  checkAll(namespace: string | undefined): Promise<DriftReport[]>;
  cluster(): Promise<Cluster>;
  /** The user's helm, pointed at this cluster and namespace. */
  helm(namespace: string | undefined): Helm;
  /** The namespace of the flags, else of the kubeconfig's context, else `default`. */
  namespace(): Promise<string>;
  /** Lets go of all connections, which would keep the process alive. Nothing can be asked afterwards. */
  close(): void;
}

/** Where ports meet adapters. Nothing is opened before it is needed: a check of two files touches neither cluster nor helm. */
export function openSession(options: SessionOptions, runtime: Runtime): Session {
  const {env, now, signal} = runtime;
  const {settings, redactor, onProgress = () => {}, onInspected = () => {}, listen = asItIs} = options;
  const evidence = {cache: options.seenBy === undefined ? ownCacheFolder(env) : undefined, now};
  const helm = (namespace: string | undefined): Helm => {
    const {helmBin: bin, helmInput: input, connection} = settings;
    const where = namespace ?? settings.namespace;
    return endingWith(signal, helmCommand({bin, namespace: where, connection, env, input}));
  };
  const cluster = lazyCluster(() => openedFor(options, helm(undefined)));
  const namespace = async (): Promise<string> =>
    settings.namespace ?? (await cluster.open()).connection.namespace ?? 'default';

  const checkOptions = (): Promise<CheckOptions> => optionsOf(options);

  /** Discovery, and the search for extra objects, need nothing of the baseline: all three are under way at once. */
  async function open(request: CheckRequest): Promise<Opened> {
    onProgress({kind: 'reading-baseline'});
    const {live} = request;
    const placeOf = async (): Promise<string> => request.namespace ?? (await namespace());
    const source =
      live === undefined
        ? cluster.open().then((one) => clusterEvidence(one, evidence))
        : snapshotEvidence(live, runtime.stdin);
    source.catch(() => {});
    // inspect() meets the search's answer, or its error.
    if (live === undefined) void source.then(async (one) => one.owned(await placeOf())).catch(() => {});
    const baseline = await baselineOf(request, {
      helm,
      cluster: cluster.open,
      // Two files need no cluster, not even for its context's namespace.
      namespace:
        live === undefined || isStored(request)
          ? placeOf
          : async () => request.namespace ?? settings.namespace ?? 'default',
      offline: live !== undefined,
      includeCrds: options.includeCrds ?? false,
      stdin: () => runtime.stdin,
      env,
    });
    return {baseline, source: learning(await source, redactor)};
  }

  async function inspectOpened({baseline, source}: Opened): Promise<Inspection | PendingRelease> {
    onProgress({kind: 'comparing'});
    if (!('text' in baseline)) return baseline;
    const sides = listen(baseline, source);
    const inspection = await inspect(sides.baseline, sides.source, await checkOptions(), now());
    onInspected(inspection);
    return inspection;
  }

  return {
    settings,
    redactor,
    options: checkOptions,
    open,
    inspectOpened,
    inspectOne: async (request) => inspectOpened(await open(request)),
    async checkOne(request) {
      const opened = await open(request);
      const found = await inspectOpened(opened);
      return 'report' in found ? found.report : unseen(found.pending, opened.source.from, now());
    },
    async checkAll(where) {
      const one = await cluster.open();
      const [{records}, source] = [one, clusterEvidence(one, {...evidence, many: {namespace: where}})];
      const how = {redactor, options: await checkOptions(), now, signal, onProgress, onInspected, listen};
      const reports = await checkMany({records, source, namespace: where, ...how});
      if (reports.length === 0 && where !== undefined) await assertThere(one, where);
      return reports;
    },
    cluster: cluster.open,
    helm,
    namespace,
    close: cluster.close,
  };
}

async function openedFor({settings, seenBy}: SessionOptions, helm: Helm): Promise<Cluster> {
  const whole = await openCluster(settings, helm);
  return seenBy === undefined ? whole : seenBy(whole);
}

async function optionsOf({config, fidelity, hooks, includeCrds}: SessionOptions): Promise<CheckOptions> {
  const rules = await config.current();
  return {
    config: rules,
    fidelity: fidelity ?? rules.settings.fidelity ?? 'auto',
    ...(hooks === undefined ? {} : {hooks}),
    ...(includeCrds === undefined ? {} : {includeCrds}),
  };
}

/** A namespace that is not there has no releases either: most often its name is mistyped. Where nobody can tell, nothing is said to be clean. */
export async function assertThere({reader}: Cluster, namespace: string): Promise<void> {
  const kind = (await reader.discover()).find('', 'Namespace');
  const found: GetResult =
    kind === undefined
      ? {failure: {reason: 'unreachable', message: 'the API server does not name the kind Namespace'}}
      : await reader.get(kind, undefined, namespace);
  if ('absent' in found)
    throw new UserError(`there is no namespace "${namespace}"`, 'See `helm list -A`; the namespace is given by -n.', {
      code: 'not-found',
    });
  if ('failure' in found)
    throw new UserError(
      `no release is in namespace "${namespace}", and whether there is such a namespace cannot be told: ${found.failure.message}`,
      `See whether its name is right; to be told, it needs \`get\` on the namespace ${namespace}.`,
      {code: found.failure.reason === 'forbidden' ? 'forbidden' : 'unreachable'},
    );
}

/** No helm outlives the process that asked it. */
function endingWith(end: AbortSignal, helm: Helm): Helm {
  return {run: (args, signal) => helm.run(args, signal === undefined ? end : AbortSignal.any([signal, end]))};
}

/** Whether the baseline comes from a release record. */
function isStored({chart, baseline}: CheckRequest): boolean {
  return chart === undefined && baseline === undefined;
}
