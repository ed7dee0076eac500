import {appendFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {configSource} from '../../src/app/config-source.ts';
import {asDeployed, openSession} from '../../src/app/session.ts';
import type {Session} from '../../src/app/session.ts';
import {settingsOf} from '../../src/app/settings.ts';
import {isTransient, UserError} from '../../src/model/errors.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {folderOf, testRuntime} from '../cli/cli.ts';
import {SOON} from '../kube/fakes.ts';
import {configMap, installed, startApiServer} from './api-server.ts';
import type {ApiServer} from './api-server.ts';

async function apiServer(): Promise<ApiServer> {
  const server = await startApiServer();
  onTestFinished(() => server.close());
  return server;
}

interface Options {
  readonly server: Pick<ApiServer, 'kubeconfig'>;
  readonly folder?: string;
}

function sessionOn({server, folder = folderOf()}: Options): Session {
  const settings = settingsOf({kubeconfig: server.kubeconfig(folder), namespace: 'shop'}, {});
  const session = openSession(
    {settings, config: configSource(undefined, folder), fidelity: 'client', redactor: createRedactor()},
    testRuntime({cwd: folder}),
  );
  onTestFinished(() => session.close());
  return session;
}

const WIDGETS = {
  group: 'shop.example.com',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
} as const;

test('a definition that comes while a session is open is seen by the next check', async () => {
  vi.useFakeTimers({toFake: ['performance']});
  onTestFinished(() => void vi.useRealTimers());
  const server = await apiServer();
  const widget = {
    path: '/apis/shop.example.com/v1/namespaces/shop/widgets/one',
    object: {apiVersion: 'shop.example.com/v1', kind: 'Widget', metadata: {name: 'one'}, spec: {size: 1}},
  };
  installed(server, 'web', 'shop', [widget]);
  const session = sessionOn({server});
  const [before] = await session.checkAll('shop');
  expect(before?.gaps.map(({reason}) => reason)).toEqual(['unknown-kind']);
  server.kinds.push(WIDGETS);
  // What was discovered just now is not asked for again.
  expect((await session.checkAll('shop'))[0]?.gaps).toHaveLength(1);
  vi.advanceTimersByTime(6000);
  expect((await session.checkAll('shop'))[0]?.summary).toMatchObject({gaps: 0, compared: 1});
});

test('an edit of the rules counts in the next check, and makes no new connection', async () => {
  const server = await apiServer();
  installed(server, 'web', 'shop', [configMap('settings', 'shop', {level: 'info'})]);
  const folder = folderOf();
  const session = sessionOn({server, folder});
  const file = join(folder, '.helm-drift.yaml');
  server.objects.delete('/api/v1/namespaces/shop/configmaps/settings');
  expect((await session.checkAll('shop'))[0]?.summary).toMatchObject({drift: 1, accepted: 0});
  const opened = server.sockets();
  writeFileSync(
    file,
    'apiVersion: helm-drift/v1\nkind: Config\nignore:\n  - reason: being moved\n    target: {kind: ConfigMap, name: settings}\n',
  );
  expect((await session.checkAll('shop'))[0]?.summary).toMatchObject({drift: 0, accepted: 1});
  for (let edit = 0; edit < 15; edit++) {
    appendFileSync(file, `# edit ${edit}\n`);
    utimesSync(file, 1_700_000_000 + edit, 1_700_000_000 + edit);
    expect((await session.checkAll('shop'))[0]?.summary).toMatchObject({accepted: 1});
  }
  expect(server.sockets()).toBeLessThanOrEqual(Math.max(opened, 6));
});

test('a rule is unused where no release of the run has use for it, and that is said once', async () => {
  const server = await apiServer();
  for (const name of ['api', 'web', 'zoo']) installed(server, name, 'shop', [configMap(name, 'shop', {level: 'info'})]);
  server.objects.delete('/api/v1/namespaces/shop/configmaps/web');
  const folder = folderOf({
    '.helm-drift.yaml': `apiVersion: helm-drift/v1
kind: Config
ignore:
  - {reason: being moved, target: {kind: ConfigMap}, changes: [missing]}
  - {reason: long gone, target: {kind: ConfigMap}, paths: [/data/level]}
`,
  });
  const reports = await sessionOn({server, folder}).checkAll('shop');
  const told = reports.flatMap(({notes}) => notes).filter((note) => note.includes('unused'));
  expect(told).toEqual([expect.stringMatching(/rule 2 is unused: it matches nothing in any release of this run$/)]);
  expect(reports.map(({summary}) => summary.accepted)).toEqual([0, 1, 0]);
});

test('one session serves any namespace of its cluster', async () => {
  const server = await apiServer();
  installed(server, 'web', 'shop', [configMap('settings', 'shop', {level: 'info'})]);
  installed(server, 'api', 'other', [configMap('settings', 'other', {level: 'info'})]);
  const session = sessionOn({server});
  expect((await session.checkAll('other')).map(({release}) => release.name)).toEqual(['api']);
  expect((await session.checkAll(undefined)).map(({release}) => release.name)).toEqual(['api', 'web']);
  expect(asDeployed('web', 'other')).toMatchObject({release: 'web', namespace: 'other'});
});

test('a cluster that could not be opened is tried again by the next who asks', async () => {
  const server = await apiServer();
  installed(server, 'web', 'shop', [configMap('settings', 'shop', {level: 'info'})]);
  const folder = folderOf();
  const file = server.kubeconfig(folder);
  writeFileSync(file, '{ this is no kubeconfig');
  const settings = settingsOf({kubeconfig: file, namespace: 'shop'}, {});
  const session = openSession(
    {settings, config: configSource(undefined, folder), redactor: createRedactor()},
    testRuntime({cwd: folder}),
  );
  onTestFinished(() => session.close());
  await expect(session.checkAll('shop')).rejects.toThrow(UserError);
  server.kubeconfig(folder);
  expect((await session.checkAll('shop'))[0]?.summary).toMatchObject({compared: 1});
});

test.each([
  ['nobody listens', 'http://127.0.0.1:1', true],
  ['the server refuses the credentials', undefined, false],
])('an error says whether to try again: %s', async (_name, url, transient) => {
  const server = await apiServer();
  server.objects.set('/api/v1/namespaces/shop/secrets', {});
  const folder = folderOf();
  const settings = settingsOf(
    {kubeconfig: server.kubeconfig(folder), namespace: 'shop', apiServer: url ?? server.url},
    {},
  );
  if (url === undefined) server.refuse(401);
  const session = openSession(
    {settings, config: configSource(undefined, folder), redactor: createRedactor()},
    testRuntime({cwd: folder}),
  );
  onTestFinished(() => session.close());
  const error: unknown = await session.checkAll('shop').catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(UserError);
  expect(isTransient(error)).toBe(transient);
});

test('close lets go of every connection, also of one that was being opened', async () => {
  const server = await apiServer();
  installed(server, 'web', 'shop', [configMap('settings', 'shop', {level: 'info'})]);
  const session = sessionOn({server});
  await session.checkAll('shop');
  expect(server.sockets()).toBeGreaterThan(0);
  session.close();
  await expect.poll(() => server.sockets(), SOON).toBe(0);
});
