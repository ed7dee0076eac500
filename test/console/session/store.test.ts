import {expect, test, vi} from 'vitest';
import {changeOpened} from '../../../src/console/session/context.ts';
import {waitingView} from '../../../src/console/views/opened.ts';
import {settled, storeOf} from '../fakes.ts';

test('each change counts one up, at its own time, and tells the prompt what is open', () => {
  let minute = 0;
  const store = storeOf({}, () => new Date(Date.UTC(2026, 10, 24, 9, (minute += 1))));
  expect(store.state()).toMatchObject({sequence: 0, promptState: 'workflow=helm-release-assurance state=no-release'});
  store.change({opened: waitingView('shop/web', 'web', 'shop')});
  expect(store.state()).toMatchObject({
    sequence: 1,
    at: '2026-11-24T09:02:00.000Z',
    promptState: 'workflow=helm-release-assurance state=checking',
  });
  store.change(({releases}) => ({releases: {...releases, checking: true}}));
  expect(store.state()).toMatchObject({sequence: 2, releases: {rows: [], checking: true}});
});

test('what is undefined goes away, in the text too', () => {
  const store = storeOf({cluster: {name: 'a', server: 'b'}, namespace: 'shop'});
  store.change({opened: waitingView('shop/web', 'web', 'shop')});
  const before = store.text();
  expect(store.text()).toBe(before);
  store.change({opened: undefined});
  expect(Object.keys(store.state())).not.toContain('opened');
  expect(JSON.parse(store.text())).toEqual(store.state());
  expect(store.state()).toMatchObject({cluster: {name: 'a'}, namespace: 'shop'});
});

test('listeners hear of several changes of one moment at once, and nothing after they left', async () => {
  const store = storeOf();
  const listener = vi.fn<() => void>();
  const stop = store.listen(listener);
  for (let change = 0; change < 10; change++) store.change({});
  expect(listener).not.toHaveBeenCalled();
  await settled();
  expect(listener).toHaveBeenCalledTimes(1);
  store.change({});
  await settled();
  expect(listener).toHaveBeenCalledTimes(2);
  stop();
  store.change({});
  await settled();
  expect(listener).toHaveBeenCalledTimes(2);
});

test('what is open is changed only if it still is', () => {
  const store = storeOf({opened: waitingView('shop/web', 'web', 'shop')});
  changeOpened(store, 'shop/other', (opened) => ({...opened, ready: true}));
  expect(store.state().opened?.ready).toBe(false);
  changeOpened(store, 'shop/web', (opened) => ({...opened, ready: true}));
  expect(store.state().opened?.ready).toBe(true);
});
