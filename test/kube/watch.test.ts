import type {ServerResponse} from 'node:http';
import {describe, expect, test} from 'vitest';
import {UnreachableError} from '../../src/kube/http.ts';
import {watch, WatchRefusedError} from '../../src/kube/watch.ts';
import type {WatchEvent} from '../../src/kube/watch.ts';
import {connectionTo, fakeApi, SOON, statusOf, thrownBy} from './fakes.ts';
import type {FakeApi, Reply} from './fakes.ts';

const event = (type: string, name: string): string => `${JSON.stringify({type, object: {metadata: {name}}})}\n`;
const error = (code: number, message: string): string =>
  `${JSON.stringify({type: 'ERROR', object: statusOf(code, message)})}\n`;
const streaming = (...parts: readonly (string | Buffer)[]): Reply => ({
  stream: (outgoing) => {
    for (const part of parts) outgoing.write(part);
    outgoing.end();
  },
});

async function collected({connection}: FakeApi, signal = new AbortController().signal): Promise<string[]> {
  const events: WatchEvent[] = [];
  for await (const one of watch(connection, {path: '/api/v1/pods', query: {fieldSelector: 'metadata.name=a'}, signal}))
    events.push(one);
  return events.map(({type, object}) => `${type} ${JSON.stringify(object['metadata'])}`);
}

describe('a watch', () => {
  test('asks for metadata alone, beginning with what is there', async () => {
    const api = await fakeApi(() => streaming());
    expect(await collected(api)).toEqual([]);
    expect(api.seen[0]).toMatchObject({
      path: '/api/v1/pods',
      query: {watch: 'true', resourceVersion: '0', fieldSelector: 'metadata.name=a'},
    });
    expect(api.seen[0]?.headers.accept).toContain('as=PartialObjectMetadata;');
  });

  const smile = Buffer.from(event('ADDED', '☺'));
  test.each<[string, Reply, string[]]>([
    [
      'each kind of event',
      streaming(event('ADDED', 'a'), event('MODIFIED', 'a'), event('DELETED', 'a')),
      ['ADDED {"name":"a"}', 'MODIFIED {"name":"a"}', 'DELETED {"name":"a"}'],
    ],
    [
      'two in one piece',
      streaming(event('ADDED', 'a') + event('ADDED', 'b')),
      ['ADDED {"name":"a"}', 'ADDED {"name":"b"}'],
    ],
    [
      'a character in two pieces',
      streaming(smile.subarray(0, smile.indexOf(0xe2) + 1), smile.subarray(smile.indexOf(0xe2) + 1)),
      ['ADDED {"name":"☺"}'],
    ],
    ['bookmarks, which are no news', streaming(event('BOOKMARK', ''), event('ADDED', 'a')), ['ADDED {"name":"a"}']],
    ['types that come yet', streaming(event('RENAMED', 'a'), event('ADDED', 'b')), ['ADDED {"name":"b"}']],
    ['empty lines of a proxy', streaming('\n\r\n', event('ADDED', 'a')), ['ADDED {"name":"a"}']],
    [
      'lines that are no event',
      streaming('null\n"x"\n{"type":"ADDED"}\n<html>\n', event('ADDED', 'a')),
      ['ADDED {"name":"a"}'],
    ],
    ['a last line that was cut off', streaming(event('ADDED', 'a'), '{"type":"ADDED","obj'), ['ADDED {"name":"a"}']],
    [
      'a version that is forgotten',
      streaming(event('ADDED', 'a'), error(410, 'too old'), event('ADDED', 'b')),
      ['ADDED {"name":"a"}'],
    ],
  ])('tells of %s', async (_what, reply, events) => {
    expect(await collected(await fakeApi(() => reply))).toEqual(events);
  });

  test('that fails in the middle says so, once what came before is told', async () => {
    const api = await fakeApi(() => streaming(event('ADDED', 'a'), error(500, 'etcdserver: no leader')));
    const stream = watch(api.connection, {path: '/p', signal: new AbortController().signal});
    expect((await stream.next()).value).toMatchObject({type: 'ADDED'});
    expect(await thrownBy(stream.next())).toMatchObject({name: 'UnreachableError', message: 'etcdserver: no leader'});
  });

  test('that breaks is unreachable', async () => {
    const api = await fakeApi(() => ({
      stream: (outgoing) => outgoing.write(event('ADDED', 'a'), () => outgoing.destroy()),
    }));
    expect(await thrownBy(collected(api))).toBeInstanceOf(UnreachableError);
  });

  test('of a server that is away is unreachable', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const stream = watch(connection, {path: '/p', signal: new AbortController().signal});
    expect(await thrownBy(stream.next())).toBeInstanceOf(UnreachableError);
    connection.close();
  });
});

describe('a refused watch', () => {
  test.each([400, 403, 404, 405, 422])('%i is final', async (status) => {
    const api = await fakeApi(() => ({status, body: statusOf(status, 'no')}));
    const refusal = await thrownBy(collected(api));
    expect(refusal).toBeInstanceOf(WatchRefusedError);
    expect(refusal).toMatchObject({status});
  });

  test.each([401, 410, 429, 500, 503])('%i may be otherwise the next time', async (status) => {
    const api = await fakeApi(() => ({status, body: statusOf(status, 'no')}));
    expect(await thrownBy(collected(api))).toMatchObject({
      name: 'UnreachableError',
      message: `answered ${status} to a watch`,
    });
  });

  test('leaves its connection to the next request', async () => {
    const api = await fakeApi(() => ({status: 403, body: statusOf(403, 'no')}));
    await thrownBy(collected(api));
    await thrownBy(collected(api));
    expect(api.sockets()).toBe(1);
  });
});

describe('the end of a watch', () => {
  test('comes with the signal, and frees the socket', async () => {
    const controller = new AbortController();
    const api = await fakeApi(() => ({stream: (outgoing) => void outgoing.write(event('ADDED', 'a'))}));
    const stream = watch(api.connection, {path: '/p', signal: controller.signal});
    await stream.next();
    controller.abort();
    expect(await thrownBy(stream.next())).toMatchObject({name: 'AbortError'});
    await expect.poll(api.sockets, SOON).toBe(0);
  });

  test('comes with the listener, and frees the socket', async () => {
    let outgoing: ServerResponse | undefined;
    const api = await fakeApi(() => ({
      stream: (one) => {
        outgoing = one;
        one.write(event('ADDED', 'a'));
      },
    }));
    const stream = watch(api.connection, {path: '/p', signal: new AbortController().signal});
    await stream.next();
    await stream.return(undefined);
    await expect.poll(api.sockets, SOON).toBe(0);
    expect(outgoing?.destroyed).toBe(true);
  });
});
