import {describe, expect, test} from 'vitest';
import {apiResources} from '../../src/kube/discovery.ts';
import {markOf, memory, streamsOf} from '../../src/kube/follow-streams.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {objectsIn} from '../../src/model/json.ts';
import type {ApiResource} from '../../src/model/ports.ts';
import {CONFIG_MAP, DEPLOYMENT, discoveryOf, NAMESPACE, SECRET, WIDGET} from './fakes.ts';

const served = (...resources: ApiResource[]) => {
  const answers = Object.values(discoveryOf(resources)).map(({body}) => body as JsonObject);
  return apiResources(answers.flatMap(({items}) => objectsIn(items)));
};
const object = (apiVersion: string, group: string, kind: string, name: string, namespace = 'shop') => ({
  ref: {group, kind, name, namespace},
  apiVersion,
});

describe('the streams of a release', () => {
  const followed = {
    name: 'web',
    namespace: 'shop',
    objects: [
      object('apps/v1', 'apps', 'Deployment', 'a'),
      object('apps/v1', 'apps', 'Deployment', 'b'),
      object('apps/v1', 'apps', 'Deployment', 'c', 'other'),
      object('v1', '', 'Namespace', 'shop'),
      object('example.com/v1', 'example.com', 'Widget', 'w'),
    ],
  };

  test('are one for each kind and namespace, and two for helm’s records', () => {
    const {wanted, hasUnknown} = streamsOf(followed, served(DEPLOYMENT, NAMESPACE, SECRET, CONFIG_MAP));
    expect([...wanted.keys()]).toEqual([
      '/apis/apps/v1/namespaces/shop/deployments?',
      '/apis/apps/v1/namespaces/other/deployments?fieldSelector=metadata.name%3Dc',
      '/api/v1/namespaces?fieldSelector=metadata.name%3Dshop',
      '/api/v1/namespaces/shop/secrets?labelSelector=owner%3Dhelm%2Cname%3Dweb',
      '/api/v1/namespaces/shop/configmaps?labelSelector=owner%3Dhelm%2Cname%3Dweb',
    ]);
    expect(hasUnknown).toBe(true);
    expect(streamsOf(followed, served(DEPLOYMENT, NAMESPACE, WIDGET)).hasUnknown).toBe(false);
  });

  test.each<[string, JsonObject, boolean]>([
    ['a declared name', {name: 'a'}, true],
    ['another name', {name: 'z'}, false],
    ['another name under the release’s', {name: 'z', annotations: {'meta.helm.sh/release-name': 'web'}}, true],
    ['another release’s', {name: 'z', annotations: {'meta.helm.sh/release-name': 'db'}}, false],
  ])('count %s', (_what, metadata, counts) => {
    const stream = streamsOf(followed, served(DEPLOYMENT)).wanted.get('/apis/apps/v1/namespaces/shop/deployments?');
    expect(stream?.counts({metadata})).toBe(counts);
  });
});

describe('the mark of an object', () => {
  const spec = {manager: 'helm', operation: 'Apply', time: '1', fieldsV1: {'f:spec': {}}};
  const status = {manager: 'kubelet', operation: 'Update', time: '1', subresource: 'status', fieldsV1: {}};
  const metadata = {generation: 1, resourceVersion: '1', labels: {a: 'b'}, managedFields: [spec, status]};
  const mark = (changes: JsonObject): string => markOf({metadata: {...metadata, ...changes}});

  test.each<[string, JsonObject, boolean]>([
    ['a status', {resourceVersion: '2', managedFields: [spec, {...status, time: '2'}]}, true],
    ['a new generation', {generation: 2}, false],
    ['a label', {labels: {a: 'c'}}, false],
    ['an annotation', {annotations: {a: 'c'}}, false],
    ['the begin of its end', {deletionTimestamp: 'now'}, false],
    ['a write', {managedFields: [{...spec, time: '2'}, status]}, false],
    ['an owner more', {managedFields: [spec, status, {...spec, manager: 'kubectl'}]}, false],
  ])('with %s', (_what, changes, isSame) => {
    expect(mark(changes) === mark({})).toBe(isSame);
  });

  test('without managedFields is its version', () => {
    expect(markOf({metadata: {resourceVersion: '7', labels: {a: 'b'}}})).toBe('7');
  });
});

describe('what a stream remembers', () => {
  const one = (uid: string, version: string): JsonObject => ({metadata: {uid, resourceVersion: version}});
  function remembering() {
    let time = 0;
    const own = memory(
      ({metadata}) => metadata !== undefined,
      () => time,
    );
    return {...own, after: (milliseconds: number) => void (time += milliseconds)};
  }

  test('tells news from what was there at first', () => {
    const own = remembering();
    expect([own.isNews(one('a', '1'), false), own.isNews(one('a', '1'), false)]).toEqual([false, false]);
    expect([own.isNews(one('a', '2'), false), own.isNews({}, false)]).toEqual([true, false]);
    own.after(1001);
    expect(own.isNews(one('b', '1'), false)).toBe(true);
    expect(own.isNews(one('c', '1'), true)).toBe(true);
  });

  test('forgets what is deleted', () => {
    const own = remembering();
    for (let index = 0; index < 1000; index++) {
      own.isNews(one(`${index}`, '1'), false);
      expect(own.isNews(one(`${index}`, '1'), true)).toBe(true);
    }
    expect(own.size()).toBe(0);
  });

  test('knows over one new watch what it saw, and forgets what is gone with the second', () => {
    const own = remembering();
    own.isNews(one('a', '1'), false);
    own.isNews(one('b', '1'), false);
    own.after(5000);
    own.restart();
    expect([own.isNews(one('a', '1'), false), own.isNews(one('b', '2'), false), own.size()]).toEqual([false, true, 2]);
    own.restart();
    expect([own.isNews(one('a', '1'), false), own.size()]).toEqual([false, 2]);
    own.restart();
    expect(own.size()).toBe(1);
    expect(own.isNews(one('b', '2'), false)).toBe(true);
  });
});
