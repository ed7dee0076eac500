import {expect, onTestFinished, test} from 'vitest';
import {settingsOf} from '../../../src/app/settings.ts';
import {openReviews, openViewerAccess, recordsIn} from '../../../src/console/session/viewer-access.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {configMap, installed, startApiServer} from '../../app/api-server.ts';
import {closing, folderOf, runtimeOf} from '../fakes.ts';

async function access(namespaces: readonly string[] = []) {
  const server = await startApiServer();
  onTestFinished(() => server.close());
  const folder = folderOf();
  for (const place of ['shop', 'blog']) installed(server, 'web', place, [configMap('settings', place, {a: '1'})]);
  const env = {HOME: folderOf(), XDG_STATE_HOME: folderOf()};
  const settings = settingsOf({kubeconfig: server.kubeconfig(folder)}, {});
  const options = {settings, redactor: createRedactor(), config: undefined, check: {fidelity: 'client'}} as const;
  const sees = new Set(['shop']);
  const cluster = closing(
    openViewerAccess({...options, namespaces}, runtimeOf({cwd: folder, env}), {
      may: async ({namespace}) => namespace !== undefined && sees.has(namespace),
      maySee: async (namespace) => sees.has(namespace),
    }),
  );
  return {server, settings, sees, cluster};
}

const placesOf = (reports: readonly {readonly release: {readonly namespace: string}}[]): readonly string[] =>
  reports.map(({release}) => release.namespace);

test('lists the namespaces that the viewer may see, and asks for no other', async () => {
  const {server, cluster} = await access();
  expect(placesOf(await cluster.session.checkAll(undefined))).toEqual(['shop']);
  expect(await cluster.session.checkAll('blog')).toEqual([]);
  expect(placesOf(await cluster.session.checkAll('shop'))).toEqual(['shop']);
  expect(server.requests.filter((request) => request.includes('/namespaces/blog/'))).toEqual([]);
});

test('of namespaces that are named none else is listed', async () => {
  const {server, sees, cluster} = await access(['blog', 'other']);
  expect(await cluster.session.checkAll(undefined)).toEqual([]);
  // One without a release is no error of the whole list.
  for (const place of ['blog', 'other']) sees.add(place);
  expect(placesOf(await cluster.session.checkAll(undefined))).toEqual(['blog']);
  expect(server.requests.filter((request) => request.includes('/api/v1/secrets'))).toEqual([]);
});

test('nothing is written, rehearsed, kept or foretold', async () => {
  const {cluster} = await access();
  const place = {name: 'web', namespace: 'shop'};
  for (const asked of [
    cluster.openForFix(place, () => {}),
    cluster.prepareUndo('record', () => {}),
    cluster.introduceDrift({} as never, () => {}),
    cluster.foretell({} as never),
  ])
    await expect(asked).rejects.toThrow('the console in the cluster writes nothing');
  expect([await cluster.isSandbox(), await cluster.earlier(place), 'witness' in cluster]).toEqual([false, [], false]);
  const report = {} as never;
  expect(await cluster.remember(report, {} as never)).toBe(report);
  expect((await cluster.here()).uid).toBeUndefined();
  expect((await cluster.identity()).name).toBe('scripted');
});

test('reviews are asked for by the process’s own connection', async () => {
  const {server, settings} = await access();
  const {reviews, close} = await openReviews(settings, runtimeOf());
  onTestFinished(close);
  await expect(reviews.token({})).rejects.toMatchObject({message: expect.stringContaining('tokenreviews')});
  expect(server.requests.at(-1)).toContain('/apis/authentication.k8s.io/v1/tokenreviews');
});

test('where records lie', () => {
  const of = (driver: string) => recordsIn({...settingsOf({}, {}), driver});
  expect([of('secret'), of('secrets'), of('configmap'), of('configmaps')]).toEqual([
    'secrets',
    'secrets',
    'configmaps',
    'configmaps',
  ]);
  expect(() => of('sql')).toThrow('HELM_DRIVER=sql');
});
