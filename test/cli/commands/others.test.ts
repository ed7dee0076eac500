import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {StartConsole} from '../../../src/app/faces.ts';
import {recordsFolder} from '../../../src/fix/record/folder.ts';
import {recordHead} from '../../fix/fakes/record.ts';
import {cli, folderOf} from '../cli.ts';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

function keepRecord(folder: string, id: string): void {
  mkdirSync(folder, {recursive: true});
  writeFileSync(join(folder, `${id}.jsonl`), `${JSON.stringify(recordHead({id}))}\n`);
}

test('without a command the help names every command', async () => {
  const {code, stdout} = await cli([], folderOf());
  expect(code).toBe(0);
  for (const name of [
    'check',
    'explain',
    'ignore',
    'capture',
    'fix',
    'undo',
    'history',
    'console',
    'simulate',
    'sandbox',
  ])
    expect(stdout).toContain(`helm drift ${name}`);
});

test.each(['check', 'fix', 'console'])('the help of %s has examples', async (name) => {
  const {stdout} = await cli([name, '--help'], folderOf());
  expect(stdout).toContain('Examples:');
  expect(stdout).toContain(`helm drift ${name}`);
});

test('the example of accept says until when, why, and what follows it up', async () => {
  const {stdout} = await cli(['accept', '--help'], folderOf());
  const whole = stdout.replace(/ \\\n\s+/g, ' ');
  expect(whole).toMatch(/helm drift accept \S+ [0-9a-f]{7} --until \S+ --reason \S+ --ticket OPS-7\n/);
});

test('history of a machine that has fixed nothing is short', async () => {
  const folder = folderOf();
  const {code, stdout} = await cli(['history'], folder, {HOME: folder});
  expect(code).toBe(0);
  expect(stdout).toMatch(/nothing|no /i);
  const json = await cli(['history', '-o', 'json'], folder, {HOME: folder});
  expect(JSON.parse(json.stdout)).toMatchObject({schemaVersion: '1'});
});

test.each([
  [['__complete', 'ch'], 'check'],
  [['__complete', 'check', '--fid'], '--fidelity'],
  [['__complete', 'check', '--fidelity', ''], 'server'],
  [['__complete', 'check', '-o', 'j'], 'junit'],
  [['__complete', 'check', 'w'], 'web'],
  [['__complete', 'capture', ''], 'baseline'],
  [['__complete', 'check', '--kube-context', ''], 'scripted'],
  [['__complete', 'check', '--kube-context=s'], '--kube-context=scripted'],
  [['__complete', 'check', '-n', 'sh'], 'shop'],
  [['__complete', 'history', '--namespace', ''], 'shop'],
  [['__complete', 'sandbox', 'd'], 'down'],
  [['__complete', 'audit', ''], 'receive'],
  [['__complete', 'audit', 'receive', '--to'], '--token-file'],
  [['__complete', 'explain', '--reason', 'same'], 'same-to-server'],
  [['__complete', 'simulate', 'gov'], 'governed-drift'],
  [['__complete', 'undo', '2026'], '20261123-120000-shop-abcd'],
])('%s offers %s', async (argv, offered) => {
  const {server, folder, env} = await scriptedCluster();
  const items = [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'shop'}}];
  server.objects.set('/api/v1/namespaces', {kind: 'NamespaceList', apiVersion: 'v1', metadata: {}, items});
  keepRecord(recordsFolder(env), '20261123-120000-shop-abcd');
  const {code, stdout} = await cli(argv, folder, {...env, HELM_PLUGIN_DIR: process.cwd()});
  expect(code).toBe(0);
  expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(offered);
  expect(stdout).toMatch(/:\d+\n$/);
});

test('an outcome has no formats of a report', async () => {
  const {run} = await scriptedCluster();
  expect((await run('__complete', 'fix', 'web', '-o', '')).stdout).toBe('text\njson\n:4\n');
});

test('completion of an ID tells its severity and place', async () => {
  const {run, server} = await scriptedCluster();
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, level: 'debug'}}));
  const {stdout} = await run('__complete', 'explain', 'web', '');
  expect(stdout).toMatch(/^[0-9a-f]{7}\t\w+ ConfigMap\/settings data\.level$/m);
});

test('simulate lists the scenarios, and plays one from its recording', async () => {
  const folder = folderOf();
  const list = await cli(['simulate'], folder, {HELM_PLUGIN_DIR: process.cwd()});
  expect(list.stdout).toContain('governed-drift');
  const played = await cli(['simulate', 'governed-drift', '--step', '2'], folder, {HELM_PLUGIN_DIR: process.cwd()});
  expect(played.code).toBe(0);
  expect(played.stdout).toContain('4 active variances');
});

test.each([
  [['simulate', '--step', '2'], 'no scenario was named'],
  [['simulate', 'nope'], 'nope'],
  [['simulate', 'governed-drift', '--live', '--dir', 'nowhere'], 'no sandbox is up'],
  [['sandbox'], 'sandbox needs a word more'],
  [['sandbox', 'up!'], 'sandbox knows no "up!"'],
  [['sandbox', 'down', '--merge'], '--merge goes with'],
  [['console', '--port', '70000'], '--port takes a whole number'],
  [['console', 'web', '--demo'], '--demo shows recorded evidence'],
])('%s says what is wrong', async (argv, says) => {
  const folder = folderOf();
  const {code, stderr} = await cli(argv, folder, {HOME: folder, HELM_PLUGIN_DIR: process.cwd()});
  expect(code).toBe(1);
  expect(stderr).toContain(says);
});

test('a sandbox that is not there has a status of its own, and ends in silence', async () => {
  const folder = folderOf();
  const status = await cli(['sandbox', 'status', '-o', 'json'], folder, {HOME: folder});
  expect(status.code).toBe(3);
  expect(JSON.parse(status.stdout)).toMatchObject({kind: 'Sandbox', state: 'down'});
  const down = await cli(['sandbox', 'down'], folder, {HOME: folder});
  expect(down.code).toBe(0);
  expect(down.stdout).toContain('There is no sandbox');
});

test('console is handed what the flags say, prints its address, and ends with it', async () => {
  const folder = folderOf();
  const seen: Parameters<StartConsole>[] = [];
  const start: StartConsole = async (...args) => {
    seen.push(args);
    return {url: 'http://127.0.0.1:1/#token', close: () => {}, closed: Promise.resolve()};
  };
  const argv = ['console', '--demo', '--read-only', '--no-open'];
  const {code, stdout} = await cli(argv, folder, {HOME: folder}, start);
  expect(code).toBe(0);
  expect(stdout).toBe('http://127.0.0.1:1/#token\n');
  const [options, , commandLine] = seen[0] ?? [];
  expect(options).toMatchObject({
    demo: true,
    readOnly: true,
    port: 0,
  });
  expect(Object.keys(commandLine?.commands ?? {})).toContain('explain');
});

test('a port that is taken is an error in words', async () => {
  const start: StartConsole = async () => {
    throw Object.assign(new Error('listen EADDRINUSE'), {code: 'EADDRINUSE'});
  };
  const {code, stderr} = await cli(['console', '--demo', '--port', '4000'], folderOf(), {}, start);
  expect(code).toBe(1);
  expect(stderr).toContain('port 4000 cannot be had');
});
