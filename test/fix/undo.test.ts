import {describe, expect, test} from 'vitest';
import {carryOutUndo, prepareUndo} from '../../src/fix/undo.ts';
import type {RecordLine} from '../../src/fix/record/journal.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {configMap, deployment, widget, WIDGETS} from './fakes/objects.ts';
import {stamped, world} from './fakes/world.ts';
import type {World} from './fakes/world.ts';

const settings = configMap('settings', {a: '1', b: '2'});

/** A release that drifted in this way, and was fixed. */
async function fixed(drift: (shop: World) => void, declared: readonly JsonObject[] = [settings], recreate = false) {
  const shop = world({declared, schemas: WIDGETS});
  drift(shop);
  await shop.fix({recreate});
  const lines: RecordLine[] = [];
  const record = async (head: Parameters<typeof shop.ports.record>[0]) => {
    lines.push({...head, id: 'undo-1'});
    return {
      id: 'undo-1',
      append: async (line: RecordLine) => void lines.push(line),
      digest: () => '',
      close: async () => {},
    };
  };
  const ports = {...shop.undoPorts, record};
  return {shop, ports, lines, undo: async () => carryOutUndo(await prepareUndo(shop.record(), ports), ports)};
}

describe('takes back what a fix did', () => {
  test('a patch: the values from before are there again, under a name of their own', async () => {
    const {shop, ports, undo, lines} = await fixed(({server}) =>
      server.edit('ConfigMap', 'settings', {data: {a: '9'}}),
    );
    const prepared = await prepareUndo(shop.record(), ports);
    expect(prepared.plan.steps).toMatchObject([
      {
        action: 'patch',
        fields: [
          {path: 'data.a', desired: '9', live: '1', impact: expect.stringContaining('drift again, as before the fix')},
        ],
      },
    ]);
    expect(await undo()).toMatchObject({results: [{outcome: 'patched'}], wrong: [], id: 'undo-1'});
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9', b: '2'});
    expect(JSON.stringify(shop.server.live('ConfigMap', 'settings'))).toContain('"manager":"helm-drift-undo"');
    expect(lines[0]).toMatchObject({type: 'head', of: 'undo', undoes: 'record-1', schemaVersion: '3'});
    expect(lines.at(-1)).toMatchObject({type: 'end', verified: true});
  });

  test('a creation: the object goes', async () => {
    const {shop, undo} = await fixed(({server}) => server.remove('ConfigMap', 'settings'));
    expect((await undo()).results).toMatchObject([{outcome: 'deleted'}]);
    expect(shop.server.live('ConfigMap', 'settings')).toBeUndefined();
  });

  test('a deletion: the object comes back with all that it held, and another uid', async () => {
    const {shop, undo} = await fixed(({server}) => server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update'));
    expect((await undo()).results).toMatchObject([{outcome: 'created'}]);
    expect(shop.contentOf('ConfigMap', 'stray')).toMatchObject({data: {k: 'v'}});
  });

  test('a recreation: the object from before is made anew', async () => {
    const {shop, ports, undo} = await fixed(
      ({server}) => {
        server.remove('Deployment', 'web');
        server.put(stamped(deployment('web', 2, 'other')), 'kubectl Update');
        server.immutable.add('spec.selector');
      },
      [deployment('web', 2)],
      true,
    );
    expect(shop.record().outcomes).toMatchObject([{outcome: 'recreated'}]);
    const {plan} = await prepareUndo(shop.record(), ports);
    expect(plan.steps).toMatchObject([{action: 'recreate', warnings: [expect.stringContaining('another uid')]}]);
    expect((await undo()).results).toMatchObject([{outcome: 'recreated'}]);
    expect(shop.contentOf('Deployment', 'web')).toMatchObject({spec: {selector: {matchLabels: {app: 'other'}}}});
  });

  test('the last step first', async () => {
    const {undo} = await fixed(
      ({server}) => {
        server.edit('ConfigMap', 'settings', {data: {a: '9'}});
        server.remove('Deployment', 'web');
      },
      [settings, deployment('web', 2)],
    );
    expect((await undo()).results.map(({ref}) => ref.kind)).toEqual(['Deployment', 'ConfigMap']);
  });

  test('what others have changed elsewhere in the object since stays', async () => {
    const {shop, undo} = await fixed(({server}) => server.edit('ConfigMap', 'settings', {data: {a: '9'}}));
    shop.server.edit('ConfigMap', 'settings', {data: {b: '7'}});
    await undo();
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9', b: '7'});
  });
});

describe('after somebody changed it again', () => {
  const patchDrift = ({server}: World): void => server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  const otherDrift = ({server}: World): void => server.edit('ConfigMap', 'settings', {data: {a: '5'}});
  const otherDelete = ({server}: World): void =>
    server.put(stamped(configMap('settings-2', {k: 'v'})), 'kubectl Update');
  const createDrift = ({server}: World): void => server.remove('ConfigMap', 'settings');
  const deleteDrift = ({server}: World): void => server.put(stamped(configMap('settings-2', {})), 'kubectl Update');

  test.each<[string, (shop: World) => void, (shop: World) => void, string]>([
    ['the very value', patchDrift, otherDrift, 'what the fix wrote was changed again since'],
    ['the object is gone', patchDrift, createDrift, 'it has gone since'],
    ['what the fix made has other values', createDrift, patchDrift, 'it changed since the fix made it'],
    ['what the fix deleted is there again', deleteDrift, otherDelete, 'somebody has made it anew since'],
  ])('%s: the step is refused, and says why', async (_what, drift, since, why) => {
    const {shop, ports} = await fixed(drift);
    since(shop);
    const {plan} = await prepareUndo(shop.record(), ports);
    expect(plan.steps.map(({refused}) => refused)).toEqual([why]);
  });

  test('changed between plan and write: it is a conflict, and no success', async () => {
    const {shop, ports, lines} = await fixed(patchDrift);
    const prepared = await prepareUndo(shop.record(), ports);
    shop.server.edit('ConfigMap', 'settings', {data: {a: '5'}});
    const {results} = await carryOutUndo(prepared, ports);
    expect(results).toMatchObject([{outcome: 'conflict', message: 'it changed since it was reviewed'}]);
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '5', b: '2'});
    expect(lines.at(-1)).toMatchObject({type: 'end', verified: false});
  });

  test('taken away again right after the write: it is told as not back', async () => {
    const {shop, ports} = await fixed(patchDrift);
    const prepared = await prepareUndo(shop.record(), ports);
    const onResult = (): void => shop.server.edit('ConfigMap', 'settings', {data: {a: '1'}}, 'operator');
    const {wrong} = await carryOutUndo(prepared, {...ports, onResult});
    expect(wrong).toEqual(['ConfigMap/settings data.a is not back']);
  });

  test.each<[string, (shop: World) => void, string]>([
    ['gone', ({server}) => server.remove('ConfigMap', 'settings'), 'ConfigMap/settings has gone again'],
    [
      'unreadable',
      ({server}) => void (server.faults.get = () => ({reason: 'forbidden', message: 'no'})),
      'ConfigMap/settings cannot be read: no',
    ],
  ])('%s after the write: that is told, and is no error', async (_what, after, message) => {
    const {shop, ports} = await fixed(patchDrift);
    const prepared = await prepareUndo(shop.record(), ports);
    const {wrong} = await carryOutUndo(prepared, {...ports, onResult: () => after(shop)});
    expect(wrong).toEqual([message]);
  });
});

describe('lists of custom resources go by the cluster’s own schema', () => {
  const created = (): ReturnType<typeof fixed> =>
    fixed(({server}) => server.remove('Widget', 'w'), [widget('w', {name: 'x', size: 1})]);

  test('an item that somebody has put beside the declared one since does not keep the object from going', async () => {
    const {shop, ports} = await created();
    shop.server.edit(
      'Widget',
      'w',
      {
        spec: {
          parts: [
            {name: 'x', size: 1},
            {name: 'y', size: 2},
          ],
        },
      },
      'operator',
    );
    const {plan} = await prepareUndo(shop.record(), ports);
    expect(plan.steps).toMatchObject([{action: 'delete'}]);
    expect(plan.steps[0]?.refused).toBeUndefined();
    expect(plan.steps[0]?.warnings).toContainEqual('it has more in it since: spec.parts[name=y]');
  });

  test('a field that comes back is named by its item’s key', async () => {
    const {shop, ports} = await fixed(
      ({server}) =>
        server.edit('Widget', 'w', {
          spec: {
            parts: [
              {name: 'x', size: 9},
              {name: 'y', size: 1},
            ],
          },
        }),
      [widget('w', {name: 'x', size: 1}, {name: 'y', size: 1})],
    );
    const {plan} = await prepareUndo(shop.record(), ports);
    expect(plan.steps.flatMap(({fields}) => fields.map(({path}) => path))).toEqual(['spec.parts[name=x].size']);
  });
});

describe('what an undo refuses before it writes', () => {
  const drifted = (): ReturnType<typeof fixed> =>
    fixed(({server}) => server.edit('ConfigMap', 'settings', {data: {a: '9'}}));

  test.each([
    ['another uid of kube-system', {name: 'prod', server: 'https://test:6443', uid: 'cluster-2'}],
    ['another server, where no uid can be read', {name: 'prod', server: 'https://prod:6443'}],
  ])('a record of another cluster: %s', async (_what, cluster) => {
    const {shop, ports} = await drifted();
    await expect(prepareUndo(shop.record(), {...ports, cluster})).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining(
        'the record record-1 is of another cluster, context test at https://test:6443, and this is context prod at',
      ),
    });
  });

  test('an object that cannot be read', async () => {
    const {shop, ports} = await drifted();
    shop.server.faults.get = () => ({reason: 'forbidden', message: 'you may not'});
    await expect(prepareUndo(shop.record(), ports)).rejects.toThrow('ConfigMap/settings cannot be read: you may not');
  });

  test('a helm run that began meanwhile', async () => {
    const {shop, ports, lines} = await drifted();
    const prepared = await prepareUndo(shop.record(), ports);
    const stopped = async (): Promise<string> => 'helm has begun';
    await expect(carryOutUndo(prepared, {...ports, stopped})).rejects.toThrow('nothing was written: helm has begun');
    expect(lines).toEqual([]);
  });

  test('secrets do not leave with the plan', async () => {
    const secret = {apiVersion: 'v1', kind: 'Secret', metadata: {name: 's'}, data: {password: 'aHVudGVyMg=='}};
    const {shop, ports} = await fixed(
      ({server}) => server.edit('Secret', 's', {data: {password: 'b3RoZXJwdw=='}}),
      [secret],
    );
    const {plan} = await prepareUndo(shop.record(), ports);
    expect(plan.steps[0]?.fields).toMatchObject([{path: 'data.password'}]);
    expect(JSON.stringify(plan)).not.toMatch(/b3RoZXJwdw|aHVudGVyMg|hunter2|otherpw/);
  });
});

test('a step of which nothing was written has nothing to take back', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.faults.write = () => ({forbidden: 'cannot patch resource "configmaps"'});
  await shop.fix();
  const {steps} = await prepareUndo(shop.record(), shop.undoPorts);
  expect(steps).toEqual([]);
});
