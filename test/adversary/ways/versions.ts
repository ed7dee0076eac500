import type {Obj} from '../../accuracy/json.ts';
import type {Place} from '../place.ts';
import {editing} from '../edits.ts';
import {targetOf} from '../way.ts';
import type {Way} from '../way.ts';

const NAMES = ['', 'helm', 'kube-controller-manager', 'keda-operator'] as const;

/** Read at the version that the chart declares, it does not show what is written through the other one. */
const scaler = (release: string): Obj => ({
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: `${release}-v1`},
  spec: {
    scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: `${release}-elsewhere`},
    minReplicas: 2,
    maxReplicas: 6,
    targetCPUUtilizationPercentage: 70,
  },
});

const scalerTarget = (release: string): ReturnType<typeof targetOf> => targetOf(scaler(release), release);
const memory = {
  type: 'Resource',
  resource: {name: 'memory', target: {type: 'AverageValue', averageValue: '1Mi'}},
};

/** At v1 an annotation shows what v1 has no field for. */
const noteOf = (field: string): Place => ['metadata', 'annotations', `autoscaling.alpha.kubernetes.io/${field}`];

export const VERSION_WAYS: readonly Way[] = [
  ...editing({
    id: 'hpa-behavior',
    title: 'an HPA that is declared at autoscaling/v1 gets behavior through v2',
    item: 4,
    managers: NAMES,
    objects: (release) => [scaler(release)],
    edits: [
      {
        of: scalerTarget,
        place: ['spec', 'behavior', 'scaleDown', 'selectPolicy'],
        also: [noteOf('behavior')],
        body: {spec: {behavior: {scaleDown: {selectPolicy: 'Disabled'}}}},
      },
    ],
  }),
  ...editing({
    id: 'hpa-second-metric',
    title: 'an HPA that is declared at autoscaling/v1 gets a second metric through v2',
    item: 4,
    managers: NAMES,
    objects: (release) => [scaler(release)],
    edits: [
      {
        of: scalerTarget,
        place: ['spec', 'metrics', '1'],
        also: [noteOf('metrics')],
        body: [{op: 'add', path: '/spec/metrics/-', value: memory}],
      },
    ],
  }),
  ...editing({
    id: 'hpa-behavior-no-fields',
    title: 'the same with managedFields taken away',
    item: 4,
    objects: (release) => [scaler(release)],
    after: ({hand}, target) => hand.editManaged(target, () => [{}]),
    edits: [
      {
        of: scalerTarget,
        place: ['spec', 'behavior', 'scaleDown', 'selectPolicy'],
        also: [noteOf('behavior')],
        body: {spec: {behavior: {scaleDown: {selectPolicy: 'Disabled'}}}},
      },
    ],
  }),
];
