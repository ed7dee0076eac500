/**
 * Kinds that Kubernetes moved to another group as they were: a manifest of old still names the old one, and the objects live on
 * under the new one. Kinds whose fields changed on the way (Ingress) are not among them. Source: the deprecation guide.
 */
const MOVED: Readonly<Record<string, {readonly group: string; readonly version: string}>> = {
  'extensions/Deployment': {group: 'apps', version: 'v1'},
  'extensions/DaemonSet': {group: 'apps', version: 'v1'},
  'extensions/ReplicaSet': {group: 'apps', version: 'v1'},
  'extensions/NetworkPolicy': {group: 'networking.k8s.io', version: 'v1'},
};

/** Where a kind went that its old group serves no more; undefined for one that moved nowhere. */
export function movedTo(group: string, kind: string): {readonly group: string; readonly version: string} | undefined {
  return MOVED[`${group}/${kind}`];
}
