import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';
import type {ScriptedCluster} from './scripted.ts';

async function drifted(): Promise<ScriptedCluster & {readonly id: string}> {
  const cluster = await scriptedCluster();
  edit(cluster.server, SETTINGS, (object) => ({...object, data: {...object.data, level: 'debug'}}));
  const {stdout} = await cluster.run('check', 'web', '--fidelity', 'client', '-o', 'json');
  const {findings} = JSON.parse(stdout) as {findings: {id: string; verdict: string}[]};
  const finding = findings.find(({verdict}) => verdict === 'drift');
  return {...cluster, id: finding?.id ?? ''};
}

test('explain tells all of one finding, found by the start of its ID', async () => {
  const {run, id} = await drifted();
  const {code, stdout} = await run('explain', 'web', id.slice(0, 5), '--fidelity', 'client');
  expect(code).toBe(0);
  for (const part of [id, 'ConfigMap/settings', 'data.level', 'info', 'debug', 'kubectl-edit'])
    expect(stdout).toContain(part);
});

test.each([
  ['same-to-server', 'a dry run of the intent changes nothing'],
  ['forbidden', '403'],
])('explain --reason %s says when the code is given', async (code, says) => {
  const {run} = await scriptedCluster();
  const {code: exit, stdout} = await run('explain', '--reason', code);
  expect(exit).toBe(0);
  expect(stdout).toContain(code);
  expect(stdout).toContain(says);
});

test.each([
  [['explain'], 'no finding was named'],
  [['explain', 'web'], 'no finding of web was named'],
  [['explain', 'web', '0000000'], 'web has no finding "0000000"'],
  [['explain', 'web', ''], 'no finding of web was named'],
  [['ignore', 'web', '', '--reason', 'x'], 'web has no finding ""'],
  [['ignore', 'web', '0', '--reason', 'x', '--expires', 'soon'], '--expires takes a date, and "soon" is none'],
  [['ignore', 'web', '0', '--reason', 'x', '--expires', '2027-02-30'], '--expires takes a date'],
  [['ignore', 'web', '0', '--reason', 'x', '--expires', '2020-01-01'], '--expires 2020-01-01 is over'],
  [['explain', 'web', 'x', '--reason', 'forbidden'], '--reason explains a code'],
  [['explain', '--reason', 'nonsense'], 'there is no reason code "nonsense"'],
  [['ignore', 'web', '0000000', '--reason', 'because'], 'web has no finding "0000000"'],
  [['ignore', 'web', '0000000'], 'a rule needs a reason'],
])('%s says what is wrong', async (argv, says) => {
  const {run} = await drifted();
  const {code, stderr} = await run(...argv);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
});

test('ignore writes the narrowest rule, and the next check accepts the finding and no other', async () => {
  const {run, id, folder, server} = await drifted();
  const {code, stdout} = await run('ignore', 'web', id, '--fidelity', 'client', '--reason', 'incident-42');
  expect(code).toBe(0);
  expect(stdout).toContain('incident-42');
  const rules = readFileSync(join(folder, '.helm-drift.yaml'), 'utf8');
  expect(rules).toContain('incident-42');
  expect(rules).toContain('settings');
  expect((await run('check', 'web', '--fidelity', 'client')).code).toBe(0);
  const again = await run('ignore', 'web', id, '--fidelity', 'client', '--reason', 'once more');
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining(`${id} is accepted already: incident-42`)]);
  expect(readFileSync(join(folder, '.helm-drift.yaml'), 'utf8')).toBe(rules);
  edit(server, SETTINGS, (object) => ({...object, data: {...object.data, 'a.yaml': 'x: 2'}}));
  expect((await run('check', 'web', '--fidelity', 'client')).code).toBe(2);
});

test('capture writes both sides, and a check of the two files needs no cluster', async () => {
  const {run, folder} = await drifted();
  const [baseline, live] = [join(folder, 'baseline.yaml'), join(folder, 'live.yaml')];
  const first = await run('capture', 'baseline', 'web', '--file', baseline);
  expect(first.code).toBe(0);
  expect(first.stderr).toContain('2 objects; 1 secret value masked');
  expect((await run('capture', 'live', 'web', '--file', live)).code).toBe(0);
  const text = readFileSync(baseline, 'utf8') + readFileSync(live, 'utf8');
  expect(text).not.toContain(Buffer.from('hunter2-is-secret').toString('base64'));
  const {code, stdout} = await run('check', 'web', '-n', 'shop', '--baseline', baseline, '--live', live);
  expect(code).toBe(2);
  expect(stdout).toMatch(/info → debug/);
});

test('capture prints where it is asked to, and knows two things to capture', async () => {
  const {run, folder} = await scriptedCluster();
  const printed = await run('capture', 'baseline', 'web', '--file', '-', '--show-secrets');
  expect(printed.stdout).toContain(Buffer.from('hunter2-is-secret').toString('base64'));
  expect(existsSync(join(folder, 'release-baseline.yaml'))).toBe(false);
  const wrong = await run('capture', 'everything', 'web');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('there is no "everything" to capture');
});
