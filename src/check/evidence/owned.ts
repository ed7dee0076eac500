import type {LiveObject, OwnedObjects} from '../../model/evidence.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {RELEASE_NAME, RELEASE_NAMESPACE} from '../../model/ownership.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../../model/refs.ts';
import {isCustom} from '../normalize/shapes.ts';

/** What was found in several namespaces, as one: kinds outside namespaces are found in each search. */
export function merged(searches: readonly OwnedObjects[]): OwnedObjects {
  const [first, ...others] = new Set(searches);
  // A search of the whole cluster serves every namespace, and all releases.
  if (first !== undefined && others.length === 0) return first;
  const objects = new Map(searches.flatMap((search) => search.objects.map((one) => [refKey(one.ref), one])));
  const leftOut = searches.find((search) => search.leftOut !== undefined)?.leftOut;
  return {
    objects: [...objects.values()],
    unsearched: [...new Set(searches.flatMap(({unsearched}) => unsearched))],
    late: [...new Set(searches.flatMap(({late = []}) => late))],
    narrowed: searches.flatMap(({narrowed = []}) => narrowed),
    ...(leftOut === undefined ? {} : {leftOut}),
  };
}

/** What a search found, by whose it is said to be and by uid. */
interface Index {
  readonly byRelease: ReadonlyMap<string, readonly LiveObject[]>;
  readonly byUid: ReadonlyMap<string, ObjectRef>;
}

/** One search serves thousands of releases: it is gone through once. */
const indexes = new WeakMap<readonly LiveObject[], Index>();

function indexOf(objects: readonly LiveObject[]): Index {
  const known = indexes.get(objects);
  if (known !== undefined) return known;
  const byRelease = new Map<string, LiveObject[]>();
  for (const one of objects) {
    const {annotations} = metadataOf(one.object);
    const marks: JsonObject = isObject(annotations) ? annotations : {};
    const key = releaseKey(textOf(marks[RELEASE_NAMESPACE]), textOf(marks[RELEASE_NAME]));
    const group = byRelease.get(key);
    if (group === undefined) byRelease.set(key, [one]);
    else group.push(one);
  }
  const index = {byRelease, byUid: new Map(objects.map((one) => [uidOf(one), one.ref]))};
  indexes.set(objects, index);
  return index;
}

/** Neither holds a slash. */
const releaseKey = (namespace: string, name: string): string => `${namespace}/${name}`;

const uidOf = ({object}: LiveObject): string => textOf(metadataOf(object)['uid']);

/** Of what Helm's label found, the objects of one release; `live` are those that it declares. */
export function ownedBy({objects}: OwnedObjects, release: ReleaseRef, live: readonly LiveObject[]): LiveObject[] {
  const {byRelease, byUid} = indexOf(objects);
  const own = new Map(live.map((one) => [uidOf(one), one.ref]));
  return (byRelease.get(releaseKey(release.namespace, release.name)) ?? []).filter(
    (one) =>
      !objectsIn(metadataOf(one.object)['ownerReferences']).some((owner) => {
        const uid = textOf(owner['uid']);
        return isMadeBy(byUid.get(uid) ?? own.get(uid), one.ref);
      }),
  );
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
