import {readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {holdTo, readPlan, writePlan} from '../../src/app/plan-file.ts';
import {prepare} from '../../src/fix/fix.ts';
import type {Plan} from '../../src/model/fix.ts';
import {stringifyJson} from '../../src/yaml/json.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';
import {configMap} from '../fix/fakes/objects.ts';
import {world} from '../fix/fakes/world.ts';

const fileFor = (): string => join(temporaryFolder(), 'plan.json');

async function planned() {
  const shop = world({declared: [configMap('settings', {a: '1'}), configMap('other', {b: '1'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.edit('ConfigMap', 'other', {data: {b: '9'}});
  const again = () => prepare(shop.ports, shop.options);
  const prepared = await again();
  return {shop, prepared, again};
}

describe('a plan in a file', () => {
  test('follows no link that a hostile clone has left beside it', async () => {
    const {prepared} = await planned();
    const file = fileFor();
    const precious = join(temporaryFolder(), 'profile');
    await writeFile(precious, 'mine');
    await symlink(precious, `${file}.new`);
    await writePlan(file, prepared.plan);
    expect(await readFile(precious, 'utf8')).toBe('mine');
    expect(await readPlan(file)).toEqual(prepared.plan);
  });

  test('is read as it was written, and belongs to whoever wrote it', async () => {
    const {prepared} = await planned();
    const file = fileFor();
    await writePlan(file, prepared.plan);
    expect(await readPlan(file)).toEqual(prepared.plan);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(file, '..'))).toEqual(['plan.json']);
  });

  test('that cannot be written', async () => {
    const {prepared} = await planned();
    await expect(writePlan('/nowhere/at/all/plan.json', prepared.plan)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('cannot write /nowhere/at/all/plan.json: there is no folder /nowhere/at/all'),
    });
  });

  test.each<[string, (plan: Plan) => string, RegExp]>([
    ['no JSON', () => 'plan: yes', /is no plan: /],
    ['half of one', (plan) => stringifyJson(plan).slice(0, -20), /is no plan: /],
    ['a list', () => '[]', /is no plan that this version can read/],
    ['something else', () => '{"kind":"FixResult","schemaVersion":"1"}', /is no plan that this version can read/],
    [
      'a later version',
      (plan) => stringifyJson({...plan, schemaVersion: '3'}),
      /is no plan that this version can read/,
    ],
    ['no steps', (plan) => stringifyJson({...plan, steps: undefined}), /is no plan that this version can read/],
    ['steps that are none', (plan) => stringifyJson({...plan, steps: [{}]}), /is no plan that this version can read/],
    ['no release', (plan) => stringifyJson({...plan, release: null}), /is no plan that this version can read/],
  ])('%s is no plan', async (_what, textOf, message) => {
    const file = fileFor();
    await writeFile(file, textOf((await planned()).prepared.plan));
    await expect(readPlan(file)).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('Nothing was written'),
    });
  });
});

describe('a kept plan is carried out as it was reviewed, or not at all', () => {
  test('nothing moved', async () => {
    const {prepared, again} = await planned();
    const now = await again();
    expect(() => holdTo(prepared.plan, now)).not.toThrow();
  });

  test.each<[string, (plan: Plan) => Plan, string]>([
    [
      'edited',
      (plan) => ({...plan, steps: plan.steps.slice(1)}),
      'the plan does not hold: it was edited: its digest does not fit',
    ],
    [
      'of a later day',
      (plan) => ({...plan, createdAt: '2027'}),
      'the plan does not hold: it was edited: its digest does not fit',
    ],
  ])('%s', async (_what, change, message) => {
    const {prepared, again} = await planned();
    const now = await again();
    expect(() => holdTo(change(prepared.plan), now)).toThrow(expect.objectContaining({code: 'precondition', message}));
  });

  test('any of its objects moved', async () => {
    const {shop, prepared, again} = await planned();
    shop.server.edit('ConfigMap', 'settings', {data: {a: '7'}});
    const now = await again();
    expect(() => holdTo(prepared.plan, now)).toThrow(
      'the plan does not hold: ConfigMap/settings data.a changed since it was reviewed: it was 9, and is 7 now',
    );
  });
});
