import type {Obj} from '../../accuracy/json.ts';
import {editing} from '../edits.ts';
import {recreate} from '../exports.ts';
import {adding, PURE_KINDS} from '../plants.ts';
import type {Way} from '../way.ts';

const NAMES = ['', 'helm', 'kube-controller-manager', 'mallory-operator'] as const;

const label = (key: string, value: string): {place: string[]; body: Obj} => ({
  place: ['metadata', 'labels', key],
  body: {metadata: {labels: {[key]: value}}},
});

const templateNote = (key: string, value: string): {place: string[]; body: Obj} => ({
  place: ['spec', 'template', 'metadata', 'annotations', key],
  body: {spec: {template: {metadata: {annotations: {[key]: value}}}}},
});

/** What acts by standing somewhere where nobody looks. */
export const ACTING_WAYS: readonly Way[] = [
  ...editing({
    id: 'aggregating-label',
    title: 'a label by which a ClusterRole becomes part of everybody’s rights',
    item: 5,
    managers: NAMES,
    edits: [{of: 'ClusterRole', ...label('rbac.authorization.k8s.io/aggregate-to-view', 'true')}],
  }),
  ...editing({
    id: 'template-notes',
    title: 'annotations of a pod template that admission and kubelet obey',
    item: 5,
    managers: NAMES,
    edits: [
      {of: 'Deployment', label: 'Deployment istio', ...templateNote('sidecar.istio.io/inject', 'false')},
      {
        of: 'Deployment',
        label: 'Deployment evict',
        ...templateNote('cluster-autoscaler.kubernetes.io/safe-to-evict', 'false'),
      },
      {
        of: 'DaemonSet',
        label: 'DaemonSet vault',
        ...templateNote('vault.hashicorp.com/agent-inject-secret-root', 'root/token'),
      },
    ],
  }),
  ...editing({
    id: 'claim-bound',
    title: 'a claim bound to a volume of somebody’s choice',
    item: 'neighbour',
    managers: ['', 'helm', 'kube-scheduler'],
    edits: [{of: 'PersistentVolumeClaim', place: ['spec', 'volumeName'], body: {spec: {volumeName: 'mallory'}}}],
  }),
  ...editing({
    id: 'replicas-as-controller',
    title: 'replicas written on the object itself as kube-controller-manager',
    item: 1,
    edits: (['Deployment', 'StatefulSet'] as const).map((of) => ({
      of,
      place: ['spec', 'replicas'],
      body: {spec: {replicas: 0}},
      as: {manager: 'kube-controller-manager'},
    })),
  }),
  ...editing({
    id: 'balancer-status',
    title: 'a status that draws others’ traffic: the nodes take the address for the Service’s own',
    item: 'neighbour',
    managers: ['', 'kube-controller-manager'],
    limit:
      'a status is no promise of the release, and controllers write it all the time: RBAC on services/status and ingresses/status, or the audit log, closes it',
    edits: (['Service', 'Ingress'] as const).map((of) => ({
      of,
      place: ['status', 'loadBalancer', 'ingress'],
      body: {status: {loadBalancer: {ingress: [{ip: '192.0.2.66'}]}}},
      as: {subresource: 'status'},
    })),
  }),
  {
    id: 'binding-recreated',
    title: 'a binding deleted, and created again with another role, as (helm, Update)',
    item: 1,
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    async apply(scene) {
      const roleRef = {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'};
      for (const kind of ['RoleBinding', 'ClusterRoleBinding'] as const) {
        const target = scene.target(kind);
        await scene.plant({target, place: ['roleRef', 'name']}, () =>
          recreate(scene.hand, target, 'helm', (object) => ({...object, roleRef})),
        );
      }
    },
  },
  ...(['Update', 'Apply'] as const).map((operation): Way => ({
    id: `crossed-helm-${operation.toLowerCase()}`,
    title: `a release that the other Helm upgraded; one’s own entry renamed to (helm, ${operation})`,
    item: 1,
    kinds: PURE_KINDS,
    isCrossed: true,
    apply: adding(PURE_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await hand.editManaged(target, (entries) =>
        entries.map((entry) => (entry['manager'] === 'kubectl-patch' ? {...entry, manager: 'helm', operation} : entry)),
      );
    }),
  })),
  ...(
    [
      ['rename-helm-apply', 'one’s own entry renamed to (helm, Apply)', {manager: 'helm', operation: 'Apply'}],
      [
        'rename-helm-future',
        'one’s own entry renamed to helm and dated after today',
        {manager: 'helm', time: '2099-01-01T00:00:00Z'},
      ],
      ['entry-no-time', 'one’s own entry renamed to helm, without a time', {manager: 'helm', time: null}],
    ] as const
  ).map(([id, title, change]): Way => ({
    id,
    title,
    item: 1,
    kinds: PURE_KINDS,
    apply: adding(PURE_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await hand.editManaged(target, (entries) =>
        entries.map((entry) => (entry['manager'] === 'kubectl-patch' ? {...entry, ...change} : entry)),
      );
    }),
  })),
];
