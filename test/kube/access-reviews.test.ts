import {expect, test, vi} from 'vitest';
import {accessReviews} from '../../src/kube/access-reviews.ts';
import {fakeApi} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

test('both are asked for without anything being written', async () => {
  const api = await fakeApi(() => ({status: 201, body: {kind: 'TokenReview', status: {}}}));
  const reviews = accessReviews(api.connection);
  expect(await reviews.token({spec: {token: 't'}})).toEqual({kind: 'TokenReview', status: {}});
  await reviews.access({spec: {user: 'u'}});
  expect(api.seen).toMatchObject([
    {method: 'POST', path: '/apis/authentication.k8s.io/v1/tokenreviews', query: {dryRun: 'All'}},
    {method: 'POST', path: '/apis/authorization.k8s.io/v1/subjectaccessreviews', query: {dryRun: 'All'}},
  ]);
});

test.each([
  [403, 'forbidden', 'tokenreviews: no'],
  [500, 'server-error', 'tokenreviews: no'],
  [404, 'not-found', 'tokenreviews: no'],
])('an answer of %s is no review', async (status, code, message) => {
  const api = await fakeApi(() => ({status, body: {message: 'no'}}));
  const asked = accessReviews(api.connection).token({spec: {token: 'secret-token'}});
  await expect(asked).rejects.toMatchObject({code, message});
});

test('our own account that is not known is no review', async () => {
  const api = await fakeApi(() => ({status: 401, body: {kind: 'Status'}}));
  await expect(accessReviews(api.connection).access({})).rejects.toMatchObject({code: 'unauthorized'});
});
