import {expect, test, vi} from 'vitest';
import {navigation} from '../../../src/console/session/navigation.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {closing, clusterOf, contextOf, settled, storeOf} from '../fakes.ts';
import {shopCluster} from '../releases.ts';

const ROW = {name: 'governed-drift', title: 't', about: 'a'};
const DECLARED = [configMap('settings', {a: '1'})];

function navigating(isDemo = false) {
  const cluster = isDemo ? undefined : shopCluster(world({declared: DECLARED}), DECLARED);
  const context = contextOf({store: storeOf({scenarios: [ROW]}), cluster});
  const list = {refresh: vi.fn<() => Promise<void>>(async () => {}), close: vi.fn<() => void>()};
  const shown = closing(navigation(context, isDemo ? undefined : list, () => {}));
  return {shown, list, context, opened: () => context.store.state().opened};
}

test('a release is open at once, and what is in it comes by the state', async () => {
  const {shown, opened, list} = navigating();
  await shown.open({namespace: 'shop', release: 'shop'});
  expect([opened()?.key, opened()?.ready, opened()?.stages]).toEqual(['shop/shop', false, []]);
  expect(opened()?.reconcile).toEqual({open: false, why: 'The first check is under way.'});
  await settled();
  expect(opened()?.ready).toBe(true);
  expect(list.refresh).not.toHaveBeenCalled();
});

test('back on the start page the list is read, and nothing is open', async () => {
  const {shown, opened, list} = navigating();
  await shown.open({namespace: 'shop', release: 'shop'});
  await shown.open(undefined);
  expect([opened(), shown.workspace(), list.refresh.mock.calls.length]).toEqual([undefined, undefined, 1]);
  await shown.refresh();
  expect(list.refresh).toHaveBeenCalledTimes(2);
});

test('a scenario by its name, and none but those that ship', async () => {
  const {shown, opened} = navigating();
  await shown.open({scenario: 'governed-drift'});
  expect([opened()?.key, shown.workspace()?.name]).toEqual(['scenario:governed-drift', 'test-nginx']);
  for (const scenario of ['/etc/passwd', 'other'])
    await expect(shown.open({scenario})).rejects.toMatchObject({code: 'not-found', status: 404});
  expect(opened()?.key).toBe('scenario:governed-drift');
});

test('whoever asks last is shown, however long the others take', async () => {
  const {shown, opened} = navigating();
  const asked = [shown.open({scenario: 'governed-drift'}), shown.open({namespace: 'shop', release: 'shop'})];
  await Promise.all(asked);
  expect(opened()?.key).toBe('shop/shop');
});

test('a demo has no cluster to open a release of', async () => {
  const {shown} = navigating(true);
  await expect(shown.open({namespace: 'shop', release: 'web'})).rejects.toMatchObject({code: 'gated'});
  await shown.open(undefined);
  await shown.refresh();
});

test('closed, it closes what is open, and opens nothing', async () => {
  const {shown, list, opened} = navigating();
  await shown.open({namespace: 'shop', release: 'shop'});
  shown.close();
  await shown.open({scenario: 'governed-drift'});
  expect(opened()?.key).toBe('shop/shop');
  expect(list.close).toHaveBeenCalled();
});

test('a scripted cluster says nothing that was not scripted', async () => {
  await expect(clusterOf().session.checkAll(undefined)).rejects.toThrow('checkAll is not scripted');
});

test('a release that is not there is not opened, and what was open stays', async () => {
  const {shown, opened, context} = navigating();
  await shown.open({namespace: 'shop', release: 'shop'});
  const history = vi.fn<() => Promise<readonly never[]>>(async () => []);
  Object.assign(context.cluster?.session ?? {}, {cluster: async () => ({records: {history}})});
  await expect(shown.open({namespace: 'shop', release: 'nope'})).rejects.toMatchObject({
    code: 'not-found',
    message: 'there is no release nope in namespace shop',
  });
  expect(opened()?.key).toBe('shop/shop');
  // Whoever cannot tell does not say that it is missing.
  history.mockRejectedValueOnce(new Error('unreachable'));
  await shown.open({namespace: 'shop', release: 'other'});
  expect(opened()?.key).toBe('shop/other');
});
