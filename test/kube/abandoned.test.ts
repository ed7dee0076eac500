import {expect, test} from 'vitest';
import {send} from '../../src/kube/http.ts';
import {fakeApi} from './fakes.ts';

test('an answer that nobody reads to its end, and is called off then, ends nothing else', async () => {
  const api = await fakeApi(() => ({stream: (outgoing) => void outgoing.end('one\ntwo\n')}));
  const stop = new AbortController();
  const answer = await send(api.connection, {method: 'GET', path: '/x', signal: stop.signal, timeoutMs: 'never'});
  const body = answer.body[Symbol.asyncIterator]();
  expect((await body.next()).done).toBe(false);
  stop.abort();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(body.next()).rejects.toThrow('called off');
});
