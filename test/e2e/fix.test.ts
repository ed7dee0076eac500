import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {documentOf, fixer} from './fixer.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';
import {contents, held, managersOf, revisions} from './twenty.ts';

const KINDS = 'deployment,service,hpa,configmap,serviceaccount,pdb';

async function installed(prefix: string, helm: string, args: readonly string[] = []): Promise<string> {
  const place = await namespace(prefix);
  await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', place, ...args]);
  return place;
}

const upgrade = (helm: string, place: string, ...args: string[]): Promise<Run> =>
  run(helm, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place, ...args]);

const NEW_VALUES = [
  '--set',
  'service.port=81,autoscaling.minReplicas=7,autoscaling.maxReplicas=20,autoscaling.targetCPUUtilizationPercentage=70',
];

describe.each([
  ['3.22.0', '3.22.0', 'Update'],
  ['3.22.0', '4.3.1', 'Update'],
  ['4.3.1', '4.3.1', 'Apply'],
  ['4.3.1', '3.22.0', 'Apply'],
])('a release born under helm %s, upgraded by %s', (born, later, operation) => {
  test('the governed drift is put back, Helm alone owns it again, and the next upgrade takes it further', async () => {
    const place = await installed('fix', helmBinary(born));
    const {fix, check} = fixer(helmBinary(born));
    const before = await held(place, KINDS);
    await introduceGovernedDrift(place);
    await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', 'ADDED=1');
    await kubectl('-n', place, 'delete', 'configmap', 'test-nginx');
    const made = await revisions(place);

    const fixed = await fix(place, '--added');
    expect([fixed.code, fixed.stderr]).toEqual([0, expect.stringContaining('Verified')]);
    expect(await check(place)).toEqual([]);
    const after = await held(place, KINDS);
    expect(contents(after)).toEqual(contents(before));
    for (const object of [...after.values()].filter(({metadata}) => metadata.name === 'test-nginx'))
      expect(managersOf(object).filter((manager) => !manager.startsWith('kube-controller-manager'))).toEqual([
        `helm ${operation}`,
      ]);
    expect(await revisions(place)).toBe(made);

    const upgraded = await upgrade(helmBinary(later), place, ...NEW_VALUES);
    expect([upgraded.code, upgraded.stderr]).toEqual([0, '']);
    expect(await check(place)).toEqual([]);
  });
});

test('the drift makes a plain helm 4 upgrade fail, and after the fix it does not', async () => {
  const helm = helmBinary('4.3.1');
  const place = await installed('conflict', helm);
  const {fix, check} = fixer(helm);
  await introduceGovernedDrift(place);
  const failed = await upgrade(helm, place, ...NEW_VALUES);
  expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('conflict')]);
  // The failed revision has half-landed: what it wrote is put back with the rest.
  expect((await fix(place)).code).toBe(0);
  expect(await check(place)).toEqual([]);
  expect((await upgrade(helm, place, ...NEW_VALUES)).code).toBe(0);
});

test.each(['3.22.0', '4.3.1'])(
  'custom resources of helm %s, which its own upgrade would not put back',
  async (version) => {
    const helm = helmBinary(version);
    const place = await namespace('custom');
    const chart = 'test/accuracy/chart';
    const release = place;
    await must(helm, ['upgrade', '--install', `${release}-crd`, chart, '-n', place, '--set', 'only=definition']);
    await must(helm, ['install', release, chart, '-n', place]);
    onTestFinished(async () => {
      await run(helm, ['uninstall', release, '-n', place]);
      await run(helm, ['uninstall', `${release}-crd`, '-n', place]);
    });
    const kind = 'widgets.accuracy.helm-drift.test';
    const name = (await kubectl('get', kind, '-n', place, '-o', 'jsonpath={.items[0].metadata.name}')).trim();
    const before = await held(place, kind);
    await kubectl('-n', place, 'patch', kind, name, '--type=merge', '-p', '{"spec":{"mode":"plain"}}');
    const env = {HELM_BIN: helm, XDG_STATE_HOME: temporaryFolder()};
    const found = reportOf(await drift(['check', release, '-n', place, '-o', 'json'], {env}));
    expect(findingLines(found).join()).toContain('spec.');
    const fixed = await drift(['fix', release, '-n', place, '--yes', '--added'], {env});
    expect([fixed.code, fixed.stderr]).toEqual([0, '']);
    expect(contents(await held(place, kind))).toEqual(contents(before));
    expect((await run(helm, ['upgrade', release, chart, '-n', place])).code).toBe(0);
  },
);

describe('what was not selected is not touched', () => {
  test.each(['3.22.0', '4.3.1'])('one field of two, helm %s', async (version) => {
    const place = await installed('partial', helmBinary(version));
    const {fix, check} = fixer(helmBinary(version));
    await introduceGovernedDrift(place);
    const fixed = await fix(
      place,
      '--only',
      'hpa*/test-nginx:spec.minReplicas',
      '--only',
      'Horizontal*/*:spec.minReplicas',
    );
    expect(fixed.code).toBe(0);
    expect(await check(place)).toEqual([
      'HorizontalPodAutoscaler/test-nginx spec.maxReplicas: 12 → 16 (kubectl-patch)',
      'HorizontalPodAutoscaler/test-nginx spec.metrics[0].resource.target.averageUtilization: 65 → 85 (capacity-tool)',
      'Service/test-nginx spec.ports[name=http].port: 80 → 8080 (kubectl-edit)',
    ]);
    // Helm 4 will stop at them: the plan says so beforehand.
    const notes = documentOf(fixed).plan.notes.join('\n');
    expect(notes.includes('conflicts')).toBe(version === '4.3.1');
  });

  test('values that a failed helm 4 upgrade left, and that Helm owns, stay with a fix of another field', async () => {
    const helm = helmBinary('4.3.1');
    const place = await installed('halfway', helm);
    const {fix} = fixer(helm);
    // A foreign owner of the ceiling stops the upgrade there, when the Service has landed already.
    await kubectl(
      '-n',
      place,
      'patch',
      'hpa',
      'test-nginx',
      '--field-manager=kubectl-patch',
      '--type=merge',
      '-p',
      '{"spec":{"maxReplicas":16}}',
    );
    const failed = await upgrade(
      helm,
      place,
      '--set',
      'service.port=81,autoscaling.maxReplicas=20,resources.requests.cpu=75m',
    );
    expect(failed.code).toBe(1);
    const deployment = async () =>
      kubectl(
        'get',
        'deployment',
        'test-nginx',
        '-n',
        place,
        '-o',
        'jsonpath={.spec.template.spec.containers[0].resources.requests.cpu}',
      );
    expect(await deployment()).toBe('75m');
    await kubectl('-n', place, 'set', 'image', 'deployment/test-nginx', 'nginx=nginx:evil');
    expect((await fix(place, '--only', 'Deployment/*:*.image')).code).toBe(0);
    expect(await deployment()).toBe('75m');
    expect(
      await kubectl(
        'get',
        'deployment',
        'test-nginx',
        '-n',
        place,
        '-o',
        'jsonpath={.spec.template.spec.containers[0].image}',
      ),
    ).not.toContain('evil');
  });

  test('replicas that an autoscaler set stay with it', async () => {
    const helm = helmBinary('4.3.1');
    const place = await installed('scaled', helm, ['--set', 'replicaCount=6']);
    const {fix} = fixer(helm);
    const replicas = async () =>
      kubectl('get', 'deployment', 'test-nginx', '-n', place, '-o', 'jsonpath={.spec.replicas}');
    // The chart leaves them to the autoscaler, whose floor is six.
    await vi.waitFor(async () => expect(await replicas()).toBe('6'), {timeout: 60_000, interval: 500});
    const scaled = await replicas();
    await kubectl('-n', place, 'set', 'image', 'deployment/test-nginx', 'nginx=nginx:evil');
    expect((await fix(place)).code).toBe(0);
    expect(await replicas()).toBe(scaled);
  });
});

test('what the API server never changes is refused, and made anew only by leave', async () => {
  const helm = helmBinary('4.3.1');
  const place = await namespace('immutable');
  const folder = temporaryFolder();
  await must('sh', [
    '-c',
    `mkdir -p ${folder}/c/templates && printf 'apiVersion: v2\\nname: c\\nversion: 0.1.0\\n' > ${folder}/c/Chart.yaml && printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: fixed}\\ndata: {a: x}\\n' > ${folder}/c/templates/c.yaml`,
  ]);
  await must(helm, ['install', 'test-nginx', `${folder}/c`, '-n', place]);
  await kubectl(
    '-n',
    place,
    'patch',
    'configmap',
    'fixed',
    '--type=merge',
    '-p',
    '{"data":{"a":"y"},"immutable":true}',
  );
  const {fix, undo, check} = fixer(helm);
  const refused = await fix(place, '--added');
  expect(refused.code).toBe(4);
  expect(documentOf(refused).plan.steps[0]?.refused).toContain('--recreate');
  const [before] = (await held(place, 'configmap')).values();
  expect((await fix(place, '--added', '--recreate')).code).toBe(0);
  const [after] = (await held(place, 'configmap')).values();
  expect([after?.data, after?.metadata.uid === before?.metadata.uid]).toEqual([{a: 'x'}, false]);
  expect(await check(place)).toEqual([]);
  expect((await undo(place)).code).toBe(0);
  expect(((await held(place, 'configmap')).values().next().value as {data: object}).data).toEqual({a: 'y'});
});
