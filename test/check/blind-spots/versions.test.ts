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
