import type {ManagedEntry} from './managed-fields.ts';

/** Managers that are parts of Kubernetes or its usual add-ons: what they write is their work, not somebody's change. */
const CONTROLLERS: readonly RegExp[] = [
  /^kube-controller-manager$/,
  /^kube-scheduler$/,
  /^kube-apiserver$/,
  /^kubelet$/,
  /^kubelite$/,
  /^k3s$/,
  /^cloud-controller-manager$/,
  /^(aws|azure|gce|gke)-cloud-controller-manager$/,
  /^cluster-autoscaler$/,
  /^vpa-(recommender|updater|admission-controller)$/,
  /^keda(-operator)?$/,
  /^(cainjector|cert-manager-cainjector)$/,
];

/** Status is written by controllers alone, whatever they are called. */
export function isController({manager, subresource}: ManagedEntry): boolean {
  return subresource === 'status' || CONTROLLERS.some((known) => known.test(manager));
}
