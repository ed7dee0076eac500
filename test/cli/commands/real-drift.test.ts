import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {run as runLine} from '../../../src/cli/run.ts';
import {describeError, exitCodeOfError} from '../../../src/app/errors.ts';
import {configMap, secret} from '../../app/api-server.ts';
import {testRuntime} from '../cli.ts';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

const CONFIG = 'apiVersion: helm-drift/v1\nkind: Config\nfidelity: client\n';
const TOKEN = '/api/v1/namespaces/shop/secrets/token';
const MANIFEST = [
  configMap('settings', 'shop', {level: 'info', upstream: 'https://db.internal.acme.io:5432/x', owner: 'ann@acme.io'}),
  secret('token', 'shop', {password: 'hunter2-is-secret'}),
];

async function drifted() {
  const cluster = await scriptedCluster(MANIFEST);
  const {server, folder, env} = cluster;
  // The scripted server answers a dry run by what is live.
  writeFileSync(join(folder, '.helm-drift.yaml'), CONFIG);
  let minute = 0;
  const run = async (...argv: readonly string[]) => {
    minute += 1;
    const now = new Date(Date.UTC(2026, 10, 28, 9, minute));
    const runtime = testRuntime({argv, cwd: folder, env, now: () => now});
    const code = await runLine(runtime, () => Promise.reject(new Error('no console'))).catch((error: unknown) => {
      runtime.stderr.write(describeError(error, false));
      return exitCodeOfError(error);
    });
    return {code, stdout: runtime.written.stdout(), stderr: runtime.written.stderr()};
  };
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, level: 'debug'}}));
  await run('check', 'web');
  const password = Buffer.from('another-secret-one').toString('base64');
  edit(server, TOKEN, (object) => ({...object, data: {password}}));
  edit(server, SETTINGS, (object) => ({
    ...object,
    data: {...object.data, level: 'trace', upstream: 'https://10.9.8.7/y'},
  }));
  const incident = join(folder, 'incident');
  const texts = (): string =>
    readdirSync(incident)
      .map((name) => readFileSync(join(incident, name), 'utf8'))
      .join('\n');
  return {...cluster, run, incident, texts};
}

test('real drift becomes a scenario that plays without the cluster, state by state', async () => {
  const {run, incident, texts, server} = await drifted();
  const recorded = await run('simulate', 'web', '--record', incident);
  expect(recorded).toMatchObject({code: 0, stderr: ''});
  expect(recorded.stdout).toBe(`3 differences in 2 states recorded: helm drift simulate ${incident}\n`);
  expect(readdirSync(incident).toSorted()).toEqual([
    'intent.yaml',
    'live-1.yaml',
    'live.yaml',
    'recording.json',
    'scenario.yaml',
  ]);
  for (const hidden of ['hunter2-is-secret', 'another-secret-one'])
    for (const form of [hidden, Buffer.from(hidden).toString('base64')]) expect(texts()).not.toContain(form);
  server.close();
  const played = await run('simulate', incident, '-o', 'json');
  expect(played.code).toBe(0);
  const {states} = JSON.parse(played.stdout) as {states: {report: {summary: {drift: number}}; surprises: string[]}[]};
  expect(states.map(({report}) => report.summary.drift)).toEqual([0, 1, 3, 0]);
  expect(states.flatMap(({surprises}) => surprises)).toEqual([]);
});

test('with --redact it says nothing of places and people, and finds the same', async () => {
  const {run, incident, texts} = await drifted();
  expect((await run('simulate', 'web', '--record', incident, '--redact')).code).toBe(0);
  for (const told of ['acme.io', '10.9.8.7', '127.0.0.1', 'scripted', 'shop-ConfigMap-settings@'])
    expect(texts()).not.toContain(told);
  expect(texts()).toMatch(/https:\/\/host-\d\.example:5432\/x/);
  const played = await run('simulate', incident);
  expect(played.code).toBe(0);
  expect(played.stdout).toContain('Configuration');
});

test('the folder is named as folders are, and the release as tables write it', async () => {
  const {run, folder} = await drifted();
  const recorded = await run('simulate', 'shop/web', '--record', './incident');
  expect(recorded.stdout).toBe('3 differences in 2 states recorded: helm drift simulate ./incident\n');
  expect(readdirSync(folder)).toContain('incident');
});

describe('what cannot be recorded', () => {
  test('a release that has not drifted, one that is not there, a folder that is', async () => {
    const {run, folder} = await scriptedCluster();
    const clean = await run('simulate', 'web', '--record', join(folder, 'x'));
    expect(clean).toMatchObject({code: 1, stdout: ''});
    expect(clean.stderr).toContain('has not drifted');
    expect((await run('simulate', 'nope', '--record', join(folder, 'x'))).stderr).toContain('nope');
    expect((await run('simulate', '--record', join(folder, 'x'))).stderr).toContain('no release was named');
    expect(readdirSync(folder)).not.toContain('x');
  });

  test('nothing is written over, and nothing half', async () => {
    const {run, incident, folder} = await drifted();
    mkdirSync(incident);
    writeFileSync(join(incident, 'mine'), 'mine');
    const before = readdirSync(folder).toSorted();
    const refused = await run('simulate', 'web', '--record', incident);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('nothing is written over');
    expect((await run('simulate', 'web', '--record', join(folder, 'no', 'folder'))).stderr).toContain(
      'there is no folder',
    );
    expect(readdirSync(folder).toSorted()).toEqual(before);
    expect(readFileSync(join(incident, 'mine'), 'utf8')).toBe('mine');
  });
});
