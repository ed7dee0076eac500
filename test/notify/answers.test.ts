import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {SinkSettings} from '../../src/config/sinks.ts';
import type {Delivery} from '../../src/model/notify.ts';
import {folderOf} from '../cli/cli.ts';
import {receiver} from './receiver.ts';
import {START} from './scene.ts';
import {message, notice, send, sinkOf} from './sent.ts';

test('what a receiver answers decides: taken, later, or never; and its words hold no secret of ours', async () => {
  const there = await receiver();
  const sink = sinkOf({name: 'chat', kind: 'slack', url: {value: `${there.url}/services/T0/secret-path`}}, {}, 400);
  const answers = async (status: number, headers: Record<string, string> = {}, body = ''): Promise<Delivery> => {
    there.answer = (response) => void response.writeHead(status, headers).end(body);
    return send(sink, message(notice()));
  };
  for (const status of [200, 201, 202, 204]) expect(await answers(status)).toEqual({accepted: true});
  expect(await answers(200, {}, '{"error": garbage \0\u001B[31m')).toEqual({accepted: true});
  expect(await answers(400, {}, 'invalid_payload\u001B[2J')).toEqual({refused: 'it answers 400: invalid_payload [2J'});
  expect(await answers(413)).toHaveProperty('refused');
  for (const status of [401, 403, 404, 408, 410, 500, 502, 503]) expect(await answers(status)).toHaveProperty('later');
  expect(await answers(429, {'retry-after': '7'})).toMatchObject({afterMs: 7000});
  expect(await answers(503, {'retry-after': new Date(START + 90_000).toUTCString()})).toMatchObject({afterMs: 90_000});
  expect(await answers(503, {'retry-after': 'soon'})).not.toHaveProperty('afterMs');
  const before = there.received.length;
  expect(await answers(307, {location: `${there.url}/elsewhere`})).toEqual({
    later: 'it answers 307, a redirect, which is not followed',
  });
  expect(there.received.length).toBe(before + 1);
  expect(JSON.stringify(await answers(404, {}, 'no such thing'))).not.toContain('secret-path');
});

test('one that is slow, gone, or never ends its answer is given up in time', async () => {
  const there = await receiver();
  const sink = sinkOf({name: 'chat', kind: 'slack', url: {value: `${there.url}/secret-path`}}, {}, 300);
  const began = performance.now();
  there.answer = () => {};
  expect(await send(sink, message(notice()))).toEqual({
    later: expect.stringContaining('has not answered within 0.3 s'),
  });
  // A byte now and then is no answer.
  there.answer = (response) => {
    response.writeHead(500);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  };
  expect(await send(sink, message(notice()))).toEqual({later: expect.stringContaining('it answers 500')});
  // One that goes on and on is cut off after some kilobytes, and its status counts.
  let written = 0;
  there.answer = (response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384;
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };
  expect(await send(sink, message(notice()))).toEqual({accepted: true});
  expect(written).toBeLessThan(64 * 1024 * 1024);
  there.answer = (response) => void response.socket?.destroy();
  const broken = await send(sink, message(notice()));
  expect(broken).toHaveProperty('later');
  expect(JSON.stringify(broken)).not.toContain('secret-path');
  const gone = await send(
    sinkOf({name: 'x', kind: 'slack', url: {value: 'http://127.0.0.1:1/secret-path'}}),
    message(notice()),
  );
  expect(JSON.stringify(gone)).toContain('cannot be reached');
  expect(JSON.stringify(gone)).not.toContain('secret-path');
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a secret that is not there is told by its place alone, and tried again later', async () => {
  const folder = folderOf({empty: ' \n'});
  const later = async (url: SinkSettings & {kind: 'slack'}): Promise<string> =>
    JSON.stringify(await send(sinkOf(url, {NOT: 'ftp://user:pass@x'}), message(notice())));
  expect(await later({name: 'a', kind: 'slack', url: {env: 'GONE'}})).toContain('the variable GONE is not set');
  expect(await later({name: 'a', kind: 'slack', url: {file: join(folder, 'gone')}})).toContain('cannot be read');
  expect(await later({name: 'a', kind: 'slack', url: {file: join(folder, 'empty')}})).toContain('is empty');
  expect(await later({name: 'a', kind: 'slack', url: {env: 'NOT'}})).toContain('is not one of http or https');
  expect(await later({name: 'a', kind: 'slack', url: {env: 'NOT'}})).not.toContain('pass');
  expect(
    await later({name: 'a', kind: 'slack', url: {value: 'https://127.0.0.1:1'}, caFile: join(folder, 'empty')}),
  ).toContain('later');
});
