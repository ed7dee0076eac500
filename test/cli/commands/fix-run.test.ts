import {messageOf} from '../../../src/model/errors.ts';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {runPlan} from '../../../src/cli/commands/fix-run.ts';
import type {FixFlags} from '../../../src/cli/commands/fix.ts';
import type {ProgressEvent} from '../../../src/app/events.ts';
import {configMap, deployment} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import type {World} from '../../fix/fakes/world.ts';
import {runtimeFor, sessionFor} from '../../app/fix-session.ts';
import {drifted, FIX_SHOP} from './fix-flags.ts';

vi.mock('../../../src/kube/writer.ts', async () => (await import('../../app/fix-session.ts')).fakeWriter);
vi.mock('../../../src/kube/events.ts', async () => (await import('../../app/fix-session.ts')).fakeEvents);

function commandLine(shop: World, isTTY = false) {
  const at = runtimeFor({isTTY});
  const {session, helm} = sessionFor(shop);
  const events: ProgressEvent[] = [];
  const progress = {on: (event: ProgressEvent) => void events.push(event), say: () => {}, done: () => {}};
  const run = (flags: Partial<FixFlags> = {}): Promise<number> =>
    runPlan({...FIX_SHOP, ...flags}, session, progress, at.runtime);
  return {...at, helm, events, run};
}

const writesOf = (shop: World): number => shop.server.requests.filter(({kind}) => kind === 'write').length;
const dataOf = (shop: World): unknown => shop.contentOf('ConfigMap', 'settings')?.['data'];

describe('shows, asks, writes, verifies', () => {
  test('a drift that is put back: exit 0, with the way to undo it', async () => {
    const shop = drifted();
    const {run, stdout, records, events} = commandLine(shop);
    expect(await run()).toBe(0);
    expect(dataOf(shop)).toEqual({a: '1', b: '2'});
    const [file = ''] = await readdir(records);
    const id = file.replace('.jsonl', '');
    expect(stdout.text()).toMatch(/data\.a +9 → 1\n +.*kubectl-edit loses it\./);
    expect(stdout.text()).toContain('patched    ConfigMap/settings');
    expect(stdout.text()).toContain('Verified: 1 object put back, and in contract there');
    expect(stdout.text()).toContain(`Undo: helm drift undo ${id}`);
    expect(events).toEqual([{kind: 'writing'}]);
  });

  test('as JSON: one document on stdout, the text on stderr', async () => {
    const {run, stdout, stderr} = commandLine(drifted());
    expect(await run({output: 'json'})).toBe(0);
    const document: unknown = JSON.parse(stdout.text());
    expect(document).toMatchObject({
      schemaVersion: '1',
      kind: 'FixResult',
      results: [{outcome: 'patched'}],
      record: expect.stringMatching(/^20261123-/),
      left: [],
      unrolled: [],
    });
    expect(stderr.text()).toContain('Verified');
  });

  test('nothing drifted: exit 0, and nothing is asked or written', async () => {
    const shop = world({declared: [configMap('settings', {a: '1'})]});
    const {run, stdout, records} = commandLine(shop);
    expect(await run({yes: false})).toBe(0);
    expect(stdout.text()).toBe('shop in shop: nothing to put back\n');
    await expect(readdir(records)).rejects.toThrow('ENOENT');
  });

  test('what was added is not selected: the release is still out of contract', async () => {
    const shop = world({declared: [configMap('settings', {a: '1'})]});
    shop.server.edit('ConfigMap', 'settings', {data: {extra: 'x'}});
    const {run, stdout} = commandLine(shop);
    expect(await run()).toBe(2);
    expect(stdout.text()).toContain('nothing to put back; 1 difference not selected (--added');
    expect(await run({isNarrowed: true, selection: {...FIX_SHOP.selection, only: ['cm/settings']}})).toBe(0);
  });

  test.each(['only', 'exclude'])(
    '--%s that means nothing of the release is an error, and nothing is written',
    async (flag) => {
      const shop = world({declared: [configMap('settings', {a: '1'})]});
      shop.server.edit('ConfigMap', 'settings', {data: {a: '2'}});
      const {run, records} = commandLine(shop);
      const selection = {...FIX_SHOP.selection, [flag]: ['ConfigMap/setings']};
      await expect(run({isNarrowed: true, selection})).rejects.toThrow(
        '"ConfigMap/setings" means no object and no finding of shop in shop',
      );
      await expect(readdir(records)).rejects.toThrow('ENOENT');
    },
  );

  test('an ID selects its finding', async () => {
    const shop = world({declared: [configMap('settings', {a: '1', b: '1'})]});
    shop.server.edit('ConfigMap', 'settings', {data: {a: '2', b: '2'}});
    const {run, stdout} = commandLine(shop);
    await run({dryRun: true});
    expect(stdout.text()).toContain('2 differences in 1 object');
    await expect(run({dryRun: true, selection: {...FIX_SHOP.selection, only: ['ffffff0']}})).rejects.toThrow('ffffff0');
  });

  test('a rest that was not selected: exit 2, unless the question was narrowed', async () => {
    const selection = {...FIX_SHOP.selection, only: ['ConfigMap/settings']};
    const two = (): World => {
      const shop = world({declared: [configMap('settings', {a: '1', b: '2'}), configMap('other', {k: '1'})]});
      shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
      shop.server.edit('ConfigMap', 'other', {data: {k: '9'}});
      return shop;
    };
    expect(await commandLine(two()).run({selection})).toBe(2);
    const narrowed = commandLine(two());
    expect(await narrowed.run({selection, isNarrowed: true})).toBe(0);
    expect(narrowed.stdout.text()).toContain('1 difference of this release was not selected');
  });
});

describe('consent', () => {
  test.each([
    ['y\n', 0, 1],
    ['n\n', 'declined: nothing was written', 0],
  ])('%j at a terminal', async (answer, outcome, writes) => {
    const shop = drifted();
    const {run, stdin, stderr} = commandLine(shop, true);
    const running = run({yes: false});
    stdin.write(answer);
    expect(await running.catch(messageOf)).toBe(outcome);
    expect(stderr.text()).toContain('Write this to the cluster? [y/N]');
    expect(writesOf(shop)).toBe(writes);
  });

  test('nobody is there to ask: the plan is shown, and nothing is written', async () => {
    const shop = drifted();
    const {run, stdout} = commandLine(shop);
    await expect(run({yes: false})).rejects.toMatchObject({
      code: 'precondition',
      hint: expect.stringContaining('add --yes'),
    });
    expect([writesOf(shop), stdout.text()]).toEqual([0, expect.stringContaining('data.a')]);
  });
});

describe('a plan to be carried out later', () => {
  async function kept(shop: World) {
    const at = commandLine(shop);
    const file = join(at.state, 'plan.json');
    expect(await at.run({out: file})).toBe(0);
    expect(at.stdout.text()).toContain(`helm drift fix shop -n shop --plan ${file}`);
    expect(writesOf(shop)).toBe(0);
    return {...at, file};
  }

  test('is written, and then carried out without looking further', async () => {
    const shop = drifted();
    const {run, file} = await kept(shop);
    shop.server.edit('ConfigMap', 'settings', {status: {x: 1}});
    expect(await run({plan: file})).toBe(0);
    expect(dataOf(shop)).toEqual({a: '1', b: '2'});
  });

  test.each<[string, (shop: World, file: string) => Promise<void> | void, string]>([
    [
      'edited',
      async (_shop, file) => writeFile(file, (await readFile(file, 'utf8')).replace('"9"', '"8"')),
      'the plan does not hold: it was edited: its digest does not fit',
    ],
    [
      'its object moved',
      (shop) => shop.server.edit('ConfigMap', 'settings', {data: {a: '7'}}),
      'the plan does not hold: ConfigMap/settings data.a changed since it was reviewed: it was 9, and is 7 now',
    ],
  ])('%s: nothing of it is carried out', async (_what, move, message) => {
    const shop = drifted();
    const {run, file} = await kept(shop);
    await move(shop, file);
    await expect(run({plan: file})).rejects.toMatchObject({code: 'precondition', message});
    expect(writesOf(shop)).toBe(0);
  });
});

describe('exit codes of what went wrong', () => {
  test.each<[string, (shop: World) => void, Partial<FixFlags>, number]>([
    ['a dry run of what can be written', () => {}, {dryRun: true}, 0],
    [
      'a dry run of what is refused',
      ({server}) => void (server.faults.rehearse = () => ({refused: 'no', immutable: false})),
      {dryRun: true},
      4,
    ],
    [
      'nothing can be written',
      ({server}) => void (server.faults.rehearse = () => ({refused: 'no', immutable: false})),
      {},
      4,
    ],
    [
      'nothing was written',
      ({server}) => void (server.faults.write = () => ({refused: 'no', immutable: false})),
      {},
      4,
    ],
    [
      'somebody changed another field meanwhile, and the question was narrowed',
      ({server}) => {
        server.faults.loses = () => {
          server.edit('ConfigMap', 'settings', {data: {b: '3'}}, 'operator');
          return false;
        };
      },
      {isNarrowed: true},
      0,
    ],
    [
      'half of it was written',
      ({server}) => {
        server.edit('ConfigMap', 'settings', {data: {extra: 'x'}});
        server.faults.write = ({kind}) => (kind === 'apply' ? {refused: 'no', immutable: false} : undefined);
      },
      {selection: {...FIX_SHOP.selection, added: true}},
      5,
    ],
  ])('%s', async (_what, prepare, flags, code) => {
    const shop = drifted();
    prepare(shop);
    expect(await commandLine(shop).run(flags)).toBe(code);
  });

  test('somebody took it back at once', async () => {
    const shop = drifted();
    const {run, stdout} = commandLine(shop);
    shop.server.faults.after = () => shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    expect(await run()).toBe(5);
    expect(stdout.text()).toContain('ConfigMap/settings data.a: kubectl-edit took it back');
  });
});

test('with --wait the rollouts are waited for, and what has not rolled out is told', async () => {
  const shop = world({declared: [deployment('web', 2)]});
  shop.server.edit('Deployment', 'web', {spec: {replicas: 5}});
  const {run, stdout, events} = commandLine(shop);
  expect(await run({waitFor: 0.01})).toBe(5);
  expect(stdout.text()).toContain('not yet    Deployment/web: 0 of 2 pods are new');
  expect(events.map(({kind}) => kind)).toEqual(['writing', 'waiting-for-rollouts']);
});
