import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, inject, test} from 'vitest';
import {drift, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';

async function release(): Promise<string> {
  const place = await namespace('reads');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  return place;
}

/** Installs a chart with this manifest as its only template. */
async function releaseOf(manifest: string): Promise<string> {
  const place = await namespace('reads');
  const chart = temporaryFolder();
  await must('mkdir', ['-p', join(chart, 'templates')]);
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), manifest);
  await must(helmBinary('4.3.1'), ['install', 'many', chart, '-n', place]);
  return place;
}

const documents = (kind: string, count: number): string =>
  Array.from({length: count}, (_, index) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: x${index}}\n`).join(
    '---\n',
  );

test('nothing but GET is ever sent, and each object of a small release is asked for once', async () => {
  const place = await release();
  const {env, requests} = await proxy();
  expect(await drift(['check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
  expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
  const objects = requests.filter((line) => line.endsWith('/test-nginx'));
  expect(objects).toHaveLength(7);
});

test('many objects of a kind are listed, and a LIST of Secrets leaves the release records out', async () => {
  const place = await releaseOf(`${documents('Secret', 8)}---\n${documents('ConfigMap', 8)}`);
  const {env, requests} = await proxy();
  const report = reportOf(await drift(['check', 'many', '-n', place, '-o', 'json'], {env}));
  expect(report.summary).toMatchObject({compared: 16, drift: 0});
  expect(requests.filter((line) => line.includes('/configmaps') && !line.includes('labelSelector'))).toEqual([
    `GET /api/v1/namespaces/${place}/configmaps?limit=500`,
  ]);
  expect(
    requests.filter((line) => line.includes('/secrets?limit=500&fieldSelector=type!=helm.sh/release.v1')),
  ).toHaveLength(1);
});

test('429 and 503 are asked again', async () => {
  const place = await release();
  const {env, requests} = await proxy({
    answer: (_method, url, count) =>
      url.includes('/services/') && count < 2
        ? {status: count === 0 ? 429 : 503, headers: {'retry-after': '0'}}
        : undefined,
  });
  expect(await drift(['check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
  expect(requests.filter((line) => line.includes('/services/'))).toHaveLength(3);
});

test('an object whose server does not answer is a gap, never missing and never clean', async () => {
  const place = await release();
  const {env} = await proxy({answer: (_method, url) => (url.includes('/services/') ? 'drop' : undefined)});
  const answered = await drift(['check', 'test-nginx', '-n', place, '-o', 'json'], {env});
  const report = reportOf(answered);
  expect([answered.code, report.state, report.gaps.map(({reason}) => reason)]).toEqual([
    3,
    'incomplete',
    ['unreachable'],
  ]);
  expect(report.summary).toMatchObject({compared: 6, drift: 0});
});

test('a user who may get and not list, and one without access to some kinds', async () => {
  const place = await releaseOf(documents('ConfigMap', 8));
  await kubectl('create', 'role', 'getter', '-n', place, '--verb=get', '--resource=configmaps,secrets');
  await kubectl('create', 'role', 'lister', '-n', place, '--verb=get,list', '--resource=secrets');
  for (const [role, user] of [
    ['getter', 'getter'],
    ['lister', 'getter'],
    ['lister', 'reader'],
  ] as const) {
    await run(inject('kubectl'), [
      'create',
      'rolebinding',
      `${role}-${user}`,
      '-n',
      place,
      `--role=${role}`,
      `--user=${user}`,
    ]);
  }
  const as = (user: string) => ({env: {HELM_KUBETOKEN: inject('tokens')[user]}});
  expect(await drift(['check', 'many', '-n', place], as('getter'))).toMatchObject({code: 0, stderr: ''});
  const answered = await drift(['check', 'many', '-n', place, '-o', 'json'], as('reader'));
  expect(answered.code).toBe(3);
  expect(new Set(reportOf(answered).gaps.map(({reason}) => reason))).toEqual(new Set(['forbidden']));
});

test('a kind that is not served is a gap', async () => {
  const place = await release();
  const baseline = 'apiVersion: nowhere.example/v1\nkind: Thing\nmetadata: {name: a}\n';
  const answered = await drift(['check', 'x', '-n', place, '--baseline', '-', '-o', 'json'], {input: baseline});
  expect([answered.code, reportOf(answered).gaps.map(({reason}) => reason)]).toEqual([3, ['unknown-kind']]);
});
