import type {Obj} from '../accuracy/json.ts';
import {GROUP, objectOf} from './kinds.ts';
import type {KindName} from './kinds.ts';

/** Kinds that a chart of this suite declares, one object of each, named as the release is. */
export const DECLARED_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Service',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'NetworkPolicy',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
  'ValidatingWebhookConfiguration',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'Widget',
] as const satisfies readonly KindName[];

export type DeclaredKind = (typeof DECLARED_KINDS)[number];

export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const appContainer = (more: Obj = {}): Obj => ({
  name: 'app',
  image: 'registry.example.com/app:1.0',
  args: ['serve', '--verbose'],
  ports: [{name: 'http', containerPort: 8080}],
  resources: {limits: {memory: '256Mi'}},
  ...more,
});

const podTemplate = (name: string, more: Obj = {}): Obj => ({
  metadata: {labels: {app: name}},
  spec: {containers: [appContainer()], ...more},
});

const selector = (name: string): Obj => ({matchLabels: {app: name}});

export const ROLE_RULES = [{apiGroups: [''], resources: ['pods'], verbs: ['get', 'list']}];

/** A definition that keeps what it does not know. */
export const definition = (plural: string, kind: string, group: string, more: Obj = {}): Obj =>
  objectOf('CustomResourceDefinition', `${plural}.${group}`, {
    spec: {
      group,
      scope: 'Namespaced',
      names: {plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List`},
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  properties: {
                    mode: {type: 'string', enum: ['plain', 'fancy'], default: 'plain'},
                    size: {'x-kubernetes-int-or-string': true},
                    options: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
                  },
                },
              },
            },
          },
        },
      ],
      ...more,
    },
  });

/** Of the custom resources that releases declare; it is there before any of them. */
export const WIDGETS = definition('widgets', 'Widget', GROUP);

/** A group for the definitions that a release brings itself. */
export const ownGroup = (release: string): string => `${release}.${GROUP}`;

const SPECS: Readonly<Record<DeclaredKind, (release: string) => Obj>> = {
  Deployment: (name) => ({spec: {replicas: 1, selector: selector(name), template: podTemplate(name)}}),
  StatefulSet: (name) => ({
    spec: {serviceName: name, replicas: 1, selector: selector(name), template: podTemplate(name)},
  }),
  DaemonSet: (name) => ({spec: {selector: selector(name), template: podTemplate(name)}}),
  CronJob: (name) => ({
    spec: {
      schedule: '0 3 1 1 *',
      jobTemplate: {spec: {template: podTemplate(name, {restartPolicy: 'Never'})}},
    },
  }),
  Service: (name) => ({spec: {selector: {app: name}, ports: [{name: 'http', port: 80, targetPort: 'http'}]}}),
  ConfigMap: () => ({data: {level: 'info', mode: 'strict'}}),
  Secret: () => ({type: 'Opaque', data: {password: 'b3Blbi1zZXNhbWU='}}),
  ServiceAccount: () => ({automountServiceAccountToken: false}),
  Role: () => ({rules: ROLE_RULES}),
  ClusterRole: () => ({rules: ROLE_RULES}),
  RoleBinding: (name) => ({
    roleRef: {apiGroup: RBAC_GROUP, kind: 'Role', name},
    subjects: [{kind: 'ServiceAccount', name, namespace: name}],
  }),
  ClusterRoleBinding: (name) => ({
    roleRef: {apiGroup: RBAC_GROUP, kind: 'ClusterRole', name},
    subjects: [{kind: 'ServiceAccount', name, namespace: name}],
  }),
  NetworkPolicy: (name) => ({
    spec: {
      podSelector: selector(name),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{from: [{podSelector: {matchLabels: {role: 'front'}}}]}],
    },
  }),
  HorizontalPodAutoscaler: (name) => ({
    spec: {
      scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: `${name}-elsewhere`},
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 70}}}],
    },
  }),
  PodDisruptionBudget: (name) => ({spec: {minAvailable: 1, selector: selector(name)}}),
  Ingress: (name) => ({
    spec: {
      rules: [
        {
          host: 'a.example.com',
          http: {paths: [{path: '/', pathType: 'Prefix', backend: {service: {name, port: {number: 80}}}}]},
        },
      ],
    },
  }),
  ValidatingWebhookConfiguration: (name) => ({
    webhooks: [
      {
        name: 'guard.example.com',
        clientConfig: {service: {name, namespace: name, path: '/validate'}},
        rules: [{apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['things']}],
        failurePolicy: 'Fail',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  }),
  PersistentVolumeClaim: () => ({
    spec: {accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: {requests: {storage: '1Gi'}}},
  }),
  CustomResourceDefinition: () => ({}),
  Widget: () => ({spec: {mode: 'fancy', size: 3, options: {color: 'red', retries: 3, word: 'caf\u00e9'}}}),
};

/** What a release declares of a kind. */
export function declared(kind: DeclaredKind, release: string): Obj {
  const labels = {labels: {app: release}};
  if (kind === 'CustomResourceDefinition') {
    const made = definition('things', 'Thing', ownGroup(release));
    return {...made, metadata: {name: `things.${ownGroup(release)}`, ...labels}};
  }
  return objectOf(kind, release, SPECS[kind](release), labels);
}
