import {beforeAll, expect, inject, test} from 'vitest';
import {agent, withDefinition, written} from './agents.ts';
import {helmBinary, kubectl, must, namespace, run} from './harness.ts';

const HELM = helmBinary('4.3.1');
const CHART = 'charts/nginx';
const SOON = {timeout: 30_000, interval: 100};

beforeAll(withDefinition);

const install = (place: string, name = 'web'): Promise<string> => must(HELM, ['install', name, CHART, '-n', place]);
const scaled = (place: string, replicas: number, name = 'web-nginx'): Promise<string> =>
  kubectl('-n', place, 'patch', 'hpa', name, '--type=merge', '-p', JSON.stringify({spec: {minReplicas: replicas}}));
const home = (place: string): Readonly<Record<string, string>> => ({POD_NAMESPACE: place});

test('a release has its record in the cluster, from the first check to its end', async () => {
  const place = await namespace('agent');
  await install(place);
  const one = await agent(['--namespaces', place], {env: home(place)});
  expect((await one.page('/readyz')).status).not.toBe(200);
  await one.ready();
  await expect
    .poll(() => written(place, 'web'), SOON)
    .toMatchObject({status: {state: 'in-contract', drift: 0, revision: 1}});
  await kubectl('wait', '--for=condition=InContract', 'releasedrift/web', '-n', place, '--timeout=5s');
  const clean = await written(place, 'web');

  await scaled(place, 4);
  await expect
    .poll(() => written(place, 'web'), SOON)
    .toMatchObject({
      status: {state: 'variance-detected', drift: 1, findings: [{state: 'new', path: 'spec.minReplicas'}]},
    });
  await kubectl('wait', '--for=condition=InContract=false', 'releasedrift/web', '-n', place, '--timeout=5s');
  const table = await kubectl('get', 'releasedrifts', '-n', place);
  expect(table).toMatch(/NAME\s+STATE\s+WORST\s+DRIFT\s+GAPS\s+REVISION\s+SINCE/);
  expect(table).toMatch(/web\s+variance-detected\s+\w+\s+1\s+0\s+1\s+\d+s/);

  await scaled(place, 6);
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {state: 'in-contract'}});
  const back = await written(place, 'web');
  expect(back?.metadata.uid).toBe(clean?.metadata.uid);
  // A write that changes nothing for the release is no write of ours.
  await kubectl('-n', place, 'annotate', 'hpa', 'web-nginx', 'autoscaling.alpha.kubernetes.io/x=1');
  await new Promise((done) => setTimeout(done, 2000));
  expect((await one.page('/metrics')).body).toContain('helm_drift_status_unwritten 0');

  await must(HELM, ['upgrade', 'web', CHART, '-n', place, '--force-conflicts']);
  await kubectl('wait', '--for=jsonpath={.status.revision}=2', 'releasedrift/web', '-n', place, '--timeout=20s');
  await must(HELM, ['uninstall', 'web', '-n', place]);
  await expect.poll(() => written(place, 'web'), SOON).toBeUndefined();
  one.kill('SIGTERM');
  expect(await one.ended).toBe(0);
  expect(one.log().map(({message}) => message)).toEqual(
    expect.arrayContaining(['started', 'acquired', 'serving', 'finding', 'release is gone', 'released', 'ended']),
  );
  expect(one.log().every(({level}) => level === 'info')).toBe(true);
  const lease = JSON.parse(await kubectl('get', 'lease', 'helm-drift-shard-0', '-n', place, '-o', 'json')) as {
    spec: {holderIdentity: string; leaseDurationSeconds: number};
  };
  expect(lease.spec).toMatchObject({holderIdentity: '', leaseDurationSeconds: 15});
});

test('what goes on while no agent is there is told by the next: a new state, and an end', async () => {
  const place = await namespace('agent-away');
  const [lasting, gone] = ['lasting', 'gone'];
  await install(place, lasting);
  await install(place, gone);
  await scaled(place, 4, 'lasting-nginx');
  const first = await agent(['--namespaces', place], {env: home(place)});
  await expect.poll(() => written(place, lasting), SOON).toMatchObject({status: {drift: 1}});
  await expect.poll(() => written(place, gone), SOON).toMatchObject({status: {drift: 0}});
  first.kill('SIGKILL');
  await first.ended;
  const before = await written(place, lasting);
  await must(HELM, ['uninstall', gone, '-n', place]);
  // The lease of the dead one must run out first.
  const second = await agent(['--namespaces', place], {env: home(place)});
  await second.ready();
  await expect.poll(() => written(place, gone), SOON).toBeUndefined();
  // What stood as it stands is not told again, and not written again.
  expect(await written(place, lasting)).toEqual(before);
  expect(second.log().filter(({message}) => message === 'finding')).toEqual([]);
});

test('one of two works, and the other takes over when it ends', async () => {
  const place = await namespace('agent-two');
  await install(place);
  const first = await agent(['--namespaces', place], {pod: 'a', env: home(place)});
  await first.ready();
  const second = await agent(['--namespaces', place], {pod: 'b', env: home(place)});
  await second.ready();
  expect((await second.page('/metrics')).body).toContain('helm_drift_shards{state="held"} 0');
  first.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  await expect
    .poll(async () => (await second.page('/metrics')).body, SOON)
    .toContain('helm_drift_shards{state="served"} 1');
  await scaled(place, 4);
  await expect.poll(() => written(place, 'web'), SOON).toMatchObject({status: {drift: 1}});
});

test('a lease that is taken away ends the process', async () => {
  const place = await namespace('agent-lost');
  const one = await agent(['--namespaces', place], {env: home(place)});
  await one.ready();
  await kubectl(
    '-n',
    place,
    'patch',
    'lease',
    'helm-drift-shard-0',
    '--type=merge',
    '-p',
    '{"spec":{"holderIdentity":"thief"}}',
  );
  expect(await one.ended).toBe(1);
  expect(one.errors()).toContain("is another's: thief");
  const {stdout} = await run(inject('kubectl'), [
    'get',
    'lease',
    'helm-drift-shard-0',
    '-n',
    place,
    '-o',
    'jsonpath={.spec.holderIdentity}',
  ]);
  expect(stdout).toBe('thief');
});
