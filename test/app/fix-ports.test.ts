import {readdir} from 'node:fs/promises';
import {describe, expect, test, vi} from 'vitest';
import {clusterOf} from '../../src/app/cluster.ts';
import {openForFix} from '../../src/app/fix-ports.ts';
import {reconcileByFix} from '../../src/app/reconcile.ts';
import {carryOut, prepare} from '../../src/fix/fix.ts';
import type {FixPorts} from '../../src/fix/fix.ts';
import type {ReleaseRecord} from '../../src/model/ports.ts';
import {configMap} from '../fix/fakes/objects.ts';
import {stamped, world} from '../fix/fakes/world.ts';
import {revision, runtimeFor, sessionFor} from './fix-session.ts';

vi.mock('../../src/kube/writer.ts', async () => (await import('./fix-session.ts')).fakeWriter);
vi.mock('../../src/kube/events.ts', async () => (await import('./fix-session.ts')).fakeEvents);

const RELEASE = {name: 'shop', namespace: 'shop'};
const settings = configMap('settings', {a: '1'});

function opened() {
  const shop = world({declared: [settings]});
  const at = runtimeFor();
  const {session, helm, asked} = sessionFor(shop);
  const open = async (): Promise<FixPorts> => (await openForFix(RELEASE, session, at.runtime, () => {})).ports;
  return {shop, session, helm, asked, open, ...at};
}

describe('a release that a fix may write to', () => {
  test('is known by its newest deployed revision and its way of writing', async () => {
    const {session, helm, runtime} = opened();
    helm.history = [revision(1, 'superseded'), revision(3), revision(2, 'superseded')];
    const {release} = await openForFix(RELEASE, session, runtime, () => {});
    expect(release).toEqual({...RELEASE, revision: 3, applyMethod: 'ssa'});
  });

  test.each<[string, readonly ReleaseRecord[], object]>([
    [
      'an upgrade is under way',
      [revision(3), revision(4, 'pending-upgrade')],
      {code: 'precondition', message: 'shop is being written by helm: revision 4 is pending-upgrade'},
    ],
    [
      'the first install is under way',
      [revision(1, 'pending-install')],
      {code: 'precondition', message: 'shop is being written by helm: revision 1 is pending-install'},
    ],
    [
      'it is being uninstalled',
      [revision(3, 'uninstalling')],
      {code: 'precondition', message: 'shop is being written by helm: revision 3 is uninstalling'},
    ],
    ['there is none', [], {code: 'not-found', message: expect.stringContaining('there is no release')}],
  ])('not where %s', async (_what, history, error) => {
    const {helm, open} = opened();
    helm.history = history;
    await expect(open()).rejects.toMatchObject(error);
  });
});

describe('before every step it is asked whether the release may still be written to', () => {
  test.each<[string, readonly ReleaseRecord[] | Error, string | undefined]>([
    ['nothing moved', [revision(3)], undefined],
    ['older revisions were pruned', [revision(3), revision(2, 'superseded')], undefined],
    [
      'an upgrade began',
      [revision(3), revision(4, 'pending-upgrade')],
      'helm has written revision 4 (pending-upgrade) since this was planned',
    ],
    [
      'an upgrade is through',
      [revision(3, 'superseded'), revision(4)],
      'helm has written revision 4 (deployed) since this was planned',
    ],
    [
      'it is being uninstalled',
      [revision(3, 'uninstalling')],
      'helm has written revision 3 (uninstalling) since this was planned',
    ],
    ['it is gone', [], 'the release was uninstalled'],
    ['nobody can tell', new Error('forbidden'), "the release's records cannot be read: forbidden"],
  ])('%s', async (_what, history, why) => {
    const {helm, open} = opened();
    const ports = await open();
    helm.history = history;
    expect(await ports.stopped()).toBe(why);
  });

  test('the process is told to end', async () => {
    const {open, stop} = opened();
    const ports = await open();
    stop.abort();
    expect(await ports.stopped()).toBe('the run was interrupted');
  });
});

describe('a cluster is known by its kube-system namespace', () => {
  test('where that may be read', async () => {
    const {shop, session} = opened();
    const cluster = await clusterOf(await session.cluster());
    expect(cluster).toEqual({name: 'test', server: 'https://test:6443', uid: expect.stringMatching(/^uid-/)});
    const other = opened();
    other.shop.server.put({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'kube-system'}}, 'x Update');
    expect(await clusterOf(await other.session.cluster())).not.toEqual(cluster);
    shop.server.faults.get = () => ({reason: 'forbidden', message: 'no'});
    expect(await clusterOf(await session.cluster())).toEqual({name: 'test', server: 'https://test:6443'});
  });

  test('not where namespaces are not served', async () => {
    const {shop, session} = opened();
    shop.server.served.delete('v1/Namespace');
    expect(await clusterOf(await session.cluster())).toEqual({name: 'test', server: 'https://test:6443'});
  });
});

describe('what a fix asks of the world', () => {
  test('the release is checked in its own namespace', async () => {
    const {open, asked} = opened();
    const {report} = await (await open()).inspect();
    expect(report.summary.drift).toBe(0);
    expect(asked).toMatchObject([{release: 'shop', namespace: 'shop', live: undefined}]);
  });

  test('a release that turns out to be pending is not written to', async () => {
    const {open, session} = opened();
    const pending = {...session, inspectOne: async () => ({pending: revision(1, 'pending-install')})};
    Object.assign(session, pending);
    await expect((await open()).inspect()).rejects.toMatchObject({
      code: 'precondition',
      message: 'shop is being written by helm',
    });
  });

  test('an object that is known by its metadata alone is read; what cannot be read stays as it is known', async () => {
    const {open, shop} = opened();
    const {whole} = await open();
    const known = {
      ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'},
      apiVersion: 'v1',
      object: {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings', namespace: 'shop'}},
    };
    expect(await whole(known)).toMatchObject({object: {data: {a: '1'}}});
    shop.server.remove('ConfigMap', 'settings');
    expect(await whole(known)).toEqual(known);
    shop.server.served.delete('v1/ConfigMap');
    expect(await whole(known)).toEqual(known);
  });

  test('records lie in the state folder, under a name of the release', async () => {
    const {open, records} = opened();
    const ports = await open();
    const {plan} = await prepare(ports, {
      release: {...RELEASE, revision: 3, applyMethod: 'ssa'},
      selection: {only: [], exclude: [], added: true, prune: true},
      recreate: false,
      validFor: 60,
    });
    const journal = await ports.record({type: 'head', schemaVersion: '3', of: 'fix', plan, before: []});
    await journal.close();
    expect(await readdir(records)).toEqual([expect.stringMatching(/^20261123-120000000-shop-[0-9a-f]{4}\.jsonl$/)]);
  });

  test('findings and messages go through the redactor', async () => {
    const {open, session} = opened();
    session.redactor.learnText('hunter2');
    const {writeContext} = await open();
    expect(writeContext.safe('denied hunter2')).not.toContain('hunter2');
  });

  test('who may only look rehearses, and has nothing to write with', async () => {
    const {shop, session, runtime} = opened();
    shop.server.edit('ConfigMap', 'settings', {data: {a: '2'}});
    const confined = {...runtime, confined: {writesRules: true}};
    const {ports} = await openForFix(RELEASE, session, confined, () => {});
    const prepared = await prepare(ports, {
      release: {...RELEASE, revision: 3, applyMethod: 'ssa'},
      selection: {only: [], exclude: [], added: true, prune: true},
      recreate: false,
      validFor: 60,
    });
    expect(prepared.steps).toHaveLength(1);
    const {results} = await carryOut(prepared, ports);
    expect(results).toMatchObject([{message: 'nothing is written to the cluster from here'}]);
    expect(shop.server.live('ConfigMap', 'settings')).toMatchObject({data: {a: '2'}});
  });

  test('time passes', async () => {
    const {clock} = (await opened().open()).writeContext;
    const before = clock.elapsed();
    await clock.pause(5);
    expect(clock.elapsed()).toBeGreaterThan(before);
  });

  test('what is served is asked anew when a definition has come; that nobody answers is no error', async () => {
    const {open, session} = opened();
    const cluster = await session.cluster();
    const discover = vi.fn<(maxAgeMs?: number) => ReturnType<typeof cluster.reader.discover>>((age) =>
      cluster.reader.discover(age),
    );
    Object.assign(session, {cluster: async () => ({...cluster, reader: {...cluster.reader, discover}})});
    const {writeContext} = await open();
    discover.mockRejectedValueOnce(new Error('down'));
    writeContext.refresh();
    expect(discover).toHaveBeenLastCalledWith(0);
    expect((await writeContext.resources()).find('', 'ConfigMap')?.plural).toBe('configmaps');
  });
});

describe('the way back of a scenario', () => {
  test('is a whole one: additions and extra objects go too, and there is a record', async () => {
    const {shop, session, runtime, records} = opened();
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
    shop.server.put(stamped(configMap('stray', {})), 'kubectl Update');
    await reconcileByFix(RELEASE, session, runtime);
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1'});
    expect(shop.server.live('ConfigMap', 'stray')).toBeUndefined();
    expect(await readdir(records)).toHaveLength(1);
  });

  test('writes nothing, and no record, where nothing can be put back', async () => {
    const {shop, session, runtime, records} = opened();
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    shop.server.faults.rehearse = () => ({refused: 'no', immutable: false});
    await reconcileByFix(RELEASE, session, runtime);
    await expect(readdir(records)).rejects.toThrow('ENOENT');
  });
});
