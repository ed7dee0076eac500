import {describe, expect, test} from 'vitest';
import {batchOf} from '../../../src/audit/receiver/posted.ts';
import {BadBody} from '../../../src/audit/receiver/scan.ts';
import {eventOf} from '../../../src/audit/event.ts';
import {documentsIn, parseEmbedded} from '../../../src/audit/shapes.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {audited} from '../events.ts';
import {bodyOf, listOf} from './lists.ts';

const linesOf = (body: Buffer, wish: 'writes' | 'all' = 'writes'): string[] =>
  batchOf(body, wish).kept.map(({line}) => line.toString('utf8'));
const onlyLine = (event: JsonObject, wish: 'writes' | 'all' = 'writes'): string =>
  linesOf(listOf([event]), wish)[0] ?? '';
const only = (event: JsonObject, wish: 'writes' | 'all' = 'writes'): JsonObject =>
  JSON.parse(onlyLine(event, wish)) as JsonObject;

test('a line is what a log of the API server’s own would have, to a reader', () => {
  const event = audited({verb: 'update', body: {spec: {replicas: 3}}, manager: 'kubectl-edit'});
  const line = onlyLine(event);
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual(event);
  const [document] = [...documentsIn(parseEmbedded(line))];
  expect(eventOf(document ?? {})).toEqual(eventOf(event));
});

test('numbers that JavaScript does not hold are copied, and line feeds between words are none', () => {
  const body = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a",\n"stage":"ResponseComplete","verb":"update",
    "objectRef":{"resource":"services",\n"name":"w"},"requestObject":{"n":\n12345678901234567890,"m":1.0},"stageTimestamp":"2026-11-28T09:00:00.000001Z"}]}`;
  const [line = ''] = linesOf(Buffer.from(body));
  expect(line).toContain('12345678901234567890,"m":1.0');
  expect(line.indexOf('\n')).toBe(line.length - 1);
});

test('the oldest is known, and each one’s time', () => {
  const body = listOf([
    audited({at: '2026-11-28T09:00:02.000000Z'}),
    audited({verb: 'get', at: '2026-11-28T09:00:01Z'}),
  ]);
  const {oldest, events, kept} = batchOf(body, 'writes');
  expect([oldest, events, kept.map(({at}) => at)]).toEqual([1_795_856_401_000_000, 2, [1_795_856_402_000_000]]);
});

test('an empty list is fine, Go’s own too', () => {
  expect(linesOf(listOf([]))).toEqual([]);
  expect(linesOf(bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: null}))).toEqual([]);
  expect(linesOf(bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1'}))).toEqual([]);
});

describe('only writes to objects are kept, unless all is wished for', () => {
  const {objectRef: _ref, ...bare} = audited();
  test.each<[string, JsonObject, boolean]>([
    ['a patch', audited(), true],
    ['one that was refused', audited({code: 409}), true],
    ['one that panicked', audited({stage: 'Panic'}), true],
    ['a scale', audited({subresource: 'scale'}), true],
    [
      'a review as a dry run, which marks the end',
      audited({verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews'}),
      true,
    ],
    ['another stage', audited({stage: 'ResponseStarted'}), false],
    ['a get', audited({verb: 'get'}), false],
    ['a list', audited({verb: 'list', name: ''}), false],
    ['a watch', audited({verb: 'watch', name: ''}), false],
    ['a lease', audited({verb: 'update', group: 'coordination.k8s.io', resource: 'leases'}), false],
    ['an event', audited({verb: 'create', resource: 'events'}), false],
    ['an event of the newer group', audited({verb: 'patch', group: 'events.k8s.io', resource: 'events'}), false],
    ['another resource of that name', audited({group: 'example.org', resource: 'events'}), true],
    ['exec', audited({verb: 'create', resource: 'pods', subresource: 'exec'}), false],
    ['what is about no object', bare, false],
  ])('%s', (_what, event, isKept) => {
    expect(linesOf(listOf([event])).length).toBe(Number(isKept));
    expect(linesOf(listOf([event]), 'all').length).toBe(1);
  });
});

describe('no secret reaches the disk', () => {
  const SECRET = 'aHVudGVyMg==';
  const body = {kind: 'Secret', metadata: {name: 'web'}, data: {password: SECRET}};
  const whole = (event: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...event,
    requestObject: body,
    responseObject: body,
    annotations: {'patch.webhook.admission.k8s.io/round_0_index_0': `{"patch":[{"value":"${SECRET}"}]}`},
    responseStatus: {metadata: {}, code: 422, reason: 'Invalid', message: `data: Invalid value: "${SECRET}"`},
    ...more,
  });

  test.each<[string, JsonObject]>([
    ['a Secret', whole(audited({resource: 'secrets', level: 'Request'}))],
    ['a Secret that is made', whole(audited({resource: 'secrets', verb: 'create', name: '', level: 'Request'}))],
    ['a patch of one', whole(audited({resource: 'secrets'}), {requestObject: {stringData: {a: SECRET}}})],
    [
      'one of JSON',
      whole(audited({resource: 'secrets'}), {requestObject: [{op: 'add', path: '/data/a', value: SECRET}]}),
    ],
    ['Secrets of another group', whole(audited({resource: 'secrets', group: 'example.org'}))],
    ['whatever holds one', whole(audited({resource: 'things', group: 'example.org'}))],
    ['a token review', whole(audited({resource: 'tokenreviews', group: 'authentication.k8s.io'}))],
    ['a token', whole(audited({resource: 'serviceaccounts', subresource: 'token'}), {requestObject: {spec: SECRET}})],
    [
      'an OAuth client',
      whole(audited({resource: 'oauthclients', group: 'oauth.openshift.io'}), {requestObject: {secret: SECRET}}),
    ],
    [
      'a route',
      whole(audited({resource: 'routes', group: 'route.openshift.io'}), {requestObject: {spec: {tls: {key: SECRET}}}}),
    ],
    ['a release of Helm in a ConfigMap', whole(audited({resource: 'configmaps', name: 'sh.helm.release.v1.web.v1'}))],
    [
      'a list of ConfigMaps',
      whole(audited({resource: 'configmaps', verb: 'list', name: ''}), {
        requestObject: null,
        responseObject: {kind: 'ConfigMapList', items: [{data: SECRET}]},
      }),
    ],
    [
      'a command in a pod',
      whole(audited({resource: 'pods', subresource: 'exec', verb: 'create', query: `command=${SECRET}`})),
    ],
    ['what is about no object', {...whole(audited()), objectRef: null}],
  ])('%s', (_what, event) => {
    expect(JSON.stringify(event)).toContain(SECRET);
    for (const wish of ['writes', 'all'] as const)
      for (const line of linesOf(listOf([event]), wish)) expect(line).not.toContain(SECRET);
    const kept = only(event, 'all');
    expect(kept['user']).toEqual(event['user']);
    expect(kept['objectRef']).toEqual(event['objectRef']);
    expect(kept['responseStatus']).toEqual({reason: 'Invalid', code: 422});
  });

  test('a log without a body says so: whoever reads it does not take that for one without a dry run', () => {
    expect(only(whole(audited({resource: 'secrets', level: 'Request'})))['level']).toBe('Metadata');
    const deletion = audited({
      resource: 'secrets',
      verb: 'delete',
      level: 'Request',
      body: {kind: 'DeleteOptions', dryRun: ['All']},
    });
    expect(only(deletion)).toMatchObject({level: 'Request', requestObject: {dryRun: ['All']}});
    expect(eventOf(only(deletion))).toBeUndefined();
  });

  test('of any other object the body stays, and what its name has in common with a secret’s does not matter', () => {
    const event = audited({resource: 'configmaps', name: 'secrets', body: {kind: 'ConfigMap', data: {a: 'b'}}});
    expect(only(event)).toEqual(event);
  });
});

describe('a body that is no list of events is told', () => {
  const event = audited();
  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('hello')],
    ['half of one', listOf([event]).subarray(0, -20)],
    ['an event by itself', bodyOf(event)],
    ['a list of another kind', bodyOf({kind: 'PodList', apiVersion: 'v1', items: []})],
    ['another version', bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1beta1', items: []})],
    ['items that are none', bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: 'x'})],
    ['an item that is none', bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [null]})],
    ['an item without an ID', listOf([{...event, auditID: 7}])],
    [
      'an item that says it is a line about the log',
      bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [{...event, kind: 'AuditCoverage'}]}),
    ],
    ['two lists', Buffer.from('{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[],"items":[]}')],
    [
      'brackets that do not match',
      Buffer.from('{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a"]}}'),
    ],
    [
      'a text that JSON does not know',
      Buffer.from('{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a","x":tru}]}'),
    ],
  ])('%s', (_what, body) => {
    expect(() => batchOf(body, 'all')).toThrow(BadBody);
  });

  test('a good one beside a bad one is not kept: the list comes again as a whole', () => {
    expect(() => batchOf(listOf([event, {auditID: ''}]), 'writes')).toThrow('no audit event');
  });

  test('fields of other types than expected hurt nobody', () => {
    const odd = {...event, verb: 7, stage: ['x'], objectRef: 'y', user: null, stageTimestamp: {}, responseStatus: []};
    expect(linesOf(listOf([odd]))).toEqual([]);
    expect(linesOf(listOf([odd]), 'all')).toHaveLength(1);
  });

  test('a line of ten megabytes, and one of fifty thousand brackets', () => {
    const long = audited({body: {x: 'y'.repeat(10 * 1024 * 1024)}});
    expect(onlyLine(long).length).toBeGreaterThan(10 * 1024 * 1024);
    const nested = `{"auditID":"a","stage":"ResponseComplete","verb":"update","objectRef":{"resource":"x","name":"y"},"requestObject":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const text = `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[${nested}]}`;
    expect(linesOf(Buffer.from(text))[0]?.length).toBeGreaterThan(100_000);
  });
});
