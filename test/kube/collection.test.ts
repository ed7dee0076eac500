import {describe, expect, test} from 'vitest';
import {followCollection} from '../../src/kube/collection.ts';
import {WatchRefusedError} from '../../src/kube/watch.ts';
import type {CollectionEvent} from '../../src/model/watch.ts';
import {fakeApi, statusOf, thrownBy} from './fakes.ts';
import type {FakeApi, Reply} from './fakes.ts';

const object = (name: string, version: string, more: object = {}) => ({
  metadata: {name, namespace: 'shop', uid: `uid-${name}`, resourceVersion: version, ...more},
});
const event = (type: string, one: object): string => `${JSON.stringify({type, object: one})}\n`;
const synced = (version: string): string =>
  event('BOOKMARK', {metadata: {resourceVersion: version, annotations: {'k8s.io/initial-events-end': 'true'}}});
const streaming = (...parts: readonly string[]): Reply => ({stream: (outgoing) => void outgoing.end(parts.join(''))});

/** Up to so many events, each in a word. */
async function told({connection}: FakeApi, count = Infinity): Promise<string[]> {
  const stop = new AbortController();
  const words: string[] = [];
  const request = {path: '/api/v1/configmaps', query: {labelSelector: 'a=b'}, signal: stop.signal};
  for await (const one of followCollection(connection, request)) {
    words.push(wordOf(one));
    if (words.length >= count) break;
  }
  stop.abort();
  return words;
}

function wordOf(one: CollectionEvent): string {
  return one.type === 'synced' ? 'synced' : `${one.type} ${one.object.name} ${one.object.version}`;
}

describe('a collection', () => {
  test('is told in one request: what is there, that this was all, and what changes', async () => {
    const api = await fakeApi(() =>
      streaming(
        event('ADDED', object('a', '1')),
        synced('5'),
        event('MODIFIED', object('a', '6')),
        event('DELETED', object('a', '7')),
      ),
    );
    expect(await told(api, 4)).toEqual(['there a 1', 'synced', 'there a 6', 'gone a 7']);
    expect(api.seen[0]?.query).toMatchObject({
      watch: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
      labelSelector: 'a=b',
    });
  });

  test('goes on from where the server ended the stream, by bookmarks too, until that is forgotten', async () => {
    const replies = [
      streaming(event('ADDED', object('a', '1')), synced('5')),
      streaming(event('BOOKMARK', {metadata: {resourceVersion: '8'}})),
      streaming(event('MODIFIED', object('a', '9'))),
      streaming(event('ERROR', statusOf(410, 'too old'))),
    ];
    const api = await fakeApi(() => replies.shift() ?? {status: 500});
    expect(await told(api)).toEqual(['there a 1', 'synced', 'there a 9']);
    expect(api.seen.map(({query}) => query['resourceVersion'])).toEqual([undefined, '5', '8', '9']);
  });

  test('that is forgotten by the answer itself ends as well', async () => {
    const replies: Reply[] = [streaming(synced('5')), {status: 410, body: statusOf(410, 'too old')}];
    expect(await told(await fakeApi(() => replies.shift() ?? {status: 500}))).toEqual(['synced']);
  });

  test('is listed by pages and watched from there where the server does not know it otherwise', async () => {
    const api = await fakeApi(({query}) => {
      if (query['sendInitialEvents'] !== undefined) return {status: 422, body: statusOf(422, 'forbidden for watch')};
      if (query['watch'] === 'true') return streaming(event('DELETED', object('b', '12')));
      const isFirst = query['continue'] === undefined;
      const metadata = {resourceVersion: '10', ...(isFirst ? {continue: 'more'} : {})};
      return {body: {metadata, items: [object(isFirst ? 'a' : 'b', '3')]}};
    });
    expect(await told(api, 4)).toEqual(['there a 3', 'there b 3', 'synced', 'gone b 12']);
    expect(api.seen.at(-1)?.query).toMatchObject({watch: 'true', resourceVersion: '10', labelSelector: 'a=b'});
  });

  test('that may not be watched says so; one that breaks before all is told is unreachable', async () => {
    const refused = await fakeApi(() => ({status: 403, body: statusOf(403, 'no')}));
    expect(await thrownBy(told(refused))).toBeInstanceOf(WatchRefusedError);
    const cut = await fakeApi(() => streaming(event('ADDED', object('a', '1'))));
    expect(await thrownBy(told(cut))).toMatchObject({name: 'UnreachableError'});
    const busy = await fakeApi(() => ({status: 429, body: statusOf(429, 'busy')}));
    expect(await thrownBy(told(busy))).toMatchObject({name: 'UnreachableError'});
  });

  test('is kept by uid, version, release and a hash that a status does not change', async () => {
    const annotations = {'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop'};
    const manager = (name: string, time: string, more: object = {}) => ({
      manager: name,
      operation: 'Update',
      time,
      ...more,
    });
    const fields = (status: string, spec: string) => [
      manager('helm', spec),
      manager('controller', status, {subresource: 'status'}),
    ];
    const at = (version: string, status: string, spec: string) =>
      object('a', version, {annotations, generation: 1, managedFields: fields(status, spec)});
    const api = await fakeApi(() =>
      streaming(...[at('1', 't1', 't1'), at('2', 't2', 't1'), at('3', 't2', 't3')].map((one) => event('ADDED', one))),
    );
    const stop = new AbortController();
    const seen = [];
    for await (const one of followCollection(api.connection, {path: '/p', query: {}, signal: stop.signal})) {
      if (one.type === 'there') seen.push(one.object);
      if (seen.length === 3) break;
    }
    expect(seen[0]).toMatchObject({uid: 'uid-a', namespace: 'shop', version: '1', release: 'shop/web'});
    expect(seen[1]?.hash).toBe(seen[0]?.hash);
    expect(seen[2]?.hash).not.toBe(seen[0]?.hash);
  });
});
