import {expect, test} from 'vitest';
import type {Helm} from '../../src/helm/helm.ts';
import {sqlReleases} from '../../src/helm/sql-releases.ts';
import {thrownBy} from '../kube/fakes.ts';

/** Answers as helm 3.22 and 4.3 print: `list` gives revisions as text, `history` as numbers. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  list: [{name: 'shop', namespace: 'web', revision: '3', status: 'failed'}],
  history: [
    {revision: 2, updated: '2026-11-20T08:00:00.000000Z', status: 'deployed'},
    {revision: 3, updated: '2026-11-21T08:00:00.000000Z', status: 'failed'},
  ],
};

function helm(calls: string[][] = []): Helm {
  return {
    run: async (args) => {
      calls.push([...args]);
      const answer = ANSWERS[args[0] ?? ''];
      return {code: 0, stdout: answer === undefined ? 'kind: ConfigMap\n' : JSON.stringify(answer), stderr: ''};
    },
  };
}

test('releases of the sql driver come from helm, with every revision of each', async () => {
  const records = await sqlReleases(helm()).all(undefined);
  expect(records).toEqual([
    {name: 'shop', namespace: 'web', revision: 2, status: 'deployed', modifiedAt: '2026-11-20T08:00:00.000Z'},
    {name: 'shop', namespace: 'web', revision: 3, status: 'failed', modifiedAt: '2026-11-21T08:00:00.000Z'},
  ]);
});

test('a record is asked for by revision, in its parts', async () => {
  const calls: string[][] = [];
  const answer: Helm = {
    run: async (args) => {
      calls.push([...args]);
      const stdout = {manifest: 'kind: ConfigMap\n', hooks: '', metadata: '{"applyMethod":"ssa"}'}[args[1] ?? ''] ?? '';
      return {code: 0, stdout, stderr: ''};
    },
  };
  const stored = await sqlReleases(answer).read({name: 'shop', namespace: 'web', revision: 2, status: 'deployed'});
  expect(stored).toEqual({
    manifest: 'kind: ConfigMap\n',
    applyMethod: 'ssa',
    hooks: [],
    crds: [],
    moreCrds: expect.stringContaining('crds/ are not read from a database'),
  });
  const revision = ['shop', '--namespace', 'web', '--revision', '2'];
  expect(calls.map((call) => call.slice(0, 2))).toEqual([
    ['get', 'manifest'],
    ['get', 'hooks'],
    ['get', 'metadata'],
  ]);
  expect(calls.every((call) => revision.every((part) => call.includes(part)))).toBe(true);
});

test.each([
  ['sql: connection refused', 'usage'],
  ['Kubernetes cluster unreachable: Get "https://x": refused', 'unreachable'],
  ['release: not found', 'not-found'],
])("helm's own words when it fails: %s", async (said, code) => {
  const failing = sqlReleases({run: async () => ({code: 1, stdout: '', stderr: `Error: ${said}\n`})});
  expect(await thrownBy(failing.history('web', 'shop'))).toMatchObject({message: `helm history shop: ${said}`, code});
  const record = {name: 'shop', namespace: 'web', revision: 2, status: 'deployed'};
  expect(await thrownBy(failing.read(record))).toMatchObject({message: `helm get manifest shop: ${said}`, code});
});

test('hooks come as one text, and what is no JSON is no answer', async () => {
  const answer: Helm = {
    run: async (args) => ({code: 0, stdout: args[1] === 'metadata' ? '{}' : 'kind: Job\n', stderr: ''}),
  };
  const record = {name: 'shop', namespace: 'web', revision: 2, status: 'deployed'};
  expect(await sqlReleases(answer).read(record)).toMatchObject({
    applyMethod: 'csa',
    hooks: [{template: '', manifest: 'kind: Job\n'}],
  });
  expect((await thrownBy(sqlReleases(answer).all('web'))).message).toBe('helm list --namespace: its answer is no JSON');
  expect(await sqlReleases(answer).templates(record)).toEqual([]);
});

test.each([
  ['web', ['--namespace', 'web']],
  [undefined, ['-A']],
])('all releases of %s are listed, whatever became of them', async (namespace, where) => {
  const calls: string[][] = [];
  await sqlReleases(helm(calls)).all(namespace);
  const states = ['--deployed', '--failed', '--pending', '--uninstalling'];
  expect(calls[0]).toEqual(['list', ...where, '--max', '0', ...states, '-o', 'json']);
});

test('a time that cannot be read is left out', async () => {
  const entries = [{revision: 1, updated: 'yesterday', status: 'deployed'}];
  const answer: Helm = {run: async () => ({code: 0, stdout: JSON.stringify(entries), stderr: ''})};
  expect(await sqlReleases(answer).history('web', 'shop')).toEqual([
    {name: 'shop', namespace: 'web', revision: 1, status: 'deployed'},
  ]);
});
