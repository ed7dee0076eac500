import {createHmac} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv} from 'ajv';
import {expect, test} from 'vitest';
import {folderOf} from '../cli/cli.ts';
import {receiver} from './receiver.ts';
import {START} from './scene.ts';
import {message, notice, send, sinkOf} from './sent.ts';

/** What CloudEvents 1.0 asks of an event in JSON: its required attributes, and the form of the others that are used. */
const CLOUD_EVENT = new Ajv({allErrors: true}).compile({
  type: 'object',
  required: ['id', 'source', 'specversion', 'type'],
  properties: {
    id: {type: 'string', minLength: 1},
    source: {type: 'string', minLength: 1, pattern: '^[!-~]+$'},
    specversion: {const: '1.0'},
    type: {type: 'string', minLength: 1},
    datacontenttype: {const: 'application/json'},
    subject: {type: 'string', minLength: 1},
    time: {type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$'},
    data: {type: 'object'},
  },
  propertyNames: {pattern: '^[a-z0-9]+$'},
  additionalProperties: false,
});

test('CloudEvents: one event a notice, signed, with a token, and the secrets of files and variables', async () => {
  const there = await receiver();
  const folder = folderOf({key: 'the-key\n'});
  const sink = sinkOf(
    {
      name: 'bus',
      kind: 'cloudEvents',
      url: {env: 'BUS'},
      secret: {file: join(folder, 'key')},
      token: {env: 'TOKEN'},
    },
    {BUS: `${there.url}/in?sig=a%2Fb%20c`, TOKEN: 'a-token'},
  );
  expect(await send(sink, message(notice(), notice({id: 'second', state: 'came back'})))).toEqual({accepted: true});
  const [first, second] = there.received;
  expect(first?.path).toBe('/in?sig=a%2Fb%20c');
  expect(first?.headers).toMatchObject({
    'content-type': 'application/cloudevents+json; charset=utf-8',
    authorization: 'Bearer a-token',
  });
  const event: unknown = JSON.parse(first?.body ?? '');
  CLOUD_EVENT(event);
  expect(CLOUD_EVENT.errors).toBeNull();
  expect(event).toMatchObject({
    id: 'a1b2c3d4'.repeat(4),
    source: '/helm-drift/clusters/cluster%20uid/namespaces/shop/releases/web',
    type: 'helm-drift.finding.new',
    data: {kind: 'DriftNotice', state: 'new', finding: {desired: '3', live: '5', by: {manager: 'kubectl-edit'}}},
  });
  expect(JSON.parse(second?.body ?? '')).toMatchObject({id: 'second', type: 'helm-drift.finding.came-back'});
  const [, time = '', digest = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first?.headers['x-helm-drift-signature'])) ?? [];
  expect(digest).toBe(
    createHmac('sha256', 'the-key')
      .update(`${time}.${first?.body ?? ''}`)
      .digest('hex'),
  );
  expect(Number(time) * 1000).toBe(START);
  // The next one is signed with what the file holds by then.
  writeFileSync(join(folder, 'key'), 'another');
  await send(sink, message(notice()));
  const last = there.received.at(-1);
  const [, then = '', signed = ''] = /^t=(\d+),v1=(.+)$/.exec(String(last?.headers['x-helm-drift-signature'])) ?? [];
  expect(signed).toBe(
    createHmac('sha256', 'another')
      .update(`${then}.${last?.body ?? ''}`)
      .digest('hex'),
  );
});

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
}

test('Alertmanager: labels of few values, an end, and another severity is another alert', async () => {
  const there = await receiver();
  const sink = sinkOf({
    name: 'am',
    kind: 'alertmanager',
    url: {value: `${there.url}/prefix/`},
    resendMs: 60_000,
    resolveAfterMs: 300_000,
  });
  await send(
    sink,
    message(
      notice(),
      notice({state: 'resolved'}),
      notice({state: 'changed', before: {severity: 'low'}}, {title: 'Adopted by release evil'}),
      // Its clock is ahead of ours.
      notice({state: 'resolved'}, {since: '2026-11-29T00:00:00.000Z'}),
    ),
  );
  await sink.refresh?.send([message(notice({state: 'reminder'}))], new AbortController().signal);
  expect(there.received[0]?.path).toBe('/prefix/api/v2/alerts');
  const alerts = JSON.parse(there.received[0]?.body ?? '') as Alert[];
  expect(Object.keys(alerts[0]?.labels ?? {}).toSorted()).toEqual([
    'alertname',
    'control_path',
    'finding',
    'namespace',
    'release',
    'severity',
  ]);
  expect(
    alerts.map(({labels, endsAt}) => [labels['severity'], labels['control_path'], Date.parse(endsAt) - START]),
  ).toEqual([
    ['high', 'Replicas', 300_000],
    ['high', 'Replicas', 1],
    ['low', 'Adopted', 1],
    ['high', 'Adopted', 300_000],
    ['high', 'Replicas', 86_400_001],
  ]);
  for (const {startsAt, endsAt} of alerts) expect(Date.parse(endsAt)).toBeGreaterThan(Date.parse(startsAt));
  expect(JSON.parse(there.received[1]?.body ?? '')).toHaveLength(1);
});
