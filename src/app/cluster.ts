import type {Helm} from '../helm/helm.ts';
import {sqlReleases} from '../helm/sql-releases.ts';
import {servedGroups} from '../kube/api-services.ts';
import type {ServedGroups} from '../kube/api-services.ts';
import {connect} from '../kube/connection.ts';
import type {Connection} from '../kube/connection.ts';
import {dryRunner} from '../kube/dry-run.ts';
import {ownUser} from '../kube/own-user.ts';
import {clusterReader} from '../kube/reader.ts';
import {storedReleases, unreachable} from '../kube/releases.ts';
import type {StorageDriver} from '../kube/record-content.ts';
import {UnreachableError} from '../kube/request.ts';
import {UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {ClusterReader, DryRunner, ReleaseRecords} from '../model/ports.ts';
import type {Settings} from './settings.ts';
import {dryRunnerWithoutSecrets, readerWithoutSecrets, recordsWithoutSecrets} from './without-secrets.ts';

/** A cluster, opened. */
export interface Cluster {
  readonly connection: Connection;
  readonly reader: ClusterReader;
  readonly records: ReleaseRecords;
  /** One for the whole session: it remembers a server that has written what it was only asked about. */
  readonly dryRunner: DryRunner;
  /** Who serves which group: read once for all that ask for dry runs. */
  readonly groups: ServedGroups;
  /** The name that the API server knows us by; undefined where it does not tell. */
  readonly ownUser: (mark?: string) => Promise<string | undefined>;
}

/** The kube-system namespace is made once for a cluster: its uid tells clusters apart, whatever they are called. */
export async function clusterOf({reader}: Cluster): Promise<PlanCluster> {
  const resource = (await reader.discover()).find('', 'Namespace', 'v1');
  const answer = resource === undefined ? undefined : await reader.get(resource, undefined, 'kube-system');
  const uid = answer !== undefined && 'object' in answer ? textOf(metadataOf(answer.object)['uid']) : '';
  return {...reader.identity, ...(uid === '' ? {} : {uid})};
}

/** Where Helm keeps its records, by the names that HELM_DRIVER takes. */
const DRIVERS: Readonly<Record<string, StorageDriver | 'sql'>> = {
  secret: 'secret',
  secrets: 'secret',
  configmap: 'configmap',
  configmaps: 'configmap',
  sql: 'sql',
};

/** Throws UserError where the kubeconfig or HELM_DRIVER cannot be understood. `helm` reaches a database that we cannot. */
export async function openCluster(settings: Settings, helm: Helm): Promise<Cluster> {
  const driver = Object.hasOwn(DRIVERS, settings.driver) ? DRIVERS[settings.driver] : undefined;
  if (driver === undefined)
    throw new UserError(
      `HELM_DRIVER=${settings.driver}: helm drift cannot read releases from there`,
      'It reads secret, configmap and sql.',
    );
  const {env} = settings;
  const connection = await connect(settings.connection, env === undefined ? {} : {env});
  const all = explaining(connection, clusterReader(connection));
  const isBlind = settings.withoutSecrets === true;
  if (isBlind && driver === 'sql')
    throw new UserError('--without-secrets knows no records in a database', 'helm itself reads them, whole.');
  const reader = isBlind ? readerWithoutSecrets(all) : all;
  // What a ConfigMap holds may be read.
  const isMasked = isBlind && driver === 'secret';
  const stored = driver === 'sql' ? sqlReleases(helm) : storedReleases(connection, driver, !isMasked);
  const records = named(isMasked ? recordsWithoutSecrets(stored, reader) : stored, driver);
  const groups = servedGroups(connection);
  const runner = dryRunner(connection, groups);
  return {
    connection,
    reader,
    records,
    groups,
    dryRunner: isBlind ? dryRunnerWithoutSecrets(runner) : runner,
    ownUser: (mark) => ownUser(connection, mark),
  };
}

/** What a label can hold: Helm takes no other name, and the API server only complains of the selector. */
const LABEL_VALUE = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function named(records: ReleaseRecords, driver: StorageDriver | 'sql'): ReleaseRecords {
  return {
    ...records,
    storedIn: driver === 'sql' ? 'a database' : `${driver}s`,
    history: async (namespace, name, ...more) =>
      LABEL_VALUE.test(name) ? records.history(namespace, name, ...more) : [],
  };
}

/** Discovery and version are not about one object: where they get no answer there is no cluster, and that is the error to show. */
function explaining(connection: Connection, reader: ClusterReader): ClusterReader {
  const explain = (error: unknown): never => {
    throw error instanceof UnreachableError ? unreachable(connection, error) : error;
  };
  return {
    ...reader,
    discover: (maxAgeMs) => reader.discover(maxAgeMs).catch(explain),
    version: () => reader.version().catch(explain),
  };
}

export interface LazyCluster {
  readonly open: () => Promise<Cluster>;
  readonly close: () => void;
}

/** A connection of its own for watches: each one holds a socket for as long as it lasts. The caller closes it. */
export async function connectForWatches(settings: Settings, env: NodeJS.ProcessEnv): Promise<Connection> {
  const connection = await connect(settings.connection, {env: settings.env ?? env});
  connection.agent.maxSockets = Infinity;
  return connection;
}

/** Opens once, whoever asks; a failure is not kept, so that the next who asks tries again. */
export function lazyCluster(start: () => Promise<Cluster>): LazyCluster {
  let opened: Promise<Cluster> | undefined;
  let isClosed = false;
  const shut = ({connection}: Cluster): void => connection.close();
  const begin = async (): Promise<Cluster> => {
    const opening = start();
    try {
      const one = await opening;
      if (isClosed) shut(one);
      return one;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  return {
    open: () => (opened ??= begin()),
    close() {
      isClosed = true;
      void opened?.then(shut).catch(() => {});
    },
  };
}
