import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../src/fix/fix.ts';
import type {Told} from '../../src/model/fix.ts';
import {configMap} from './fakes/objects.ts';
import {world} from './fakes/world.ts';
import type {World} from './fakes/world.ts';

/** A fix of two objects, and what the cluster is told of it. */
async function fixed(answer: string | undefined, change: (shop: World) => void = () => {}) {
  const shop = world({declared: [configMap('one', {a: '1', b: '1', c: '1', d: '1'}), configMap('two', {a: '1'})]});
  shop.server.edit('ConfigMap', 'one', {data: {a: '9', b: '9', c: '9', d: '9'}});
  shop.server.remove('ConfigMap', 'two');
  const told: Told[] = [];
  const tell = async (one: Told): Promise<string | undefined> => (told.push(one), answer);
  const prepared = await prepare(shop.ports, shop.options);
  change(shop);
  const done = await carryOut(prepared, {...shop.ports, tell});
  return {told, done, shop};
}

describe('the cluster is told of what was written', () => {
  test('once, by objects, their paths and uids, and without a value', async () => {
    const {told, done, shop} = await fixed(undefined);
    expect(told).toEqual([
      {
        of: 'fix',
        release: expect.objectContaining({name: 'shop'}),
        record: 'record-1',
        digest: 'd1',
        objects: [
          {
            ref: expect.objectContaining({name: 'one'}),
            apiVersion: 'v1',
            uid: uidOf(shop, 'one'),
            what: 'patched: data.a, data.b, data.c and 1 more',
          },
          {ref: expect.objectContaining({name: 'two'}), apiVersion: 'v1', uid: uidOf(shop, 'two'), what: 'created'},
        ],
        more: 0,
      },
    ]);
    expect(JSON.stringify(told)).not.toContain('"9"');
    expect(done).not.toHaveProperty('untold');
  });

  test('a cluster that does not take it down changes nothing of the outcome', async () => {
    const {done} = await fixed('events is forbidden');
    expect(done).toMatchObject({untold: 'events is forbidden', results: [{outcome: 'patched'}, {outcome: 'created'}]});
  });

  test('not of what was not written', async () => {
    const {told} = await fixed(undefined, ({server}) => {
      server.faults.write = (write) =>
        write.kind === 'apply' && write.absent === true ? undefined : {refused: 'no', immutable: false};
    });
    expect(told.flatMap(({objects}) => objects.map(({ref}) => ref.name))).toEqual(['two']);
    const nothing = await fixed(undefined, ({server}) => {
      server.faults.write = () => ({refused: 'no', immutable: false});
    });
    expect(nothing.told).toEqual([]);
  });
});

function uidOf({server}: World, name: string): unknown {
  const metadata = server.live('ConfigMap', name)?.['metadata'];
  return (metadata as {uid?: string} | undefined)?.uid;
}
