import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import type {RecordLine} from '../../../src/fix/record/journal.ts';
import {configMap} from '../fakes/objects.ts';
import {world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const pair = [configMap('one', {k: '1'}), configMap('two', {k: '2'})];

function drifted(): World {
  const shop = world({declared: pair});
  for (const name of ['one', 'two']) shop.server.edit('ConfigMap', name, {data: {k: '9'}});
  return shop;
}

const outcomes = (shop: World): string[] => shop.results.map(({outcome}) => outcome);

test('one object’s failure does not stop the others', async () => {
  const shop = drifted();
  shop.server.faults.write = (_write, {name}) => (name === 'one' ? {forbidden: 'no'} : undefined);
  await shop.fix();
  expect(outcomes(shop)).toEqual(['failed', 'patched']);
});

test('a helm run that begins between two objects stops the rest', async () => {
  const shop = drifted();
  shop.helm.stopped = () => (shop.results.length > 0 ? 'helm has written revision 4' : undefined);
  await shop.fix();
  expect(shop.results).toMatchObject([
    {outcome: 'patched'},
    {outcome: 'skipped', message: 'helm has written revision 4'},
  ]);
  expect(shop.contentOf('ConfigMap', 'two')?.['data']).toEqual({k: '9'});
});

describe('a record that cannot be kept any longer', () => {
  const failing = (shop: World, when: (line: RecordLine) => boolean): void => {
    shop.disk.onLine = (line) => {
      if (when(line)) throw new Error('ENOSPC');
    };
  };

  test('before the write: it is not sent, and neither are the others', async () => {
    const shop = drifted();
    failing(shop, ({type}) => type === 'write-ahead');
    await shop.fix();
    expect(shop.results).toMatchObject([
      {outcome: 'failed', message: 'the record cannot be kept: ENOSPC'},
      {outcome: 'skipped', message: 'the record cannot be kept: ENOSPC'},
    ]);
    expect(shop.results[0]?.halfDone).toBeUndefined();
    expect(shop.server.requests.filter(({kind}) => kind === 'write')).toEqual([]);
  });

  test('after the write: the object was written, and the result says so', async () => {
    const shop = drifted();
    failing(shop, ({type}) => type === 'outcome');
    await shop.fix();
    expect(shop.results).toMatchObject([{outcome: 'failed', halfDone: true}, {outcome: 'skipped'}]);
    expect(shop.contentOf('ConfigMap', 'one')?.['data']).toEqual({k: '1'});
    // The line before it is enough to find out.
    expect(shop.record().outcomes[0]?.open).toBeDefined();
  });

  test('after the result of an object: the next is not written', async () => {
    const shop = drifted();
    failing(shop, ({type}) => type === 'result');
    await shop.fix();
    expect(outcomes(shop)).toEqual(['patched', 'skipped']);
  });
});

test('what a server says of an object leaves without its secrets', async () => {
  const shop = drifted();
  shop.server.faults.write = () => ({refused: 'hunter2 is no good value', immutable: false});
  await shop.fix();
  expect(shop.results[0]?.message).toBe('*** is no good value');
});

describe('what cannot be written at all', () => {
  test('a refused step is told, and not sent', async () => {
    const shop = drifted();
    shop.server.faults.rehearse = (_write, {name}) =>
      name === 'one' ? {refused: 'denied by a webhook', immutable: false} : undefined;
    await shop.fix();
    expect(shop.results).toMatchObject([{outcome: 'failed', message: 'denied by a webhook'}, {outcome: 'patched'}]);
  });

  test('a kind that is not served any more', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.served.delete('v1/ConfigMap');
    const {results} = await carryOut(prepared, {...shop.ports, inspect: async () => prepared.inspection});
    expect(results.map(({message}) => message)).toEqual(Array(2).fill('the cluster does not serve v1 of ConfigMap'));
  });

  test('an object that cannot be read right before', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.faults.get = (_kind, name) =>
      name === 'one' ? {reason: 'forbidden', message: 'cannot get configmaps'} : undefined;
    const {results} = await carryOut(prepared, {...shop.ports, inspect: async () => prepared.inspection});
    expect(results).toMatchObject([{outcome: 'failed', message: 'cannot get configmaps'}, {outcome: 'patched'}]);
  });

  test('an error of ours is no failure of an object', async () => {
    const shop = drifted();
    shop.server.faults.write = () => {
      throw new TypeError('a bug');
    };
    await expect(shop.fix()).rejects.toThrow('a bug');
    expect(shop.disk.closed).toBe(true);
  });
});
