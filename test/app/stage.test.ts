import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ProgressEvent} from '../../src/app/events.ts';
import type {Runtime} from '../../src/app/runtime.ts';
import {liveStage} from '../../src/app/stage.ts';
import type {Scenario} from '../../src/model/scenario.ts';
import {NOW} from '../check/check-files.ts';
import {deployment} from '../forecast/rehearsals.ts';
import {
  byPath,
  CONFIG_MAP,
  DEPLOYMENT,
  discoveryOf,
  fakeApi,
  NAMESPACE,
  SECRET,
  SOON,
  thrownBy,
} from '../kube/fakes.ts';

const PLACE = {file: 'scenario.yaml', line: 1, within: 'step 1'};
const SCENARIO: Scenario = {
  name: 'demo',
  file: 'scenario.yaml',
  title: '',
  about: '',
  release: {from: 'chart', name: 'web', namespace: 'shop', chart: 'charts/web', values: {}},
  steps: [],
};
const ALL = '/apis/apps/v1/namespaces/shop/deployments';
/** A record as helm's secret driver writes one, without the gzip that old helms left out too. */
const CONTENT = Buffer.from(JSON.stringify({info: {}, manifest: JSON.stringify(deployment({replicas: 3}))})).toString(
  'base64',
);
const RECORD = {metadata: {namespace: 'shop', labels: {name: 'web', version: '1', status: 'deployed'}}};

async function staged(uid = 'ours') {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-stage-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };
  const live = deployment({replicas: 5});
  const api = await fakeApi(
    byPath({
      ...discoveryOf([NAMESPACE, SECRET, CONFIG_MAP, DEPLOYMENT]),
      'GET /version': {body: {gitVersion: 'v1.37.2'}},
      'GET /api/v1/namespaces/kube-system': {body: {metadata: {uid}}},
      'GET /api/v1/namespaces/shop/secrets': {body: {items: [RECORD]}},
      'GET /api/v1/namespaces/shop/secrets/sh.helm.release.v1.web.v1': {
        body: {data: {release: Buffer.from(CONTENT).toString('base64')}},
      },
      'GET /api/v1/namespaces/shop/configmaps': {body: {items: []}},
      [`GET ${ALL}`]: {body: {items: [live]}},
      [`GET ${ALL}/web`]: {body: live},
      [`PATCH ${ALL}/web`]: ({query}) => (query['dryRun'] === 'All' ? {status: 500, body: '{}'} : {body: {}}),
    }),
  );
  const cluster = {
    'current-context': 'sandbox',
    clusters: [{name: 'sandbox', cluster: {server: api.server}}],
    users: [],
    contexts: [{name: 'sandbox', context: {cluster: 'sandbox'}}],
  };
  const calls = join(folder, 'calls');
  const helm = file(
    'helm',
    `#!/bin/sh\necho "$* in $HELM_NAMESPACE at $KUBECONFIG, context $HELM_KUBECONTEXT." >> ${calls}\nexit 0\n`,
  );
  const kubeconfig = file('kubeconfig', JSON.stringify(cluster));
  const told: ProgressEvent[] = [];
  const env = {PATH: process.env['PATH'], HELM_KUBECONTEXT: 'production', XDG_CACHE_HOME: folder};
  const runtime = {
    env,
    now: () => NOW,
    cwd: folder,
    argv: [],
    signal: new AbortController().signal,
  } as unknown as Runtime;
  const heard: string[] = [];
  const stage = await liveStage(
    SCENARIO,
    {
      connection: {kubeconfig},
      uid: 'ours',
      helm,
      listen: (baseline, source) => {
        heard.push(baseline.text);
        return {baseline, source};
      },
    },
    runtime,
    (event) => void told.push(event),
  );
  onTestFinished(() => stage.close());
  return {stage, api, told, heard, kubeconfig, calls: () => readFileSync(calls, 'utf8').trim().split('\n')};
}

describe('the sandbox as a stage', () => {
  test('installs with its own helm, which sees the sandbox and nothing else', async () => {
    const {stage, calls, told, kubeconfig} = await staged();
    await stage.install();
    expect(calls()).toEqual([
      `uninstall web --ignore-not-found in shop at ${kubeconfig}, context sandbox.`,
      `install web charts/web --create-namespace in shop at ${kubeconfig}, context sandbox.`,
    ]);
    expect(told).toEqual([{kind: 'installing', release: 'web'}]);
  });

  test('writes what the story says, under its manager', async () => {
    const {stage, api} = await staged();
    const patch = {spec: {replicas: 5}};
    const mutation = {
      manager: 'kubectl-edit',
      target: {kind: 'Deployment', name: 'web'},
      action: {do: 'patch', patch},
      place: PLACE,
    } as const;
    expect(await stage.mutate(mutation)).toEqual({done: true});
    expect(api.seen.find(({method}) => method === 'PATCH')?.query).toEqual({fieldManager: 'kubectl-edit'});
  });

  test('is quiet once the controllers have seen it all', async () => {
    const {stage, told} = await staged();
    await stage.waitUntilStable();
    expect(told).toEqual([{kind: 'waiting-for-controllers'}]);
  });

  test('is checked as any release is, and overheard', async () => {
    const {stage, heard} = await staged();
    const report = await stage.check({name: 'one', kind: 'step', index: 0} as unknown as Parameters<
      typeof stage.check
    >[0]);
    expect(report.findings.map(({path, desired, live}) => [path, desired, live])).toEqual([
      [[{field: 'spec'}, {field: 'replicas'}], 3, 5],
    ]);
    expect(heard).toEqual([JSON.stringify(deployment({replicas: 3}))]);
  });

  test('lets go of its sockets', async () => {
    const {stage, api} = await staged();
    await stage.waitUntilStable();
    expect(api.sockets()).toBeGreaterThan(0);
    stage.close();
    await expect.poll(api.sockets, SOON).toBe(0);
  });
});

test('another cluster is neither installed into nor put right', async () => {
  const {stage, api, told} = await staged('production');
  expect((await thrownBy(stage.install())).message).toContain('is not the sandbox');
  expect((await thrownBy(stage.reconcile())).message).toContain('is not the sandbox');
  expect(api.seen.every(({method}) => method === 'GET')).toBe(true);
  expect(told.map(({kind}) => kind)).toEqual(['installing', 'reconciling']);
});
