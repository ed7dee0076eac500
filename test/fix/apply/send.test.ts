import {describe, expect, test} from 'vitest';
import type {RecordLine} from '../../../src/fix/record/journal.ts';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import type {StepResult, Write} from '../../../src/model/fix.ts';
import {metadataOf} from '../../../src/model/json.ts';
import type {WriteAnswer} from '../../../src/model/ports.ts';
import type {FakeServer} from '../fakes/api-server.ts';
import {configMap} from '../fakes/objects.ts';
import {stamped, world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const settings = configMap('settings', {a: '1', b: '2'});

function drifted(): World {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  return shop;
}

/** The world moves right before the first write, behind the back of the fix. */
function meanwhile(shop: World, move: (server: FakeServer) => void, times = 1): void {
  let left = times;
  shop.server.faults.write = () => {
    if (left > 0) {
      left -= 1;
      move(shop.server);
    }
    return undefined;
  };
}

const first = ({results}: {readonly results: readonly StepResult[]}): StepResult | undefined => results[0];
const typesOf = (lines: readonly RecordLine[]): string[] => lines.map(({type}) => type);
const stray = (server: FakeServer): void => server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update');

describe('an object that moves between plan and write', () => {
  test('elsewhere: the same change is made to what is there now, and undo leaves the rest alone', async () => {
    const shop = drifted();
    meanwhile(shop, (server) => server.edit('ConfigMap', 'settings', {data: {other: 'new'}}));
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'patched'});
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2', other: 'new'});
    // What it was before the fix is what it was right before the write.
    expect(shop.record().outcomes[0]?.before).toMatchObject({data: {a: '9', other: 'new'}});
  });

  test.each<[string, (server: FakeServer) => void, Partial<StepResult>]>([
    [
      'in the very value',
      (server) => server.edit('ConfigMap', 'settings', {data: {a: '7'}}),
      {outcome: 'conflict', message: 'it changed since it was reviewed'},
    ],
    ['to what is declared', (server) => server.edit('ConfigMap', 'settings', {data: {a: '1'}}), {outcome: 'unchanged'}],
    [
      'and is gone',
      (server) => server.remove('ConfigMap', 'settings'),
      {outcome: 'conflict', message: 'it has gone meanwhile'},
    ],
    [
      'and is another one of the same name',
      (server) => server.put(stamped(configMap('settings', {a: '9', b: '2'})), 'kubectl Update'),
      {outcome: 'conflict', message: 'it is another object of the same name now'},
    ],
  ])('%s', async (_what, move, result) => {
    const shop = drifted();
    meanwhile(shop, move);
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject(result);
    expect(first(fixed)?.halfDone).toBeUndefined();
  });

  test('so that the value has no place any more: it is a conflict, and not as it should be', async () => {
    const gadget = {apiVersion: 'example.com/v1', kind: 'Gadget', metadata: {name: 'g'}, spec: {a: {b: 1}}};
    const shop = world({declared: [gadget]});
    shop.server.edit('Gadget', 'g', {spec: {a: {b: 9}}});
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.edit('Gadget', 'g', {spec: {a: 'text'}});
    const {results} = await carryOut(prepared, shop.ports);
    expect(results).toMatchObject([{outcome: 'conflict', message: 'it changed since it was reviewed'}]);
  });

  test('so that it is half done by somebody else: it is written all the same, by the way that is left', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.edit('ConfigMap', 'settings', {data: {c: '3'}}, 'helm-drift');
    expect(first(await carryOut(prepared, shop.ports))).toMatchObject({outcome: 'patched'});
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2', c: '3'});
  });

  test('again and again: it is left alone after four attempts', async () => {
    const shop = drifted();
    let count = 0;
    meanwhile(shop, (server) => server.edit('ConfigMap', 'settings', {data: {other: String((count += 1))}}), 9);
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'conflict', message: 'the object has been modified'});
    expect(count).toBe(4);
    expect(typesOf(shop.lines).filter((type) => type === 'write-ahead')).toHaveLength(4);
  });

  test.each<[string, (shop: World) => void, (server: FakeServer) => void, Partial<StepResult>]>([
    [
      'of a creation: somebody was faster',
      ({server}) => server.remove('ConfigMap', 'settings'),
      (server) => server.put(stamped(settings), 'kubectl Update'),
      {outcome: 'conflict', message: 'somebody has created it meanwhile'},
    ],
    [
      'of a deletion: it is gone already',
      ({server}) => stray(server),
      (server) => server.remove('ConfigMap', 'stray'),
      {outcome: 'unchanged', message: 'it has gone already'},
    ],
    [
      'of a deletion: it holds something else now',
      ({server}) => stray(server),
      (server) => server.edit('ConfigMap', 'stray', {data: {k: 'precious'}}),
      {outcome: 'conflict', message: 'it changed since it was reviewed'},
    ],
  ])('%s', async (_what, drift, move, result) => {
    const shop = world({declared: [settings]});
    drift(shop);
    meanwhile(shop, move);
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject(result);
  });

  test('of a deletion: only its status moved, and it goes', async () => {
    const shop = world({declared: [settings]});
    stray(shop.server);
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.edit('ConfigMap', 'stray', {status: {seen: true}});
    expect(first(await carryOut(prepared, shop.ports))).toMatchObject({outcome: 'deleted'});
  });
});

describe('a write that is not taken', () => {
  test.each<[WriteAnswer, string]>([
    [{refused: 'data: Invalid\n  value', immutable: false}, 'data: Invalid value'],
    [{forbidden: 'cannot patch resource "configmaps"'}, 'cannot patch resource "configmaps"'],
  ])('%j', async (answer, message) => {
    const shop = drifted();
    shop.server.faults.write = () => answer;
    const {fixed} = await shop.fix();
    expect(first(fixed)).toEqual({ref: expect.objectContaining({name: 'settings'}), outcome: 'failed', message});
    expect(fixed.verification.left).toMatchObject([{why: message}]);
    expect(shop.record().outcomes[0]).toMatchObject({after: undefined, open: undefined});
  });

  test('a dry run right before it that gets no answer: it is not sent', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.faults.rehearse = () => ({lost: 'timeout'});
    expect(first(await carryOut(prepared, shop.ports))).toMatchObject({outcome: 'failed', message: 'timeout'});
    expect(shop.server.requests.filter(({kind}) => kind === 'write')).toEqual([]);
  });

  test('a dry run right before it that changes more than the plan shows: it is not sent', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.faults.rehearse = (write) => {
      const object = write.kind === 'apply' ? write.object : {};
      const live = shop.server.live('ConfigMap', 'settings') ?? {};
      return {object: {...live, ...object, metadata: metadataOf(live), immutable: true}};
    };
    const {results} = await carryOut(prepared, shop.ports);
    expect(results).toMatchObject([
      {outcome: 'failed', message: 'the apply would also change immutable, which the plan does not show'},
    ]);
  });

  test('the second of several writes: the step is half done, and says so', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
    shop.server.faults.write = (write: Write) =>
      write.kind === 'apply' ? {refused: 'quota', immutable: false} : undefined;
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'failed', message: 'quota', halfDone: true});
    expect(shop.record().outcomes[0]?.after).toMatchObject({data: {a: '1', b: '2'}});
  });

  test('somebody changes the object between two of several writes: it is half done', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
    shop.server.faults.write = (write: Write) => {
      if (write.kind === 'apply') shop.server.edit('ConfigMap', 'settings', {data: {a: '5'}});
      return undefined;
    };
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({
      outcome: 'conflict',
      message: 'somebody changed it again while it was put back',
      halfDone: true,
    });
  });
});
