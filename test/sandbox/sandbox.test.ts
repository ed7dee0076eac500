import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {processesOf} from '../../src/sandbox/found.ts';
import {claim, kubeconfigFile, planeFolder, readState, writeState} from '../../src/sandbox/home.ts';
import type {SandboxFacts} from '../../src/sandbox/home.ts';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {down, status, up} from '../../src/sandbox/sandbox.ts';
import type {UpOptions} from '../../src/sandbox/sandbox.ts';
import {startSupervisor} from '../../src/sandbox/supervisor.ts';
import {byPath, fakeApi, SOON, statusOf, thrownBy} from '../kube/fakes.ts';
import type {Reply} from '../kube/fakes.ts';
import {ended, folder, running, script} from './stand-ins.ts';

/** Instead of the bundle, which starts itself: says what the test wants and stays for as long as it should. */
const SUPERVISOR = vi.hoisted(() => ({path: ''}));
vi.mock('../../src/sandbox/shipped.ts', async (original) => ({
  ...(await original<object>()),
  get OWN_SCRIPT() {
    return SUPERVISOR.path;
  },
}));

const NOW = new Date('2026-11-23T12:00:00Z');
const PARTS = ['supervisor', 'etcd', 'kube-apiserver', 'kube-controller-manager'] as const;
const factsOf = (server: string): SandboxFacts => ({
  server,
  uid: 'ours',
  kubernetes: 'v1.37.2',
  helm: 'helm',
  release: {name: 'test-nginx', namespace: 'sandbox-nginx'},
});

async function apiOf(uid: Reply = {body: {metadata: {uid: 'ours'}}}) {
  return fakeApi(byPath({'GET /api/v1/namespaces/kube-system': uid, 'GET /version': {body: {gitVersion: 'v1.37.2'}}}));
}

function writeKubeconfig(at: string, server: string): void {
  writeFileSync(
    kubeconfigFile(at),
    JSON.stringify({
      'current-context': 'c',
      clusters: [{name: 'c', cluster: {server}}],
      users: [],
      contexts: [{name: 'c', context: {cluster: 'c'}}],
    }),
  );
}

/** A sandbox that is up: its marker, its processes, its server. */
async function standing(server: string, parts: readonly (typeof PARTS)[number][] = PARTS) {
  const at = join(folder(), 'sandbox');
  await claim(at, NOW);
  writeKubeconfig(at, server);
  await writeState(at, {kind: 'HelmDriftSandbox', createdAt: NOW.toISOString(), up: factsOf(server)});
  const children = parts.map((name) => running(at, name));
  await expect.poll(async () => (await status(at)).processes.length, SOON).toBe(parts.length);
  return {at, children};
}

describe('the status', () => {
  test('is up where all of it runs and answers', async () => {
    const {server} = await apiOf();
    const {at} = await standing(server);
    expect(await status(at)).toMatchObject({state: 'up', createdAt: NOW.toISOString(), facts: factsOf(server)});
  });

  test.each<[string, Reply, RegExp]>([
    ['another cluster answers', {body: {metadata: {uid: 'other'}}}, /^another cluster answers in its place$/],
    ['it refuses', {status: 403, body: statusOf(403, 'no')}, /^its API server does not answer: .*\(403\)/],
  ])('is broken where %s', async (_what, reply, problem) => {
    const {at} = await standing((await apiOf(reply)).server);
    expect(await status(at)).toMatchObject({state: 'broken', problem: expect.stringMatching(problem)});
  });

  test('is broken where a part is gone, and says which', async () => {
    const {at} = await standing('http://127.0.0.1:1', ['supervisor', 'etcd']);
    expect(await status(at)).toMatchObject({state: 'broken', problem: 'kube-apiserver, kube-controller-manager ended'});
  });

  test('is down, starting or broken before that', async () => {
    const at = join(folder(), 'sandbox');
    expect((await status(at)).state).toBe('down');
    await claim(at, NOW);
    expect(await status(at)).toMatchObject({state: 'broken', problem: 'nothing of it runs any more'});
    const etcd = running(at, 'etcd');
    await expect.poll(async () => status(at), SOON).toMatchObject({state: 'broken', problem: 'its start was cut off'});
    const supervisor = running(at, 'supervisor');
    await expect.poll(async () => (await status(at)).state, SOON).toBe('starting');
    expect((await thrownBy(up(optionsOf(at)))).message).toBe(`a sandbox is just being started in ${at}`);
    supervisor.kill('SIGKILL');
    etcd.kill('SIGKILL');
    await Promise.all([ended(supervisor), ended(etcd)]);
  });

  test('is broken where the folder is gone and the processes are not', async () => {
    const at = join(folder(), 'sandbox');
    running(at, 'etcd');
    await expect
      .poll(async () => status(at), SOON)
      .toMatchObject({problem: 'its folder is gone, and its processes run'});
  });
});

describe('down', () => {
  test('ends the processes, removes the folder, and tells whose kubeconfig still names it', async () => {
    const {server} = await apiOf();
    const {at, children} = await standing(server);
    const state = await readState(at);
    if (state !== undefined)
      await writeState(at, {...state, up: {...factsOf(server), mergedInto: '/home/a/.kube/config'}});
    expect(await down(at)).toEqual({found: true, merged: {file: '/home/a/.kube/config', server}});
    await Promise.all(children.map(ended));
    expect([existsSync(at), await down(at)]).toEqual([false, {found: false}]);
  });
});

function optionsOf(at: string, helm = 'exit 0'): UpOptions {
  const tools = folder();
  for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'])
    script(join(tools, name), 'exit 0');
  const env = {PATH: '/usr/bin:/bin', KUBEBUILDER_ASSETS: tools, HELM_BIN: script(join(tools, 'helm'), helm)};
  const parts = {chart: 'charts/nginx', module: '/none', scenarios: '/none'};
  return {folder: at, parts, now: NOW, signal: new AbortController().signal, onProgress: () => {}, env};
}

/** A supervisor's script: first its word, then what it does until its input ends. */
function supervising(word: object): void {
  const path = join(folder(), 'supervisor.mjs');
  writeFileSync(
    path,
    `import {writeFileSync} from 'node:fs';
let told = '';
process.stdin.on('data', (chunk) => {
  if (told === '') console.log(JSON.stringify(${JSON.stringify(word)}));
  told += chunk;
});
process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => told.includes('stay') || process.exit(0));
setInterval(() => {}, 1000);
`,
  );
  SUPERVISOR.path = path;
}

describe('up', () => {
  test('leaves one that is up as it is', async () => {
    const {server} = await apiOf();
    const {at} = await standing(server);
    expect(await up(optionsOf(at))).toMatchObject({state: 'up', already: true, facts: {server}});
  });

  test('refuses on Windows, where nobody would end it, and looks for none there', async () => {
    const at = folder();
    const error = await thrownBy(up({...optionsOf(at), system: 'win32'}));
    expect(error.message).toBe('the sandbox needs a shell and signals, and Windows has neither');
    running(at, 'etcd');
    await expect.poll(async () => (await processesOf(at)).length, SOON).toBe(1);
    expect(await processesOf(at, 'win32')).toEqual([]);
  });

  test('furnishes the control plane, and lets its supervisor go once all is written down', async () => {
    const {server} = await apiOf();
    supervising({server});
    const at = join(folder(), 'sandbox');
    const options = optionsOf(at, `echo "$@" > ${join(folder(), 'helm-args')}`);
    const rest = PARTS.filter((name) => name !== 'supervisor');
    const onProgress = (text: string): void => {
      if (!text.startsWith('Starting')) return;
      writeKubeconfig(at, server);
      for (const name of rest) running(at, name);
    };
    const done = await up({...options, onProgress});
    expect(done).toMatchObject({state: 'up', already: false, createdAt: NOW.toISOString()});
    expect(done.facts).toEqual({...factsOf(server), helm: options.env['HELM_BIN']});
    expect(done.processes).toHaveLength(4);
    await down(at);
    expect(existsSync(at)).toBe(false);
  });

  test.each([
    [
      'the control plane does not come up',
      {failure: 'etcd did not come up: no space'},
      'exit 0',
      /^etcd did not come up: no space$/,
    ],
    [
      'helm refuses',
      {server: 'x'},
      '[ "$1" = version ] || { echo "Error: no" >&2; exit 1; }',
      /^helm cannot install charts\/nginx into the sandbox: no$/,
    ],
  ])('takes back what it began where %s', async (_what, word, helm, message) => {
    const {server} = await apiOf();
    supervising('server' in word ? {server} : word);
    const at = join(folder(), 'sandbox');
    const onProgress = (text: string): void => void (text.startsWith('Starting') && writeKubeconfig(at, server));
    expect((await thrownBy(up({...optionsOf(at, helm), onProgress}))).message).toMatch(message);
    expect([existsSync(at), (await status(at)).state]).toEqual([false, 'down']);
  });
});

describe('the supervisor', () => {
  const binaries = {
    etcd: '/no/etcd',
    'kube-apiserver': '/no/api',
    'kube-controller-manager': '/no/kcm',
    kubectl: '/no/kubectl',
  };
  test.each([
    ['that dies before it says a word', 'process.exit(1)', 'the sandbox was ended while it started'],
    [
      'that says no server',
      'console.log("{}"); setInterval(() => {}, 1000); process.stdin.resume().on("end", () => process.exit())',
      '',
    ],
  ])('%s is a failure', async (_what, text, message) => {
    const at = folder();
    await claim(at, NOW);
    SUPERVISOR.path = join(planeFolder(at), 'supervisor.mjs');
    writeFileSync(SUPERVISOR.path, text);
    expect((await thrownBy(startSupervisor(at, binaries, new AbortController().signal))).message).toBe(message);
  });

  test('ends when its start is called off', async () => {
    const at = folder();
    await claim(at, NOW);
    SUPERVISOR.path = join(planeFolder(at), 'supervisor.mjs');
    writeFileSync(SUPERVISOR.path, 'process.stdin.resume().on("end", () => process.exit())');
    const controller = new AbortController();
    const starting = thrownBy(startSupervisor(at, binaries, controller.signal));
    controller.abort();
    expect((await starting).message).toBe('the sandbox was ended while it started');
  });

  test('of a control plane that does not start hears its last words', async () => {
    const at = folder();
    const etcd = script(join(at, 'bin', 'etcd'), 'echo one; echo "no space left" >&2; exit 1');
    const stays = script(join(at, 'bin', 'kube-apiserver'), 'exec sleep 60');
    const plane = {...binaries, etcd, 'kube-apiserver': stays};
    const error = await thrownBy(startControlPlane({binaries: plane, folder: join(at, 'plane'), users: ['ann']}));
    expect(error.message).toMatch(/^etcd did not come up: (one; )?no space left/);
  });
});
