import {expect, onTestFinished, test} from 'vitest';
import {serveMetrics} from '../../src/app/serve-metrics.ts';

test('metrics and probes, and nothing else', async () => {
  let ailment: string | undefined;
  const server = await serveMetrics({host: '127.0.0.1', port: 0}, () => 'a 1\n', {'/healthz': () => ailment});
  onTestFinished(() => server.close());
  const at = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url.replace('/metrics', path), init);
  expect(await (await at('/metrics?x=1')).text()).toBe('a 1\n');
  expect((await at('/healthz')).status).toBe(200);
  ailment = 'no watch is up';
  const ill = await at('/healthz');
  expect([ill.status, await ill.text()]).toEqual([503, 'no watch is up\n']);
  for (const path of ['/', '/__proto__', '/constructor', '/healthz/']) expect((await at(path)).status).toBe(404);
  expect((await at('/metrics', {method: 'POST'})).status).toBe(404);
});

test('an address that is taken is told with its flag', async () => {
  const first = await serveMetrics({host: '127.0.0.1', port: 0}, () => '');
  onTestFinished(() => first.close());
  const port = Number(new URL(first.url).port);
  await expect(serveMetrics({host: '127.0.0.1', port}, () => '', {}, '--listen')).rejects.toThrow(
    '--listen cannot listen',
  );
});
