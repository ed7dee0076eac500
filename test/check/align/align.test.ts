import {describe, expect, test} from 'vitest';
import {checkTexts, json} from '../check-files.ts';

describe('alignment', () => {
  const deployment = (metadata: object) => json({apiVersion: 'apps/v1', kind: 'Deployment', metadata});

  test('a kind that the snapshot does not hold is a gap, not missing', async () => {
    const report = await checkTexts(
      deployment({name: 'x'}),
      json({apiVersion: 'v1', kind: 'Service', metadata: {name: 'y', namespace: 'shop'}}),
    );
    expect(report.gaps.map(({reason}) => reason)).toEqual(['not-in-snapshot']);
    expect(report.findings).toEqual([]);
  });

  test('an object whose kind is there is missing', async () => {
    const report = await checkTexts(deployment({name: 'x'}), deployment({name: 'y', namespace: 'shop'}));
    expect(report.findings.map(({change, severity}) => [change, severity])).toEqual([['missing', 'critical']]);
  });

  test('a namespace written on a cluster-scoped object does not matter', async () => {
    const role = (metadata: object) =>
      json({apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata});
    const report = await checkTexts(role({name: 'x', namespace: 'shop'}), role({name: 'x'}));
    expect([report.findings, report.gaps]).toEqual([[], []]);
  });

  test('generateName cannot be verified, and is not clean', async () => {
    const report = await checkTexts(deployment({generateName: 'x-'}), deployment({name: 'x-1', namespace: 'shop'}));
    expect(report.gaps.map(({reason}) => reason)).toEqual(['no-name']);
  });

  test('Lists are expanded, hooks are left out', async () => {
    const intent = json({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a'}},
        {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'h', annotations: {'helm.sh/hook': 'test'}}},
      ],
    });
    const report = await checkTexts(
      intent,
      json({apiVersion: 'v1', kind: 'ConfigMapList', items: [{metadata: {name: 'a', namespace: 'shop'}}]}),
    );
    expect([report.summary.compared, report.findings, report.gaps]).toEqual([1, [], []]);
  });
});
