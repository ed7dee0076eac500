import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {writePlan} from '../../../src/app/plan-file.ts';
import {prepare} from '../../../src/fix/fix.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {NOW, world} from '../../fix/fakes/world.ts';
import {cli, folderOf} from '../cli.ts';
import {writeFile} from 'node:fs/promises';

/** A plan that a fix has written, in a folder without a kubeconfig. */
async function kept(change: (text: string) => string = (text) => text) {
  const shop = world({declared: [configMap('settings', {a: '1'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  const {plan} = await prepare(shop.ports, shop.options);
  const folder = folderOf();
  const file = join(folder, 'plan.json');
  await writePlan(file, plan);
  const {readFile} = await import('node:fs/promises');
  await writeFile(file, change(await readFile(file, 'utf8')));
  return {
    plan,
    show: (...more: string[]) => cli(['plan', 'show', file, ...more], folder, {HOME: folder, PATH: '/nowhere'}),
  };
}

test('a plan is read without a cluster and without helm', async () => {
  const {show, plan} = await kept();
  const {code, stdout} = await show();
  expect(code).toBe(0);
  expect(stdout).toMatch(/data\.a +9 → 1/);
  expect(stdout).toContain(`Planned at ${NOW.toISOString()} for context test at https://test:6443`);
  expect(stdout.replace(/\s+/g, ' ')).toContain(`It holds until ${plan.expires}`);
  expect(stdout).toContain('Nothing was asked of the cluster');
});

test('one that has expired says so', async () => {
  const {show} = await kept((text) => text.replace(/"expires": "[^"]+"/, '"expires": "2020-01-01T00:00:00Z"'));
  const {stdout} = await show();
  expect(stdout).toContain('It expired at 2020-01-01T00:00:00Z');
  expect(stdout).toContain('Make a new one');
});

test('as JSON it is what it is', async () => {
  const {show, plan} = await kept();
  expect(JSON.parse((await show('-o', 'json')).stdout)).toEqual(JSON.parse(JSON.stringify(plan)));
});

describe('what is no plan, or no whole one, is one clear line', () => {
  test.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, 200)],
    ['a step without warnings', (text) => text.replace(/"warnings": \[[^\]]*\]/, '"warnings": 5')],
    ['a field without a severity', (text) => text.replace(/"severity": "[a-z]+"/, '"severity": "dire"')],
    ['fields that are none', (text) => text.replace(/"fields": \[/, '"fields": [null, ')],
    ['steps that are none', (text) => text.replace(/"steps": \[/, '"steps": [[], ')],
    ['no release', (text) => text.replace('"release": {', '"other": {')],
    ['another document', () => '{"kind": "List"}'],
  ])('%s', async (_what, change) => {
    const {code, stdout, stderr} = await (await kept(change)).show();
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error: .*plan\.json is no plan[^\n]*\n[^\n]+\n$/);
  });
});

test('what a hostile plan holds is inert on the terminal', async () => {
  const {show} = await kept((text) =>
    text.replaceAll('settings', '\\u001b[2Jsettings').replaceAll('Config', '\\u202eConfig'),
  );
  const {stdout} = await show();
  expect(stdout).not.toMatch(/[\u001B\u202E]/);
});

test('nothing else can be done with it', async () => {
  const folder = folderOf();
  const {code, stderr} = await cli(['plan', 'apply', 'x'], folder, {HOME: folder});
  expect(code).toBe(1);
  expect(stderr).toContain('Say: helm drift plan show FILE.');
});
