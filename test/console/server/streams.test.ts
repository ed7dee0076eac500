import {PassThrough} from 'node:stream';
import {afterEach, expect, test, vi} from 'vitest';
import {eventStreams} from '../../../src/console/server/streams.ts';
import {settled, storeOf} from '../fakes.ts';
import {listen, serving} from './serving.ts';

afterEach(() => void vi.useRealTimers());

/** A response that reads as fast as the test says. */
function page(highWaterMark = 1_000_000) {
  const stream = new PassThrough({highWaterMark});
  const response = Object.assign(stream, {writeHead: vi.fn<(status: number, headers: object) => void>()});
  const read = (): string => String(stream.read() ?? '');
  return {response: response as never, stream, read, head: response.writeHead};
}

test('the state at once, and again after each change', async () => {
  const store = storeOf();
  const {response, read, head} = page();
  eventStreams(store).open(response);
  expect(head).toHaveBeenCalledWith(200, expect.objectContaining({'content-type': 'text/event-stream; charset=utf-8'}));
  expect(read()).toBe(`event: state\nid: 0\ndata: ${store.text()}\n\n`);
  store.change({});
  store.change({namespace: 'shop'});
  await settled();
  expect(read()).toBe(`event: state\nid: 2\ndata: ${store.text()}\n\n`);
});

test('a page that reads slowly gets the newest when it reads again, and not each', async () => {
  const store = storeOf();
  const {response, read} = page(100);
  eventStreams(store).open(response);
  for (let change = 0; change < 50; change++) {
    store.change({namespace: `n${change}`});
    await settled(2);
  }
  const first = read();
  await settled();
  expect(`${first}${read()}`.match(/^id: \d+$/gm)).toEqual(['id: 0', 'id: 50']);
});

test('a comment every 15 s keeps the connection open, and heaps up for nobody', async () => {
  vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
  const streams = eventStreams(storeOf());
  const [quick, stuck] = [page(), page(100)];
  streams.open(quick.response);
  streams.open(stuck.response);
  quick.read();
  const before = stuck.stream.readableLength + stuck.stream.writableLength;
  vi.advanceTimersByTime(60_000);
  expect(quick.read()).toBe(': still here\n\n'.repeat(4));
  expect(stuck.stream.readableLength + stuck.stream.writableLength).toBe(before);
  quick.stream.destroy();
  stuck.stream.destroy();
  await settled();
  expect([vi.getTimerCount(), streams.size()]).toEqual([0, 0]);
});

test('streams are bounded, and one that ends makes room', async () => {
  const streams = eventStreams(storeOf());
  const pages = Array.from({length: 32}, () => page());
  for (const {response} of pages) streams.open(response);
  expect(() => streams.open(page().response)).toThrow(expect.objectContaining({code: 'busy', status: 429}));
  pages[0]?.stream.destroy();
  await settled();
  streams.open(page().response);
  expect(streams.size()).toBe(32);
});

test('over a real connection: the state, each change, and the end with the page', async () => {
  const {port, headers, context} = await serving();
  const incoming = await listen(port, '/api/events', headers);
  expect(incoming.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  const events = incoming.setEncoding('utf8')[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatch(/^event: state\nid: 0\n/);
  context.store.change({namespace: 'shop'});
  expect((await events.next()).value).toContain('"namespace":"shop"');
  incoming.destroy();
});
