import {cpSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, inject, onTestFinished, test} from 'vitest';
import {
  drift,
  findingLines,
  helmBinary,
  kubectl,
  must,
  namespace,
  pluginHome,
  reportOf,
  run,
  temporaryFolder,
} from './harness.ts';
import {governedFindings, introduceGovernedDrift} from './governed-drift.ts';

describe.each(['3.22.0', '4.3.1', '3.18.0', '4.1.4'])('as a plugin of helm %s', (version) => {
  test('finds nothing on a fresh release, and exactly the four changes afterwards', async () => {
    const helm = helmBinary(version);
    const env = await pluginHome(helm);
    const place = await namespace('check');
    await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', place], {env});

    const clean = await run(helm, ['drift', 'check', 'test-nginx', '-n', place], {env});
    expect(clean.stdout).toMatch(/^✓ test-nginx in \S+, revision 1: in contract, 7 objects compared, \d+\.\d\d s\n$/);
    expect(clean).toMatchObject({code: 0, stderr: ''});

    await introduceGovernedDrift(place);
    const drifted = await run(helm, ['drift', 'check', 'test-nginx', '-n', place, '-o', 'json'], {env});
    expect(drifted.code).toBe(2);
    expect(findingLines(reportOf(drifted))).toEqual(governedFindings());
  });
});

test('a chart, the release and Git agree on the baseline', async () => {
  const place = await namespace('sources');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const clean = {code: 0, stderr: ''};
  expect(await drift(['check', 'test-nginx', '-n', place])).toMatchObject(clean);
  expect(await drift(['check', 'test-nginx', 'charts/nginx', '-n', place])).toMatchObject(clean);
  expect(await drift(['check', 'test-nginx', 'charts/nginx', '--git', 'HEAD', '-n', place])).toMatchObject(clean);
  const other = reportOf(
    await drift(['check', 'test-nginx', 'charts/nginx', '--set', 'service.port=81', '-n', place, '-o', 'json']),
  );
  expect(findingLines(other)).toEqual(['Service/test-nginx spec.ports[name=http].port: 81 → 80 (helm)']);
});

test('the baseline is the newest deployed revision, and a newer failed one is said', async () => {
  const helm = helmBinary('3.22.0');
  const place = await namespace('revisions');
  await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await must(helm, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place, '--set', 'autoscaling.minReplicas=7']);
  const older = reportOf(await drift(['check', 'test-nginx', '-n', place, '--revision', '1', '-o', 'json']));
  expect(findingLines(older)).toContain('HorizontalPodAutoscaler/test-nginx spec.minReplicas: 6 → 7 (helm)');

  await run(helm, [
    'upgrade',
    'test-nginx',
    'charts/nginx',
    '-n',
    place,
    '--set',
    'service.port=70000',
    '--skip-schema-validation',
  ]);

  const newest = reportOf(await drift(['check', 'test-nginx', '-n', place, '-o', 'json']));
  expect(newest.release.revision).toBe(2);
  expect(newest.notes.join()).toContain('revision 3 failed');
});

test('a first install that is not through is incomplete, and says since when', async () => {
  const place = await namespace('pending');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const record = 'sh.helm.release.v1.test-nginx.v1';
  await kubectl('-n', place, 'label', 'secret', record, 'status=pending-install', '--overwrite');
  const {code, stdout} = await drift(['check', 'test-nginx', '-n', place]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/revision 1 is pending-install since\s+\d{4}-/);
});

test('--all checks every release, and one that cannot be read is a gap of its own', async () => {
  const place = await namespace('all');
  const helm = helmBinary('4.3.1');
  await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await must(helm, ['install', 'second-nginx', 'charts/nginx', '-n', place]);
  await kubectl(
    '-n',
    place,
    'patch',
    'secret',
    'sh.helm.release.v1.second-nginx.v1',
    '-p',
    '{"data":{"release":"bm90aGluZw=="}}',
  );
  const {code, stdout} = await drift(['check', '--all', '-n', place, '-o', 'json']);
  expect(code).toBe(3);
  const {reports} = JSON.parse(stdout) as {
    reports: {release: {name: string}; state: string; gaps: {reason: string}[]}[];
  };
  expect(reports.map(({release, state, gaps}) => [release.name, state, gaps.map(({reason}) => reason)])).toEqual([
    ['second-nginx', 'incomplete', ['unreadable-release']],
    ['test-nginx', 'in-contract', []],
  ]);
});

test('HELM_DRIVER=configmap', async () => {
  const place = await namespace('driver');
  const env = {HELM_DRIVER: 'configmap'};
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place], {env});
  expect(await drift(['check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
  expect(await drift(['check', '--all', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
});

test('a missing object, an added label and a removed key, each with its kind of change', async () => {
  const place = await namespace('tiers');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await kubectl('-n', place, 'delete', 'poddisruptionbudget', 'test-nginx');
  await kubectl('-n', place, 'label', 'service', 'test-nginx', 'team=web');
  await kubectl(
    '-n',
    place,
    'patch',
    'configmap',
    'test-nginx',
    '--type=json',
    '-p',
    '[{"op":"remove","path":"/data/nginx.conf"}]',
  );
  const {code, stdout} = await drift(['check', 'test-nginx', '-n', place, '-o', 'json']);
  expect(code).toBe(2);
  expect(findingLines(JSON.parse(stdout))).toEqual([
    'ConfigMap/test-nginx data["nginx.conf"]: removed',
    'PodDisruptionBudget/test-nginx : missing',
    'Service/test-nginx metadata.labels.team: added (kubectl-label)',
  ]);
});

test('an object under the name of the release that no revision declares is extra, and what it kept on purpose is not', async () => {
  const place = await namespace('extra');
  // The first revision declares what the second one leaves behind.
  const chart = join(temporaryFolder(), 'nginx');
  cpSync('charts/nginx', chart, {recursive: true});
  const kept = join(chart, 'templates', 'kept.yaml');
  const keeping = 'metadata: {name: kept, annotations: {helm.sh/resource-policy: keep}}';
  writeFileSync(kept, `apiVersion: v1\nkind: ConfigMap\n${keeping}\n`);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', chart, '-n', place]);
  rmSync(kept);
  await must(helmBinary('4.3.1'), ['upgrade', 'test-nginx', chart, '-n', place]);
  const stray = (name: string, annotations: object = {}) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace: place,
        labels: {'app.kubernetes.io/managed-by': 'Helm'},
        annotations: {
          'meta.helm.sh/release-name': 'test-nginx',
          'meta.helm.sh/release-namespace': place,
          ...annotations,
        },
      },
    });
  for (const manifest of [stray('stray'), stray('never', {'helm.sh/resource-policy': 'keep'})]) {
    await must(inject('kubectl'), ['create', '-f', '-'], {input: manifest});
  }
  const answered = await drift(['check', 'test-nginx', '-n', place, '-o', 'json']);
  expect(answered.code).toBe(2);
  expect(findingLines(reportOf(answered))).toEqual([
    'ConfigMap/never : extra (kubectl-create)',
    'ConfigMap/stray : extra (kubectl-create)',
  ]);
  expect(reportOf(answered).findings.map(({why}) => why?.code)).toContain('kept-on-purpose');
  expect((await drift(['check', '-A', '-o', 'json'])).stdout).toContain('"name": "stray"');
});

test('--all in a namespace that is not there is an error, and nothing is said to be clean', async () => {
  for (const flags of [[], ['-o', 'json'], ['--fail-on', 'none', '--allow-incomplete']]) {
    const {code, stdout, stderr} = await drift(['check', '--all', '-n', 'no-such-place', ...flags]);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toMatch(/^Error: there is no namespace "no-such-place"\n.+\n$/);
  }
  // Whether it is there, somebody may not be able to tell: who may read no secrets there, or all of them and no namespaces.
  await kubectl('create', 'clusterrole', 'lists-secrets', '--verb=get,list', '--resource=secrets');
  await kubectl('create', 'clusterrolebinding', 'lists-secrets', '--clusterrole=lists-secrets', '--group=lister');
  onTestFinished(async () => {
    await kubectl('delete', 'clusterrolebinding,clusterrole', 'lists-secrets');
  });
  for (const as of [
    ['--kube-as-user', 'x'],
    ['--kube-as-user', 'x', '--kube-as-group', 'lister'],
  ]) {
    const {code, stdout, stderr} = await drift(['check', '--all', '-n', 'no-such-place', ...as]);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toMatch(/^Error: .*forbidden.*\n.+\n$/);
  }
});
