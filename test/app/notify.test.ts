import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openNotifier} from '../../src/app/notify.ts';
import type {Notifier} from '../../src/app/notify.ts';
import type {Session} from '../../src/app/session.ts';
import type {ReleaseLook} from '../../src/app/watch-observer.ts';
import {besideOf} from '../../src/app/watch-observer.ts';
import {parseRules} from '../../src/config/file.ts';
import {toldInMemory} from '../../src/app/watch-ledger.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {deployedLevel} from '../check/level.ts';
import {folderOf, testRuntime} from '../cli/cli.ts';
import {scriptedCluster} from '../cli/commands/scripted.ts';
import {receiver} from '../notify/receiver.ts';

const HEAD = 'apiVersion: helm-drift/v1\nkind: Config\n';
const config = (notify: string) => parseRules(`${HEAD}notify: ${notify}`, '.helm-drift.yaml');

function sessionOf(rules: ReturnType<typeof config>): Session {
  const redactor = createRedactor();
  return {
    settings: {},
    redactor,
    options: async () => ({config: rules, fidelity: 'auto'}),
    cluster: async () => ({
      reader: {identity: {name: 'test', server: 'https://test'}, discover: async () => ({find: () => undefined})},
    }),
  } as unknown as Session;
}

async function lookAt(level: string, memory = toldInMemory(['hooks'])): Promise<ReleaseLook> {
  const report = {...(await deployedLevel(level)), takenAt: new Date().toISOString()};
  const shown = createRedactor().report(report);
  const {entries} = await memory.news(report, shown);
  const live = [
    {
      ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 's'},
      apiVersion: 'v1',
      object: {metadata: {uid: 'u'}},
    },
  ];
  return {report, shown, news: entries, ...besideOf(report, [], live)};
}

async function notifierOf(home: string, notify: string, onNote = (_text: string): void => {}): Promise<Notifier> {
  const runtime = testRuntime({env: {HOME: home}, now: () => new Date()});
  const notifier = await openNotifier(
    sessionOf(config(notify)),
    runtime,
    {namespace: undefined, release: undefined},
    {onNote},
  );
  onTestFinished(() => notifier.close(0));
  return notifier;
}

test('what a check sees is told, once, to each sink; the next process goes on from there', async () => {
  const there = await receiver();
  const home = folderOf();
  const sinks = `{sinks: [{name: bus, cloudEvents: {url: "${there.url}"}}, {name: chat, slack: {url: "${there.url}/chat"}}]}`;
  const memory = toldInMemory(['hooks']);
  const first = await notifierOf(home, sinks);
  for (const level of ['debug', 'debug', 'trace']) {
    first.observer.onLook(await lookAt(level, memory));
    await first.settled();
  }
  first.observer.onReady();
  await first.close(100);
  expect(Object.fromEntries(first.counts())).toEqual({
    bus: {ok: 2, failed: 0, dropped: 0},
    chat: {ok: 2, failed: 0, dropped: 0},
  });
  const next = await notifierOf(home, sinks);
  next.observer.onLook(await lookAt('trace'));
  await next.settled();
  next.observer.onLook(await lookAt('info'));
  await next.settled();
  next.observer.onGone({namespace: 'shop', name: 'nobody'});
  await next.settled();
  const events = there.received
    .filter(({path}) => path === '/')
    .map(
      ({body}) => JSON.parse(body) as {data: {state: string; finding: {live?: string; desired?: string; uid?: string}}},
    );
  expect(
    events.map(({data}) => `${data.state} ${data.finding.desired} ${data.finding.live} ${data.finding.uid}`),
  ).toEqual(['new info debug u', 'changed info trace u', 'resolved info trace u']);
  // What is over, and was told as that, is remembered for as long as it may flap, and no longer.
  const folder = join(home, '.local/state/helm-drift/told');
  expect(
    readdirSync(join(folder, readdirSync(folder)[0] ?? '')).filter((name) => name.endsWith('.told.json')),
  ).toHaveLength(1);
});

test('another watch of the same cluster would tell it twice', async () => {
  const home = folderOf();
  const sinks = '{sinks: [{name: a, slack: {url: "http://127.0.0.1:1"}}]}';
  const first = await notifierOf(home, sinks);
  await expect(notifierOf(home, sinks)).rejects.toThrow(/another watch tells of this cluster: process \d+/);
  await first.close(0);
  await notifierOf(home, sinks);
});

test('what is missing is said before anything is done', async () => {
  const none = testRuntime({env: {}, now: () => new Date()});
  const open = (rules: ReturnType<typeof config>, runtime = none) =>
    openNotifier(sessionOf(rules), runtime, {namespace: undefined, release: undefined}, {onNote: () => {}});
  await expect(open(parseRules('', '.helm-drift.yaml'))).rejects.toThrow('names nobody to tell');
  await expect(open(config('{sinks: [{name: a, slack: {urlFrom: {env: GONE}}}]}'))).rejects.toThrow(
    'sink a: url: the variable GONE is not set',
  );
  await expect(
    open(config('{sinks: [{name: a, cloudEvents: {url: "http://x", secretFrom: {env: S}}}]}')),
  ).rejects.toThrow('sink a: secret');
  await expect(open(config('{sinks: [{name: a, events: {}}]}'))).rejects.toThrow('no place to remember what was told');
});

test('a place that cannot be written is one line and a way out', async () => {
  const home = folderOf({'.local': 'a file, and no folder'});
  await expect(notifierOf(home, '{sinks: [{name: a, slack: {url: "http://127.0.0.1:1"}}]}')).rejects.toMatchObject({
    message: expect.stringContaining('cannot be written: '),
    hint: 'Set XDG_STATE_HOME to a folder that can be.',
  });
});

test('a receiver that quotes our own secrets brings them nowhere', async () => {
  const there = await receiver();
  there.answer = (response, {headers, path}) =>
    void response.writeHead(400).end(`bad: ${String(headers.authorization)} for ${path}`);
  const notes: string[] = [];
  const home = folderOf({token: 'tok-en-of-mine-123'});
  const notify = `{sinks: [{name: a, slack: {url: "${there.url}/services/T000/very-secret-path", tokenFrom: {file: ${join(home, 'token')}}}}]}`;
  const notifier = await notifierOf(home, notify, (text) => void notes.push(text));
  notifier.observer.onLook(await lookAt('debug'));
  await notifier.settled();
  expect(notes.join()).toContain('it answers 400: bad');
  expect(notes.join()).not.toMatch(/tok-en-of-mine|very-secret-path/);
  const folder = join(home, '.local/state/helm-drift/told');
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.jsonl'));
  expect(files).toHaveLength(1);
});

test('notify test: what would be sent, or what became of it; no secret is printed', async () => {
  const there = await receiver();
  const {folder, run, server} = await scriptedCluster();
  const sinks = `{sinks: [{name: chat, slack: {url: "${there.url}/services/a-long-secret-path"}, template: "{state} {object}"}, {name: am, alertmanager: {url: "${there.url}"}}, {name: cluster, events: {}}]}`;
  writeFileSync(join(folder, '.helm-drift.yaml'), `${HEAD}notify: ${sinks}\n`);
  const dry = await run('notify', 'test', '--dry-run');
  expect(dry).toMatchObject({code: 0, stderr: ''});
  expect(dry.stdout).toContain('chat (slack) would be sent:');
  expect(dry.stdout).toContain('new Deployment/helm-drift-test');
  expect(dry.stdout).not.toContain('secret-path');
  expect(there.received).toEqual([]);
  const one = await run('notify', 'test', '--sink', 'chat');
  expect(one).toMatchObject({code: 0, stdout: 'chat (slack): taken\n'});
  there.answer = (response) => void response.writeHead(500).end('no /services/a-long-secret-path');
  const all = await run('notify', 'test');
  expect(all.code).toBe(1);
  expect(all.stdout).toContain('am (alertmanager): not taken: it answers 500');
  expect(all.stdout).toContain('cluster (events): ');
  expect(all.stdout).not.toContain('secret-path');
  expect(server.requests.some((request) => request.startsWith('POST /apis/events.k8s.io/v1/'))).toBe(true);
  expect((await run('notify', 'test', '--sink', 'other')).stderr).toContain('There are: chat, am, cluster.');
  expect((await run('notify')).stderr).toContain('notify needs a word more');
  expect((await run('notify', 'tset')).stderr).toContain('It is one of: test, replay.');
  expect((await run('notify', 'replay', '--dry-run')).stderr).toContain('--dry-run goes with `notify test`');
});

test('notify replay: what a sink did not take is sent again, and kept no more once it is taken', async () => {
  const there = await receiver();
  const {folder, run, server} = await scriptedCluster();
  writeFileSync(
    join(folder, '.helm-drift.yaml'),
    `${HEAD}notify: {sinks: [{name: chat, slack: {url: "${there.url}"}}]}\n`,
  );
  const cluster = createHash('sha256').update(server.url).digest('hex').slice(0, 12);
  const told = join(folder, '.local/state/helm-drift/told', cluster);
  mkdirSync(told, {recursive: true});
  const letter = (name: string) =>
    `${JSON.stringify({at: 'now', sink: 'chat', why: '400', message: {release: {name, namespace: 'shop'}, notices: []}})}\n`;
  writeFileSync(
    join(told, 'dead-letters.jsonl'),
    letter('one') + letter('two') + letter('one').replace('chat', 'other'),
  );
  let answers = 0;
  there.answer = (response) => void response.writeHead((answers += 1) === 1 ? 200 : 400).end();
  expect(await run('notify', 'replay')).toMatchObject({
    code: 1,
    stdout: '1 message taken\n',
    stderr: 'Not taken by chat: it answers 400\n',
  });
  expect(readFileSync(join(told, 'dead-letters.jsonl'), 'utf8').split('\n')).toHaveLength(3);
  there.answer = (response) => void response.writeHead(200).end();
  expect(await run('notify', 'replay', '--sink', 'chat')).toMatchObject({code: 0, stdout: '1 message taken\n'});
  expect(existsSync(join(told, 'dead-letters.jsonl'))).toBe(true);
});
