import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {drift, helmBinary, kubectl, must, namespace, reportOf, temporaryFolder} from './harness.ts';
import type {Run} from './harness.ts';

interface Told {
  readonly id: string;
  readonly state: string;
  readonly path: string;
  readonly endedBy?: string;
  readonly returns: number;
  readonly first: string;
  readonly since: string;
  readonly by: {readonly manager?: string};
  readonly cluster: {readonly uid?: string};
}

const HELM = helmBinary('4.3.1');
const PORT = 'spec.ports[name=http].port';

/** A release, and a machine of its own. */
async function machine() {
  const place = await namespace('ledger');
  await must(HELM, ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const state = temporaryFolder();
  const folder = join(state, 'helm-drift', 'ledger');
  const run = (...args: string[]): Promise<Run> => drift([...args, '-n', place], {env: {XDG_STATE_HOME: state}});
  const check = (): Promise<Run> => run('check', 'test-nginx', '-o', 'json');
  const told = async (path = PORT): Promise<Told | undefined> => {
    const {stdout} = await run('history', '--drift', 'test-nginx', '-o', 'json');
    const {findings} = JSON.parse(stdout) as {findings: readonly Told[]};
    return findings.find((finding) => finding.path === path);
  };
  const setPort = (port: number): Promise<string> =>
    kubectl(
      '-n',
      place,
      'patch',
      'service',
      'test-nginx',
      '--field-manager=kubectl-edit',
      '--type=json',
      '-p',
      JSON.stringify([{op: 'replace', path: '/spec/ports/0/port', value: port}]),
    );
  return {place, state, folder, run, check, told, setPort};
}

test('drift, changed, put back by a fix, and back: the history tells each, and by which record it ended', async () => {
  const {state, folder, run, check, told, setPort} = await machine();
  expect((await check()).code).toBe(0);
  await setPort(8080);
  expect((await check()).code).toBe(2);
  const fresh = await told();
  expect(fresh).toMatchObject({state: 'new', by: {manager: 'kubectl-edit'}, returns: 0});
  const uid = await kubectl('get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}');
  expect(fresh?.cluster.uid).toBe(uid);

  await setPort(9090);
  const report = reportOf(await check());
  expect(report.findings).toContainEqual(expect.objectContaining({path: PORT, firstSeen: fresh?.first}));
  expect(await told()).toMatchObject({state: 'changed', first: fresh?.first, since: fresh?.first});

  expect((await run('fix', 'test-nginx', '--yes')).code).toBe(0);
  const record = readdirSync(join(state, 'helm-drift', 'records')).find((name) => name.endsWith('.jsonl')) ?? '';
  expect((await check()).code).toBe(0);
  expect(await told()).toMatchObject({state: 'resolved', endedBy: record.replace('.jsonl', '')});

  await setPort(8080);
  expect((await check()).code).toBe(2);
  expect(await told()).toMatchObject({state: 'came back', returns: 1, first: fresh?.first});
  expect((await run('history', '--drift')).stdout).toContain('came back 1 time');

  // It went another way this time.
  await setPort(80);
  expect((await check()).code).toBe(0);
  expect(await told()).toMatchObject({state: 'resolved', endedBy: "somebody's hand"});
  const [file = ''] = readdirSync(folder);
  const text = readFileSync(join(folder, file), 'utf8');
  for (const value of ['8080', '9090'])
    expect(text.replaceAll(/"[0-9a-f]{32,64}"|[\d.:T-]+Z/g, '')).not.toContain(value);
  expect([statSync(folder).mode & 0o777, statSync(join(folder, file)).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('an upgrade ends drift too; what may not be read has not ended', async () => {
  const {place, run, check, told} = await machine();
  // A range that is wider moves no replicas: whoever may not read the autoscaler would take these for drift.
  const patch = '[{"op": "replace", "path": "/spec/maxReplicas", "value": 40}]';
  await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '--type=json', '-p', patch);
  await check();
  // Somebody who may read all of it but the autoscaler.
  const readable = 'secrets,configmaps,services,serviceaccounts,deployments.apps,poddisruptionbudgets.policy';
  await kubectl('-n', place, 'create', 'role', 'reader', '--verb=get,list', `--resource=${readable}`);
  await kubectl('-n', place, 'create', 'rolebinding', 'reader', '--role=reader', '--user=someone');
  expect((await run('check', 'test-nginx', '--kube-as-user', 'someone')).code).toBe(3);
  expect(await told('spec.maxReplicas')).toMatchObject({state: 'new'});
  await must(HELM, ['upgrade', 'test-nginx', 'charts/nginx', '-n', place, '--force-conflicts']);
  expect((await check()).code).toBe(0);
  expect(await told('spec.maxReplicas')).toMatchObject({state: 'resolved', endedBy: 'upgrade to revision 2'});
});
