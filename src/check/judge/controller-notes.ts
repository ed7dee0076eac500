import type {ObjectRef} from '../../model/refs.ts';

interface Notes {
  /** `group/Kind`; `*` where the controller notes it on any kind. */
  readonly kinds: '*' | readonly string[];
  readonly keys: RegExp;
  /** Who writes it, where that is one program; under another name it is somebody else's. */
  readonly managers?: RegExp;
  /** Whose note it is. */
  readonly source: string;
}

/**
 * Annotations in which controllers of Kubernetes, of its distributions and of clouds write down what they have done. None of them
 * is read as a wish: an annotation that tells a controller what to do (`…/aws-load-balancer-internal`) is anybody's, whoever
 * wrote it.
 */
const NOTES: readonly Notes[] = [
  {
    kinds: ['/Service'],
    keys: /^(?:service\.kubernetes\.io\/load-balancer-id|kubernetes\.digitalocean\.com\/load-balancer-id|load-balancer\.hetzner\.cloud\/id)$/,
    managers: /^(?:kube-controller-manager|(?:[a-z0-9]+-)*cloud-controller-manager)$/,
    source: 'cloud-provider load balancers: the id that the cloud gave; in the controller manager until 1.30',
  },
  {
    kinds: ['/Service', 'networking.k8s.io/Ingress'],
    keys: /^cloud\.google\.com\/neg-status$/,
    source: 'kubernetes/ingress-gce: network endpoint groups as they stand',
  },
  {
    kinds: ['networking.k8s.io/Ingress'],
    keys: /^ingress\.kubernetes\.io\/(?:backends|(?:https-)?forwarding-rule|(?:redirect-)?url-map|(?:https-)?target-proxy|ssl-cert|static-ip)$/,
    source: 'kubernetes/ingress-gce: what was made of the Ingress',
  },
  {
    kinds: ['/Service'],
    keys: /^metallb\.(?:io|universe\.tf)\/ip-allocated-from-pool$/,
    source: 'metallb/controller',
  },
  {
    kinds: ['/PersistentVolumeClaim', '/PersistentVolume'],
    keys: /^(?:pv\.kubernetes\.io\/(?:bind-completed|bound-by-controller|provisioned-by|migrated-to)|volume(?:\.beta)?\.kubernetes\.io\/(?:storage-provisioner|storage-resizer))$/,
    source: 'pkg/controller/volume/persistentvolume',
  },
  {
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    keys: /^autoscaling\.alpha\.kubernetes\.io\/(?:conditions|current-metrics)$/,
    source: 'pkg/apis/autoscaling/v1: its status, in a version that has no field for it',
  },
  {
    kinds: '*',
    keys: /^(?:control-plane\.alpha\.kubernetes\.io\/leader|endpoints\.kubernetes\.io\/last-change-trigger-time)$/,
    source: 'client-go leader election; pkg/controller/endpoint',
  },
  {
    kinds: ['/Namespace'],
    keys: /^(?:openshift\.io\/sa\.scc\.(?:mcs|supplemental-groups|uid-range)|cattle\.io\/status|lifecycle\.cattle\.io\/create\.[a-z.-]+)$/,
    source: 'openshift cluster-policy-controller; rancher',
  },
  {
    kinds: ['/ServiceAccount'],
    keys: /^openshift\.io\/internal-registry-pull-secret-ref$/,
    source: 'openshift-controller-manager',
  },
  {kinds: ['route.openshift.io/Route'], keys: /^openshift\.io\/host\.generated$/, source: 'openshift router'},
  {
    kinds: ['/PersistentVolumeClaim'],
    keys: /^volume\.kubernetes\.io\/selected-node$/,
    managers: /^kube-scheduler$/,
    source: 'pkg/scheduler/framework/plugins/volumebinding',
  },
  {
    kinds: '*',
    keys: /^field\.cattle\.io\/publicEndpoints$/,
    managers: /^(?:rancher|agent|cattle)/,
    source: 'rancher: where a workload is reached',
  },
];

/** Whether an annotation is a controller's own note on what it did to an object of this kind; nobody's name is `''`. */
export function isControllerNote({group, kind}: ObjectRef, key: string, manager: string): boolean {
  return NOTES.some(
    ({kinds, keys, managers}) =>
      (kinds === '*' || kinds.includes(`${group}/${kind}`)) && keys.test(key) && (managers?.test(manager) ?? true),
  );
}
