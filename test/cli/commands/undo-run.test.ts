import {messageOf} from '../../../src/model/errors.ts';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {openForFix} from '../../../src/app/fix-ports.ts';
import {clusterSchemas} from '../../../src/app/schemas.ts';
import {prepareUndo} from '../../../src/app/undo.ts';
import {undoRecord} from '../../../src/cli/commands/undo-run.ts';
import type {UndoFlags} from '../../../src/cli/commands/undo.ts';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {configMap, widget, WIDGETS} from '../../fix/fakes/objects.ts';
import {NOW, world} from '../../fix/fakes/world.ts';
import type {World} from '../../fix/fakes/world.ts';
import {revision, runtimeFor, sessionFor} from '../../app/fix-session.ts';

vi.mock('../../../src/kube/writer.ts', async () => (await import('../../app/fix-session.ts')).fakeWriter);
vi.mock('../../../src/kube/events.ts', async () => (await import('../../app/fix-session.ts')).fakeEvents);
vi.mock('../../../src/app/schemas.ts', () => ({clusterSchemas: vi.fn<typeof clusterSchemas>()}));

const FLAGS: UndoFlags = {record: undefined, yes: true, dryRun: false, output: 'text', color: 'never'};

/** A release that drifted and was fixed, its record in a folder of the test's own. */
async function fixed(
  drift: (shop: World) => void = ({server}) => server.edit('ConfigMap', 'settings', {data: {a: '9'}}),
  declared: readonly JsonObject[] = [configMap('settings', {a: '1', b: '2'})],
  isTTY = false,
) {
  vi.mocked(clusterSchemas).mockResolvedValue(WIDGETS);
  const shop = world({declared, schemas: WIDGETS});
  drift(shop);
  const at = runtimeFor({isTTY});
  const {session, helm} = sessionFor(shop);
  const {ports} = await openForFix({name: 'shop', namespace: 'shop'}, session, at.runtime, () => {});
  await carryOut(await prepare(ports, shop.options), ports);
  shop.server.requests.length = 0;
  const run = (flags: Partial<UndoFlags> = {}): Promise<number> =>
    undoRecord({...FLAGS, ...flags}, session, at.runtime);
  const [file = ''] = await readdir(at.records);
  return {...at, shop, session, helm, run, id: file.replace('.jsonl', '')};
}

const dataOf = (shop: World): unknown => shop.contentOf('ConfigMap', 'settings')?.['data'];
const later = (): Date => new Date(NOW.getTime() + 60_000);
const writesOf = (shop: World): number => shop.server.requests.filter(({kind}) => kind === 'write').length;

test('the newest fix is taken back: exit 0, and a record of its own', async () => {
  const {shop, run, stdout, id, records} = await fixed();
  expect(await run()).toBe(0);
  expect(dataOf(shop)).toEqual({a: '9', b: '2'});
  expect(stdout.text()).toContain(`Will take back what ${id} wrote, in 1 object`);
  expect(stdout.text()).toContain('Verified: 1 object as before the fix');
  expect(await readdir(records)).toHaveLength(2);
  await expect(run()).rejects.toMatchObject({
    message: 'there is no fix of this cluster to undo: it is context test at https://test:6443',
  });
});

test('a newer fix whose write never came to anything is passed over', async () => {
  const {shop, run, session, runtime} = await fixed();
  shop.server.edit('ConfigMap', 'settings', {data: {b: '8'}});
  const {ports} = await openForFix({name: 'shop', namespace: 'shop'}, session, {...runtime, now: later}, () => {});
  const prepared = await prepare(ports, shop.options);
  shop.server.faults.write = () => {
    shop.server.faults.rehearse = () => ({lost: 'timeout'});
    return {lost: 'timeout'};
  };
  expect((await carryOut(prepared, ports)).results).toMatchObject([{outcome: 'failed', halfDone: true}]);
  shop.server.faults.write = () => undefined;
  delete shop.server.faults.rehearse;
  expect(await run()).toBe(0);
  expect(dataOf(shop)).toEqual({a: '9', b: '8'});
});

test('as JSON: one document on stdout, the text on stderr', async () => {
  const {run, stdout, stderr, id} = await fixed();
  expect(await run({output: 'json', record: id})).toBe(0);
  const document: unknown = JSON.parse(stdout.text());
  expect(document).toMatchObject({
    kind: 'UndoResult',
    undoes: id,
    results: [{outcome: 'patched'}],
    record: expect.stringMatching(/^20261123-/),
  });
  expect(stderr.text()).toContain('as before the fix');
});

test('the schemas of custom resources come from the cluster', async () => {
  const {shop, session, runtime, state} = await fixed(
    ({server}) => server.remove('Widget', 'w'),
    [widget('w', {name: 'x', size: 1})],
  );
  const parts = [
    {name: 'x', size: 1},
    {name: 'y', size: 2},
  ];
  shop.server.edit('Widget', 'w', {spec: {parts}}, 'operator');
  const {plan} = await prepareUndo(undefined, session, runtime, () => {});
  expect(plan.steps).toMatchObject([
    {action: 'delete', warnings: [expect.anything(), expect.stringContaining('parts[name=y]')]},
  ]);
  expect(clusterSchemas).toHaveBeenLastCalledWith(
    shop.server.writer,
    [expect.objectContaining({apiVersion: 'example.com/v1', ref: expect.objectContaining({kind: 'Widget'})})],
    join(state, '.cache', 'helm', 'drift', 'schemas'),
  );
});

describe('consent', () => {
  test.each([
    ['y\n', 0, 1],
    ['\n', 'declined: nothing was written', 0],
  ])('%j at a terminal', async (answer, outcome, writes) => {
    const {shop, run, stdin, stderr} = await fixed(undefined, undefined, true);
    const running = run({yes: false});
    stdin.write(answer);
    expect(await running.catch(messageOf)).toBe(outcome);
    expect(stderr.text()).toContain('Put this back? [y/N]');
    expect(writesOf(shop)).toBe(writes);
  });

  test('nobody is there to ask', async () => {
    const {shop, run} = await fixed();
    await expect(run({yes: false})).rejects.toMatchObject({
      code: 'precondition',
      hint: 'Nothing was written. Read what would be put back (--dry-run) and add --yes.',
    });
    expect(writesOf(shop)).toBe(0);
  });
});

describe('exit codes', () => {
  test('a dry run writes nothing', async () => {
    const {shop, run} = await fixed();
    expect(await run({dryRun: true})).toBe(0);
    expect([writesOf(shop), dataOf(shop)]).toEqual([0, {a: '1', b: '2'}]);
  });

  test('nothing of it can be put back', async () => {
    const {shop, run, stdout} = await fixed();
    shop.server.edit('ConfigMap', 'settings', {data: {a: '5'}});
    expect(await run()).toBe(4);
    expect(stdout.text()).toContain('what the fix wrote was changed again since');
    expect(writesOf(shop)).toBe(0);
  });

  test('nothing of the fix was written', async () => {
    const {run, stdout, id} = await fixed(({server}) => {
      server.edit('ConfigMap', 'settings', {data: {a: '9'}});
      server.faults.write = () => ({refused: 'no', immutable: false});
    });
    await expect(run()).rejects.toMatchObject({code: 'precondition'});
    expect(await run({output: 'json', record: id})).toBe(0);
    expect(JSON.parse(stdout.text())).toMatchObject({undoes: id, results: []});
    expect(JSON.parse(stdout.text())).not.toHaveProperty('record');
  });

  test.each<[string, (shop: World) => void, number]>([
    ['the write is refused', ({server}) => void (server.faults.write = () => ({refused: 'no', immutable: false})), 4],
    [
      'it is changed again after the write',
      ({server}) => {
        server.faults.after = () => server.edit('ConfigMap', 'settings', {data: {a: '1'}}, 'operator');
      },
      5,
    ],
  ])('%s', async (_what, move, code) => {
    const {shop, run} = await fixed();
    move(shop);
    expect(await run()).toBe(code);
  });

  test('a release that helm is writing is left alone', async () => {
    const {shop, run, helm} = await fixed();
    helm.history = [revision(3), revision(4, 'pending-upgrade')];
    await expect(run()).rejects.toMatchObject({code: 'precondition'});
    expect(writesOf(shop)).toBe(0);
  });

  test('a record of another cluster is not carried out here', async () => {
    const {shop, run, id} = await fixed();
    shop.server.put({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'kube-system'}}, 'x Update');
    await expect(run({record: id})).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringContaining(`the record ${id} is of another cluster, context test`),
    });
  });
});
