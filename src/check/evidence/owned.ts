import {toLive} from '../../model/evidence.ts';
import type {LiveObject, OwnedObjects} from '../../model/evidence.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {ApiResource, ApiResources, ClusterReader} from '../../model/ports.ts';
import type {ReleaseRef} from '../../model/refs.ts';

/** Helm stamps this label on every object of a manifest. */
const MANAGED_BY_HELM = 'app.kubernetes.io/managed-by=Helm';
/** Written by the thousands, and never by Helm. */
const NEVER_OWNED = new Set([
  'events',
  'endpoints',
  'endpointslices',
  'leases',
  'controllerrevisions',
  'pods',
  'replicasets',
  'nodes',
  'namespaces',
  'componentstatuses',
  'csinodes',
  'volumeattachments',
  'certificatesigningrequests',
  'ipaddresses',
  'resourceslices',
]);

/**
 * Searches every kind that a namespace can hold (undefined: every namespace), and those outside namespaces, for objects under Helm's label. Metadata
 * alone is read: Secrets among them show no value. A kind that may not be listed is named, and is no gap: the release's
 * own objects are read by name.
 */
export async function findOwned(
  reader: ClusterReader,
  resources: ApiResources,
  namespace: string | undefined,
): Promise<OwnedObjects> {
  const answers = await Promise.all(
    resources.preferred.filter(isSearchable).map(async (resource) => {
      const answer = await reader.list(resource, resource.namespaced ? namespace : undefined, {
        labelSelector: MANAGED_BY_HELM,
        metadataOnly: true,
      });
      return 'failure' in answer
        ? // Who works in one namespace may seldom list what lies outside of all, and need not hear of it each time.
          {objects: [], unsearched: resource.namespaced ? [resource.plural] : []}
        : {objects: answer.objects.map(toLive), unsearched: []};
    }),
  );
  return {objects: answers.flatMap(({objects}) => objects), unsearched: answers.flatMap(({unsearched}) => unsearched)};
}

function isSearchable({verbs, plural}: ApiResource): boolean {
  return verbs.includes('list') && verbs.includes('create') && verbs.includes('delete') && !NEVER_OWNED.has(plural);
}

/** Of what Helm's label found, the objects of one release. Copies that controllers make inherit annotations, and have an owner. */
export function ownedBy({objects}: OwnedObjects, release: ReleaseRef): LiveObject[] {
  return objects.filter(({object}) => {
    const metadata = metadataOf(object);
    const owners = metadata['ownerReferences'];
    if (Array.isArray(owners) && owners.length > 0) return false;
    const annotations: JsonObject = isObject(metadata['annotations']) ? metadata['annotations'] : {};
    return (
      annotations['meta.helm.sh/release-name'] === release.name &&
      annotations['meta.helm.sh/release-namespace'] === release.namespace
    );
  });
}
