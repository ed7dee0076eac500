import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

const drifted = {level: 'debug'};

test('a release that is as it was promised is one line and exit code 0', async () => {
  const {run} = await scriptedCluster();
  const {code, stdout, stderr} = await run('check', 'web', '-n', 'shop', '--fidelity', 'client');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('web in shop');
  expect(stdout).toContain('in contract');
});

test('a changed field is told with who changed it, and exit code 2', async () => {
  const {run, server} = await scriptedCluster();
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, ...drifted}}));
  const {code, stdout} = await run('check', 'web', '-n', 'shop', '--fidelity', 'client');
  expect(code).toBe(2);
  expect(stdout).toMatch(/data\.level\s+info → debug/);
  expect(stdout).toContain('kubectl-edit');
});

test.each([
  ['--all', ['check', '--all', '-n', 'shop'], ['web']],
  ['-A', ['check', '-A'], ['web']],
])('%s checks every release', async (_name, argv, names) => {
  const {run} = await scriptedCluster();
  const {code, stdout} = await run(...argv, '--fidelity', 'client', '-o', 'json');
  expect(code).toBe(0);
  const list = JSON.parse(stdout) as {reports: {release: {name: string}}[]};
  expect(list.reports.map(({release}) => release.name)).toEqual(names);
});

test('a secret that was changed shows no value, in no format', async () => {
  const {run, server, folder} = await scriptedCluster();
  const path = '/api/v1/namespaces/shop/secrets/token';
  const file = join(folder, 'report.json');
  edit(server, path, (object) => ({...object, data: {password: Buffer.from('other-is-secret').toString('base64')}}));
  const {code, stdout} = await run('check', 'web', '--fidelity', 'client', '-o', 'text', '-o', `json=${file}`);
  expect(code).toBe(2);
  const all = stdout + readFileSync(file, 'utf8');
  for (const value of ['hunter2-is-secret', 'other-is-secret'])
    for (const text of [value, Buffer.from(value).toString('base64')]) expect(all).not.toContain(text);
});

test('the severity from which drift fails decides the exit code', async () => {
  const {run, server} = await scriptedCluster();
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, ...drifted}}));
  expect((await run('check', 'web', '--fidelity', 'client', '--fail-on', 'critical')).code).toBe(0);
  expect((await run('check', 'web', '--fidelity', 'client', '--fail-on', 'none')).code).toBe(0);
});

test('an object of a kind that is not served is a gap: exit code 3, or 0 where that is allowed', async () => {
  const widget = {
    path: '/apis/x.example.com/v1/namespaces/shop/widgets/one',
    object: {apiVersion: 'x.example.com/v1', kind: 'Widget', metadata: {name: 'one'}},
  };
  const {run} = await scriptedCluster([widget]);
  const {code, stdout} = await run('check', 'web', '--fidelity', 'client');
  expect(code).toBe(3);
  expect(stdout).toContain('Widget');
  expect((await run('check', 'web', '--fidelity', 'client', '--allow-incomplete')).code).toBe(0);
});

test.each([
  [['check'], 'no release was named'],
  [['check', 'web', '--all'], 'names one'],
  [['check', '--all', '--live', 'x.yaml'], 'reads every release from the cluster'],
  [['check', 'web', './chart', '--baseline', 'x'], 'both a chart and --baseline'],
  [['check', 'web', '--revision', '0'], 'whole number from 1'],
  [['check', 'web', './chart', '--revision', '1'], 'CHART is the baseline already'],
  [['check', 'web', '--git', 'main'], "needs the chart's path"],
  [['check', 'web', '--fidelity', 'server', '--live', 'x'], '--live reads a file'],
  [['check', '-A', '--forecast'], 'about the next upgrade of one release'],
  [['check', 'web', '--forecast', '--baseline', 'x'], 'about the next upgrade of one release'],
  [['check', 'web', '-o', 'xml'], 'there is no format "xml"'],
  [['check', 'web', '-o', 'json', '-o', 'yaml'], 'two formats want stdout'],
  [['check', 'web', '--nope'], 'unknown flag --nope'],
  [['chek', 'web'], 'unknown command or argument "chek"'],
])('%s says what is wrong and what to do', async (argv, says) => {
  const {run} = await scriptedCluster();
  const {code, stdout, stderr} = await run(...argv);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  const [what, hint, ...more] = stderr.trimEnd().split('\n');
  expect(what).toContain(says);
  expect(hint).toMatch(/\w/);
  expect(more).toEqual([]);
});

test('a release that does not exist says so', async () => {
  const {run} = await scriptedCluster();
  const {code, stderr} = await run('check', 'nope', '-n', 'shop');
  expect(code).toBe(1);
  expect(stderr).toContain('there is no release "nope" in namespace shop');
});

test('a chart is rendered by helm, and held against the cluster', async () => {
  const {run, server} = await scriptedCluster();
  expect((await run('check', 'web', './chart', '--fidelity', 'client', '--set', 'a=b')).code).toBe(0);
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, ...drifted}}));
  expect((await run('check', 'web', './chart', '--fidelity', 'client')).code).toBe(2);
});

test('a manifest file is held against the cluster', async () => {
  const {run, folder} = await scriptedCluster();
  const {code, stdout} = await run('check', 'web', '--baseline', join(folder, 'manifest.yaml'), '--fidelity', 'client');
  expect(code).toBe(0);
  expect(stdout).toContain('in contract');
});
