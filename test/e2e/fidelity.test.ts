import {describe, expect, inject, test} from 'vitest';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, run} from './harness.ts';
import type {Report} from './harness.ts';
import {proxy} from './proxy.ts';
import {mutatingWebhook} from './webhook.ts';
import {plane} from './plane.ts';

async function installed(prefix: string, helm = helmBinary('4.3.1')): Promise<string> {
  const place = await namespace(prefix);
  await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  return place;
}

const check = async (place: string, args: readonly string[] = [], env: Record<string, string | undefined> = {}) =>
  reportOf(await drift(['check', 'test-nginx', '-n', place, '-o', 'json', ...args], {env}));

const byPath = ({findings}: Report) =>
  findings
    .map(({path, method, methodNote}) => [path, method, methodNote])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));

/** All that anybody could have written, and who did; controllers go on writing status meanwhile. */
async function written(place: string): Promise<unknown> {
  const kinds = 'deploy,svc,hpa,cm,sa,pdb,netpol';
  const text = await kubectl('get', kinds, '-n', place, '-o', 'json', '--show-managed-fields');
  const {items} = JSON.parse(text) as {
    items: {metadata: {managedFields?: {subresource?: string}[]; resourceVersion?: string}; status?: unknown}[];
  };
  return items.map(({metadata, status: _status, ...rest}) => {
    const {resourceVersion: _version, managedFields = [], ...others} = metadata;
    return {...rest, ...others, entries: managedFields.filter(({subresource}) => subresource !== 'status')};
  });
}

describe.each([
  ['3.22.0', 'application/strategic-merge-patch+json'],
  ['4.3.1', 'application/apply-patch+yaml'],
])('a release of helm %s', (version) => {
  test('what looks different is confirmed by a dry run, which writes nothing; the rest is not asked about', async () => {
    const place = await installed('confirm', helmBinary(version));
    await introduceGovernedDrift(place);
    const before = await written(place);
    const {env, requests} = await proxy();
    const report = await check(place, [], env);
    expect(byPath(report)).toEqual([
      ['spec.maxReplicas', 'dry-run', undefined],
      ['spec.metrics[0].resource.target.averageUtilization', 'dry-run', undefined],
      ['spec.minReplicas', 'dry-run', undefined],
      // A port is a key of its list: writing the old one beside the new one makes two ports of one name.
      ['spec.ports[name=http].port', 'structure', expect.stringContaining('Duplicate value')],
    ]);
    const writes = requests.filter((line) => !line.startsWith('GET '));
    expect(writes).toHaveLength(2);
    expect(writes.every((line) => line.startsWith('PATCH ') && line.includes('dryRun=All'))).toBe(true);
    expect(await written(place)).toEqual(before);
  });
});

describe.each(['3.22.0', '4.3.1'])('what the server finds invalid stops the next upgrade of helm %s', (version) => {
  const helm = helmBinary(version);
  const STOPPED = 'the next helm upgrade fails here';

  test('a port that was renumbered', async () => {
    const place = await installed('stopped', helm);
    const patch = JSON.stringify([{op: 'replace', path: '/spec/ports/0/port', value: 8080}]);
    const kubectlEdit = ['--field-manager=kubectl-edit', '--type=json', '-p', patch];
    await kubectl('-n', place, 'patch', 'service', 'test-nginx', ...kubectlEdit);
    const finding = (await check(place)).findings.find(({verdict}) => verdict === 'drift');
    expect(finding?.methodNote).toContain(STOPPED);
    const upgrade = await run(helm, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place]);
    expect(upgrade.code).not.toBe(0);
    expect(upgrade.stderr).toContain('Duplicate value');
  });

  test('and a difference that the server would take back does not', async () => {
    const place = await installed('taken', helm);
    await kubectl('-n', place, 'label', 'service', 'test-nginx', 'app.kubernetes.io/name=other', '--overwrite');
    const drifted = (await check(place)).findings.filter(({verdict}) => verdict === 'drift');
    expect(drifted.map(({method, methodNote}) => [method, methodNote])).toEqual([['dry-run', undefined]]);
  });
});

test('--fidelity client asks nothing but what is there, and finds the same', async () => {
  const place = await installed('client');
  await introduceGovernedDrift(place);
  const {env, requests} = await proxy();
  const report = await check(place, ['--fidelity', 'client'], env);
  expect(findingLines(report)).toEqual(findingLines(await check(place)));
  expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
});

test('without the right to patch the same is found, and each finding says why it is not confirmed', async () => {
  const place = await installed('readonly');
  await introduceGovernedDrift(place);
  await kubectl('create', 'rolebinding', 'view', '-n', place, '--clusterrole=view', '--user=reader');
  await kubectl('create', 'role', 'lister', '-n', place, '--verb=get,list', '--resource=secrets');
  await kubectl('create', 'rolebinding', 'lister', '-n', place, '--role=lister', '--user=reader');
  const env = {HELM_KUBETOKEN: plane().tokens['reader']};
  const report = await check(place, [], env);
  expect(findingLines(report)).toEqual(findingLines(await check(place)));
  expect(byPath(report).map(([, , methodNote]) => methodNote)).toEqual([
    'no right to patch horizontalpodautoscalers',
    'no right to patch horizontalpodautoscalers',
    'no right to patch horizontalpodautoscalers',
    'no right to patch services',
  ]);
  const strict = await check(place, ['--fidelity', 'server'], env);
  expect(new Set(strict.gaps.map(({reason}) => reason))).toEqual(new Set(['unconfirmed', 'unsearched']));
});

test('--fidelity server finds nothing on a fresh release', async () => {
  const place = await installed('server');
  const report = await check(place, ['--fidelity', 'server']);
  expect([findingLines(report), report.gaps]).toEqual([[], []]);
});

test('an object that changed while it was read is read again before it is reported', async () => {
  const place = await installed('race');
  const stale = await kubectl('get', 'hpa', 'test-nginx', '-n', place, '-o', 'json', '--show-managed-fields');
  const body = JSON.stringify({...JSON.parse(stale), spec: {...JSON.parse(stale).spec, minReplicas: 1}});
  await kubectl('label', 'hpa', 'test-nginx', '-n', place, 'a=b');
  await kubectl('label', 'hpa', 'test-nginx', '-n', place, 'a-');
  const {env} = await proxy({
    answer: (_method, url, count) =>
      url.includes('/horizontalpodautoscalers/test-nginx') && count === 0 ? {status: 200, body} : undefined,
  });
  expect(findingLines(await check(place, [], env))).toEqual([]);
  expect(findingLines(await check(place, ['--fidelity', 'client'], env))).toEqual([]);
});

describe('a mutating webhook that injects a sidecar, an env and an annotation, and rewrites an image', () => {
  const injector = (place: string): Promise<void> =>
    mutatingWebhook(place, {
      patch: ({metadata, spec}) => {
        const containers = spec.template.spec.containers;
        const first = containers[0];
        const has = (name: string): boolean => containers.some((container) => container.name === name);
        return [
          ...(metadata.annotations?.['injected/at'] === undefined
            ? [{op: 'add', path: '/metadata/annotations/injected~1at', value: 'now'}]
            : []),
          ...(first?.image.startsWith('mirror.example/') === true
            ? []
            : [
                {
                  op: 'replace',
                  path: '/spec/template/spec/containers/0/image',
                  value: `mirror.example/${first?.image}`,
                },
              ]),
          ...(first?.env?.some(({name}) => name === 'INJECTED') === true
            ? []
            : [
                first?.env === undefined
                  ? {op: 'add', path: '/spec/template/spec/containers/0/env', value: [{name: 'INJECTED', value: '1'}]}
                  : {op: 'add', path: '/spec/template/spec/containers/0/env/-', value: {name: 'INJECTED', value: '1'}},
              ]),
          ...(has('sidecar')
            ? []
            : [{op: 'add', path: '/spec/template/spec/containers/-', value: {name: 'sidecar', image: 'side'}}]),
        ];
      },
    });

  test.each(['3.22.0', '4.3.1'])(
    'fresh from helm %s: auto is silent, client says what it cannot know',
    async (version) => {
      const place = await namespace('webhook');
      await injector(place);
      // An autoscaler would change the spec, and with its count of changes goes the proof that nobody else did.
      const steady = ['--set', 'autoscaling.enabled=false'];
      await must(helmBinary(version), ['install', 'test-nginx', 'charts/nginx', '-n', place, ...steady]);
      const containers = await kubectl('get', 'deploy', '-n', place, '-o', 'jsonpath={..containers[*].name}');
      expect(containers).toContain('sidecar');
      const auto = await check(place);
      expect(findingLines(auto)).toEqual([]);
      expect(auto.findings.map(({why}) => why?.code)).toEqual(['same-to-server']);
      const client = await check(place, ['--fidelity', 'client']);
      expect(findingLines(client)).toEqual([]);
      expect(client.findings.map(({path, why}) => [path, why?.code])).toEqual([
        ['spec.template.spec.containers[name=nginx].image', 'as-helm-wrote'],
      ]);
      // Where the spec has changed since, only the server can tell whose the image is.
      await kubectl('rollout', 'restart', 'deploy/test-nginx', '-n', place);
      expect(findingLines(await check(place))).toEqual([]);
      expect((await check(place, ['--fidelity', 'client'])).gaps.map(({reason}) => reason)).toContain('unexplained');
      // What a person changes there is drift all the same.
      await kubectl('set', 'image', 'deploy/test-nginx', 'nginx=mirror.example/evil', '-n', place);
      for (const fidelity of ['auto', 'client'])
        expect(findingLines(await check(place, ['--fidelity', fidelity])).join()).toContain('mirror.example/evil');
    },
  );
});

describe('other revisions of the release', () => {
  test('what a failed upgrade has written is a finding, put down to that revision', async () => {
    const helm = helmBinary('4.3.1');
    const place = await installed('failed');
    await run(helm, [
      'upgrade',
      'test-nginx',
      'charts/nginx',
      '-n',
      place,
      '--set',
      'service.port=70000,autoscaling.minReplicas=7',
      '--set',
      'podAnnotations.added=by-upgrade',
      '--skip-schema-validation',
    ]);
    const report = await check(place);
    expect(report.notes.join()).toContain('revision 2 failed');
    const lines = report.findings.map(({path, by}) => [path, by?.manager, by?.revision, by?.status]);
    expect(lines).toContainEqual(['spec.minReplicas', 'helm', 2, 'failed']);
  });

  test('a pending upgrade is compared with what was deployed, and is incomplete', async () => {
    const place = await installed('pending');
    const helm = helmBinary('4.3.1');
    await must(helm, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place, '--set', 'autoscaling.minReplicas=7']);
    const label = (revision: number, status: string) =>
      kubectl(
        '-n',
        place,
        'label',
        'secret',
        `sh.helm.release.v1.test-nginx.v${revision}`,
        `status=${status}`,
        '--overwrite',
      );
    await label(1, 'deployed');
    await label(2, 'pending-upgrade');
    const answered = await drift(['check', 'test-nginx', '-n', place, '-o', 'json']);
    const report = reportOf(answered);
    // A person's labels, and not what the records hold: that is said, too.
    expect(report.gaps.map(({reason}) => reason)).toEqual(['altered-record', 'altered-record', 'pending-release']);
    expect(report.release.revision).toBe(1);
    expect(report.findings.map(({path, by}) => [path, by?.revision, by?.status])).toEqual([
      ['spec.minReplicas', 2, 'pending-upgrade'],
    ]);
    expect(answered.code).toBe(2);
  });

  test('a rollback by hand: live matches the older revision', async () => {
    const place = await installed('rollback');
    const helm = helmBinary('4.3.1');
    await must(helm, [
      'upgrade',
      'test-nginx',
      'charts/nginx',
      '-n',
      place,
      '--set',
      'autoscaling.minReplicas=7,autoscaling.maxReplicas=20',
    ]);
    const old = await must(helm, ['get', 'manifest', 'test-nginx', '-n', place, '--revision', '1']);
    await must(inject('kubectl'), ['apply', '--server-side', '--force-conflicts', '-n', place, '-f', '-'], {
      input: old,
    });
    const report = await check(place);
    expect(report.findings.filter(({verdict}) => verdict === 'drift').map(({path}) => path)).toEqual([
      'spec.minReplicas',
      'spec.maxReplicas',
    ]);
    expect(report.notes).toContain('live matches revision 1: somebody may have rolled back by hand');
  });
});
