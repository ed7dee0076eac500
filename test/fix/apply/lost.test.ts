import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import type {RecordLine} from '../../../src/fix/record/journal.ts';
import type {StepResult} from '../../../src/model/fix.ts';
import type {ApplyMethod} from '../../../src/model/refs.ts';
import {configMap} from '../fakes/objects.ts';
import {stamped, world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const settings = configMap('settings', {a: '1', b: '2'});

function drifted(method: ApplyMethod = 'ssa'): World {
  const shop = world({declared: [settings], method});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  return shop;
}

const first = ({results}: {readonly results: readonly StepResult[]}): StepResult | undefined => results[0];
const typesOf = (lines: readonly RecordLine[]): string[] => lines.map(({type}) => type);

describe('a write whose answer is lost', () => {
  test.each<[string, (shop: World) => void, string]>([
    ['a patch', ({server}) => server.edit('ConfigMap', 'settings', {data: {a: '9'}}), 'patched'],
    ['a creation', ({server}) => server.remove('ConfigMap', 'settings'), 'created'],
    ['a deletion', ({server}) => server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update'), 'deleted'],
  ])('%s that was carried out is found out by looking', async (_what, drift, outcome) => {
    const shop = world({declared: [settings]});
    drift(shop);
    let lost = 0;
    shop.server.faults.loses = () => (lost += 1) === 1;
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome});
    expect(fixed.verification.left).toEqual([]);
    const written = shop.lines.flatMap((line) => (line.type === 'outcome' ? [line.result] : []));
    expect(written.slice(0, 2)).toEqual(['lost', 'done']);
    expect(shop.record().outcomes[0]).toMatchObject({open: undefined, outcome});
  });

  test.each(['ssa', 'csa'] as const)('one that was not carried out is sent again: %s', async (method) => {
    const shop = drifted(method);
    let lost = 0;
    shop.server.faults.write = () => ((lost += 1) === 1 ? {lost: 'socket hang up'} : undefined);
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'patched'});
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2'});
    expect(typesOf(shop.lines).filter((type) => type === 'write-ahead')).toHaveLength(2);
  });

  test('and then nobody can look: it may have been written, and that is said', async () => {
    const shop = drifted();
    shop.server.faults.loses = () => {
      shop.server.faults.get = () => ({reason: 'unreachable', message: 'connection refused'});
      return true;
    };
    const prepared = await prepare(shop.ports, shop.options);
    const {results} = await carryOut(prepared, {...shop.ports, inspect: async () => prepared.inspection});
    expect(results).toMatchObject([
      {
        outcome: 'failed',
        message: 'connection refused; a write of it got no answer, and may be carried out yet',
        halfDone: true,
      },
    ]);
    expect(shop.record().outcomes[0]?.open).toBeDefined();
  });
});
