import {isSearchable, MANAGED_BY_HELM} from '../check/evidence/search.ts';
import {AUTOSCALERS} from '../check/autoscaling/autoscalers.ts';
import type {ApiResource, ApiResources, Kind} from '../model/ports.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Collection} from '../model/watch.ts';

/** Where Helm keeps its revisions. */
export type RecordsIn = 'secrets' | 'configmaps';

/** What is followed. */
export interface Scope {
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
  /** The name of the one release that counts; all that there are where nothing is said. */
  readonly release?: string;
  readonly recordsIn: RecordsIn;
}

export const RECORDS = 'records';
export const DEFINITIONS = 'definitions';

export const labelledKey = ({group, kind}: Kind): string => `helm ${group}/${kind}`;
export const isLabelled = (key: string): boolean => key.startsWith('helm ');
const autoscalersKey = ({group, kind}: Kind): string => `scale ${group}/${kind}`;

export const isAutoscalers = (key: string): boolean => key.startsWith('scale ');

/** What is watched whatever the releases declare: by Helm's label every kind that can hold its objects, for each can hold an extra one. */
export function standingCollections(served: ApiResources, scope: Scope): Map<string, Collection> {
  const found = new Map<string, Collection>();
  const where = (resource: ApiResource): string | undefined => (resource.namespaced ? scope.namespace : undefined);
  for (const resource of served.preferred)
    if (isSearchable(resource) && resource.verbs.includes('watch'))
      found.set(labelledKey(resource), {
        resource,
        namespace: where(resource),
        query: {labelSelector: MANAGED_BY_HELM},
      });
  // An autoscaler that nobody declares decides what replicas are.
  for (const {group, kind} of AUTOSCALERS) {
    const resource = served.find(group, kind);
    if (resource !== undefined) found.set(autoscalersKey(resource), {resource, namespace: where(resource), query: {}});
  }
  const records = served.find('', scope.recordsIn === 'secrets' ? 'Secret' : 'ConfigMap', 'v1');
  const named = scope.release === undefined ? '' : `,name=${scope.release}`;
  const type: Record<string, string> = scope.recordsIn === 'secrets' ? {fieldSelector: 'type=helm.sh/release.v1'} : {};
  if (records !== undefined)
    found.set(RECORDS, {
      resource: records,
      namespace: scope.namespace,
      query: {labelSelector: `owner=helm${named}`, ...type},
    });
  const definitions = served.find('apiextensions.k8s.io', 'CustomResourceDefinition');
  if (definitions !== undefined) found.set(DEFINITIONS, {resource: definitions, namespace: undefined, query: {}});
  return found;
}

/** So many objects of a kind are watched each by its name; of more all of that kind are. */
const NAMED_AT_MOST = 8;

/** What must be watched by name: objects that are declared and that Helm's label does not lead to. By key, with the refs that it shows. */
export function namedCollections(
  refs: readonly ObjectRef[],
  served: ApiResources,
  {namespace: own}: Scope,
): Map<string, Collection> {
  const kinds = new Map<string, {readonly resource: ApiResource; readonly refs: Map<string, ObjectRef>}>();
  for (const ref of refs) {
    const resource = served.find(ref.group, ref.kind);
    if (resource === undefined || !resource.verbs.includes('watch')) continue;
    const key = `${ref.group}/${ref.kind}`;
    const kind = kinds.get(key) ?? {resource, refs: new Map<string, ObjectRef>()};
    kind.refs.set(`${ref.namespace ?? ''}/${ref.name}`, ref);
    kinds.set(key, kind);
  }
  const found = new Map<string, Collection>();
  for (const [kind, {resource, refs: named}] of kinds) {
    if (named.size <= NAMED_AT_MOST)
      for (const [place, {namespace, name}] of named)
        found.set(`name ${kind} ${place}`, {resource, namespace, query: {fieldSelector: `metadata.name=${name}`}});
    else if (own === undefined || !resource.namespaced)
      found.set(`all ${kind}`, {resource, namespace: undefined, query: {}});
    else
      for (const namespace of new Set([...named.values()].flatMap((ref) => ref.namespace ?? [])))
        found.set(`all ${kind} ${namespace}`, {resource, namespace, query: {}});
  }
  return found;
}

/** The keys under which a named object may be seen. */
export function namedKeys({group, kind, namespace, name}: ObjectRef): readonly string[] {
  const id = `${group}/${kind}`;
  return [`name ${id} ${namespace ?? ''}/${name}`, `all ${id}`, `all ${id} ${namespace ?? ''}`];
}
