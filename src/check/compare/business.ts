import {isObject, textOf} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';

/** What one part of Kubernetes, or of its usual add-ons, writes into objects that others made. */
interface Business {
  readonly managers: RegExp;
  /** `group/Kind`. */
  readonly kinds: readonly string[];
  /** Of a path as reports write it. */
  readonly paths: RegExp;
  /** What it may write there; anything where nothing is said. */
  readonly isRight?: (value: Json) => boolean;
  /** Where it can be read that it does. */
  readonly source: string;
}

/** These run as one process in small distributions, which then writes under that one name. */
const ALL_IN_ONE = '|k3s|kubelite|k0s|microk8s';
const CONTROLLER_MANAGER = new RegExp(`^(?:kube-controller-manager${ALL_IN_ONE})$`);
const CLOUD = new RegExp(`^(?:(?:[a-z0-9]+-)*cloud-controller-manager|kube-controller-manager${ALL_IN_ONE})$`);
const note = (...domains: string[]): RegExp => new RegExp(`^metadata\\.annotations\\["(?:${domains.join('|')})"\\]$`);

/** `web-token-x7k2p`: the control plane ends the names that it makes so. */
function isMadeSecret(value: Json): boolean {
  const name = isObject(value) ? textOf(value['name']) : textOf(value);
  return /-(?:token|dockercfg)-[a-z0-9]{5}$/.test(name);
}

const BUSINESS: readonly Business[] = [
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['apps/Deployment', 'apps/ReplicaSet'],
    paths: note(String.raw`deployment\.kubernetes\.io/[a-z-]+`),
    source: 'pkg/controller/deployment/util: SetNewReplicaSetAnnotations',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['/PersistentVolumeClaim', '/PersistentVolume'],
    paths: new RegExp(
      String.raw`^(?:metadata\.finalizers\[=kubernetes\.io/p[vc]{1,2}-protection\]$|spec\.(?:volumeName|claimRef)\b|metadata\.annotations\["(?:pv\.kubernetes\.io/[a-z-]+|volume(?:\.beta)?\.kubernetes\.io/storage-[a-z]+)"\]$)`,
    ),
    source: 'pkg/controller/volume/persistentvolume, pvcprotection, pvprotection',
  },
  {
    managers: /^(?:kube-controller-manager|openshift-controller-manager|k3s|kubelite|k0s|microk8s)$/,
    kinds: ['/ServiceAccount'],
    paths: /^(?:secrets|imagePullSecrets)\b/,
    isRight: (value) => (Array.isArray(value) ? (value as Json[]) : [value]).every(isMadeSecret),
    source: 'pkg/controller/serviceaccount: TokensController; openshift-controller-manager/pkg/serviceaccounts',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['/Secret'],
    paths:
      /^data(?:$|\.(?:namespace|token)|\["ca\.crt"\])$|^metadata\.annotations\["kubernetes\.io\/service-account\.uid"\]$/,
    isRight: (value) =>
      !isObject(value) || Object.keys(value).every((key) => ['ca.crt', 'namespace', 'token'].includes(key)),
    source: 'pkg/controller/serviceaccount: TokensController, of Secrets of the type service-account-token',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['rbac.authorization.k8s.io/ClusterRole'],
    paths: /^rules\b/,
    source: 'pkg/controller/clusterroleaggregation; what it may hold is judged by judge/aggregated.ts',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['/Endpoints', '/ConfigMap', 'coordination.k8s.io/Lease'],
    paths: note(String.raw`(?:control-plane\.alpha|endpoints)\.kubernetes\.io/[a-z-]+`),
    source: 'client-go/tools/leaderelection/resourcelock; pkg/controller/endpoint',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['autoscaling/HorizontalPodAutoscaler'],
    paths: note(String.raw`autoscaling\.alpha\.kubernetes\.io/(?:conditions|current-metrics)`),
    source: 'pkg/apis/autoscaling/v1: conversion of the status',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['networking.k8s.io/ServiceCIDR', 'resource.k8s.io/ResourceClaim', 'storage.k8s.io/VolumeAttributesClass'],
    paths:
      /^metadata\.finalizers\[=(?:networking\.k8s\.io\/service-cidr-finalizer|resource\.kubernetes\.io\/delete-protection|kubernetes\.io\/vac-protection)\]$/,
    source: 'pkg/controller/servicecidrs, resourceclaim, volume/vacprotection',
  },
  {
    // A chart that declares a Node declares what its machine and its cloud fill in.
    managers: new RegExp(`^(?:kubelet|kube-controller-manager|(?:[a-z0-9]+-)*cloud-controller-manager${ALL_IN_ONE})$`),
    kinds: ['/Node'],
    paths: /^metadata\.(?:annotations|labels)|^spec\.(?:podCIDRs?|providerID|taints)\b/,
    source: 'pkg/kubelet: registration; pkg/controller/nodeipam, nodelifecycle, ttl; cloud-provider/controllers/node',
  },
  {
    managers: CONTROLLER_MANAGER,
    kinds: ['/Namespace'],
    paths: /^spec\.finalizers\b/,
    source: 'pkg/controller/namespace',
  },
  {
    managers: CLOUD,
    kinds: ['/Service'],
    paths: /^metadata\.finalizers\[=service\.kubernetes\.io\/load-balancer-cleanup\]$/,
    source: 'cloud-provider/controllers/service, built into the controller manager until 1.30',
  },
  {
    managers: new RegExp(`^(?:kube-scheduler${ALL_IN_ONE})$`),
    kinds: ['/Pod'],
    paths: /^spec\.nodeName$/,
    source: 'pkg/registry/core/pod/storage: BindingREST',
  },
  {
    managers: new RegExp(`^(?:kube-scheduler${ALL_IN_ONE})$`),
    kinds: ['/PersistentVolumeClaim'],
    paths: note(String.raw`volume\.kubernetes\.io/selected-node`),
    source: 'pkg/scheduler/framework/plugins/volumebinding',
  },
  {
    managers: /^vpa-(?:updater|admission-controller)$/,
    kinds: ['/Pod'],
    paths: /^(?:spec\.containers\[[^\]]*\]\.resources\b|metadata\.annotations\.vpa[a-zA-Z]*$)/,
    source: 'autoscaler/vertical-pod-autoscaler/pkg/admission-controller and updater (in place)',
  },
  {
    managers: /^keda(?:-operator)?$/,
    kinds: ['keda.sh/ScaledObject', 'keda.sh/ScaledJob', 'keda.sh/TriggerAuthentication'],
    paths: /^metadata\.(?:finalizers\[=finalizer\.keda\.sh\]|labels\["(?:scaledobject|scaledjob)\.keda\.sh\/name"\])$/,
    source: 'keda/controllers/keda: finalizers and the name label',
  },
  {
    managers: /^openshift-controller-manager$/,
    kinds: ['/ServiceAccount'],
    paths: /^metadata\.annotations\["openshift\.io\/internal-registry-pull-secret-ref"\]$/,
    source: 'openshift-controller-manager/pkg/serviceaccounts',
  },
];

/** All managers that have business with anything: the work of others is not put down to them. */
export function isPartOfKubernetes(manager: string): boolean {
  return BUSINESS.some(({managers}) => managers.test(manager)) || OTHER_PARTS.test(manager);
}

/** Parts that write only statuses, only objects of their own, or what is judged elsewhere. */
const OTHER_PARTS = /^(?:kube-apiserver|kubelet|cluster-autoscaler|vpa-recommender|(?:cert-manager-)?cainjector)$/;

/** Whether a field is a writer's to write. A name alone says nothing: anybody may write under it. */
export function isItsBusiness(
  manager: string,
  {group, kind}: Pick<ObjectRef, 'group' | 'kind'>,
  path: Path,
  value: Json,
): boolean {
  const text = formatPath(path);
  return BUSINESS.some(
    ({managers, kinds, paths, isRight}) =>
      managers.test(manager) &&
      kinds.includes(`${group}/${kind}`) &&
      paths.test(text) &&
      (isRight === undefined || isRight(value)),
  );
}
