import {toLive} from '../../model/evidence.ts';
import type {LiveObject, OwnedObjects} from '../../model/evidence.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {ApiResource, ApiResources, ClusterReader} from '../../model/ports.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../../model/refs.ts';
import {isCustom} from '../normalize/shapes.ts';

/** Helm stamps this label on every object of a manifest. */
export const MANAGED_BY_HELM = 'app.kubernetes.io/managed-by=Helm';
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
 * alone is read: Secrets among them show no value. Kinds that may not be listed are named: the release's own objects are read
 * by name, and what stands beside them is not seen. `beside` narrows the search to built-in kinds that live in namespaces.
 */
export async function findOwned(
  reader: ClusterReader,
  resources: ApiResources,
  namespace: string | undefined,
  beside = false,
): Promise<OwnedObjects> {
  const isWanted = (resource: ApiResource): boolean =>
    isSearchable(resource) && (!beside || (resource.namespaced && !isCustom(resource.group, resource.kind)));
  const answers = await Promise.all(
    resources.preferred.filter(isWanted).map(async (resource) => {
      const answer = await reader.list(resource, resource.namespaced ? namespace : undefined, {
        labelSelector: MANAGED_BY_HELM,
        metadataOnly: true,
        fromCache: true,
      });
      if (!('failure' in answer)) return {objects: answer.objects.map(toLive), unsearched: []};
      // Of a kind that is gone since it was discovered there is nothing.
      return {objects: [], unsearched: answer.failure.reason === 'unknown-kind' ? [] : [resource]};
    }),
  );
  const unsearched = answers.flatMap((answer) => answer.unsearched).toSorted((a, b) => weightOf(a) - weightOf(b));
  return {
    objects: answers.flatMap(({objects}) => objects),
    unsearched: unsearched.map(({plural}) => plural),
    ...(beside && namespace !== undefined ? {narrowed: [namespace]} : {}),
  };
}

/** What can do most comes first: bindings, then what counts for the whole cluster. */
function weightOf({plural, namespaced}: ApiResource): number {
  if (plural.endsWith('bindings')) return 0;
  return namespaced ? 2 : 1;
}

/** What was found in several namespaces, as one: kinds outside namespaces are found in each search. */
export function merged(searches: readonly OwnedObjects[]): OwnedObjects {
  const objects = new Map(searches.flatMap((search) => search.objects.map((one) => [refKey(one.ref), one])));
  return {
    objects: [...objects.values()],
    unsearched: [...new Set(searches.flatMap(({unsearched}) => unsearched))],
    narrowed: searches.flatMap(({narrowed = []}) => narrowed),
  };
}

function isSearchable({verbs, plural}: ApiResource): boolean {
  return verbs.includes('list') && verbs.includes('create') && verbs.includes('delete') && !NEVER_OWNED.has(plural);
}

/** Of what Helm's label found, the objects of one release; `live` are those that it declares. */
export function ownedBy({objects}: OwnedObjects, release: ReleaseRef, live: readonly LiveObject[]): LiveObject[] {
  const known = [...live, ...objects];
  const byUid = new Map(known.map((one) => [textOf(metadataOf(one.object)['uid']), one.ref]));
  return objects.filter((one) => {
    const metadata = metadataOf(one.object);
    const annotations: JsonObject = isObject(metadata['annotations']) ? metadata['annotations'] : {};
    return (
      annotations['meta.helm.sh/release-name'] === release.name &&
      annotations['meta.helm.sh/release-namespace'] === release.namespace &&
      !objectsIn(metadata['ownerReferences']).some((owner) => isMadeBy(byUid.get(textOf(owner['uid'])), one.ref))
    );
  });
}

/** What Kubernetes' own controllers make, by the kind that they make it for. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['ReplicaSet'],
  ReplicaSet: ['Pod'],
  StatefulSet: ['Pod', 'ControllerRevision', 'PersistentVolumeClaim'],
  DaemonSet: ['Pod', 'ControllerRevision'],
  CronJob: ['Job'],
  Job: ['Pod'],
  Service: ['EndpointSlice', 'Endpoints'],
  Ingress: ['Certificate'],
};
/** Groups whose objects give rights or change what others write: no copy of anything needs to. */
const POWERFUL = new Set(['rbac.authorization.k8s.io', 'admissionregistration.k8s.io', 'apiregistration.k8s.io']);

/**
 * Whether an object is a copy that the controller of its owner made: such copies inherit annotations. Anybody can name an owner,
 * so the owner must be there, and be one whose controller makes such objects; operators of custom resources make many kinds.
 */
function isMadeBy(owner: ObjectRef | undefined, {group, kind}: ObjectRef): boolean {
  if (owner === undefined || POWERFUL.has(group)) return false;
  return MADE[owner.kind]?.includes(kind) ?? isCustom(owner.group, owner.kind);
}
