import {describe, expect, test, vi} from 'vitest';
import {dryRunner} from '../../src/kube/dry-run.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {byPath, fakeApi, inTurn, statusOf, thrownBy, WIDGET} from './fakes.ts';
import type {Answer, Reply, Seen} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const PATH = '/apis/example.com/v1/namespaces/shop/widgets/a';
const CUT: Reply = {headers: {'content-length': '99'}, body: '{', cutAfter: 1};
const BROKEN: Reply = {status: 500, body: statusOf(500, 'etcdserver: request timed out')};
const STALE: Reply = {status: 409, body: statusOf(409, 'Operation cannot be fulfilled: the object has been modified')};

const entry = (manager: string, time: string): JsonObject => ({manager, operation: 'Apply', time, fieldsV1: {}});
const BORN = entry('helm', '2026-01-01T00:00:01Z');
const widget = (resourceVersion: string, size: number, more: JsonObject = {managedFields: [BORN]}): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: {name: 'a', uid: 'u', resourceVersion, ...more},
  spec: {size},
});
const noOwners = (version: string, size: number): JsonObject => widget(version, size, {});
const BEFORE = widget('5', 1);
const WRITTEN = widget('6', 2, {managedFields: [entry('helm', '2026-01-01T00:00:09Z')]});

/** A server of which each dry run ends as told, and whose object is what it is told. */
async function asking(patched: Answer, live: Answer, before = BEFORE) {
  const api = await fakeApi(
    byPath({
      'GET /apis/apiregistration.k8s.io/v1/apiservices': {body: {items: []}},
      [`PATCH ${PATH}`]: patched,
      [`GET ${PATH}`]: live,
    }),
  );
  const runner = dryRunner(api.connection);
  const ask = () => runner.apply(WIDGET, 'shop', widget('', 2), {live: before, isInsisted: false});
  return {ask, sent: () => sentTo(api.seen)};
}

const sentTo = (seen: readonly Seen[]): string[] => seen.filter(({path}) => path === PATH).map(({method}) => method);

describe('a dry run that failed, and was none', () => {
  test.each<[string, Answer, Answer, string[], JsonObject?]>([
    ['ended in a cut', () => CUT, () => ({body: WRITTEN}), ['PATCH', 'GET']],
    ['ended in 500', () => BROKEN, () => ({body: WRITTEN}), ['PATCH', 'GET']],
    ['ended in a gateway’s 503', () => ({status: 503, body: '<html>'}), () => ({body: WRITTEN}), ['PATCH', 'GET']],
    [
      'ended in a cut, and was written over since',
      () => CUT,
      () => ({
        body: widget('9', 7, {managedFields: [entry('helm', '2026-01-01T00:00:09Z'), entry('eve', '2026-02-01')]}),
      }),
      ['PATCH', 'GET'],
    ],
    [
      'was carried out after it was looked at',
      inTurn(CUT, STALE),
      inTurn({body: BEFORE}, {body: WRITTEN}),
      ['PATCH', 'GET', 'PATCH', 'GET'],
    ],
    [
      'failed twice before it was carried out',
      () => BROKEN,
      inTurn({body: BEFORE}, {body: WRITTEN}),
      ['PATCH', 'GET', 'PATCH', 'GET'],
    ],
    [
      'of a server that notes no owners',
      () => CUT,
      () => ({body: noOwners('6', 2)}),
      ['PATCH', 'GET'],
      noOwners('5', 1),
    ],
  ])('%s: the check ends, and nothing is asked any more', async (_what, patched, live, sent, before) => {
    const one = await asking(patched, live, before);
    expect(await thrownBy(one.ask())).toMatchObject({
      name: 'UserError',
      code: 'precondition',
      message: expect.stringMatching(
        /^the API server has persisted a dry run of Widget shop\/a \(example\.com\/v1\): .* 5 to \d, and .* without an answer/,
      ),
      hint: expect.stringContaining('--fidelity client'),
    });
    expect(await one.ask()).toEqual({unasked: expect.stringContaining('no dry run any more: the API server has')});
    expect(one.sent()).toEqual(sent);
  });
});

describe('a dry run that failed is none of that', () => {
  const moved = widget('8', 1, {managedFields: [BORN, entry('kube-controller-manager', '2026-01-01T00:00:09Z')]});
  test.each<[string, Reply, JsonObject?]>([
    ['where nothing has moved', {body: BEFORE}],
    ['where a controller has moved it', {body: moved}],
    ['where it was made anew', {body: widget('8', 2, {uid: 'v', managedFields: [entry('helm', '2026-03-01')]})}],
    ['where it has gone', {status: 404, body: statusOf(404, 'gone')}],
    [
      'where a server that notes no owners has only reported on it',
      {body: {...noOwners('8', 1), status: {ready: true}}},
      noOwners('5', 1),
    ],
  ])('%s: it is asked once more', async (_what, live, before) => {
    const one = await asking(inTurn(BROKEN, {body: widget('5', 2)}), () => live, before);
    expect(await one.ask()).toEqual({object: widget('5', 2)});
    expect(one.sent()).toEqual(['PATCH', 'GET', 'PATCH']);
  });

  test('and fails twice', async () => {
    const one = await asking(
      () => BROKEN,
      () => ({body: BEFORE}),
    );
    expect(await one.ask()).toEqual({unasked: 'etcdserver: request timed out'});
    expect(one.sent()).toEqual(['PATCH', 'GET', 'PATCH', 'GET']);
  });

  test('refused, which is no failure, it is not looked at', async () => {
    const one = await asking(
      () => STALE,
      () => ({body: WRITTEN}),
    );
    expect(await one.ask()).toEqual({unasked: 'the object keeps changing'});
    expect(one.sent()).toEqual(['PATCH']);
  });
});

test.each<[string, Reply, string, number]>([
  ['for it may not be read', {status: 403, body: statusOf(403, 'cannot get widgets')}, 'cannot get widgets', 1],
  ['for the server says nothing', CUT, 'aborted', 4],
])('what cannot be looked at, %s, is not asked again, and nothing else is', async (_what, live, why, looks) => {
  const one = await asking(
    () => BROKEN,
    () => live,
  );
  expect(await one.ask()).toEqual({unasked: 'etcdserver: request timed out'});
  expect(await one.ask()).toEqual({
    unasked: expect.stringMatching(new RegExp(`^no dry run any more: nobody knows .* Widget shop/a .*${why}`)),
  });
  expect(one.sent()).toEqual(['PATCH', ...Array.from({length: looks}, () => 'GET')]);
});
