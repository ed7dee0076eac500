import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {BUNDLE, drift, helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const HELM = helmBinary('4.3.1');
const SOON = {timeout: 30_000, interval: 100};
/** What the chart declares of its autoscaler's floor. */
const DECLARED = '6';

const POLICY = {
  apiVersion: 'helm-drift/v1',
  kind: 'Config',
  reconcile: {
    mode: 'fix',
    after: '1s',
    budget: 5,
    rules: [{controlPaths: ['HorizontalPodAutoscaler spec.minReplicas']}],
  },
};

interface Watch {
  readonly end: () => Promise<number>;
  readonly notes: () => string;
  readonly out: () => string;
}

async function watching(place: string, home: string, policy: object, args: readonly string[]): Promise<Watch> {
  const config = join(home, 'policy.json');
  writeFileSync(config, JSON.stringify(policy));
  const child = spawn(process.execPath, [BUNDLE, 'watch', '-n', place, '--config', config, '-o', 'json', ...args], {
    env: {PATH: process.env['PATH'], HOME: home, KUBECONFIG: plane().kubeconfig, HELM_BIN: HELM},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await expect.poll(() => out.includes('WatchReady'), SOON).toBe(true);
  return {
    notes: () => errors,
    out: () => out,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

const floorOf = (place: string): Promise<string> =>
  kubectl('-n', place, 'get', 'hpa', 'web-nginx', '-o', 'jsonpath={.spec.minReplicas}');
const edit = (place: string, part: object, manager = 'kubectl-edit'): Promise<string> =>
  kubectl(
    '-n',
    place,
    'patch',
    'hpa',
    'web-nginx',
    `--field-manager=${manager}`,
    '--type=merge',
    '-p',
    JSON.stringify({spec: part}),
  );

test('what the policy names is put back with a record, the rest is not; a fight is left alone, with both managers named', async () => {
  const place = await namespace('policy');
  await must(HELM, ['install', 'web-nginx', 'charts/nginx', '-n', place]);
  const home = temporaryFolder();

  // The file alone writes nothing.
  const looking = await watching(place, home, POLICY, []);
  await edit(place, {minReplicas: 7, maxReplicas: 20});
  await expect.poll(() => looking.out().includes('"state":"new"'), SOON).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await floorOf(place)).toBe('7');
  expect(await looking.end()).toBe(143);

  // A dry run only says it.
  const dry = await watching(place, home, {...POLICY, reconcile: {...POLICY.reconcile, mode: 'dry-run'}}, [
    '--reconcile',
  ]);
  await expect.poll(() => dry.notes(), SOON).toContain(`would put back in ${place}/web-nginx: `);
  expect(await floorOf(place)).toBe('7');
  await dry.end();

  const watch = await watching(place, home, {...POLICY, reconcile: {...POLICY.reconcile, after: '2s'}}, [
    '--reconcile',
  ]);
  await edit(place, {minReplicas: 8});
  await expect.poll(() => floorOf(place), SOON).toBe(DECLARED);
  await expect.poll(() => watch.notes(), SOON).toMatch(/put back in .+ \(helm drift undo \S+\)/);
  const [, record = ''] = /helm drift undo (\S+)\)/.exec(watch.notes()) ?? [];
  // Beside the policy nothing is written.
  expect(await kubectl('-n', place, 'get', 'hpa', 'web-nginx', '-o', 'jsonpath={.spec.maxReplicas}')).toBe('20');
  // Somebody who writes it again and again, as a controller does: then nobody is helped by one more.
  for (let round = 0; round < 6 && !watch.notes().includes('a fight'); round++) {
    await edit(place, {minReplicas: 9}, 'other-controller');
    await expect
      .poll(async () => watch.notes().includes('a fight') || (await floorOf(place)) === DECLARED, SOON)
      .toBe(true);
  }
  expect(watch.notes()).toMatch(/a fight in .+ by helm drift and .*other-controller; it is left alone/);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  expect(await floorOf(place)).toBe('9');
  expect(await watch.end()).toBe(143);

  // Each is undone by its record.
  await edit(place, {minReplicas: Number(DECLARED)});
  const undone = await drift(['undo', record, '--yes'], {
    env: {HOME: home, XDG_STATE_HOME: join(home, '.local', 'state')},
  });
  expect(undone.stderr + undone.stdout).toContain('web-nginx');
  expect(undone.code).toBe(0);
  expect(await floorOf(place)).toBe('8');
}, 180_000);
