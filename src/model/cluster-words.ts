import type {ClusterIdentity} from './evidence.ts';

/** Where a line names the cluster: its context may be called `viewer`, and must not read as prose. */
export function clusterText({name, server}: ClusterIdentity): string {
  return name === server ? `cluster ${server}` : `context ${name}`;
}

/** The same within a sentence, for its subject or object. */
export function theCluster({name, server}: ClusterIdentity): string {
  return name === server ? `the cluster ${server}` : `the cluster of context "${name}"`;
}
