import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {documentOf, fixer} from './fixer.ts';
import {drift, helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';
import {contents, held, managersOf} from './twenty.ts';
import type {Held} from './twenty.ts';

/** What the server and its controllers do of their own accord beside a fix. */
test('an undo that a controller answers elsewhere is whole: the rules of an aggregated ClusterRole', async () => {
  const helm = helmBinary('4.3.1');
  const place = await namespace('aggregated');
  const [sum, part] = [`sum-${place}`, `part-${place}`];
  const role = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole'};
  const labels = {[place]: 'yes'};
  const objects = [
    {
      ...role,
      metadata: {name: sum, labels: {size: 'small'}},
      aggregationRule: {clusterRoleSelectors: [{matchLabels: labels}]},
      rules: [],
    },
    {...role, metadata: {name: part, labels}, rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get']}]},
  ];
  const chart = join(temporaryFolder(), 'c');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
  await must(helm, ['install', 'test-nginx', chart, '-n', place]);
  onTestFinished(async () => {
    await run(helm, ['uninstall', 'test-nginx', '-n', place]);
  });
  const verb = (name: string): Promise<string> =>
    kubectl('get', 'clusterrole', name, '-o', 'jsonpath={.rules[0].verbs[0]}');
  await expect.poll(() => verb(sum), {timeout: 20_000}).toBe('get');
  await kubectl('label', '--overwrite', 'clusterrole', sum, 'size=big');
  await kubectl(
    'patch',
    'clusterrole',
    part,
    '--type=json',
    '-p',
    '[{"op":"replace","path":"/rules/0/verbs/0","value":"list"}]',
  );
  await expect.poll(() => verb(sum), {timeout: 20_000}).toBe('list');
  const state = {XDG_STATE_HOME: temporaryFolder()};
  const fixed = await drift(['fix', 'test-nginx', '-n', place, '--yes'], {env: {HELM_BIN: helm, ...state}});
  expect(fixed.code).toBe(0);
  await expect.poll(() => verb(sum), {timeout: 20_000}).toBe('get');
  // The controller has answered before the undo looks again.
  let isBack = false;
  const {env} = await proxy({
    before: async (method, url) => {
      if (method === 'GET' && isBack) await vi.waitUntil(async () => (await verb(sum)) === 'list', {timeout: 20_000});
      if (method !== 'GET' && url.includes(part) && !url.includes('dryRun')) isBack = true;
    },
  });
  const undone = await drift(['undo', '-n', place, '--yes'], {env: {...env, HELM_BIN: helm, ...state}});
  expect([undone.code, undone.stderr]).toEqual([0, '']);
});

test.each(['3.22.0', '4.3.1'])(
  'what the server put into the place of a declared value goes with it, helm %s',
  async (version) => {
    const helm = helmBinary(version);
    const place = await namespace('either');
    const chart = join(temporaryFolder(), 'c');
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name: 'one'},
      spec: {
        strategy: {type: 'Recreate'},
        selector: {matchLabels: {app: 'one'}},
        template: {
          metadata: {labels: {app: 'one'}},
          spec: {
            containers: [{name: 'one', image: 'one'}],
            volumes: [{name: 'settings', configMap: {name: 'settings'}}],
          },
        },
      },
    };
    mkdirSync(join(chart, 'templates'), {recursive: true});
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n');
    writeFileSync(join(chart, 'templates', 'one.yaml'), JSON.stringify(deployment));
    await must(helm, ['install', 'test-nginx', chart, '-n', place]);
    const before = await held(place, 'deployment');
    const patch = [
      {op: 'remove', path: '/spec/template/spec/volumes/0/configMap'},
      {op: 'replace', path: '/spec/strategy/type', value: 'RollingUpdate'},
    ];
    await kubectl('patch', 'deployment', 'one', '-n', place, '--type=json', '-p', JSON.stringify(patch));
    const {fix, undo, check} = fixer(helm);
    const drifted = contents(await held(place, 'deployment'));
    expect(JSON.stringify(drifted)).toMatch(/"rollingUpdate":.*"emptyDir":|"emptyDir":.*"rollingUpdate":/);
    const fixed = await fix(place);
    expect([fixed.code, documentOf(fixed).results]).toEqual([0, [expect.objectContaining({outcome: 'patched'})]]);
    const after = await held(place, 'deployment');
    expect(contents(after)).toEqual(contents(before));
    for (const object of after.values())
      expect(managersOf(object)).toEqual(managersOf([...before.values()][0] as Held));
    expect(await check(place)).toEqual([]);
    const undone = await undo(place, '-o', 'json');
    // An undo names each place itself: nothing goes along with it.
    expect([undone.code, documentOf(undone).plan.steps.map(({consequences}) => consequences)]).toEqual([0, [[]]]);
    expect(contents(await held(place, 'deployment'))).toEqual(drifted);
  },
);
