import type {IntentObject} from '../../model/intent.ts';
import {isObject, textOf} from '../../model/json.ts';
import type {ScopeOf} from '../../model/ports.ts';
import {movedTo} from './moved.ts';

/**
 * Gives each object the namespace it really lands in: the release's for a namespaced object that names none, none for a
 * cluster-scoped one, whatever its manifest says (charts write `namespace` on ClusterRoles, and the server drops it).
 * Custom resources whose definition is part of the manifest itself take their scope from there.
 */
export function resolveNamespaces(
  objects: readonly IntentObject[],
  releaseNamespace: string,
  scopeOf: ScopeOf,
): IntentObject[] {
  const own = definedScopes(objects);
  return objects
    .map((entry) => followed(entry, scopeOf))
    .map((entry) => {
      const {group, kind, name, namespace} = entry.ref;
      const namespaced = scopeOf(group, kind) ?? own.get(`${group}/${kind}`) ?? true;
      return {...entry, ref: {group, kind, ...(namespaced ? {namespace: namespace ?? releaseNamespace} : {}), name}};
    });
}

/** An object of a kind that is served no more, and moved to another group as it was. */
function followed(entry: IntentObject, scopeOf: ScopeOf): IntentObject {
  const {group, kind} = entry.ref;
  const moved = scopeOf(group, kind) === undefined ? movedTo(group, kind) : undefined;
  if (moved === undefined) return entry;
  const apiVersion = `${moved.group}/${moved.version}`;
  return {...entry, ref: {...entry.ref, group: moved.group}, apiVersion, object: {...entry.object, apiVersion}};
}

function definedScopes(objects: readonly IntentObject[]): Map<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const {ref, object} of objects) {
    if (ref.kind !== 'CustomResourceDefinition' || !isObject(object['spec'])) continue;
    const {group, names, scope} = object['spec'];
    if (isObject(names)) scopes.set(`${textOf(group)}/${textOf(names['kind'])}`, scope === 'Namespaced');
  }
  return scopes;
}
