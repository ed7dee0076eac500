import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {introduceDrift, sandboxBehind} from '../../src/app/live-scenario.ts';
import {settingsOf} from '../../src/app/settings.ts';
import {runtimeOf, folderOf} from '../console/fakes.ts';
import {governedDrift} from '../console/releases.ts';
import {startApiServer} from './api-server.ts';

/** A cluster that answers with the uid and the name of the sandbox that is noted in the user's folder, and is none. */
async function pretender() {
  const server = await startApiServer();
  onTestFinished(() => server.close());
  const home = folderOf();
  const folder = join(home, 'helm-drift', 'sandbox');
  const kubeconfig = join(folder, 'plane', 'kubeconfig');
  mkdirSync(dirname(kubeconfig), {recursive: true});
  const settings = settingsOf({kubeconfig: server.kubeconfig(home)}, {});
  const note = (text: string): void => writeFileSync(join(folder, 'sandbox.json'), text);
  return {server, settings, note, runtime: runtimeOf({env: {XDG_STATE_HOME: home, HOME: home}, cwd: home})};
}

const facts = (server: string): string =>
  JSON.stringify({
    kind: 'HelmDriftSandbox',
    createdAt: '2026-11-24T09:15:00Z',
    up: {server, uid: 'u', kubernetes: 'v1.37.2', helm: 'helm', release: {name: 'test-nginx', namespace: 'x'}},
  });

test('without a sandbox in the folder the cluster is not asked what it is', async () => {
  const {settings, runtime, server} = await pretender();
  expect(await sandboxBehind(settings, runtime)).toBeUndefined();
  expect(server.requests).toEqual([]);
});

test.each([
  ['a note of one, of which nothing runs', (server: string) => facts(server)],
  ['a note that is damaged', () => '{"kind": "Other"}'],
  ['a start that did not come to its end', () => '{"kind": "HelmDriftSandbox", "createdAt": "2026"}'],
])('%s proves nothing', async (_name, text) => {
  const {settings, runtime, server, note} = await pretender();
  note(text(server.url));
  expect(await sandboxBehind(settings, runtime)).toBeUndefined();
});

test('nothing is written to a cluster that is not proven to be the sandbox', async () => {
  const {settings, runtime, server, note} = await pretender();
  note(facts(server.url));
  const onDone = vi.fn<() => void>();
  await expect(introduceDrift(await governedDrift(), settings, runtime, onDone)).rejects.toMatchObject({
    message: 'this cluster is not the sandbox',
    hint: expect.stringContaining('helm drift sandbox up') as string,
  });
  expect([onDone.mock.calls.length, server.requests.filter((one) => !one.startsWith('GET'))]).toEqual([0, []]);
});
