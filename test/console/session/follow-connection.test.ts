import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {followConnection} from '../../../src/console/session/follow-connection.ts';
import {UserError} from '../../../src/model/errors.ts';
import {clusterOf, contextOf, NOW, runtimeOf} from '../fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function following(ping: () => Promise<void>, identity?: () => Promise<{name: string; server: string}>) {
  const stop = new AbortController();
  const context = contextOf({runtime: runtimeOf({signal: stop.signal})});
  const onBack = vi.fn<() => Promise<void>>(async () => {});
  const follower = followConnection(context);
  follower.begin(clusterOf({ping, ...(identity === undefined ? {} : {identity})}), onBack);
  return {stop, context, onBack, follower, connection: () => context.store.state().connection};
}

test('the cluster is named as soon as it is known, and an answer alone changes nothing', async () => {
  const {context, stop} = following(async () => {});
  await vi.advanceTimersByTimeAsync(0);
  const {sequence} = context.store.state();
  expect(context.store.state().cluster).toEqual({name: 'test', server: 'https://test:6443'});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(context.store.state().sequence).toBe(sequence);
  stop.abort();
});

test('an API server that goes and comes back: told of both, and everything is read anew once', async () => {
  let isDown = false;
  const {stop, onBack, connection} = following(async () => {
    if (isDown) throw new UserError('connect ECONNREFUSED', undefined, {code: 'unreachable'});
  });
  await vi.advanceTimersByTimeAsync(2000);
  isDown = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect(connection()).toMatchObject({kind: 'disconnected', message: 'connect ECONNREFUSED'});
  expect(connection()).not.toHaveProperty('needsAction');
  isDown = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(connection()).toMatchObject({kind: 'stale', message: 'The API server answers again: a refresh is under way.'});
  expect(onBack).toHaveBeenCalledTimes(1);
  stop.abort();
});

test('credentials that are not accepted are said to need somebody, and asked about every 30 s', async () => {
  const ping = vi.fn<() => Promise<void>>(async () => {
    throw new UserError('the cluster does not accept your credentials', undefined, {code: 'unauthorized'});
  });
  const {stop, connection} = following(ping);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connection()).toMatchObject({kind: 'disconnected', needsAction: true, since: NOW.toISOString()});
  expect(ping).toHaveBeenCalledTimes(3);
  stop.abort();
});

test('a kubeconfig that cannot be read is an error to show, and may be mended while the console runs', async () => {
  let isMended = false;
  const {stop, context, connection} = following(
    async () => {},
    async () => {
      if (!isMended) throw new UserError('cannot read the kubeconfig');
      return {name: 'shop', server: 'https://shop'};
    },
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(connection()).toMatchObject({kind: 'disconnected', message: 'cannot read the kubeconfig', needsAction: true});
  isMended = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect([connection().kind, context.store.state().cluster?.name]).toEqual(['stale', 'shop']);
  stop.abort();
});

test('a message is shown without its secrets', async () => {
  const {stop, context, connection} = following(async () => {
    throw new UserError('refused for hunter2-is-the-password');
  });
  context.redactor.learnText('hunter2-is-the-password');
  await vi.advanceTimersByTimeAsync(0);
  expect(connection().message).not.toContain('hunter2');
  stop.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
});
