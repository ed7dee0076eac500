import {isObject, metadataOf, textOf} from './json.ts';
import type {Json, JsonObject} from './json.ts';

/** Helm's own marks: by them it knows which release an object is of. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const RELEASE_NAME = 'meta.helm.sh/release-name';
export const RELEASE_NAMESPACE = 'meta.helm.sh/release-namespace';

/**
 * Who has an object by Helm's own marks, where that is not this release: `release b in shop`, as `helm install
 * --take-ownership` leaves it, or the other tool that the label names. Undefined where the marks are this release's, or gone.
 */
export function otherOwner(
  object: JsonObject,
  release: {readonly name: string; readonly namespace: string},
): string | undefined {
  const {labels, annotations} = metadataOf(object);
  const [name, namespace] = [entryOf(annotations, RELEASE_NAME), entryOf(annotations, RELEASE_NAMESPACE)];
  const isOther = (name !== '' && name !== release.name) || (namespace !== '' && namespace !== release.namespace);
  if (isOther) return `release ${name || release.name} in ${namespace || release.namespace}`;
  const tool = entryOf(labels, MANAGED_BY);
  return tool === '' || tool === 'Helm' ? undefined : tool;
}

function entryOf(map: Json | undefined, key: string): string {
  return isObject(map) && Object.hasOwn(map, key) ? textOf(map[key]) : '';
}
