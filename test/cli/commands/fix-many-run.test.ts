import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {runMany} from '../../../src/cli/commands/fix-many-run.ts';
import type {FixFlags} from '../../../src/cli/commands/fix.ts';
import type {Session} from '../../../src/app/session.ts';
import type {DriftReport} from '../../../src/model/report.ts';
import {runtimeFor, sessionFor} from '../../app/fix-session.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import type {World} from '../../fix/fakes/world.ts';
import {drifted, FIX_SHOP} from './fix-flags.ts';

vi.mock('../../../src/kube/writer.ts', async () => (await import('../../app/fix-session.ts')).fakeWriter);
vi.mock('../../../src/kube/events.ts', async () => (await import('../../app/fix-session.ts')).fakeEvents);

const FLAGS: FixFlags = {...FIX_SHOP, release: undefined};

/** A namespace whose releases are `shop`, and copies of its report under other names, which nobody finds there. */
function commandLine(shop: World, others: readonly string[] = []) {
  const at = runtimeFor({});
  const {session, told, helm} = sessionFor(shop);
  const checkAll = async (): Promise<DriftReport[]> => {
    const {report} = await shop.inspect();
    return [report, ...others.map((name) => ({...report, release: {...report.release, name}}))];
  };
  const many = {...session, checkAll} as Session;
  const {history} = helm;
  const mine = {
    ...many,
    cluster: async () => {
      const cluster = await many.cluster();
      const there = async (_namespace: string, name: string) => (name === 'shop' ? history : []);
      return {...cluster, records: {...cluster.records, history: there}};
    },
  } as Session;
  const progress = {on: () => {}, say: () => {}, done: () => {}};
  const run = (flags: Partial<FixFlags> = {}): Promise<number> =>
    runMany({...FLAGS, ...flags}, 'namespace', mine, progress, at.runtime);
  return {...at, told, run, redactor: session.redactor};
}

const dataOf = (shop: World): unknown => shop.contentOf('ConfigMap', 'settings')?.['data'];

describe('every release that drifted', () => {
  test('is planned, asked about once, written and recorded', async () => {
    const shop = drifted();
    const {run, stdout, told} = commandLine(shop);
    expect(await run()).toBe(0);
    expect(dataOf(shop)).toEqual({a: '1', b: '2'});
    expect(stdout.text()).toContain('Will put back 1 difference in 1 object of 1 release, of 1');
    expect(stdout.text()).toContain('Verified: 1 object put back');
    expect(told).toMatchObject([{of: 'fix', objects: [{what: 'patched: data.a'}]}]);
  });

  test('one that cannot be planned stops no other: what was written is not all of it, exit 5', async () => {
    const shop = drifted();
    const {run, stdout} = commandLine(shop, ['gone']);
    expect(await run({output: 'json'})).toBe(5);
    expect(dataOf(shop)).toEqual({a: '1', b: '2'});
    expect(JSON.parse(stdout.text())).toMatchObject({
      kind: 'FixResults',
      releases: [{results: [{outcome: 'patched'}]}, {release: 'gone', problem: expect.stringContaining('gone')}],
    });
  });

  test('why one was skipped is told without secrets', async () => {
    const {run, runtime, stdout, redactor} = commandLine(drifted());
    const state = runtime.env['XDG_STATE_HOME'] ?? '';
    // No record can be made there: what the disk says of it names the place.
    writeFileSync(join(state, 'helm-drift'), '');
    redactor.learnText(state);
    expect(await run()).toBe(4);
    expect(stdout.text()).toContain('skipped');
    expect(stdout.text()).not.toContain(state);
  });

  test('a dry run writes nothing, and says by its exit code what cannot be planned', async () => {
    const shop = drifted();
    const {run, stdout} = commandLine(shop, ['gone']);
    expect(await run({dryRun: true})).toBe(4);
    expect(dataOf(shop)).toEqual({a: '9', b: '2'});
    expect(stdout.text()).toContain('gone in shop: cannot be planned: ');
    expect(await commandLine(shop).run({dryRun: true})).toBe(0);
    expect(await commandLine(shop).run({dryRun: true, failOn: 'low'})).toBe(2);
    expect(await commandLine(shop).run({dryRun: true, failOn: 'critical'})).toBe(0);
  });

  test('none: exit 0', async () => {
    const shop = world({declared: [configMap('settings', {a: '1'})]});
    const {run, stdout} = commandLine(shop);
    expect(await run()).toBe(0);
    expect(stdout.text()).toBe('Nothing to put back in 1 release\n');
  });

  test('nobody is there to ask: nothing is written', async () => {
    const shop = drifted();
    await expect(commandLine(shop).run({yes: false})).rejects.toMatchObject({code: 'precondition'});
    expect(dataOf(shop)).toEqual({a: '9', b: '2'});
  });

  test('a selector that means nothing of any of them is an error', async () => {
    const shop = drifted();
    const selection = {...FLAGS.selection, only: ['Service/nobody']};
    await expect(commandLine(shop).run({selection})).rejects.toThrow(
      '"Service/nobody" means no object and no finding of any release that drifted',
    );
  });
});

describe('--fail-on', () => {
  test('says what of the rest fails, though the question was narrowed', async () => {
    const shop = drifted();
    shop.server.edit('ConfigMap', 'settings', {data: {b: '8'}});
    const selection = {...FLAGS.selection, only: ['ConfigMap/settings:data.a']};
    const narrowed = {selection, isNarrowed: true};
    expect(await commandLine(shop).run({...narrowed, failOn: 'critical'})).toBe(0);
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    expect(await commandLine(shop).run({...narrowed, failOn: 'low'})).toBe(2);
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    expect(await commandLine(shop).run(narrowed)).toBe(0);
  });
});
