import {describe, expect, test, vi} from 'vitest';
import {kubeSystemUid} from '../../src/sandbox/identity.ts';
import {fakeApi, statusOf, thrownBy} from '../kube/fakes.ts';
import type {Reply} from '../kube/fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const OURS: Reply = {body: {metadata: {uid: 'ours'}}};
const refused = (status: number, message: string): Reply => ({status, body: statusOf(status, message)});

describe('the name of a cluster', () => {
  test.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [500, 'server-error'],
  ])('may be hidden (%i)', async (status, code) => {
    const api = await fakeApi(() => refused(status, 'no'));
    expect(await thrownBy(kubeSystemUid(api.connection))).toMatchObject({
      message: `the cluster of context "test" does not show its namespace kube-system (${status}): no`,
      code,
    });
  });

  test('comes a moment after its start', async () => {
    let asked = 0;
    const api = await fakeApi(() => (++asked < 3 ? refused(404, 'not found') : OURS));
    expect(await kubeSystemUid(api.connection, new AbortController().signal)).toBe('ours');
    const error = await thrownBy(kubeSystemUid(api.connection, AbortSignal.abort(new Error('enough'))));
    expect(error.message).toBe('enough');
  });
});
