import type {Obj} from '../../accuracy/json.ts';
import {appContainer} from '../declared.ts';
import {editing, other} from '../edits.ts';
import {objectOf} from '../kinds.ts';
import type {Way} from '../way.ts';

const POD = ['spec', 'template', 'spec'] as const;
const NAMES = ['', 'helm', 'kube-controller-manager'] as const;
const front = {podSelector: {matchLabels: {role: 'front'}}};

const policy = (release: string): Obj =>
  objectOf('NetworkPolicy', `${release}-db`, {
    spec: {
      podSelector: {matchLabels: {app: release}},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{from: [front]}],
      egress: [{to: [front]}],
    },
  });

/** A policy that lets nobody in: an empty rule would let everybody in. */
const closed = (release: string): Obj =>
  objectOf('NetworkPolicy', `${release}-closed`, {
    spec: {podSelector: {matchLabels: {app: release}}, policyTypes: ['Ingress']},
  });

const affine = (release: string): Obj =>
  objectOf('Deployment', `${release}-affine`, {
    spec: {
      selector: {matchLabels: {app: 'affine'}},
      template: {
        metadata: {labels: {app: 'affine'}},
        spec: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                {topologyKey: 'kubernetes.io/hostname', labelSelector: {matchLabels: {app: 'affine'}}},
              ],
            },
            podAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {weight: 1, podAffinityTerm: {topologyKey: 'zone', labelSelector: {matchLabels: {app: 'db'}}}},
              ],
            },
          },
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule'}],
          containers: [appContainer()],
        },
      },
    },
  });

const ANTI = [...POD, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', '0'] as const;
const NEAR = [...POD, 'affinity', 'podAffinity', 'preferredDuringSchedulingIgnoredDuringExecution', '0'] as const;
const pointer = (place: readonly string[]): string => `/${place.join('/')}`;

export const EMPTY_WAYS: readonly Way[] = [
  ...editing({
    id: 'ns-selector-empty',
    title: 'namespaceSelector: {} beside the podSelector of a peer, of ingress and of egress',
    item: 3,
    managers: NAMES,
    objects: (release) => [policy(release)],
    edits: [
      {
        of: 'NetworkPolicy',
        place: ['spec', 'ingress', '0', 'from', '0', 'namespaceSelector'],
        body: [{op: 'add', path: '/spec/ingress/0/from/0/namespaceSelector', value: {}}],
        label: 'NetworkPolicy ingress',
      },
      {
        of: other(policy),
        place: ['spec', 'egress', '0', 'to', '0', 'namespaceSelector'],
        body: [{op: 'add', path: '/spec/egress/0/to/0/namespaceSelector', value: {}}],
        label: 'NetworkPolicy egress',
      },
    ],
  }),
  ...editing({
    id: 'affinity-ns-selector-empty',
    title: 'namespaceSelector: {} in pod affinity and anti-affinity',
    item: 3,
    managers: NAMES,
    objects: (release) => [affine(release)],
    edits: [
      {
        of: other(affine),
        place: [...ANTI, 'namespaceSelector'],
        body: [{op: 'add', path: pointer([...ANTI, 'namespaceSelector']), value: {}}],
        label: 'Deployment anti-affinity',
      },
      {
        of: other(affine),
        place: [...NEAR, 'podAffinityTerm', 'namespaceSelector'],
        body: [{op: 'add', path: pointer([...NEAR, 'podAffinityTerm', 'namespaceSelector']), value: {}}],
        label: 'Deployment affinity',
      },
      {
        of: other(affine),
        place: [...POD, 'topologySpreadConstraints', '0', 'labelSelector'],
        body: [{op: 'add', path: pointer([...POD, 'topologySpreadConstraints', '0', 'labelSelector']), value: {}}],
        label: 'Deployment spread',
      },
    ],
  }),
  ...editing({
    id: 'empty-peers',
    title: 'peers and rules that are empty: podSelector: {}, from: [], ingress: [{}]',
    item: 3,
    managers: NAMES,
    objects: (release) => [policy(release), closed(release)],
    edits: [
      {
        of: 'NetworkPolicy',
        place: ['spec', 'ingress', '0', 'from', '1'],
        body: [{op: 'add', path: '/spec/ingress/0/from/-', value: {podSelector: {}}}],
        label: 'NetworkPolicy podSelector',
      },
      {
        of: other(policy),
        place: ['spec', 'egress', '0', 'to', '0'],
        body: [{op: 'replace', path: '/spec/egress/0/to', value: []}],
        label: 'NetworkPolicy to: []',
      },
      {
        of: other(policy),
        place: ['spec', 'ingress', '1'],
        body: [{op: 'add', path: '/spec/ingress/-', value: {}}],
        label: 'NetworkPolicy rule {}',
      },
      {
        of: other(closed),
        place: ['spec', 'ingress'],
        body: [{op: 'add', path: '/spec/ingress', value: [{}]}],
        label: 'NetworkPolicy ingress: [{}]',
      },
    ],
  }),
  ...editing({
    id: 'empty-peer-item',
    title: 'from: [{}]',
    item: 3,
    edits: [
      {
        of: 'NetworkPolicy',
        place: ['spec', 'ingress', '0', 'from', '1'],
        body: [{op: 'add', path: '/spec/ingress/0/from/-', value: {}}],
      },
    ],
  }),
  ...editing({
    id: 'emptied-selector',
    title: 'a selector emptied, which means everything or nothing',
    item: 3,
    managers: NAMES,
    edits: [
      {
        of: 'NetworkPolicy',
        place: ['spec', 'podSelector', 'matchLabels'],
        body: [{op: 'replace', path: '/spec/podSelector', value: {}}],
      },
      {
        of: 'PodDisruptionBudget',
        place: ['spec', 'selector', 'matchLabels'],
        body: [{op: 'replace', path: '/spec/selector', value: {}}],
      },
      {of: 'Service', place: ['spec', 'selector'], body: [{op: 'remove', path: '/spec/selector'}]},
    ],
  }),
  ...editing({
    id: 'emptied-selector-entry-gone',
    title: 'a selector emptied, and managedFields taken away',
    item: 3,
    after: ({hand}, target) => hand.editManaged(target, () => [{}]),
    edits: [
      {
        of: 'NetworkPolicy',
        place: ['spec', 'ingress', '0', 'from', '0', 'namespaceSelector'],
        body: [{op: 'add', path: '/spec/ingress/0/from/0/namespaceSelector', value: {}}],
      },
      {
        of: 'PodDisruptionBudget',
        place: ['spec', 'selector', 'matchLabels'],
        body: [{op: 'replace', path: '/spec/selector', value: {}}],
      },
    ],
  }),
  ...editing({
    id: 'aggregation-of-all',
    title: 'an aggregationRule whose selector is empty: the role becomes all that there is',
    item: 3,
    managers: NAMES,
    edits: [
      {
        of: 'ClusterRole',
        place: ['aggregationRule'],
        body: {aggregationRule: {clusterRoleSelectors: [{}]}},
      },
    ],
  }),
  ...editing({
    id: 'empty-toleration',
    title: 'a toleration without a key tolerates everything',
    item: 3,
    managers: NAMES,
    edits: (['Deployment', 'DaemonSet'] as const).map((of) => ({
      of,
      place: [...POD, 'tolerations'],
      body: {spec: {template: {spec: {tolerations: [{operator: 'Exists'}]}}}},
    })),
  }),
  ...editing({
    id: 'empty-in-custom',
    title: 'an empty map where a custom resource keeps what it does not know',
    item: 3,
    managers: NAMES,
    edits: [{of: 'Widget', place: ['spec', 'options', 'allow'], body: {spec: {options: {allow: {}}}}}],
  }),
  ...editing({
    id: 'empty-dir-over',
    title: 'an empty volume mounted over the program’s own files',
    item: 3,
    managers: NAMES,
    edits: [
      {
        of: 'Deployment',
        place: [...POD, 'volumes', {name: 'over'}],
        body: {
          spec: {
            template: {
              spec: {
                volumes: [{name: 'over', emptyDir: {}}],
                containers: [{name: 'app', volumeMounts: [{name: 'over', mountPath: '/etc/ssl/certs'}]}],
              },
            },
          },
        },
      },
    ],
  }),
];
