import {mkdtempSync, rmSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, inject, onTestFinished, test} from 'vitest';
import {connect} from '../../src/kube/connection.ts';
import {dryProxy} from '../../src/kube/dry-proxy.ts';
import {DRIFTS, HELMS, UPGRADES} from '../forecast/cases.ts';
import {DEFINITION, tried} from '../forecast/trial.ts';
import {drift, helmBinary, kubectl, must, namespace, run} from './harness.ts';
import {plane} from './plane.ts';

describe('the proxy that dries writes', () => {
  async function opened() {
    const connection = await connect({kubeconfig: plane().kubeconfig});
    const proxy = await dryProxy(connection);
    onTestFinished(() => {
      proxy.close();
      connection.close();
    });
    return proxy;
  }

  const ask = (server: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Promise<{status: number; body: string}>((resolve, reject) => {
      const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      // Node leaves the length of a DELETE's body out.
      const length = text === undefined ? {} : {'content-length': String(text.length)};
      const outgoing = request(
        `${server}${path}`,
        {method, headers: {'content-type': 'application/json', ...length, ...headers}},
        (incoming) => {
          let said = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
          incoming.on('end', () => resolve({status: incoming.statusCode ?? 0, body: said}));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });

  const configMap = (name: string) => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data: {a: 'b'}});
  const all = (place: string) => kubectl('get', 'configmap,secret', '-n', place, '-o', 'json');

  test('no write passes undried, whatever its method and whatever it says of dry runs itself', async () => {
    const place = await namespace('dried');
    await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: JSON.stringify(configMap('there'))});
    const before = await all(place);
    const {server, writes} = await opened();
    const at = `/api/v1/namespaces/${place}/configmaps`;
    const type = {'content-type': 'application/merge-patch+json'};
    const answers = [
      await ask(server, 'POST', at, configMap('new')),
      await ask(server, 'POST', `${at}?dryRun=`, configMap('new')),
      await ask(server, 'PUT', `${at}/there`, {...configMap('there'), data: {a: 'c'}}),
      await ask(server, 'PATCH', `${at}/there`, {data: {a: 'c'}}, type),
      await ask(server, 'PATCH', `${at}/there?dryRun=None&fieldManager=helm`, {data: {a: 'c'}}, type),
      await ask(server, 'DELETE', `${at}/there`),
      await ask(server, 'DELETE', `${at}/there`, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
      }),
      await ask(server, 'DELETE', `${at}/there`, {apiVersion: 'v1', kind: 'DeleteOptions', dryRun: []}),
      await ask(server, 'DELETE', at),
      await ask(server, 'POST', `/api/v1/namespaces/${place}/secrets`, {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'helm.sh/release.v1',
        metadata: {name: 'sh.helm.release.v1.r.v9'},
      }),
    ];
    expect(answers.map(({status}) => status)).toEqual([201, 201, 200, 200, 200, 200, 200, 200, 200, 201]);
    expect(writes.map(({method}) => method)).toEqual([
      'POST',
      'POST',
      'PUT',
      'PATCH',
      'PATCH',
      'DELETE',
      'DELETE',
      'DELETE',
      'DELETE',
    ]);
    expect(await all(place)).toBe(before);
  });

  test('who does not know its secret, and what is neither a read nor a write, is refused', async () => {
    const {server} = await opened();
    const {origin} = new URL(server);
    expect((await ask(origin, 'GET', '/api/v1/namespaces')).status).toBe(404);
    expect((await ask(`${origin}/${'0'.repeat(64)}`, 'GET', '/api/v1/namespaces')).status).toBe(404);
    for (const method of ['OPTIONS', 'HEAD', 'TRACE'])
      expect((await ask(server, method, '/api/v1/namespaces')).status).toBe(405);
    const upgraded = ask(server, 'GET', '/api/v1/namespaces', undefined, {connection: 'Upgrade', upgrade: 'websocket'});
    await expect(upgraded).rejects.toThrow('hang up');
  });
});

describe('every forecast comes true', () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'helm-drift-forecast-'));
    await must(inject('kubectl'), ['create', '-f', '-'], {input: JSON.stringify(DEFINITION)});
  });
  afterAll(async () => {
    await run(inject('kubectl'), ['delete', 'crd', DEFINITION.metadata.name, '--wait=false']);
    rmSync(folder, {recursive: true, force: true, maxRetries: 3});
  });

  // A third of `npm run forecast`, another kind of drift for each pair of helms and each upgrade.
  const trials = HELMS.flatMap(([born, later], pair) =>
    Object.entries(UPGRADES).flatMap(([upgrade, values], kind) =>
      DRIFTS.filter((_drift, index) => (index + pair + kind) % 3 === 0).map((one) => ({
        drift: one,
        born,
        later,
        upgrade,
        values,
      })),
    ),
  );
  test.concurrent.each(trials.map((trial, number) => ({...trial, name: trial.drift.name, number})))(
    'helm $born → $later, $upgrade: $name',
    async ({number, ...trial}) => {
      const helms = {3: helmBinary('3.22.0'), 4: helmBinary('4.3.1')};
      const arena = {kubeconfig: plane().kubeconfig, kubectl: inject('kubectl'), helms, folder};
      const {problem, foreseen} = await tried(trial, arena, number);
      expect([problem, foreseen]).toEqual([undefined, expect.not.stringMatching('unforeseen')]);
    },
  );
});

test('all kept is 0, and the words and the machine format say the same', async () => {
  const place = await namespace('kept');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', 'ADDED=1');
  const text = await drift(['check', 'test-nginx', '-n', place, '--forecast']);
  expect([text.code, text.stderr]).toEqual([0, '']);
  expect(text.stdout).toContain('the upgrade will go through');
  expect(text.stdout).toContain('Next upgrade: kept.');
  const refused = await drift(['check', 'test-nginx', 'no-such-chart', '-n', place, '--forecast']);
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('helm cannot upgrade test-nginx');
});

describe.each(['3.22.0', '4.3.1'])('a forecast by helm %s that is refused for want of rights', (version) => {
  // What may be written decides how far helm comes: not even its own record, or some of the objects.
  test.each([
    ['nothing', undefined],
    ['some objects', 'secrets,services,configmaps,serviceaccounts'],
  ])('who may write %s is told of nothing that it is kept', async (_what, writable) => {
    const place = await namespace('rights');
    await must(helmBinary(version), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
    await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
    await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', 'ADDED=1');
    const roles = {'get,list': '*.*', ...(writable === undefined ? {} : {'create,update,patch,delete': writable})};
    for (const [index, [verbs, resources]] of Object.entries(roles).entries()) {
      await kubectl('-n', place, 'create', 'role', `r${index}`, `--verb=${verbs}`, `--resource=${resources}`);
      await kubectl('-n', place, 'create', 'rolebinding', `r${index}`, `--role=r${index}`, '--user=reader');
    }
    const env = {HELM_KUBETOKEN: plane().tokens['reader'], HELM_BIN: helmBinary(version)};
    const args = ['check', 'test-nginx', '-n', place, '--forecast'];
    const text = await drift(args, {env});
    expect(text).toMatchObject({code: 2, stderr: ''});
    expect(text.stdout).toContain('the upgrade will fail');
    expect(text.stdout).not.toContain('kept');
    const {findings} = JSON.parse((await drift([...args, '-o', 'json'], {env})).stdout) as {
      findings: readonly {readonly verdict: string; readonly forecast?: {readonly verdict: string}}[];
    };
    const fates = findings.filter(({verdict}) => verdict === 'drift').map(({forecast}) => forecast?.verdict);
    expect(fates).toHaveLength(2);
    for (const fate of fates)
      expect(writable === undefined ? ['unforeseen'] : ['unforeseen', 'refused']).toContain(fate);
  });
});
