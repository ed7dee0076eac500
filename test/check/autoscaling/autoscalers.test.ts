import {expect, test} from 'vitest';
import {checkTexts, json} from '../check-files.ts';

const DEPLOYMENT = {apiVersion: 'apps/v1', kind: 'Deployment'};
const HPA = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  spec: {minReplicas: 2, maxReplicas: 6, scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'x'}},
};
const KEDA = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  spec: {maxReplicaCount: 6, scaleTargetRef: {name: 'x'}},
};

/** Declares two replicas and finds `replicas`, written by `manager` through the scale subresource (or not). */
async function verdict(
  replicas: number,
  manager: string,
  autoscaler: object = HPA,
  subresource = 'scale',
): Promise<string> {
  const managedFields = [
    {
      manager,
      operation: 'Update',
      ...(subresource === '' ? {} : {subresource}),
      time: '2026-11-23T11:00:00Z',
      fieldsV1: {'f:spec': {'f:replicas': {}}},
    },
  ];
  const metadata = {name: 'x', namespace: 'shop'};
  const other = {...autoscaler, metadata: {name: 'scaler', namespace: 'shop'}};
  const report = await checkTexts(
    [{...DEPLOYMENT, metadata, spec: {replicas: 2}}, other].map(json).join('\n---\n'),
    [{...DEPLOYMENT, metadata: {...metadata, managedFields}, spec: {replicas}}, other].map(json).join('\n---\n'),
  );
  return report.findings.map(({verdict: said, why}) => why?.code ?? said).join();
}

test.each<[string, number, string, object | undefined, string, string]>([
  ['within the range', 5, 'kube-controller-manager', undefined, 'scale', 'autoscaled'],
  ['at its border', 6, 'kube-controller-manager', undefined, 'scale', 'autoscaled'],
  ['outside the range', 9, 'kube-controller-manager', undefined, 'scale', 'drift'],
  ['by a person, through the same subresource', 5, 'kubectl', undefined, 'scale', 'drift'],
  ['by an edit of the object itself', 5, 'kube-controller-manager', undefined, '', 'drift'],
  ['by KEDA, to zero', 0, 'keda-operator', KEDA, 'scale', 'autoscaled'],
  ['by KEDA, beyond its ceiling', 7, 'kube-controller-manager', KEDA, 'scale', 'drift'],
  [
    'for another object',
    5,
    'kube-controller-manager',
    {...HPA, spec: {...HPA.spec, scaleTargetRef: {kind: 'Deployment', name: 'y'}}},
    'scale',
    'drift',
  ],
])('replicas scaled %s', async (_name, replicas, manager, autoscaler, subresource, expected) => {
  expect(await verdict(replicas, manager, autoscaler ?? HPA, subresource)).toBe(expected);
});

/** Replicas that nobody declares and nobody owns, as the scale subresource leaves them. */
async function undeclared(replicas: number, autoscaler: object): Promise<string> {
  const metadata = {name: 'x', namespace: 'shop'};
  const other = {...autoscaler, metadata: {name: 'scaler', namespace: 'shop'}};
  const helm = {
    manager: 'helm',
    operation: 'Apply',
    time: '2026-11-23T10:00:00Z',
    fieldsV1: {'f:spec': {'f:paused': {}}},
  };
  const report = await checkTexts(
    [{...DEPLOYMENT, metadata, spec: {paused: true}}, other].map(json).join('\n---\n'),
    [{...DEPLOYMENT, metadata: {...metadata, managedFields: [helm]}, spec: {paused: true, replicas}}, other]
      .map(json)
      .join('\n---\n'),
  );
  return report.findings.map(({verdict: said, why}) => why?.code ?? said).join();
}

test.each([
  ["an autoscaler's own doing", 5, HPA, ''],
  ['nought, where the autoscaler then stands aside', 0, HPA, 'drift'],
  ['nought, where the autoscaler may go there', 0, KEDA, ''],
])('undeclared replicas: %s', async (_name, replicas, autoscaler, expected) => {
  expect(await undeclared(replicas, autoscaler)).toBe(expected);
});
