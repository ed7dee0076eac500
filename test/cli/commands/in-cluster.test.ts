import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {EXIT} from '../../../src/app/exit.ts';
import {NOW} from '../../check/check-files.ts';
import {cli, folderOf} from '../cli.ts';
import {scriptedCluster} from './scripted.ts';

const GROUP = 'helm-drift.example';

/** A cluster with the agent's kinds, a state of `web`, and the lease of an agent. */
async function cluster({
  state = 'in-contract',
  drift = 0,
  renewed = NOW.toISOString(),
  covers = '',
  kinds = true,
} = {}) {
  const one = await scriptedCluster();
  const {server} = one;
  if (kinds) {
    server.kinds.push(
      {group: GROUP, version: 'v1alpha1', kind: 'ReleaseDrift', plural: 'releasedrifts', namespaced: true},
      {group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases', namespaced: true},
    );
    server.objects.set(`/apis/${GROUP}/v1alpha1/namespaces/shop/releasedrifts/web`, {
      metadata: {name: 'web', namespace: 'shop'},
      status: {
        state,
        drift,
        gaps: 0,
        accepted: 0,
        revision: 1,
        since: '2026-01-01T00:00:00Z',
        ...(drift > 0 ? {worst: 'medium'} : {}),
      },
    });
    server.objects.set('/apis/coordination.k8s.io/v1/namespaces/ops/leases/helm-drift-shard-0', {
      metadata: {
        name: 'helm-drift-shard-0',
        namespace: 'ops',
        // The scripted server knows no selector without a value.
        labels: {[`${GROUP}/agent`]: undefined},
        annotations: {[`${GROUP}/shards`]: '1', [`${GROUP}/ready`]: 'true', [`${GROUP}/namespaces`]: covers},
      },
      spec: {holderIdentity: 'a', renewTime: renewed, leaseDurationSeconds: 15},
    });
  }
  return one;
}

test('status: what is clean and current is clean', async () => {
  const {run} = await cluster();
  const {code, stdout} = await run('status', '-A');
  expect([code, stdout]).toEqual([EXIT.clean, '1 release, all in contract, agent: 1 shard, all served\n']);
  expect((await run('status', 'web', '-n', 'shop')).stdout).toMatch(/^RELEASE .*\nshop\/web +in-contract/);
  expect(JSON.parse((await run('status', '-A', '-o', 'json')).stdout)).toMatchObject({
    outcome: 'clean',
    kind: 'DriftStatus',
  });
});

test('status: drift counts from the severity that is asked for', async () => {
  const {run} = await cluster({state: 'variance-detected', drift: 2});
  expect((await run('status', '-A')).code).toBe(EXIT.drift);
  expect((await run('status', '-A', '--fail-on', 'high')).code).toBe(EXIT.clean);
  expect((await run('status', '-A', '-o', 'table')).stdout).toMatch(/shop\/web +variance-detected +medium +2 +0 +1 /);
  expect((await run('status', '-A', '-o', 'yaml')).stdout).toContain('outcome: drift');
});

test.each([
  [{renewed: '2020-01-01T00:00:00Z'}, 'no agent is alive: what is written is of before'],
  [{covers: 'blog'}, 'only releases of blog are followed'],
])('status: what is not current is not clean', async (parts, says) => {
  const {run} = await cluster(parts);
  const {code, stdout} = await run('status', '-n', 'shop');
  expect([code, stdout]).toEqual([EXIT.incomplete, expect.stringContaining(`Not certain: ${says}`)]);
  expect((await run('status', '-n', 'shop', '--allow-incomplete')).code).toBe(EXIT.clean);
});

test('status: a state that nobody knows is not clean', async () => {
  const {run} = await cluster({state: 'fine, believe me'});
  expect(await run('status', '-A')).toMatchObject({
    code: EXIT.incomplete,
    stdout: expect.stringContaining('unknown') as unknown,
  });
});

test('status: without the kind, or without the release, nothing can be said', async () => {
  expect(await (await cluster({kinds: false})).run('status', '-A')).toMatchObject({
    code: EXIT.error,
    stderr: expect.stringContaining('does not know the kind ReleaseDrift') as unknown,
  });
  expect((await (await cluster()).run('status', 'none', '-n', 'shop')).stderr).toContain(
    'nothing is written of a release "none"',
  );
});

test('rbac: roles for the kinds that releases declare', async () => {
  const {run} = await scriptedCluster();
  const {code, stdout, stderr} = await run(
    'rbac',
    '-n',
    'shop',
    '--search',
    'declared',
    '--agent',
    '--service-account',
    'ops/drift',
  );
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout).toMatch(/^# For the kinds that 1 release declare/);
  expect(stdout).toContain('- configmaps');
  expect(stdout).not.toContain('- services');
  expect(stdout).toContain('kind: RoleBinding');
});

test('rbac --agent --notify: Events where the rules file has that sink', async () => {
  const {run, folder} = await scriptedCluster();
  const file = join(folder, 'rules.yaml');
  const sinks = async (text: string) => {
    writeFileSync(file, `apiVersion: helm-drift/v1\nkind: Config\n${text}\n`);
    return run('rbac', '-n', 'shop', '--search', 'declared', '--agent', '--notify', '--config', file);
  };
  const chat = '{name: a, slack: {url: "http://x"}}';
  const without = await sinks(`notify: {sinks: [${chat}]}`);
  expect(without).toMatchObject({code: 0, stderr: ''});
  expect(without.stdout).not.toContain('events');
  const {stdout} = await sinks(`notify: {sinks: [${chat}, {name: b, events: {}}]}`);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('apiGroups: - events.k8s.io resources: - events verbs: - create');
  expect(await sinks('')).toMatchObject({code: 1, stderr: expect.stringContaining('names nobody to tell') as string});
});

test('rbac: what could not be read is told', async () => {
  const {run, server} = await scriptedCluster();
  server.kinds.splice(
    server.kinds.findIndex(({kind}) => kind === 'ConfigMap'),
    1,
  );
  const {code, stderr} = await run('rbac', '-A');
  expect([code, stderr]).toEqual([EXIT.incomplete, 'Note: shop/web declares ConfigMap of v1, which is not served\n']);
});

test.each([
  [['status', 'web', '-A'], '-A is about every release'],
  [['rbac', '--service-account', 'drift'], '--service-account takes NAMESPACE/NAME'],
  [['rbac', '--agent', '--shards', 'many'], '--shards takes statefulset/NAME'],
  [['agent', '--shards', '0'], '--shards takes a number up to 256'],
  [['agent', '--shards', 'deployment/x'], '--shards takes a number up to 256'],
  [['agent', '--installation', 'A b'], '--installation takes a name'],
  [['agent', '--notify'], '--notify needs --state-key-file'],
  [['rbac', '--notify'], 'only a process in the cluster needs that'],
  [['rbac', '--agent', '--config', 'x'], 'rights are asked of it by sinks alone'],
  [['agent', '--listen', 'here'], '--listen takes [HOST]:PORT'],
  [['agent', '--state-key-file', '/nowhere'], '--state-key-file cannot be read'],
  [['agent', '--namespaces', Array.from({length: 60}, (_, at) => `n${at}`).join()], '60 namespaces are too many'],
])('%s says what is wrong', async (argv, says) => {
  const folder = folderOf();
  const {code, stderr} = await cli(argv, folder, {HOME: folder});
  expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
});

test('a key that can be guessed is none', async () => {
  const folder = folderOf({key: 'short'});
  expect((await cli(['agent', '--state-key-file', `${folder}/key`], folder, {HOME: folder})).stderr).toContain(
    'shorter than 16 bytes',
  );
});
