import {describe, expect, test, vi} from 'vitest';
import type {ClusterAccess, ConsoleContext} from '../../../src/console/session/context.ts';
import {PreconditionError} from '../../../src/model/errors.ts';
import {clusterOf, eventually, settled, workspaceOf} from '../fakes.ts';
import {governedDrift} from '../releases.ts';
import {asking, json} from './asking.ts';

const ROUTE = 'POST /api/scenario';
const BODY = {scenario: 'governed-drift'};
const SCENARIO = await governedDrift();

/** A console on test-nginx, which the scenario fits. */
function onRelease(cluster: Partial<ClusterAccess>, context: Partial<ConsoleContext> = {}, fits = true) {
  const introduceDrift = vi.fn<ClusterAccess['introduceDrift']>(async (_scenario, onDone) => {
    for (const mutation of [0, 1, 2]) onDone(mutation);
  });
  const workspace = workspaceOf({
    name: 'test-nginx',
    namespace: 'sandbox-nginx',
    playable: () => (fits ? [SCENARIO] : []),
  });
  const access = clusterOf({isSandbox: async () => true, introduceDrift, ...cluster});
  const asked = asking({workspace, context: {cluster: access, scenarios: [SCENARIO], ...context}});
  return {introduceDrift, ...asked, activity: () => asked.context.store.state().activity};
}

test('is written to the sandbox, and tells how far it is; what comes of it is the watch’s to say', async () => {
  const seen: (string | undefined)[] = [];
  const {ask, activity, introduceDrift, navigation} = onRelease({
    introduceDrift: async (_scenario, onDone) => {
      seen.push(
        activity()?.text,
        activity()
          ?.objects.map(({status}) => status)
          .join(),
      );
      onDone(0);
      seen.push(
        activity()?.text,
        activity()
          ?.objects.map(({status}) => status)
          .join(),
      );
    },
  });
  expect(json(await ask(ROUTE, {body: BODY}))).toEqual({activity: expect.any(String)});
  await settled();
  expect(seen).toEqual([
    'Introducing drift …',
    'writing,waiting,waiting',
    'Introducing drift: 1 of 3 changes written',
    'patched,writing,waiting',
  ]);
  expect(activity()).toMatchObject({
    kind: 'scenario',
    release: 'sandbox-nginx/test-nginx',
    phase: 'introduced',
    text: 'Drift introduced: 3 changes written',
    endedAt: expect.any(String),
  });
  expect(introduceDrift).not.toHaveBeenCalled();
  expect(navigation.refresh).not.toHaveBeenCalled();
  await ask('POST /api/activity/dismiss');
  expect(activity()).toBeUndefined();
});

describe('is refused, and nothing is written', () => {
  test.each<[string, Parameters<typeof onRelease>, object]>([
    [
      'by a console that writes nothing',
      [{}, {readOnly: true}],
      {code: 'gated', message: 'this console writes nothing'},
    ],
    [
      'on any other cluster',
      [{isSandbox: async () => false}],
      {code: 'gated', status: 403, message: 'this cluster is not the sandbox: nothing was written'},
    ],
    ['in a demo', [{}, {cluster: undefined}], {code: 'gated', message: 'a demo has no cluster'}],
    ['of an unknown name', [{}, {scenarios: []}], {code: 'not-found', message: 'there is no scenario governed-drift'}],
    [
      'where it does not fit the release',
      [{}, {}, false],
      {code: 'stale', message: 'governed-drift is of another release than sandbox-nginx/test-nginx is now'},
    ],
  ])('%s', async (_name, given, refusal) => {
    const {ask, introduceDrift, activity} = onRelease(...given);
    await expect(ask(ROUTE, {body: BODY})).rejects.toMatchObject(refusal);
    expect([introduceDrift.mock.calls.length, activity()]).toEqual([0, undefined]);
  });

  test.each([{}, {scenario: 7}, {scenario: ['governed-drift']}])('for want of a name: %j', async (body) => {
    const {ask} = onRelease({});
    await expect(ask(ROUTE, {body})).rejects.toMatchObject({
      code: 'bad-request',
      message: 'the request names no scenario',
    });
  });

  test('on the start page', async () => {
    await expect(asking().ask(ROUTE, {body: BODY})).rejects.toMatchObject({code: 'not-found'});
  });
});

test('one write at a time: a second one, a reconcile and a dismissal wait', async () => {
  let end = (): void => {};
  const {ask, activity} = onRelease({introduceDrift: () => new Promise((resolve) => (end = resolve))});
  await ask(ROUTE, {body: BODY});
  const busy = {code: 'busy', status: 429};
  await expect(ask(ROUTE, {body: BODY})).rejects.toMatchObject(busy);
  await expect(ask('POST /api/reconcile', {body: {digest: 'x', nonce: 'y'}})).rejects.toMatchObject(busy);
  await expect(ask('POST /api/activity/dismiss')).rejects.toMatchObject(busy);
  end();
  await eventually(() => expect(activity()?.phase).toBe('introduced'));
  await ask(ROUTE, {body: BODY});
});

test('what the server does not take is told in its words, and whether anything was written', async () => {
  const refusal = new PreconditionError('Service/test-nginx does not exist in shop', 'Put the release back first.');
  const failing = async (written: number) => {
    const {ask, activity} = onRelease({
      introduceDrift: async (_scenario, onDone) => {
        for (let mutation = 0; mutation < written; mutation++) onDone(mutation);
        throw refusal;
      },
    });
    await ask(ROUTE, {body: BODY});
    await settled();
    return activity();
  };
  const {message, hint} = refusal;
  expect(await failing(0)).toMatchObject({phase: 'failed', text: 'Nothing was written.', problem: {message, hint}});
  expect(await failing(1)).toMatchObject({phase: 'failed', text: 'It did not come to its end.', problem: {message}});
});
