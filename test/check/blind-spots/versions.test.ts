import {expect, test} from 'vitest';
import {checkTexts, json} from '../check-files.ts';

const hpa = (apiVersion: string, spec: object, metadata: object = {}) =>
  json({
    apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: {name: 'x', namespace: 'shop', ...metadata},
    spec: {scaleTargetRef: {kind: 'Deployment', name: 'x'}, minReplicas: 2, maxReplicas: 5, ...spec},
  });
const managed = {
  uid: 'u',
  resourceVersion: '1',
  managedFields: [{manager: 'helm', operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: {}}],
};

test('a declared field that the version of the snapshot does not have is a gap, and names it', async () => {
  const metrics = [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 65}}}];
  const report = await checkTexts(hpa('autoscaling/v2', {metrics}), hpa('autoscaling/v1', {}, managed));
  expect(report.gaps).toMatchObject([{reason: 'other-version'}]);
  expect(report.gaps[0]?.message).toContain(
    'spec.metrics is a field of autoscaling/v2, and live was read at autoscaling/v1',
  );
});

test('two versions that both have what is declared compare', async () => {
  const report = await checkTexts(hpa('autoscaling/v2', {}), hpa('autoscaling/v1', {minReplicas: 1}, managed));
  expect(report.gaps).toEqual([]);
  expect(report.findings).toMatchObject([{change: 'changed', desired: 2, live: 1}]);
});

test('what somebody wrote at another version, and the one that was read does not have, is a gap and names both', async () => {
  const ingress = (metadata: object): string =>
    json({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {name: 'x', namespace: 'shop', ...metadata},
      spec: {},
    });
  const entry = (field: string): object => ({
    manager: 'kubectl-edit',
    operation: 'Update',
    apiVersion: 'networking.k8s.io/v1beta1',
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:spec': {[field]: {}}},
  });
  const gaps = async (field: string): Promise<readonly string[]> => {
    const live = ingress({...managed, managedFields: [...managed.managedFields, entry(field)]});
    return (await checkTexts(ingress({}), live)).gaps.map(({message}) => message);
  };
  expect(await gaps('f:backend')).toEqual([
    'Ingress/x: kubectl-edit wrote spec.backend at networking.k8s.io/v1beta1, which networking.k8s.io/v1 does not show: it cannot be compared',
  ]);
  expect(await gaps('f:rules')).toEqual([]);
});
