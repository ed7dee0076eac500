import {resolve} from 'node:path';
import {HELM_VERSIONS, KUBERNETES_VERSION} from '../../src/sandbox/provision.ts';
import type {OtherKubernetes} from '../../src/sandbox/provision.ts';

/** What `npm run matrix` runs on: the oldest and the newest that is supported, and two between. */
export const VERSIONS = {
  kubernetes: ['1.31.13', '1.33.13', '1.35.4', KUBERNETES_VERSION],
  helm: ['3.18.0', HELM_VERSIONS[3], '4.1.4', HELM_VERSIONS[4]],
  node: ['20.19', '22', '24', '26'],
} as const;

/** One of each, to be tried together. */
export interface Combination {
  readonly kubernetes: string;
  readonly helm: string;
  readonly node: string;
}

/**
 * Sixteen runs in which each two versions of different kinds meet once: rows are Kubernetes, columns are Helms, and Node is the
 * Latin square of their numbers' exclusive or.
 */
export function combinations(): readonly Combination[] {
  const {kubernetes, helm, node} = VERSIONS;
  return kubernetes.flatMap((ofKubernetes, row) =>
    helm.map((ofHelm, column) => ({kubernetes: ofKubernetes, helm: ofHelm, node: node[row ^ column] ?? ''})),
  );
}

/** Where its go.mod lies; undefined for the Kubernetes of the sandbox, which has its own. */
export function otherKubernetes(version: string): OtherKubernetes | undefined {
  return version === KUBERNETES_VERSION
    ? undefined
    : {version, modfile: resolve('test/matrix/kubernetes', `${version}.mod`)};
}

/** The oldest of everything: the part of the matrix that each run of the tests repeats. */
export const OLDEST: Combination = {
  kubernetes: VERSIONS.kubernetes[0],
  helm: VERSIONS.helm[0],
  node: VERSIONS.node[0],
};

/** `1.31` of `1.31.13`, `20.19` of `20.19`. */
export const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');
