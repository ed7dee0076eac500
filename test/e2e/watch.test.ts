import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync, chmodSync} from 'node:fs';
import {connect, createServer} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import {join} from 'node:path';
import {expect, inject, onTestFinished, test} from 'vitest';
import {BUNDLE, drift, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const HELM = helmBinary('4.3.1');
const CHART = 'charts/nginx';
const SOON = {timeout: 30_000, interval: 50};

interface Told {
  readonly kind: string;
  readonly state: string;
  readonly release: {readonly name: string; readonly namespace: string; readonly revision?: number};
  readonly finding: {
    readonly id: string;
    readonly path: string;
    readonly ref: {readonly kind: string; readonly name: string};
    readonly change: string;
    readonly by: {readonly manager?: string};
  };
}

/** A watch as a process of its own, with a machine of its own. */
function watching(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
  const child = spawn(process.execPath, [BUNDLE, 'watch', ...args, '-o', 'json'], {
    env: {
      PATH: process.env['PATH'],
      HOME: temporaryFolder(),
      KUBECONFIG: plane().kubeconfig,
      HELM_BIN: HELM,
      XDG_STATE_HOME: temporaryFolder(),
      ...env,
    },
  });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const events = (): Told[] =>
    out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Told);
  /** What stands by the events: `Kind/name path` of a release. */
  const standing = (release: string): string[] => {
    const found = new Set<string>();
    for (const {kind, state, release: of, finding} of events()) {
      if (kind !== 'DriftEvent' || of.name !== release) continue;
      const place = `${finding.ref.kind}/${finding.ref.name} ${finding.path}`;
      if (state === 'resolved' || state === 'accepted') found.delete(place);
      else found.add(place);
    }
    return [...found].toSorted();
  };
  const ready = async (): Promise<void> => {
    await expect.poll(() => events().some(({kind}) => kind === 'WatchReady'), {...SOON, message: errors}).toBe(true);
  };
  return {child, ended, events, standing, ready, errors: () => errors};
}

const patched = (place: string, what: string, body: object, manager = 'kubectl-edit'): Promise<string> =>
  kubectl(
    '-n',
    place,
    'patch',
    ...what.split('/'),
    `--field-manager=${manager}`,
    '--type=merge',
    '-p',
    JSON.stringify(body),
  );

/** The same by a check. */
async function checked(place: string, release: string): Promise<string[]> {
  const {findings} = reportOf(await drift(['check', release, '-n', place, '-o', 'json', '--no-ledger']));
  return findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, path}) => `${ref.kind}/${ref.name} ${path}`)
    .toSorted();
}

test('what is done to releases is told as it is done, and at each step as a check tells it', async () => {
  const place = await namespace('watch');
  await must(HELM, ['install', 'web-nginx', CHART, '-n', place]);
  const {ready, standing, events, ended, child, errors} = watching(['-n', place, '--no-ledger']);
  await ready();
  const agreed = async (release: string): Promise<string[]> => {
    const expected = await checked(place, release);
    await expect.poll(() => standing(release), {...SOON, message: errors()}).toEqual(expected);
    return expected;
  };
  const config =
    (await kubectl('-n', place, 'get', 'configmap', '-l', 'app.kubernetes.io/managed-by=Helm', '-o', 'name'))
      .trim()
      .split('\n')[0]
      ?.replace('configmap/', '') ?? '';

  await patched(place, 'hpa/web-nginx', {spec: {minReplicas: 4}});
  expect(await agreed('web-nginx')).toContain('HorizontalPodAutoscaler/web-nginx spec.minReplicas');
  await patched(place, 'hpa/web-nginx', {spec: {minReplicas: 5}}, 'argocd-controller');
  await expect
    .poll(() => events().at(-1), SOON)
    .toMatchObject({state: 'changed', finding: {by: {manager: 'argocd-controller'}}});
  await agreed('web-nginx');

  // Without its label no watch of labelled objects shows it any more.
  await kubectl('-n', place, 'label', 'configmap', config, 'app.kubernetes.io/managed-by-');
  await agreed('web-nginx');
  await patched(place, `configmap/${config}`, {data: {more: 'by hand'}});
  expect(await agreed('web-nginx')).toContain(`ConfigMap/${config} data.more`);

  await kubectl('-n', place, 'delete', 'service', 'web-nginx');
  expect(await agreed('web-nginx')).toContain('Service/web-nginx ');
  const extra = {metadata: {labels: {'app.kubernetes.io/managed-by': 'Helm'}}};
  await kubectl('-n', place, 'create', 'serviceaccount', 'extra');
  await patched(place, 'serviceaccount/extra', {
    metadata: {
      ...extra.metadata,
      annotations: {'meta.helm.sh/release-name': 'web-nginx', 'meta.helm.sh/release-namespace': place},
    },
  });
  expect(await agreed('web-nginx')).toContain('ServiceAccount/extra ');

  // Another release comes, drifts, is upgraded, and goes; the first one is put back by an upgrade.
  await must(HELM, ['install', 'api-nginx', CHART, '-n', place]);
  await patched(place, 'hpa/api-nginx', {spec: {minReplicas: 7}});
  await expect.poll(() => standing('api-nginx'), SOON).toContain('HorizontalPodAutoscaler/api-nginx spec.minReplicas');
  await must(HELM, ['upgrade', 'api-nginx', CHART, '-n', place, '--force-conflicts']);
  await expect.poll(() => standing('api-nginx'), SOON).toEqual([]);
  await agreed('api-nginx');
  await must(HELM, ['uninstall', 'api-nginx', '-n', place]);
  await must(HELM, ['upgrade', 'web-nginx', CHART, '-n', place, '--force-conflicts']);
  await kubectl('-n', place, 'delete', 'serviceaccount', 'extra');
  await agreed('web-nginx');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(errors()).toBe('');
});

test('a kind that comes, with objects of a release, is watched from then on', async () => {
  const place = await namespace('watch-kinds');
  const group = `watch${process.pid}.example`;
  const chart = temporaryFolder();
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: thing\nversion: 0.1.0\n');
  await must('mkdir', ['-p', join(chart, 'templates')]);
  const thing = `apiVersion: ${group}/v1\nkind: Gadget\nmetadata: {name: g}\nspec: {size: 1}\n`;
  writeFileSync(join(chart, 'templates', 'g.yaml'), thing);
  const definition = JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: `gadgets.${group}`},
    spec: {
      group,
      scope: 'Namespaced',
      names: {plural: 'gadgets', singular: 'gadget', kind: 'Gadget'},
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}},
        },
      ],
    },
  });
  onTestFinished(async () => {
    await run(inject('kubectl'), ['delete', 'crd', `gadgets.${group}`, '--wait=false']);
  });
  const {ready, standing, errors} = watching(['-n', place, '--no-ledger', '--metrics', ':0']);
  await ready();
  const gaps = async (): Promise<string | undefined> => {
    const page = await (await fetch(/http:\S+/.exec(errors())?.[0] ?? '')).text();
    return /^helm_drift_gaps\{.*release="thing"\} (\d+)$/m.exec(page)?.[1];
  };
  await must(inject('kubectl'), ['create', '-f', '-'], {input: definition});
  await kubectl('wait', '--for=condition=Established', `crd/gadgets.${group}`, '--timeout=60s');
  // It is established before discovery tells of it.
  await expect.poll(async () => (await run(HELM, ['install', 'thing', chart, '-n', place])).code, SOON).toBe(0);
  await patched(place, `gadgets.${group}/g`, {spec: {size: 2}});
  await expect.poll(() => standing('thing'), SOON).toEqual(['Gadget/g spec.size']);
  expect(await gaps()).toBe('0');
  await kubectl('delete', 'crd', `gadgets.${group}`);
  // Nobody can say any more what became of it: that is a gap, and nothing is told as resolved.
  await expect.poll(gaps, SOON).toBe('1');
  expect(standing('thing')).toContain('Gadget/g spec.size');
});

test('a pipeline waits until all is certain, or until drift is there', async () => {
  const place = await namespace('watch-pipeline');
  await must(HELM, ['install', 'web-nginx', CHART, '-n', place]);
  const state = temporaryFolder();
  const machine = {XDG_STATE_HOME: state};
  const stable = await drift(['watch', 'web-nginx', '-n', place, '--once-stable'], {env: machine});
  expect(stable).toMatchObject({code: 0, stderr: ''});
  expect(stable.stdout).toMatch(/^\S+Z 1 release: all in contract\n$/);

  const folder = temporaryFolder();
  const program = join(folder, 'heard.sh');
  writeFileSync(program, `#!/bin/sh\ncat >> "${folder}/$1"\n`);
  chmodSync(program, 0o755);
  const waiting = watching(
    ['-n', place, '--until-drift', '--fail-on', 'medium', '--exec', `${program} 'two words'`, '--metrics', ':0'],
    machine,
  );
  await waiting.ready();
  const url = /http:\S+/.exec(waiting.errors())?.[0] ?? '';
  expect(url).toContain('//127.0.0.1:');
  expect(await (await fetch(url)).text()).toContain(
    `helm_drift_release_state{namespace="${place}",release="web-nginx",state="in-contract"} 1`,
  );
  await patched(place, 'hpa/web-nginx', {spec: {minReplicas: 4}});
  expect(await waiting.ended).toBe(2);
  expect(waiting.standing('web-nginx')).toEqual(['HorizontalPodAutoscaler/web-nginx spec.minReplicas']);
  const heard = readFileSync(join(folder, 'two words'), 'utf8').trim().split('\n');
  expect(heard.map((line) => (JSON.parse(line) as Told).state)).toEqual(['new']);

  // The ledger is the one that check writes: what stands is not new to the next watch, and counts all the same.
  const again = await drift(['watch', '-n', place, '--once-stable', '-o', 'json'], {env: machine});
  expect(again.code).toBe(2);
  expect(
    again.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as Told).kind),
  ).toEqual(['WatchReady']);
  const {stdout} = await drift(['history', '--drift', 'web-nginx', '-o', 'json'], {env: machine});
  expect(JSON.parse(stdout)).toMatchObject({findings: [{state: 'new', path: 'spec.minReplicas'}]});
});

/** The way to the API server, which can be cut and is there again at the same place. */
async function cable() {
  const target = new URL(plane().server);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const {port} = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    for (const one of open) one.destroy();
    await closed;
  };
  onTestFinished(async () => {
    if (server.listening) await cut();
  });
  const env = {
    KUBECONFIG: '/dev/null',
    HELM_KUBEAPISERVER: `https://127.0.0.1:${port}`,
    HELM_KUBECAFILE: plane().caFile,
    HELM_KUBETOKEN: plane().tokens['admin'],
  };
  return {env, cut, mend: () => listen(port)};
}

test('an API server that goes and comes back is followed again: what was done meanwhile is told', async () => {
  const place = await namespace('watch-away');
  await must(HELM, ['install', 'web-nginx', CHART, '-n', place]);
  const {env, cut, mend} = await cable();
  const {ready, standing, events, child} = watching(['-n', place, '--no-ledger'], env);
  await ready();
  await patched(place, 'hpa/web-nginx', {spec: {minReplicas: 4}});
  await expect.poll(() => standing('web-nginx'), SOON).toEqual(['HorizontalPodAutoscaler/web-nginx spec.minReplicas']);
  await cut();
  await patched(place, 'hpa/web-nginx', {spec: {minReplicas: 2}});
  await patched(place, 'service/web-nginx', {
    spec: {ports: [{name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP'}]},
  });
  const before = events().length;
  await new Promise((done) => setTimeout(done, 3000));
  expect([events().length, child.exitCode]).toEqual([before, null]);
  await mend();
  await expect.poll(() => standing('web-nginx'), SOON).toEqual(await checked(place, 'web-nginx'));
  expect(standing('web-nginx').join()).toContain('Service/web-nginx');
});

test('what cannot be followed is told in one line', async () => {
  const place = await namespace('watch-none');
  const missing = await drift(['watch', 'web-nginx', '-n', place, '--once-stable']);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain(`there is no release "web-nginx" in namespace ${place}`);
  const mistyped = await drift(['watch', '-n', `${place}x`, '--once-stable']);
  expect([mistyped.code, mistyped.stderr]).toEqual([1, expect.stringContaining(`there is no namespace "${place}x"`)]);
  const empty = await drift(['watch', '-n', place, '--once-stable']);
  expect([empty.code, empty.stdout]).toEqual([0, expect.stringContaining('no release is here')]);
  const sql = await drift(['watch', '-n', place], {env: {HELM_DRIVER: 'sql'}});
  expect([sql.code, sql.stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('nothing tells of a change')]);
  for (const args of [
    ['--metrics', 'here'],
    ['--exec', '"open'],
    ['web-nginx', '-A'],
  ])
    expect((await drift(['watch', ...args])).code).toBe(1);
});
