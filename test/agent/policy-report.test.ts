import {expect, test} from 'vitest';
import {policyReport, reportKind} from '../../src/agent/policy-report.ts';
import {apiResources} from '../../src/kube/discovery.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {kind} from '../watch/scripted.ts';
import {safeLevel} from './levels.ts';

const group = (name: string, version: string, of: string): JsonObject => ({
  metadata: {name},
  versions: [
    {version, resources: [{resource: 'reports', responseKind: {kind: of}, scope: 'Namespaced', verbs: ['get']}]},
  ],
});
const OPEN = group('openreports.io', 'v1alpha1', 'Report');
const POLICY = group('wgpolicyk8s.io', 'v1alpha2', 'PolicyReport');

test('OpenReports come before the older kind; another version is none, and neither is installed', () => {
  expect(reportKind(apiResources([POLICY, OPEN]))).toMatchObject({group: 'openreports.io'});
  expect(reportKind(apiResources([POLICY]))).toMatchObject({group: 'wgpolicyk8s.io', kind: 'PolicyReport'});
  expect(reportKind(apiResources([group('openreports.io', 'v9', 'Report')]))).toBeUndefined();
  expect(reportKind(apiResources([]))).toBeUndefined();
});

test('drift fails, a gap is an error, and no value is told', async () => {
  const report = await safeLevel('hunter2', [
    {
      reason: 'forbidden',
      message: 'services is forbidden',
      ref: {group: '', kind: 'Service', name: 'x', namespace: 'shop'},
    },
  ]);
  const made = policyReport(kind('Report', 'openreports.io', {version: 'v1alpha1'}), report);
  expect(made).toMatchObject({
    apiVersion: 'openreports.io/v1alpha1',
    metadata: {name: 'helm-drift-web', namespace: 'shop'},
    source: 'helm-drift',
    summary: {pass: 0, fail: 1, error: 1, skip: 0},
    results: [
      {result: 'fail', rule: 'changed', resources: [{kind: 'ConfigMap', name: 's'}]},
      {result: 'error', rule: 'forbidden', resources: [{kind: 'Service', name: 'x'}]},
    ],
  });
  expect(JSON.stringify(made)).not.toContain('hunter2');
});

test('what is in contract passes; the older kind has no source of its own', async () => {
  const made = policyReport(kind('PolicyReport', 'wgpolicyk8s.io'), await safeLevel('info'));
  expect(made).toMatchObject({summary: {pass: 1, fail: 0}, results: [{result: 'pass'}]});
  expect(made).not.toHaveProperty('source');
});

test('many results are cut, and how many were left out is said', async () => {
  const report = await safeLevel(
    'info',
    Array.from({length: 300}, () => ({reason: 'forbidden', message: 'no'}) as const),
  );
  const made = policyReport(kind('Report', 'openreports.io'), report);
  expect(made['results']).toHaveLength(200);
  expect(made).toMatchObject({summary: {error: 300}, metadata: {annotations: {'helm-drift/left-out': '100'}}});
});
