import {expect, test} from 'vitest';
import {prepareUndo} from '../../../src/fix/undo.ts';
import {planFix, planUndo} from '../../../src/console/session/planned-writes.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {shopCluster} from '../releases.ts';

const DECLARED = [configMap('settings', {a: '1', b: '2'}), configMap('other', {c: '3'})];
const PLACE = {name: 'shop', namespace: 'shop'};

async function drifted() {
  const shop = world({declared: DECLARED});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.edit('ConfigMap', 'other', {data: {c: '9'}});
  const {report} = await shop.inspect();
  const idOf = (name: string): string => report.findings.find(({ref}) => ref.name === name)?.id ?? '';
  const parts = {cluster: shopCluster(shop, DECLARED), redactor: createRedactor()};
  return {shop, idOf, parts};
}

const nobody = {onResult: () => {}, onRecord: () => {}};

test('a fix of what was chosen, and of nothing else: planned, then written and told', async () => {
  const {shop, idOf, parts} = await drifted();
  const planned = await planFix(PLACE, {ids: [idOf('settings')], recreate: false}, parts);
  expect([planned.kind, planned.plan.steps.map(({ref}) => ref.name)]).toEqual(['reconcile', ['settings']]);
  expect(planned.text).toContain('Will put back 1 difference');
  expect(shop.contentOf('ConfigMap', 'settings')).toMatchObject({data: {a: '9'}});

  const told: string[] = [];
  const verdict = await planned.carryOut({
    onRecord: (id) => void told.push(id),
    onResult: ({outcome}, step) => void told.push(`${step} ${outcome}`),
  });
  expect([told, verdict]).toEqual([['record-1', '0 patched'], {left: [], verified: true}]);
  expect(shop.contentOf('ConfigMap', 'settings')).toMatchObject({data: {a: '1'}});
  expect(shop.contentOf('ConfigMap', 'other')).toMatchObject({data: {c: '9'}});
});

test('what is still there says why', async () => {
  const {shop, idOf, parts} = await drifted();
  const planned = await planFix(PLACE, {ids: [idOf('settings')], recreate: false}, parts);
  shop.server.faults.write = () => ({forbidden: 'no right to patch'});
  expect(await planned.carryOut(nobody)).toEqual({
    left: [expect.stringMatching(/^ConfigMap\/settings data\.a: .*no right to patch/)],
    verified: false,
  });
});

test('nobody could check afterwards: that is told, and it is not verified', async () => {
  const {shop, idOf, parts} = await drifted();
  const planned = await planFix(
    PLACE,
    {ids: [idOf('settings')], recreate: false},
    {
      ...parts,
      cluster: shopCluster(shop, DECLARED, {
        openForFix: async (_place, onResult) => {
          let reads = 0;
          const inspect: typeof shop.inspect = async () => {
            reads += 1;
            if (reads === 1) return shop.inspect();
            const {UserError} = await import('../../../src/model/errors.ts');
            throw new UserError('the API server is gone');
          };
          return {ports: {...shop.ports, onResult, inspect}, release: shop.options.release};
        },
      }),
    },
  );
  expect(await planned.carryOut(nobody)).toEqual({left: [], verified: false, problem: 'the API server is gone'});
});

test('a release that helm has in hand is not written to', async () => {
  const {shop, idOf, parts} = await drifted();
  const planned = await planFix(PLACE, {ids: [idOf('settings')], recreate: false}, parts);
  shop.helm.stopped = () => 'helm has written revision 4 (deployed) since this was planned';
  await expect(planned.carryOut(nobody)).rejects.toMatchObject({code: 'precondition'});
  expect(shop.server.requests.map(({kind}) => kind)).not.toContain('write');
});

test('an undo takes back what a fix did, and tells its own record', async () => {
  const {shop, parts} = await drifted();
  await shop.fix();
  expect(shop.contentOf('ConfigMap', 'other')).toMatchObject({data: {c: '3'}});
  const cluster = shopCluster(shop, DECLARED, {
    prepareUndo: async (_record, onResult) => {
      const ports = {
        ...shop.undoPorts,
        onResult,
        record: async () => ({id: 'undo-1', append: async () => {}, digest: () => '', close: async () => {}}),
      };
      return {...(await prepareUndo(shop.record(), ports)), ports};
    },
  });
  const planned = await planUndo('record-1', {...parts, cluster});
  expect([planned.kind, planned.text]).toEqual(['undo', expect.stringContaining('record-1')]);
  const told: string[] = [];
  const verdict = await planned.carryOut({
    onRecord: (id) => void told.push(id),
    onResult: ({ref, outcome}) => void told.push(`${ref.name} ${outcome}`),
  });
  expect(verdict).toEqual({left: [], verified: true});
  expect(told.toSorted()).toEqual(['other patched', 'settings patched', 'undo-1']);
  expect(shop.contentOf('ConfigMap', 'other')).toMatchObject({data: {c: '9'}});
});
