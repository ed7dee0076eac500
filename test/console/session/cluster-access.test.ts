import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {settingsOf} from '../../../src/app/settings.ts';
import {openClusterAccess} from '../../../src/console/session/cluster-access.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {configMap, installed, startApiServer} from '../../app/api-server.ts';
import {closing, eventually, runtimeOf, folderOf} from '../fakes.ts';

async function access() {
  const server = await startApiServer();
  onTestFinished(() => server.close());
  const folder = folderOf();
  installed(server, 'web', 'shop', [configMap('settings', 'shop', {a: '1'})]);
  const settings = settingsOf({kubeconfig: server.kubeconfig(folder)}, {});
  const options = {settings, redactor: createRedactor(), config: undefined, check: {fidelity: 'client'}} as const;
  return {server, folder, cluster: closing(openClusterAccess(options, runtimeOf({cwd: folder})))};
}

test('nothing is opened before it is asked for', async () => {
  const {server} = await access();
  expect(server.requests).toEqual([]);
});

test('rules that are edited many times are read anew by one session with the same few sockets', async () => {
  const {server, folder, cluster} = await access();
  server.objects.set('/api/v1/namespaces/shop/configmaps/settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: 'settings', namespace: 'shop', uid: 'u', resourceVersion: '8'},
    data: {a: '9'},
  });
  const accepted: (number | undefined)[] = [];
  for (let edit = 1; edit <= 16; edit++) {
    const rule = `  - reason: edit ${'x'.repeat(edit)}\n    target: {kind: ConfigMap}\n    paths: [/data/a]\n`;
    const rules = edit % 2 === 0 ? `ignore:\n${rule}` : `ignore: [] # ${'x'.repeat(edit)}\n`;
    writeFileSync(join(folder, '.helm-drift.yaml'), `apiVersion: helm-drift/v1\nkind: Config\n${rules}`);
    accepted.push((await cluster.session.checkAll('shop'))[0]?.summary.accepted);
  }
  expect(accepted).toEqual(Array.from({length: 16}, (_one, at) => at % 2));
  expect(server.sockets()).toBeLessThanOrEqual(6);
});

test('answers who it is and that it is there; a refusal and silence are told apart', async () => {
  const {server, cluster} = await access();
  const {signal} = new AbortController();
  expect(await cluster.identity()).toEqual({name: 'scripted', server: server.url});
  await cluster.ping(signal);
  expect(server.requests).toEqual(['GET /version']);
  expect((await cluster.here()).uid).toBeUndefined();
  server.refuse(401);
  await expect(cluster.ping(signal)).rejects.toMatchObject({code: 'unauthorized'});
  server.close();
  await expect(cluster.ping(signal)).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('cannot reach the cluster of context "scripted"') as string,
  });
});

test('closed, it lets go of every socket and asks nothing', async () => {
  const {server, cluster} = await access();
  await Promise.all([cluster.ping(new AbortController().signal), cluster.session.checkAll('shop')]);
  const stop = new AbortController();
  const objects = [{ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'}, apiVersion: 'v1'}];
  const following = cluster.follow(
    {name: 'web', namespace: 'shop', objects},
    {onChange: () => {}, onMode: () => {}},
    stop.signal,
  );
  await eventually(() => expect(server.requests.some((one) => one.includes('watch=true'))).toBe(true));
  stop.abort();
  await following;
  cluster.close();
  // Sooner than an idle socket would be closed by the server.
  await vi.waitFor(() => expect(server.sockets()).toBe(0), {timeout: 4000});
  const asked = server.requests.length;
  await expect(cluster.ping(new AbortController().signal)).rejects.toThrow('the connection is closed');
  expect(server.requests.length).toBe(asked);
});

test('what opens after the close is closed at once', async () => {
  const {server, cluster} = await access();
  cluster.close();
  await cluster.identity();
  await expect(cluster.ping(new AbortController().signal)).rejects.toThrow('the connection is closed');
  expect(server.requests).toEqual([]);
});

test('a kubeconfig that cannot be read is read again by the next who asks', async () => {
  const folder = folderOf({kubeconfig: '{'});
  const settings = settingsOf({kubeconfig: join(folder, 'kubeconfig')}, {});
  const options = {settings, redactor: createRedactor(), config: undefined, check: {}};
  const cluster = closing(openClusterAccess(options, runtimeOf({cwd: folder})));
  await expect(cluster.identity()).rejects.toMatchObject({name: 'UserError'});
  const server = await startApiServer();
  onTestFinished(() => server.close());
  server.kubeconfig(folder);
  expect((await cluster.identity()).name).toBe('scripted');
});
