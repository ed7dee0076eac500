import type {Obj} from '../accuracy/json.ts';

interface KindEntry {
  readonly apiVersion: string;
  readonly plural: string;
  readonly isClusterScoped?: true;
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const ADMISSION = 'admissionregistration.k8s.io/v1';

/** The group of the custom resources that this suite declares. */
export const GROUP = 'adversary.helm-drift.test';

/** Where the API keeps what the ways declare and make. */
const KINDS = {
  Deployment: {apiVersion: 'apps/v1', plural: 'deployments'},
  StatefulSet: {apiVersion: 'apps/v1', plural: 'statefulsets'},
  DaemonSet: {apiVersion: 'apps/v1', plural: 'daemonsets'},
  ReplicaSet: {apiVersion: 'apps/v1', plural: 'replicasets'},
  CronJob: {apiVersion: 'batch/v1', plural: 'cronjobs'},
  Job: {apiVersion: 'batch/v1', plural: 'jobs'},
  Pod: {apiVersion: 'v1', plural: 'pods'},
  Service: {apiVersion: 'v1', plural: 'services'},
  ConfigMap: {apiVersion: 'v1', plural: 'configmaps'},
  Secret: {apiVersion: 'v1', plural: 'secrets'},
  ServiceAccount: {apiVersion: 'v1', plural: 'serviceaccounts'},
  PersistentVolumeClaim: {apiVersion: 'v1', plural: 'persistentvolumeclaims'},
  Namespace: {apiVersion: 'v1', plural: 'namespaces', isClusterScoped: true},
  Role: {apiVersion: RBAC, plural: 'roles'},
  RoleBinding: {apiVersion: RBAC, plural: 'rolebindings'},
  ClusterRole: {apiVersion: RBAC, plural: 'clusterroles', isClusterScoped: true},
  ClusterRoleBinding: {apiVersion: RBAC, plural: 'clusterrolebindings', isClusterScoped: true},
  EndpointSlice: {apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices'},
  NetworkPolicy: {apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies'},
  Ingress: {apiVersion: 'networking.k8s.io/v1', plural: 'ingresses'},
  HorizontalPodAutoscaler: {apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers'},
  PodDisruptionBudget: {apiVersion: 'policy/v1', plural: 'poddisruptionbudgets'},
  PriorityClass: {apiVersion: 'scheduling.k8s.io/v1', plural: 'priorityclasses', isClusterScoped: true},
  ValidatingWebhookConfiguration: {
    apiVersion: ADMISSION,
    plural: 'validatingwebhookconfigurations',
    isClusterScoped: true,
  },
  MutatingWebhookConfiguration: {
    apiVersion: ADMISSION,
    plural: 'mutatingwebhookconfigurations',
    isClusterScoped: true,
  },
  CustomResourceDefinition: {
    apiVersion: 'apiextensions.k8s.io/v1',
    plural: 'customresourcedefinitions',
    isClusterScoped: true,
  },
  Widget: {apiVersion: `${GROUP}/v1`, plural: 'widgets'},
} as const satisfies Record<string, KindEntry>;

export type KindName = keyof typeof KINDS;

export const kindEntry = (kind: KindName): KindEntry => KINDS[kind];

export const isKindName = (text: string): text is KindName => Object.hasOwn(KINDS, text);

export const groupOfKind = (kind: KindName): string => {
  const [group = '', version] = kindEntry(kind).apiVersion.split('/');
  return version === undefined ? '' : group;
};

/** Path of an object in the API, at the version that its kind is known by here. */
export function urlOfKind(kind: KindName, namespace: string, name: string): string {
  const {apiVersion, plural, isClusterScoped} = kindEntry(kind);
  const base = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
  return `${base}/${isClusterScoped === true ? '' : `namespaces/${namespace}/`}${plural}/${name}`;
}

/** An object with its kind's own version. */
export const objectOf = (kind: KindName, name: string, rest: Obj = {}, metadata: Obj = {}): Obj => ({
  apiVersion: kindEntry(kind).apiVersion,
  kind,
  metadata: {name, ...metadata},
  ...rest,
});
