import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {foresee} from '../../src/app/forecast.ts';
import type {Runtime} from '../../src/app/runtime.ts';
import {asDeployed} from '../../src/app/session.ts';
import type {CheckRequest, Session} from '../../src/app/session.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import {NOW} from '../check/check-files.ts';
import {deployment, inspected} from '../forecast/rehearsals.ts';
import {byPath, DEPLOYMENT, discoveryOf, fakeApi, thrownBy} from '../kube/fakes.ts';

const DECLARED = deployment({replicas: 3});
const DRIFTED = deployment({replicas: 5});
const WEB = '/apis/apps/v1/namespaces/shop/deployments/web';
const RELEASE = {name: 'web', namespace: 'shop', revision: 2};

interface Setup {
  /** What its upgrade writes, by PATCH to the Deployment; nothing where it is absent. */
  readonly writes?: JsonObject;
  readonly fails?: string;
  readonly version?: string;
  readonly request?: CheckRequest;
  readonly pending?: 'baseline' | 'inspection';
}

/** A helm that speaks to the cluster of its kubeconfig, writes down how it was called, and ends as it is told. */
function helmThat({writes, fails = '', version = 'v4.3.1+g123'}: Setup, folder: string): string {
  const bin = join(folder, 'helm');
  writeFileSync(
    bin,
    `#!${process.execPath}
const {readFileSync, writeFileSync} = require('node:fs');
if (process.argv[2] === 'version') { console.log(${JSON.stringify(version)}); process.exit(0); }
const kubeconfig = readFileSync(process.env.KUBECONFIG, 'utf8');
const chart = process.argv[4];
let manifest = '';
try { manifest = readFileSync(chart + '/templates/manifest.yaml', 'utf8'); } catch {}
writeFileSync(${JSON.stringify(join(folder, 'call.json'))}, JSON.stringify({argv: process.argv.slice(2), env: process.env, kubeconfig, manifest}));
const {server} = JSON.parse(kubeconfig).clusters[0].cluster;
const write = ${JSON.stringify(writes ?? null)};
const written = write === null ? Promise.resolve() : fetch(server + ${JSON.stringify(WEB)}, {
  method: 'PATCH', headers: {'content-type': 'application/apply-patch+yaml'}, body: JSON.stringify(write),
}).then((answer) => answer.text());
written.then(() => {
  const said = ${JSON.stringify(fails)};
  if (said !== '') { console.error('Error: ' + said); process.exit(1); }
});
`,
  );
  chmodSync(bin, 0o755);
  return bin;
}

async function foreseen(setup: Setup) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-forecast-test-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const api = await fakeApi(
    byPath({...discoveryOf([DEPLOYMENT]), [`PATCH ${WEB}`]: ({body}) => ({status: 200, body})}),
  );
  const inspection = await inspected([DECLARED], [DRIFTED]);
  const pending = {pending: {...RELEASE, status: 'pending-install'}};
  const opened: CheckRequest[] = [];
  const session = {
    settings: {namespace: undefined, connection: {}, helmBin: helmThat(setup, folder), driver: 'secret'},
    open: async (request: CheckRequest) => {
      opened.push(request);
      const baseline = {release: RELEASE, text: `${JSON.stringify(DECLARED)}\n# {{ kept }}\n`};
      return {
        baseline: setup.pending === 'baseline' ? pending : baseline,
        source: {from: {kind: 'cluster', cluster: {name: 'test', server: api.server}}},
      };
    },
    inspectOpened: async () => (setup.pending === 'inspection' ? pending : inspection),
    cluster: async () => ({connection: api.connection, reader: clusterReader(api.connection)}),
  } as unknown as Session;
  const env = {
    PATH: process.env['PATH'],
    KUBECONFIG: '/production',
    HELM_KUBECONTEXT: 'production',
    HTTPS_PROXY: 'http://proxy',
    http_proxy: 'http://proxy',
    HELM_CACHE_HOME: '/cache',
  };
  const runtime = {env, now: () => NOW, signal: new AbortController().signal} as unknown as Runtime;
  const report = foresee(setup.request ?? asDeployed('web'), session, runtime);
  return {
    report,
    opened,
    api,
    left: () => readdirSync(folder).filter((name) => name.startsWith('helm-drift-forecast')),
    call: () =>
      JSON.parse(readFileSync(join(folder, 'call.json'), 'utf8')) as {
        argv: string[];
        env: NodeJS.ProcessEnv;
        kubeconfig: string;
        manifest: string;
      },
  };
}

describe('an upgrade to the same again', () => {
  test('is helm’s own, through the proxy, by the stored manifest as a chart', async () => {
    const {report, call, api, left, opened} = await foreseen({writes: DECLARED});
    const {findings, forecast} = await report;
    expect(findings.map((one) => one.forecast)).toEqual([{verdict: 'restored'}]);
    expect(forecast).toMatchObject({helm: '4.3.1', chart: 'to what revision 2 declares', succeeds: true});
    const {argv, env, kubeconfig, manifest} = call();
    expect(argv).toEqual([
      'upgrade',
      'web',
      expect.stringContaining('same-again'),
      '--namespace=shop',
      '--no-hooks',
      '--history-max=0',
    ]);
    expect(manifest).toContain('{{ "{{" }} kept');
    expect(JSON.parse(kubeconfig)).toMatchObject({users: [{name: 'forecast', user: {}}]});
    expect(env['HELM_KUBECONTEXT']).toBe('forecast');
    expect([env['HTTPS_PROXY'], env['http_proxy'], env['HELM_CACHE_HOME'], env['HELM_NAMESPACE']]).toEqual([
      undefined,
      undefined,
      '/cache',
      'shop',
    ]);
    expect(api.seen.find(({method}) => method === 'PATCH')?.query).toEqual({dryRun: 'All'});
    expect([left(), opened[0]?.chart]).toEqual([[], undefined]);
  });

  test('closes its proxy: whoever kept the address reaches nothing', async () => {
    const {report, call} = await foreseen({writes: DECLARED});
    await report;
    const {clusters} = JSON.parse(call().kubeconfig) as {clusters: {cluster: {server: string}}[]};
    await expect(fetch(`${clusters[0]?.cluster.server}/version`)).rejects.toThrow('fetch failed');
  });
});

test('an upgrade to a chart is given its values, and checked against what is deployed', async () => {
  const request = {...asDeployed('web'), chart: 'charts/web', values: ['--set=a=b']};
  const {report, call, opened} = await foreseen({writes: DRIFTED, request});
  const {findings, forecast} = await report;
  expect(findings.map((one) => one.forecast?.verdict)).toEqual(['kept']);
  expect([forecast?.chart, opened[0]?.chart]).toEqual(['charts/web', undefined]);
  expect(call().argv).toEqual([
    'upgrade',
    'web',
    'charts/web',
    '--namespace=shop',
    '--no-hooks',
    '--history-max=0',
    '--set=a=b',
  ]);
});

describe('an upgrade that fails', () => {
  test('over objects is a forecast', async () => {
    const {report} = await foreseen({fails: 'UPGRADE FAILED: invalid ownership metadata'});
    expect((await report).forecast).toMatchObject({
      succeeds: false,
      message: 'UPGRADE FAILED: invalid ownership metadata',
    });
  });

  test('after it has written is a forecast too', async () => {
    const {report} = await foreseen({writes: DECLARED, fails: 'UPGRADE FAILED: timed out', version: 'v4.3'});
    expect((await report).forecast).toMatchObject({succeeds: false, message: 'UPGRADE FAILED: timed out', helm: '4.3'});
  });

  test.each([
    ['path "no-such-chart" not found', 'usage'],
    ['Kubernetes cluster unreachable: x', 'unreachable'],
  ])('before anything is an error: %s', async (fails, code) => {
    const {report, left} = await foreseen({fails});
    expect(await thrownBy(report)).toMatchObject({message: `helm cannot upgrade web: ${fails}`, code});
    expect(left()).toEqual([]);
  });

  test('of a helm that tells no version says so', async () => {
    const {report} = await foreseen({writes: DECLARED, version: 'dev'});
    expect((await report).forecast?.helm).toBe('of unknown version');
  });
});

test.each(['baseline', 'inspection'] as const)(
  'of a release that is being installed nothing is foreseen (%s)',
  async (pending) => {
    const {report, api} = await foreseen({pending});
    expect(await report).toMatchObject({findings: [], release: {name: 'web', status: 'pending-install'}});
    expect(api.seen).toEqual([]);
  },
);
