import {byRelease} from '../../app/check-many.ts';
import type {ConsoleOptions} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import {clusterSeenBy} from '../../app/seen-by.ts';
import type {Sight} from '../../app/seen-by.ts';
import type {Session} from '../../app/session.ts';
import {accessReviews} from '../../kube/access-reviews.ts';
import type {AccessReviews} from '../../kube/access-reviews.ts';
import {connect} from '../../kube/connection.ts';
import type {Settings} from '../../app/settings.ts';
import {UserError} from '../../model/errors.ts';
import {pooled} from '../../model/pooled.ts';
import {openClusterAccess} from './cluster-access.ts';
import type {AccessOptions} from './cluster-access.ts';
import type {ClusterAccess} from './context.ts';

/**
 * The cluster for one viewer: as far as he may read it, with nothing that writes, starts helm, or keeps anything on the disk,
 * where the next viewer would meet it.
 */
export function openViewerAccess(
  options: AccessOptions & {readonly namespaces: readonly string[]},
  runtime: Runtime,
  sight: Sight,
): ClusterAccess {
  const {audit: _none, ...rest} = options;
  const access = openClusterAccess(rest, runtime, (cluster) => clusterSeenBy(cluster, sight));
  const refuse = async (): Promise<never> => {
    throw new UserError('the console in the cluster writes nothing, and rehearses nothing', 'Use helm drift fix.');
  };
  return {
    session: listing(access.session, options.namespaces, sight),
    identity: () => access.identity(),
    ping: (signal) => access.ping(signal),
    // That something changed is told of the release's own namespace alone; the rest is seen with the next look.
    follow: ({objects, ...followed}, ...more) =>
      access.follow({...followed, objects: objects.filter(({ref}) => ref.namespace === followed.namespace)}, ...more),
    here: async () => ({name: '', server: ''}),
    openForFix: refuse,
    foretell: refuse,
    // The ledger and the states on the disk are of all viewers: none is shown what another one's check met.
    remember: async (report) => report,
    earlier: async () => [],
    prepareUndo: refuse,
    isSandbox: async () => false,
    introduceDrift: refuse,
    close: () => access.close(),
  };
}

/** Namespaces that are checked at once for a list. */
const AT_ONCE = 4;

/** A list of many is made namespace by namespace: what it takes of the viewer is rights in those that he may see, and none in the whole cluster. */
function listing(session: Session, only: readonly string[], sight: Sight): Session {
  const places = async (namespace: string | undefined): Promise<readonly string[]> => {
    if (namespace !== undefined) return (await sight.maySee(namespace)) ? [namespace] : [];
    if (only.length > 0) {
      const seen = await pooled(only, AT_ONCE, async (one) => ((await sight.maySee(one)) ? [one] : []));
      return seen.flat();
    }
    const {records} = await session.cluster();
    return [...new Set((await records.all(undefined)).map((record) => record.namespace))].toSorted();
  };
  return {
    ...session,
    async checkAll(namespace) {
      const {records} = await session.cluster();
      // Whether a namespace without releases is there at all a viewer may not be allowed to ask.
      const checked = await pooled(await places(namespace), AT_ONCE, async (one) =>
        byRelease(await records.all(one)).length === 0 ? [] : session.checkAll(one),
      );
      return checked.flat();
    },
  };
}

/** The connection that asks who somebody is and what he may: the process's own, and no viewer's. */
export async function openReviews(
  settings: Settings,
  {env}: Runtime,
): Promise<{readonly reviews: AccessReviews; readonly close: () => void}> {
  const connection = await connect(settings.connection, {env});
  return {reviews: accessReviews(connection), close: () => connection.close()};
}

/** Where Helm's records lie, as a kind that rights speak of. Throws UserError of a database: nobody has rights in it that Kubernetes knows. */
export function recordsIn({driver}: ConsoleOptions['settings']): 'secrets' | 'configmaps' {
  if (/^secrets?$/.test(driver)) return 'secrets';
  if (/^configmaps?$/.test(driver)) return 'configmaps';
  throw new UserError(
    `HELM_DRIVER=${driver}: the console in the cluster reads no records from there`,
    'It reads those of secret and configmap.',
  );
}
