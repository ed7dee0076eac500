import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, inject, onTestFinished, test} from 'vitest';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';
import {mutatingWebhook} from './webhook.ts';

/** What was tried against "never an unreviewed write", on a real control plane. */
const HELM = '4.3.1';

const settings = (data: Readonly<Record<string, string>>): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name: 'settings'},
  data,
});

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web'},
  spec: {
    replicas: 1,
    selector: {matchLabels: {app: 'web'}},
    template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'web', image: 'web:1'}]}},
  },
};

function chartOf(...objects: readonly object[]): string {
  const chart = join(temporaryFolder(), 'c');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  return chart;
}

/** A release `a` of these objects in a namespace of its own, and our commands on it. */
async function release(prefix: string, ...objects: readonly object[]) {
  const place = await namespace(prefix);
  await must(helmBinary(HELM), ['install', 'a', chartOf(...objects), '-n', place]);
  const folder = temporaryFolder();
  const env = {HELM_BIN: helmBinary(HELM), XDG_STATE_HOME: folder};
  return {
    place,
    plan: join(folder, 'plan.json'),
    fix: (...args: string[]): Promise<Run> => drift(['fix', 'a', '-n', place, ...args], {env}),
    undo: (...args: string[]): Promise<Run> => drift(['undo', '-n', place, '--yes', ...args], {env}),
    check: (): Promise<Run> => drift(['check', 'a', '-n', place, '-o', 'json'], {env}),
    get: (kind: string, name: string, path: string): Promise<string> =>
      kubectl('get', kind, name, '-n', place, '-o', `jsonpath=${path}`, '--show-managed-fields'),
    merge: (kind: string, name: string, patch: object, ...more: string[]): Promise<string> =>
      kubectl('-n', place, 'patch', kind, name, '--type=merge', '-p', JSON.stringify(patch), ...more),
  };
}

/** An object under the release's marks that it does not declare. */
async function putExtra(place: string, data: Readonly<Record<string, string>>): Promise<void> {
  const metadata = {
    name: 'extra',
    namespace: place,
    labels: {'app.kubernetes.io/managed-by': 'Helm'},
    annotations: {'meta.helm.sh/release-name': 'a', 'meta.helm.sh/release-namespace': place},
  };
  const object = {apiVersion: 'v1', kind: 'ConfigMap', metadata, data};
  await must(inject('kubectl'), ['create', '-f', '-'], {input: JSON.stringify(object)});
}

describe('a plan binds all that it shows', () => {
  test('an id in it that names an extra object deletes nothing', async () => {
    const {place, plan, fix, check, merge, get} = await release('collides', settings({a: '1'}));
    await merge('configmap', 'settings', {data: {a: '9'}});
    expect((await fix('--out', plan)).code).toBe(0);
    await putExtra(place, {k: 'precious'});
    const extra = reportOf(await check()).findings.find(({change}) => change === 'extra')?.id ?? '';
    const {digest: _digest, ...kept} = JSON.parse(readFileSync(plan, 'utf8')) as {
      digest: string;
      steps: {fields: {id: string}[]}[];
    };
    kept.steps[0]?.fields.push({...kept.steps[0].fields[0], id: extra.padEnd(64, '0')});
    writeFileSync(
      plan,
      JSON.stringify({...kept, digest: createHash('sha256').update(JSON.stringify(kept)).digest('hex')}),
    );
    const refused = await fix('--plan', plan, '--yes');
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('it was edited')]);
    expect(await get('configmap', 'extra', '{.data.k}')).toBe('precious');
  });

  test('an extra object that holds something else since the review stays', async () => {
    const {place, plan, fix, merge, get} = await release('reviewed', settings({a: '1'}));
    await putExtra(place, {k: 'v'});
    expect((await fix('--prune', '--out', plan)).code).toBe(0);
    await merge('configmap', 'extra', {data: {k: 'precious'}});
    const refused = await fix('--plan', plan, '--yes');
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('extra changed since it was reviewed')]);
    expect(await get('configmap', 'extra', '{.data.k}')).toBe('precious');
  });
});

test('a privileged sidecar under our own name does not become Helm’s, and stays in sight', async () => {
  const {plan, fix, check, merge, place, get} = await release('sidecar', settings({a: '1'}), DEPLOYMENT);
  const containers = [{name: 'miner', image: 'miner:1', securityContext: {privileged: true}}];
  const patch = JSON.stringify({spec: {template: {spec: {containers}}}});
  await kubectl('-n', place, 'patch', 'deployment', 'web', '-p', patch, '--field-manager=helm-drift');
  await merge('configmap', 'settings', {data: {a: '9'}});
  expect((await fix('--only', 'ConfigMap/settings:data.a', '--out', plan)).code).toBe(0);
  expect((await fix('--plan', plan, '--yes')).code).toBe(0);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('1');
  const helms = await get('deployment', 'web', '{.metadata.managedFields[?(@.manager=="helm")]}');
  expect(helms).not.toContain('miner');
  // Nor by a fix of the whole release, nor by one that patches the same object under our own name.
  await kubectl('-n', place, 'patch', 'deployment', 'web', '-p', '{"spec":{"replicas":3,"paused":true}}');
  const back = ['--only', 'Deployment/web:spec.replicas', '--only', 'Deployment/web:spec.paused', '--added'];
  const {code, stdout} = await fix('--yes', ...back);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Verified: 1 object put back')]);
  expect(findingLines(reportOf(await check()))).toEqual([
    'Deployment/web spec.template.spec.containers[name=miner]: added (helm-drift)',
  ]);
  expect(await get('deployment', 'web', '{.metadata.managedFields[?(@.manager=="helm")]}')).not.toContain('miner');
});

test('a claim whose creation a quota refuses is not deleted', async () => {
  const spec = (storageClassName: string): object => ({
    accessModes: ['ReadWriteOnce'],
    storageClassName,
    resources: {requests: {storage: '1Gi'}},
  });
  const claim = (storageClassName: string): object => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {name: 'data'},
    spec: spec(storageClassName),
  });
  const {place, fix, get} = await release('quota', claim('declared'));
  await kubectl('-n', place, 'delete', 'pvc', 'data');
  const other = JSON.stringify(claim('other'));
  await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: other});
  await kubectl(
    '-n',
    place,
    'create',
    'quota',
    'none',
    '--hard=declared.storageclass.storage.k8s.io/persistentvolumeclaims=0',
  );
  await expect.poll(() => get('quota', 'none', '{.status.hard}'), {timeout: 20_000}).not.toBe('');
  const uid = await get('pvc', 'data', '{.metadata.uid}');
  const refused = await fix('--recreate', '--yes');
  expect([refused.code, refused.stdout]).toEqual([4, expect.stringContaining('it could not be made anew, and stays')]);
  expect(refused.stdout).toContain('exceeded quota');
  expect(await get('pvc', 'data', '{.metadata.uid}')).toBe(uid);
  await kubectl('-n', place, 'delete', 'quota', 'none');
  const made = await fix('--recreate', '--yes');
  expect([made.code, made.stderr]).toEqual([0, '']);
  expect(await get('pvc', 'data', '{.spec.storageClassName}')).toBe('declared');
});

test('a webhook that acts on real writes alone is told, and what it did can be undone', async () => {
  const {place, fix, undo, merge, get} = await release('altered', DEPLOYMENT);
  await merge('deployment', 'web', {spec: {replicas: 3}});
  const before = await get('deployment', 'web', '{.spec}');
  await mutatingWebhook(place, {
    patch: ({spec}, isDry) =>
      isDry || spec.template.spec.containers.length > 1
        ? []
        : [{op: 'add', path: '/spec/template/spec/containers/-', value: {name: 'miner', image: 'miner:1'}}],
  });
  const fixed = await fix('--yes');
  expect(fixed.stdout).toMatch(/altered +Deployment\/web: .*containers\[name=miner\]/);
  expect([fixed.code, fixed.stdout]).toEqual([5, expect.stringContaining('Undo: helm drift undo')]);
  await kubectl('delete', 'mutatingwebhookconfiguration', `injector-${place}`);
  await expect.poll(async () => (await undo()).code, {timeout: 20_000}).toBe(0);
  expect(await get('deployment', 'web', '{.spec}')).toBe(before);
});

test('an object on its way out is a gap, and no fix of it is verified', async () => {
  const {place, fix, check, merge, get} = await release('leaving', settings({a: '1'}));
  const finalizers = ['example.com/hold'];
  await merge('configmap', 'settings', {metadata: {finalizers}, data: {a: '9'}});
  onTestFinished(async () => {
    await run(inject('kubectl'), [
      '-n',
      place,
      'patch',
      'configmap',
      'settings',
      '--type=merge',
      '-p',
      '{"metadata":{"finalizers":null}}',
    ]);
  });
  await kubectl('-n', place, 'delete', 'configmap', 'settings', '--wait=false');
  expect(reportOf(await check()).gaps).toMatchObject([
    {reason: 'terminating', message: expect.stringContaining('held by the finalizer example.com/hold')},
  ]);
  const refused = await fix('--yes');
  expect([refused.code, refused.stdout]).toEqual([4, expect.stringContaining('it is being deleted since')]);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('9');
});

test('what another release has adopted is not taken back without being told', async () => {
  const {place, fix, check, get} = await release('adopted', settings({a: '1'}));
  await must(helmBinary(HELM), [
    'install',
    'b',
    chartOf(settings({a: '2'})),
    '-n',
    place,
    '--take-ownership',
    '--force-conflicts',
  ]);
  const {findings} = reportOf(await check());
  expect(findings).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        severity: 'critical',
        controlPath: expect.objectContaining({title: 'Adopted by release b'}),
      }),
    ]),
  );
  const refused = await fix('--yes');
  expect([refused.code, refused.stdout]).toEqual([4, expect.stringContaining(`it belongs to release b in ${place}`)]);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('2');
  const taken = await fix('--take-ownership', '--yes');
  expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining(`takes it from release b in ${place}`)]);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('1');
});

test('after a rollback that left no deployed revision the last good one is a baseline by name', async () => {
  const {place, fix, get, merge} = await release('rolled', settings({a: '1'}));
  await must(helmBinary(HELM), ['upgrade', 'a', chartOf(settings({a: '2'})), '-n', place]);
  await merge('configmap', 'settings', {data: {a: '9'}});
  const rolled = await run(helmBinary(HELM), ['rollback', 'a', '1', '-n', place]);
  expect(rolled.stderr).toContain('conflict');
  const none = await fix('--yes');
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('check and fix take it by --revision 2')]);
  const fixed = await fix('--revision', '2', '--yes');
  expect(fixed.stdout).toContain('the baseline is revision 2, which is superseded');
  expect([fixed.code, fixed.stderr]).toEqual([0, '']);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('2');
});

test('a Service that was made anew from its own export leaves nothing that nobody can take out', async () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: 'web'},
    spec: {selector: {app: 'web'}, ports: [{name: 'http', port: 80}]},
  };
  const {place, fix, check} = await release('exported', service);
  const exported = JSON.parse(await kubectl('get', 'service', 'web', '-n', place, '-o', 'json')) as {
    metadata: Record<string, unknown>;
  };
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp']) delete exported.metadata[field];
  await kubectl('-n', place, 'delete', 'service', 'web');
  await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: JSON.stringify(exported)});
  const {findings} = reportOf(await check());
  expect(findings.filter(({verdict}) => verdict === 'drift')).toEqual([]);
  expect(new Set(findings.map(({why}) => why?.code))).toContain('server-allocated');
  const fixed = await fix('--added', '--yes');
  expect([fixed.code, fixed.stdout]).toEqual([0, expect.stringContaining('nothing to put back')]);
});

test('an undo does not touch another object of the same name', async () => {
  const {place, fix, undo, merge, get} = await release('renewed', settings({a: '1'}));
  await merge('configmap', 'settings', {data: {a: '9'}});
  expect((await fix('--yes')).code).toBe(0);
  await kubectl('-n', place, 'delete', 'configmap', 'settings');
  await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: JSON.stringify(settings({a: '1'}))});
  const refused = await undo();
  expect([refused.code, refused.stdout]).toEqual([
    4,
    expect.stringContaining('it is another object of the same name now'),
  ]);
  expect(await get('configmap', 'settings', '{.data.a}')).toBe('1');
});
