import {describe, expect, test, vi} from 'vitest';
import {listAll} from '../../src/kube/paging.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {fakeApi, inTurn, statusOf} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const page = (names: readonly string[] | null, token = ''): Reply => ({
  body: {kind: 'List', metadata: token === '' ? {} : {continue: token}, items: names?.map((name) => ({name})) ?? null},
});
const EXPIRED: Reply = {status: 410, body: statusOf(410, 'The provided continue parameter is too old')};

describe('a collection', () => {
  test.each<[string, Reply[], string[], JsonObject[]]>([
    ['of one page', [page(['a', 'b'])], ['a', 'b'], [{limit: '500'}]],
    ['that is empty', [page([])], [], [{limit: '500'}]],
    ['that Go writes as null', [page(null)], [], [{limit: '500'}]],
    [
      'of three pages',
      [page(['a'], 'one'), page(['b'], 'two'), page(['c'])],
      ['a', 'b', 'c'],
      [{limit: '500'}, {limit: '500', continue: 'one'}, {limit: '500', continue: 'two'}],
    ],
    [
      'whose token expires is asked for as a whole',
      [page(['a'], 'one'), EXPIRED, page(['a', 'b'])],
      ['a', 'b'],
      [{limit: '500'}, {limit: '500', continue: 'one'}, {}],
    ],
  ])('%s', async (_what, replies, names, queries) => {
    const api = await fakeApi(inTurn(...replies));
    const answer = await listAll(api.connection, '/api/v1/pods', {});
    expect(answer).toEqual({items: names.map((name) => ({name}))});
    expect(api.seen.map(({query}) => query)).toEqual(queries);
  });

  test('keeps selectors and the form that it was asked in, page after page', async () => {
    const api = await fakeApi(inTurn(page(['a'], 'one'), page(['b'])));
    await listAll(api.connection, '/api/v1/pods', {labelSelector: 'owner=helm'}, {accept: 'metadata/only'});
    expect(api.seen.map(({query, headers}) => [query['labelSelector'], headers.accept])).toEqual([
      ['owner=helm', 'metadata/only'],
      ['owner=helm', 'metadata/only'],
    ]);
  });

  test.each([
    ['at once', [], 403],
    ['in the middle', [page(['a'], 'one')], 403],
    ['by a 410 without any paging', [], 410],
  ])('that is refused %s is no shorter list', async (_what, before: Reply[], status) => {
    const api = await fakeApi(inTurn(...before, {status, body: statusOf(status, 'no')}));
    const answer = await listAll(api.connection, '/api/v1/pods', {});
    expect(answer).toMatchObject({refused: {status, body: {message: 'no'}}});
  });

  test('that expires as a whole too is a refusal, and no loop', async () => {
    const api = await fakeApi(inTurn(page(['a'], 'one'), EXPIRED));
    expect(await listAll(api.connection, '/p', {})).toMatchObject({refused: {status: 410}});
    expect(api.seen).toHaveLength(3);
  });
});
