import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {introduceGovernedDrift} from './governed-drift.ts';
import {BUNDLE, drift, findingLines, helmBinary, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';

const RULES = `apiVersion: helm-drift/v1
kind: Config
ignore:
  - reason: capacity is set by the on-call team
    target: {group: autoscaling, kind: HorizontalPodAutoscaler}
    paths: [/spec/minReplicas, /spec/maxReplicas]
  - reason: a migration long done
    expires: 2020-01-01
    target: {kind: Service}
    paths: [/spec/ports]
`;

test('rules of the nearest .helm-drift.yaml accept what they name, and the exit code follows', async () => {
  const place = await namespace('rules');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await introduceGovernedDrift(place);
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.helm-drift.yaml'), RULES);
  const args = [BUNDLE, 'check', 'test-nginx', '-n', place, '-o', 'json'];
  const answered = await run(process.execPath, args, {cwd: folder, env: {HELM_BIN: helmBinary('4.3.1')}});
  const report = reportOf(answered);
  expect(answered.code).toBe(2);
  expect(report.summary).toMatchObject({accepted: 2, drift: 2});
  expect(findingLines(report).map((line) => line.split(':')[0])).toEqual([
    'HorizontalPodAutoscaler/test-nginx spec.metrics[0].resource.target.averageUtilization',
    'Service/test-nginx spec.ports[name=http].port',
  ]);
  expect(report.notes.join('\n')).toMatch(/expired/);
});

test('--config names another file; one that cannot be understood is an error with its line', async () => {
  const file = join(temporaryFolder(), 'rules.yaml');
  writeFileSync(file, 'apiVersion: helm-drift/v1\nkind: Config\nignore:\n  - reson: x\n');
  const {code, stderr} = await drift(['check', 'x', '-n', 'default', '--config', file]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/rules\.yaml:\d+.*reson[\s\S]*reason/);
});

test('explain tells one finding, ignore writes the rule that accepts it and no other', async () => {
  const place = await namespace('explain');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await introduceGovernedDrift(place);
  const env = {HELM_BIN: helmBinary('4.3.1')};
  const cwd = temporaryFolder();
  const ours = (...args: string[]) => run(process.execPath, [BUNDLE, ...args, '-n', place], {cwd, env});
  const before = reportOf(await ours('check', 'test-nginx', '-o', 'json'));
  const floor = before.findings.find(({path}) => path === 'spec.minReplicas');
  const id = floor?.id ?? '';

  const told = await ours('explain', 'test-nginx', id.slice(0, 5));
  expect(told).toMatchObject({code: 0, stderr: ''});
  for (const words of ['HPA floor  spec.minReplicas', 'kubectl-patch (Update)', 'nginx/templates/hpa.yaml', 'dry run'])
    expect(told.stdout).toContain(words);
  expect(await ours('explain', 'test-nginx', 'zzz')).toMatchObject({code: 1, stdout: ''});

  expect((await ours('ignore', 'test-nginx', id)).stderr).toContain('a rule needs a reason');
  expect(await ours('ignore', 'test-nginx', id, '--reason', 'agreed with on-call')).toMatchObject({code: 0});
  const after = reportOf(await ours('check', 'test-nginx', '-o', 'json'));
  expect(after.findings.filter(({verdict}) => verdict === 'accepted').map((finding) => finding.id)).toEqual([id]);
  expect(after.summary['drift']).toBe((before.summary['drift'] ?? 0) - 1);
});
