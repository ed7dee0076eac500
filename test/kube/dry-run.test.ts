import {describe, expect, test, vi} from 'vitest';
import {dryRunner} from '../../src/kube/dry-run.ts';
import type {DryRunResult} from '../../src/model/ports.ts';
import {connectionTo, DEPLOYMENT, fakeApi, statusOf, thrownBy} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const OBJECT = {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web'}};
const refusal = (status: number, message: string): Reply => ({status, body: statusOf(status, message)});

describe('a dry run', () => {
  test.each([
    ['apply', 'application/apply-patch+yaml', {force: 'true'}],
    ['strategic', 'application/strategic-merge-patch+json', {}],
    ['merge', 'application/merge-patch+json', {}],
  ] as const)('as %s is what Helm would send, and never carried out', async (kind, contentType, query) => {
    const api = await fakeApi(() => ({body: OBJECT}));
    const runner = dryRunner(api.connection);
    const result =
      kind === 'apply'
        ? await runner.apply(DEPLOYMENT, 'shop', OBJECT)
        : await runner.merge(DEPLOYMENT, 'shop', OBJECT, kind);
    expect(result).toEqual({object: OBJECT});
    expect(api.seen[0]).toMatchObject({
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/shop/deployments/web',
      headers: {'content-type': contentType},
      body: JSON.stringify(OBJECT),
    });
    expect(api.seen[0]?.query).toEqual({fieldManager: 'helm', fieldValidation: 'Ignore', dryRun: 'All', ...query});
  });

  const rbac = 'deployments.apps "web" is forbidden: User "ann" cannot patch resource "deployments"';
  test.each<[string, Reply, DryRunResult]>([
    ['of an object that is not there yet', {status: 201, body: OBJECT}, {object: OBJECT}],
    ['without the right', refusal(403, rbac), {unasked: 'no right to patch deployments'}],
    ['that an admission plugin refuses', refusal(403, 'denied by policy'), {refused: 'denied by policy'}],
    ['that is not valid', refusal(422, 'spec.replicas: Invalid value'), {refused: 'spec.replicas: Invalid value'}],
    ['that conflicts', refusal(409, 'Apply failed with 1 conflict'), {refused: 'Apply failed with 1 conflict'}],
    [
      'past a webhook that takes none',
      refusal(400, 'admission webhook "a.b" does not support dry run'),
      {unasked: 'an admission webhook takes no dry runs'},
    ],
    ['of a kind that is gone', refusal(404, 'not found'), {unasked: 'not found'}],
    ['of what takes no patch', refusal(405, 'not allowed'), {unasked: 'not allowed'}],
    ['of what takes no such patch', refusal(415, 'unsupported media type'), {unasked: 'unsupported media type'}],
    ['of a busy server', refusal(429, 'too many'), {unasked: 'too many'}],
    ['of a failing server', refusal(500, 'failed calling webhook'), {unasked: 'failed calling webhook'}],
    ['without a word', {status: 503, body: '{}'}, {unasked: 'the API server answered 503'}],
  ])('%s', async (_what, reply, result) => {
    const api = await fakeApi(() => reply);
    expect(await dryRunner(api.connection).apply(DEPLOYMENT, 'shop', OBJECT)).toEqual(result);
  });

  test('that gets no answer was not asked', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    expect(await dryRunner(connection).apply(DEPLOYMENT, 'shop', OBJECT)).toEqual({
      unasked: expect.stringContaining('ECONNREFUSED'),
    });
    connection.close();
  });

  test('of nobody whom the server knows ends the check', async () => {
    const api = await fakeApi(() => refusal(401, 'no'));
    expect(await thrownBy(dryRunner(api.connection).apply(DEPLOYMENT, 'shop', OBJECT))).toMatchObject({
      code: 'unauthorized',
    });
  });
});
