import {inertName} from './inert.ts';

/** Names one object of a cluster. Never by version: apps/v1 and apps/v1beta2 of one Deployment are one object. */
export interface ObjectRef {
  /** API group; '' for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
}

/** How the release's newest deployed record says Helm writes: server-side apply, or client-side (three-way) patches. */
export type ApplyMethod = 'ssa' | 'csa';

export interface ReleaseRef {
  readonly name: string;
  readonly namespace: string;
  /** Absent when the intent does not come from a release record (a chart, a file, Git). */
  readonly revision?: number;
  readonly status?: string;
  readonly applyMethod?: ApplyMethod;
  /** RFC 3339; when the revision was written. */
  readonly deployedAt?: string;
  /** RFC 3339, by the API server's clock: what Helm wrote for this revision is not younger. */
  readonly writtenAt?: string;
}

/** A key that is equal for two refs of the same object, and sorts by group, kind, namespace, name. */
export function refKey(ref: ObjectRef): string {
  return `${ref.group}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** `Service/test-nginx`, as kubectl users write it. */
export function refLabel(ref: ObjectRef): string {
  return inertName(`${ref.kind}/${ref.name}`);
}

/** Splits `apps/v1` into group and version; the core group's `v1` has the group ''. */
export function parseApiVersion(apiVersion: string): {group: string; version: string} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? {group: '', version: apiVersion}
    : {group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1)};
}
