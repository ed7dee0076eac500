import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {expect, inject, test} from 'vitest';
import {githubServer} from '../action/github-server.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, helmBinary, must, namespace, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';
import type {Run} from './harness.ts';

interface StepRun extends Run {
  readonly summary: string;
  /** By name, as the runner reads them. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** A step as the runner runs it: its Node, the bundled script, its files and its variables. */
async function step(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): Promise<StepRun> {
  const folder = temporaryFolder();
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  mkdirSync(join(folder, 'temp'));
  for (const file of [summary, output]) writeFileSync(file, '');
  const ran = await run(inject('nodes')['24'] ?? '', [resolve('dist/action.cjs')], {
    env: {
      GITHUB_WORKSPACE: process.cwd(),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_RUN_ID: '77',
      GITHUB_JOB: 'drift',
      GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/drift.yml@refs/heads/main',
      RUNNER_TEMP: join(folder, 'temp'),
      HELM_BIN: helmBinary('4.3.1'),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
  });
  const entries = readFileSync(output, 'utf8').matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2\n/gm);
  return {
    ...ran,
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries([...entries].map(([, name = '', , value = '']) => [name, value])),
  };
}

test('annotations, summary, SARIF, and one issue from the first drift to the last', async () => {
  const place = await namespace('action');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const github = await githubServer();
  const inputs = {release: 'test-nginx', namespace: place, mode: 'issue', token: 'ghs_secret', 'fail-on': 'none'};
  const env = {GITHUB_API_URL: github.base};

  const clean = await step(inputs, env);
  expect(clean).toMatchObject({code: 0, stderr: ''});
  expect(clean.outputs).toMatchObject({state: 'in-contract', drift: '0', 'exit-code': '0', issue: ''});
  expect(github.issues).toEqual([]);

  await introduceGovernedDrift(place);
  const drifted = await step(inputs, env);
  expect(drifted.code).toBe(0);
  expect(drifted.stdout).toMatch(/^::stop-commands::([0-9a-f]{32})\n[\s\S]*Variance detected: 4[\s\S]*\n::\1::\n/);
  expect(drifted.stdout).toContain(`::notice title=test-nginx in ${place}::Variance detected: 4 in 2 of 7 objects`);
  expect(drifted.summary).toContain('### ❌ `test-nginx`');
  expect(drifted.outputs).toMatchObject({state: 'variance-detected', drift: '4'});
  expect(JSON.parse(readFileSync(drifted.outputs['sarif'] ?? '', 'utf8'))).toMatchObject({version: '2.1.0'});
  expect(github.issues[0]).toMatchObject({
    state: 'open',
    title: `Variance detected: 4 in 2 objects (test-nginx in ${place})`,
  });
  expect(github.issues[0]?.body).toContain('HPA floor');

  // Another run sees the same: nothing is written to GitHub.
  github.asked.length = 0;
  const again = await step(inputs, env);
  expect(again.outputs).toMatchObject({digest: drifted.outputs['digest'], issue: github.issues[0]?.html_url});
  expect(github.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);

  await drift(['fix', 'test-nginx', '-n', place, '--yes', '--only', 'Service/*']);
  expect((await step(inputs, env)).stdout).toContain('Issue: updated');
  expect(github.issues[0]?.title).toContain('3 in 1 object');

  await drift(['fix', 'test-nginx', '-n', place, '--yes']);
  expect((await step(inputs, env)).stdout).toContain('Issue: closed');
  expect(github.issues).toMatchObject([{state: 'closed', state_reason: 'completed'}]);
  for (const {stdout, stderr, summary} of [clean, drifted, again])
    expect(`${stdout}${stderr}${summary}`).not.toContain('ghs_secret');
});

test('drift fails the step; a release that is not there is one annotation', async () => {
  const place = await namespace('action');
  await must(helmBinary('3.22.0'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await introduceGovernedDrift(place);
  const drifted = await step({namespace: place, values: '', format: 'table'}, {});
  expect(drifted.code).toBe(2);
  expect(drifted.stdout).toContain('\n::error file=nginx/templates/service.yaml');
  expect(drifted.outputs).toMatchObject({state: 'variance-detected', 'exit-code': '2'});
  const charted = await step({release: 'test-nginx', namespace: place, chart: './charts/nginx'}, {});
  expect(charted.stdout).toContain('\n::error file=charts/nginx/templates/service.yaml');

  const nobody = await step({release: 'nobody', namespace: place}, {});
  expect(nobody.code).toBe(1);
  expect(nobody.stdout).toMatch(/\n::error title=helm drift::.*nobody.*\n$/);
  expect(nobody).toMatchObject({summary: '', outputs: {}});
  const nowhere = await step({release: 'test-nginx', 'working-directory': 'not/there'}, {});
  expect(nowhere.code).toBe(1);
  expect(nowhere.stdout).toMatch(
    /\n::error title=helm drift::the check cannot be started in \/.*not\/there: .*ENOENT%0AName a folder of the workspace in working-directory, or leave it out\.\n$/,
  );
});

test('a run that is cancelled lets go, and leaves no process', async () => {
  const folder = temporaryFolder();
  // An address that takes a connection and never answers.
  const kubeconfig = join(folder, 'config');
  const {createServer} = await import('node:net');
  const silent = createServer(() => {});
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const {port} = silent.address() as {readonly port: number};
  writeFileSync(
    kubeconfig,
    readFileSync(plane().kubeconfig, 'utf8').replace(plane().server, `http://127.0.0.1:${port}`),
  );
  const child = spawn(inject('nodes')['24'] ?? '', [resolve('dist/action.cjs')], {
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      KUBECONFIG: kubeconfig,
      GITHUB_WORKSPACE: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      RUNNER_TEMP: folder,
      INPUT_RELEASE: 'web',
      INPUT_NAMESPACE: 'shop',
    },
  });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  await new Promise<void>((connected) => silent.once('connection', () => connected()));
  child.kill('SIGINT');
  const code = await new Promise((ended) => child.once('close', ended));
  silent.close();
  expect(code).toBe(130);
  expect(log).toMatch(/\n::[0-9a-f]{32}::\n::error title=helm drift::/);
});
