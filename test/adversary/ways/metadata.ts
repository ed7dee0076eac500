import {asObj, asText} from '../../accuracy/json.ts';
import type {Obj} from '../../accuracy/json.ts';
import {DECLARED_KINDS} from '../declared.ts';
import {editing, other} from '../edits.ts';
import {objectOf} from '../kinds.ts';
import {ADMIN_ARN, ROLE_ARN} from '../plants.ts';
import type {Way} from '../way.ts';

const NAMES = ['', 'helm', 'kube-controller-manager', 'aws-cloud-controller-manager', 'mallory-operator'] as const;

const note = (key: string, value: string): {place: string[]; body: Obj} => ({
  place: ['metadata', 'annotations', key],
  body: {metadata: {annotations: {[key]: value}}},
});

/** Not one of the release's own: whoever is owned by it goes with it. */
const ownerOf = async (release: string, api: {get(path: string): Promise<Obj>}): Promise<Obj> => {
  const {metadata} = await api.get(`api/v1/namespaces/${release}`);
  return {apiVersion: 'v1', kind: 'Namespace', name: release, uid: asText(asObj(metadata)['uid'])};
};

const aggregated = (release: string): Obj => ({
  ...objectOf('ClusterRole', `${release}-aggregated`),
  aggregationRule: {clusterRoleSelectors: [{matchLabels: {[`aggregate-to-${release}`]: 'true'}}]},
  rules: [],
});

const SERVICE_NOTES = [
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', 'internet-facing'],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', 'false'],
  ['cloud.google.com/load-balancer-type', 'External'],
  ['service.kubernetes.io/topology-mode', 'Auto'],
] as const;

const CA =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJjVENDQVJlZ0F3SUJBZ0lVTU5CK2xRYWQ0ZUFSRitrOTJhdWg1MnpLaVFVd0NnWUlLb1pJemowRUF3SXcKRFRFTE1Ba0dBMVVFQXd3Q1kyRXdJQmNOTWpZeE1USTBNREl6T1RFNFdoZ1BNakV5TmpFd016RXdNak01TVRoYQpNQTB4Q3pBSkJnTlZCQU1NQW1OaE1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRWpORHJoOUJaCmhXOHdxdHVXQXYzVThhUllmbW94OHd6U0JSbWNJdk9SaGk3czFtZjJFdnRTdHFQZHdoOXRPRHhzVFVXM3d0a1cKeEZYdExiSFljaWx4ZEtOVE1GRXdIUVlEVlIwT0JCWUVGS0Vvd1VUT0NWVkVIb245SnpBUjllckZqZnFLTUI4RwpBMVVkSXdRWU1CYUFGS0Vvd1VUT0NWVkVIb245SnpBUjllckZqZnFLTUE4R0ExVWRFd0VCL3dRRk1BTUJBZjh3CkNnWUlLb1pJemowRUF3SURTQUF3UlFJZ2NLSWN3enVWbUFybzRPZ0YxYmUxUWU0VU5QeCtWNTFtNElvS1FmT0wKcUhRQ0lRRFU3NllGcnJIelBqRG1VNHlhanRTSVQrVlhNOUZ0RFNLbVdIUlFVQzZ3S2c9PQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==';

const HOOK = ['webhooks', {name: 'guard.example.com'}] as const;
const ofHook = (more: Obj): Obj => ({webhooks: [{name: 'guard.example.com', ...more}]});

export const METADATA_WAYS: readonly Way[] = [
  ...editing({
    id: 'finalizer',
    title: 'a finalizer blocks the uninstallation',
    item: 5,
    managers: NAMES,
    edits: DECLARED_KINDS.filter((kind) => kind !== 'PersistentVolumeClaim').map((of) => ({
      of,
      place: ['metadata', 'finalizers'],
      body: {metadata: {finalizers: ['example.com/mallory']}},
      as: {type: 'merge'},
    })),
  }),
  ...editing({
    id: 'finalizer-second',
    title: 'a finalizer beside the server’s own',
    item: 5,
    edits: [
      {
        of: 'PersistentVolumeClaim',
        place: ['metadata', 'finalizers', {'': 'example.com/mallory'}],
        body: [{op: 'add', path: '/metadata/finalizers/-', value: 'example.com/mallory'}],
      },
    ],
  }),
  ...editing({
    id: 'owner-reference',
    title: 'an owner whose end takes the object along',
    item: 5,
    managers: NAMES,
    edits: (['Secret', 'ConfigMap', 'Deployment', 'ServiceAccount', 'ClusterRole', 'Widget'] as const).map((of) => ({
      of,
      place: ['metadata', 'ownerReferences'],
      body: async ({release, api}) => ({metadata: {ownerReferences: [await ownerOf(release, api)]}}),
      as: {type: 'merge'},
    })),
  }),
  ...editing({
    id: 'owner-and-finalizer-no-fields',
    title: 'a finalizer, and managedFields taken away',
    item: 5,
    after: ({hand}, target) => hand.editManaged(target, () => [{}]),
    edits: (['Secret', 'Deployment', 'Service'] as const).map((of) => ({
      of,
      place: ['metadata', 'finalizers'],
      body: {metadata: {finalizers: ['example.com/mallory']}},
      as: {type: 'merge'},
    })),
  }),
  ...editing({
    id: 'irsa',
    title: 'a ServiceAccount that a cloud lets in as somebody else',
    item: 5,
    managers: [...NAMES, 'pod-identity-webhook'],
    edits: [
      {of: 'ServiceAccount', label: 'ServiceAccount aws', ...note(ROLE_ARN, ADMIN_ARN)},
      {
        of: 'ServiceAccount',
        label: 'ServiceAccount gcp',
        ...note('iam.gke.io/gcp-service-account', 'owner@example.com'),
      },
      {of: 'ServiceAccount', label: 'ServiceAccount azure', ...note('azure.workload.identity/client-id', '6666')},
    ],
  }),
  ...editing({
    id: 'balancer-notes',
    title: 'annotations of cloud controllers that open a Service to the world',
    item: 5,
    managers: [...NAMES, 'service-controller', 'cloud-provider'],
    edits: SERVICE_NOTES.map(([key, value]) => ({of: 'Service', label: `Service ${key}`, ...note(key, value)})),
  }),
  ...editing({
    id: 'ingress-notes',
    title: 'annotations that controllers obey on an Ingress',
    item: 5,
    managers: [...NAMES, 'nginx-ingress-controller'],
    edits: [
      {of: 'Ingress', label: 'Ingress snippet', ...note('nginx.ingress.kubernetes.io/server-snippet', 'return 200;')},
      {of: 'Ingress', label: 'Ingress legacy', ...note('ingress.kubernetes.io/auth-url', 'http://mallory')},
      {of: 'Ingress', label: 'Ingress alb', ...note('alb.ingress.kubernetes.io/scheme', 'internet-facing')},
    ],
  }),
  ...editing({
    id: 'controllers-notes',
    title: 'annotations in the domains of Kubernetes, of distributions and of clouds',
    item: 5,
    managers: NAMES,
    edits: [
      {
        of: 'PersistentVolumeClaim',
        label: 'PVC volume.kubernetes.io',
        ...note('volume.kubernetes.io/selected-node', 'mallory'),
      },
      {of: 'Deployment', label: 'Deployment cattle.io', ...note('field.cattle.io/publicEndpoints', '[]')},
      {
        of: 'Deployment',
        label: 'Deployment openshift.io',
        ...note('image.openshift.io/triggers', '[{"from":{"kind":"ImageStreamTag","name":"evil:1"}}]'),
      },
      {of: 'Deployment', label: 'Deployment hook', ...note('helm.sh/hook', 'pre-delete')},
      {of: 'Deployment', label: 'Deployment keep', ...note('helm.sh/resource-policy', 'keep')},
      {of: 'Deployment', label: 'Deployment ignore', ...note('helm-drift/ignore', '/spec')},
    ],
  }),
  ...editing({
    id: 'ca-bundle',
    title: 'a webhook’s caBundle: whoever holds the key answers in its place',
    item: 5,
    managers: ['', 'helm', 'kube-controller-manager'],
    edits: [
      {
        of: 'ValidatingWebhookConfiguration',
        place: [...HOOK, 'clientConfig', 'caBundle'],
        body: ofHook({clientConfig: {caBundle: CA}}),
      },
    ],
  }),
  ...editing({
    id: 'ca-bundle',
    title: 'a webhook’s caBundle under a name that may be an injector’s',
    item: 5,
    managers: ['cainjector', 'mallory-operator'],
    limit:
      'each operator injects under a name of its own: the audit log tells who wrote it, and a policy that names the injectors prevents it',
    edits: [
      {
        of: 'ValidatingWebhookConfiguration',
        place: [...HOOK, 'clientConfig', 'caBundle'],
        body: ofHook({clientConfig: {caBundle: CA}}),
      },
    ],
  }),
  ...editing({
    id: 'failure-policy',
    title: 'a webhook that lets through what it cannot check',
    item: 5,
    managers: [...NAMES, 'pilot-discovery'],
    edits: [
      {
        of: 'ValidatingWebhookConfiguration',
        place: [...HOOK, 'failurePolicy'],
        body: ofHook({failurePolicy: 'Ignore'}),
      },
    ],
  }),
  ...editing({
    id: 'webhook-narrowed',
    title: 'a webhook that is asked of nobody: selectors and conditions',
    item: 5,
    managers: NAMES,
    edits: [
      {
        of: 'ValidatingWebhookConfiguration',
        label: 'VWC objectSelector',
        place: [...HOOK, 'objectSelector', 'matchLabels'],
        body: ofHook({objectSelector: {matchLabels: {checked: 'please'}}}),
      },
      {
        of: 'ValidatingWebhookConfiguration',
        label: 'VWC matchConditions',
        place: [...HOOK, 'matchConditions'],
        body: ofHook({matchConditions: [{name: 'never', expression: 'false'}]}),
      },
    ],
  }),
  ...editing({
    id: 'aggregation-widened',
    title: 'an aggregated ClusterRole whose selector takes in another role',
    item: 5,
    managers: NAMES,
    objects: (release) => [aggregated(release)],
    edits: [
      {
        of: other(aggregated),
        place: ['aggregationRule', 'clusterRoleSelectors', '1'],
        body: [
          {
            op: 'add',
            path: '/aggregationRule/clusterRoleSelectors/-',
            value: {matchLabels: {'rbac.authorization.k8s.io/aggregate-to-admin': 'true'}},
          },
        ],
      },
    ],
  }),
  ...(['', 'kube-controller-manager', 'helm', 'clusterrole-aggregation-controller'] as const).map((manager): Way => ({
    id: `aggregated-to-all${manager === '' ? '' : `-${manager.split('-')[0]}`}`,
    title: `an aggregated ClusterRole made * by a role with its label${manager === '' ? '' : `, as ${manager}`}`,
    item: 5,
    objects: (release) => [aggregated(release)],
    async apply(scene) {
      const target = other(aggregated)(scene.release);
      const feeder = objectOf(
        'ClusterRole',
        `${scene.release}-feeder`,
        {rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]},
        {labels: {[`aggregate-to-${scene.release}`]: 'true'}},
      );
      await scene.plant({target, place: ['rules']}, async () => {
        await scene.hand.kubectl(
          ['create', ...(manager === '' ? [] : [`--field-manager=${manager}`]), '-f', '-'],
          feeder,
        );
      });
      scene.closing.push(async () => {
        await scene.hand.kubectl(['delete', 'clusterrole', `${scene.release}-feeder`]).catch(() => '');
      });
    },
  })),
];
