import {join} from 'node:path';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import {agent, withDefinition, written} from './agents.ts';
import {drift, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const HELM = helmBinary('4.3.1');
const SOON = {timeout: 30_000, interval: 100};

beforeAll(withDefinition);

/** A namespace with a release, and a ServiceAccount that may do what `rbac` prints for it, and nothing else. */
async function granted(prefix: string, args: readonly string[]) {
  const place = await namespace(prefix);
  await must(HELM, ['install', 'web', 'charts/nginx', '-n', place]);
  await kubectl('create', 'serviceaccount', 'drift', '-n', place);
  const printed = await drift(['rbac', '-n', place, '--service-account', `${place}/drift`, '--role', place, ...args]);
  expect(printed).toMatchObject({code: 0, stderr: ''});
  await must(inject('kubectl'), ['apply', '-f', '-'], {input: printed.stdout});
  onTestFinished(async () => {
    await run(inject('kubectl'), ['delete', 'clusterrole,clusterrolebinding', place, '--wait=false']);
  });
  const token = (await kubectl('create', 'token', 'drift', '-n', place)).trim();
  const env = {
    KUBECONFIG: '/dev/null',
    HELM_KUBEAPISERVER: plane().server,
    HELM_KUBECAFILE: plane().caFile,
    HELM_KUBETOKEN: token,
    POD_NAMESPACE: place,
  };
  const patchRole = (role: string, patch: object): Promise<string> =>
    kubectl('-n', place, 'patch', 'role', role, '--type=json', '-p', JSON.stringify([patch]));
  /** Takes a resource out of the roles, from whatever rule it is in. */
  const without = async (resource: string, role = place): Promise<void> => {
    const {rules} = JSON.parse(await kubectl('-n', place, 'get', 'role', role, '-o', 'json')) as {
      rules: {resources: string[]}[];
    };
    const left = rules
      .map((rule) => ({...rule, resources: rule.resources.filter((one) => one !== resource)}))
      .filter((rule) => rule.resources.length > 0);
    await patchRole(role, {op: 'replace', path: '/rules', value: left});
  };
  return {place, env, printed: printed.stdout, without};
}

test('a check works with exactly these rights', async () => {
  const {place, env, printed} = await granted('rights', []);
  expect(printed).not.toMatch(/\*|patch|create/);
  const {code, stdout, stderr} = await drift(['check', '--all', '-n', place, '-o', 'json', '--no-ledger'], {env});
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(JSON.parse(stdout)).toMatchObject({reports: [{state: 'in-contract', gaps: []}]});
});

test('with patch the server confirms a difference', async () => {
  const {place, env} = await granted('rights-dry', ['--with-dry-run']);
  await kubectl('-n', place, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
  const report = reportOf(await drift(['check', 'web', '-n', place, '-o', 'json', '--no-ledger'], {env}));
  expect(report.findings.filter(({verdict}) => verdict === 'drift')).toMatchObject([
    {path: 'spec.minReplicas', method: 'dry-run'},
  ]);
});

test('the agent works with exactly these rights, and names what it may not read', async () => {
  const {place, env, printed, without} = await granted('rights-agent', ['--agent', '--search', 'declared']);
  expect(printed).not.toMatch(/\*|nodes|pods\b/);
  const args = ['--namespaces', place, '--search', 'declared'];
  const one = await agent(args, {env});
  await one.ready();
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {state: 'in-contract', gaps: 0}});
  await kubectl('-n', place, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {drift: 1}});
  one.kill('SIGTERM');
  expect(await one.ended).toBe(0);
  expect(one.log().filter(({level}) => level !== 'info')).toEqual([]);

  await without('services');
  const two = await agent(args, {env});
  await two.ready();
  await expect
    .poll(() => written(place, 'web'), SOON)
    .toMatchObject({status: {gapReasons: expect.arrayContaining(['forbidden']) as unknown}});
  two.kill('SIGTERM');
  await two.ended;

  await without('leases', `${place}-leases`);
  const three = await agent(args, {env});
  await expect.poll(() => three.errors(), SOON).toContain('leases.coordination.k8s.io is forbidden');
  expect((await three.page('/readyz')).status).toBe(503);
  three.kill('SIGTERM');
  expect(await three.ended).toBe(0);
});

test('without a right to the records, or to its own kind, it ends and says which', async () => {
  const {place, env, without} = await granted('rights-none', ['--agent', '--search', 'declared']);
  await without('secrets');
  const one = await agent(['--namespaces', place, '--search', 'declared'], {env});
  expect(await one.ended).toBe(1);
  expect(one.log().find(({level}) => level === 'error')).toMatchObject({
    level: 'error',
    message: expect.stringContaining("Helm's records in secrets may not be listed") as unknown,
  });
  await without('releasedrifts');
  const two = await agent(['--namespaces', place, '--search', 'declared'], {env});
  expect(await two.ended).toBe(1);
  expect(two.errors()).toContain('releasedrifts.helm-drift.example is forbidden');
});

test('status reads what is written, and says when nobody writes it', async () => {
  const place = await namespace('status');
  await must(HELM, ['install', 'web', 'charts/nginx', '-n', place]);
  const installation = ['--installation', `s${process.pid}`];
  const one = await agent(['--namespaces', place, ...installation], {env: {POD_NAMESPACE: place}});
  await one.ready();
  await expect.poll(() => written(place, 'web'), SOON).toBeDefined();
  const status = (...args: string[]) => drift(['status', ...args]);
  // The state that the lease tells follows with its next renewal.
  await expect.poll(async () => (await status('-n', place)).code, SOON).toBe(0);
  expect((await status('-n', place)).stdout).toMatch(/^1 release, all in contract, agent: 1 shard, all served\n$/);
  // Others' namespaces are not followed by this one.
  expect((await status('-A')).code).toBe(3);
  expect((await status('-A')).stdout).toContain(`only releases of ${place} are followed`);
  await kubectl('-n', place, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
  await expect.poll(async () => (await status('web', '-n', place)).code, SOON).toBe(2);
  const json = JSON.parse((await status('-n', place, '-o', 'json')).stdout) as object;
  expect(json).toMatchObject({
    schemaVersion: '1',
    agent: {state: 'alive', shards: 1},
    releases: [{name: 'web', namespace: place, state: 'variance-detected', drift: 1, worst: 'high'}],
  });
  expect((await status('-n', place, '-o', 'table')).stdout).toMatch(
    /RELEASE\s+STATE\s+WORST[^\n]*\n.*\/web\s+variance-detected/,
  );
  expect((await status('-n', place, '-o', 'yaml')).stdout).toContain('state: variance-detected');
  const nobody = await drift(['status', '-n', place], {env: {HELM_KUBETOKEN: plane().tokens['nobody']}});
  expect([nobody.code, nobody.stdout]).toEqual([1, '']);
  expect(nobody.stderr).toContain('cannot be read');
  await kubectl('-n', place, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":6}}');
  await expect.poll(async () => (await status('-n', place)).code, SOON).toBe(0);
  one.kill('SIGTERM');
  await one.ended;
  const after = await status('-n', place);
  expect([after.code, after.stdout]).toEqual([
    3,
    expect.stringContaining('no agent is alive: what is written is of before'),
  ]);
  expect((await status('none', '-n', place)).code).toBe(1);
});

test('without what Secrets hold: what has a baseline elsewhere is checked, and no value is asked for', async () => {
  const {place, env, without} = await granted('rights-blind', ['--agent', '--search', 'declared']);
  await without('secrets');
  const rule = {apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch']};
  const patch = JSON.stringify([{op: 'add', path: '/rules/-', value: rule}]);
  await kubectl('-n', place, 'patch', 'role', place, '--type=json', '-p', patch);
  const one = await agent(['--namespaces', place, '--search', 'declared', '--without-secrets'], {env});
  await one.ready();
  await expect
    .poll(() => written(place, 'web'), SOON)
    .toMatchObject({status: {state: 'incomplete', revision: 1, gapReasons: ['unreadable-release']}});
  const folder = temporaryFolder();
  const baseline = await drift(['capture', 'baseline', 'web', '-n', place, '--file', join(folder, 'manifest')]);
  expect(baseline.code).toBe(0);
  const from = `--from-file=manifest=${join(folder, 'manifest')}`;
  await kubectl('create', 'configmap', 'helm-drift.baseline.web.v1', '-n', place, from);
  // A new baseline wakes nobody: the next change of the release does, or the next sweep.
  await kubectl('-n', place, 'annotate', 'secret', 'sh.helm.release.v1.web.v1', 'x=1');
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {state: 'in-contract', gaps: 0}});
  await kubectl('-n', place, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {drift: 1}});
});
