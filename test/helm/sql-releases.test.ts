import {expect, test} from 'vitest';
import type {Helm} from '../../src/helm/helm.ts';
import {sqlReleases} from '../../src/helm/sql-releases.ts';

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
  expect(stored).toEqual({manifest: 'kind: ConfigMap\n', applyMethod: 'ssa', hooks: [], crds: []});
  const revision = ['shop', '--namespace', 'web', '--revision', '2'];
  expect(calls.map((call) => call.slice(0, 2))).toEqual([
    ['get', 'manifest'],
    ['get', 'hooks'],
    ['get', 'metadata'],
  ]);
  expect(calls.every((call) => revision.every((part) => call.includes(part)))).toBe(true);
});

test("helm's own words when it fails", async () => {
  const failing: Helm = {run: async () => ({code: 1, stdout: '', stderr: 'Error: sql: connection refused\n'})};
  await expect(sqlReleases(failing).history('web', 'shop')).rejects.toThrow(
    'helm history shop: sql: connection refused',
  );
});
