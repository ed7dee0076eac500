import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {chartBaseline, gitBaseline} from '../../src/app/chart.ts';
import type {ChartRequest} from '../../src/app/chart.ts';
import type {Helm, HelmRun} from '../../src/helm/helm.ts';
import {folderOf} from '../cli/cli.ts';

// What real helms of either kind make of a chart that looks up: test/e2e/lookups.test.ts.

const said = (stdout: string): HelmRun => ({code: 0, stdout, stderr: ''});
const failed = (stderr: string): HelmRun => ({code: 1, stdout: '', stderr: `Error: ${stderr}\n`});

const doc = (password: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {p: ${password}}\n`;

interface Scene {
  readonly asked: HelmRun;
  readonly alone: HelmRun;
  readonly stored?: string | Error;
  readonly isOffline?: boolean;
}

async function baseline({asked, alone, stored, isOffline = false}: Scene) {
  const runs: string[] = [];
  const helm: Helm = {
    run: async (args) => {
      const isAsked = args.includes('--dry-run=server');
      runs.push(isAsked ? 'asked' : 'alone');
      expect(args).toContain('--is-upgrade');
      return isAsked ? asked : alone;
    },
  };
  const request: ChartRequest = {
    applyMethod: async () => 'ssa',
    name: 'shop',
    namespace: 'web',
    chart: './chart',
    values: [],
    includeCrds: false,
    ...(isOffline ? {} : {capabilities: {kubeVersion: 'v1.37.2', apiVersions: ['v1']}}),
    deployed: async () => {
      if (stored instanceof Error) throw stored;
      return stored === undefined ? undefined : {revision: 3, manifest: stored};
    },
  };
  const {text, notes} = await chartBaseline(helm, request);
  return {text, notes: notes.join('\n'), runs};
}

test('beside a cluster the chart is rendered once, where it gives what the release holds or no release is there', async () => {
  const scene = {asked: said(doc('kept')), alone: said(doc('random'))};
  for (const stored of [doc('kept'), undefined, new Error('forbidden')]) {
    const {text, notes, runs} = await baseline({...scene, ...(stored === undefined ? {} : {stored})});
    expect([text, runs]).toEqual([doc('kept'), ['asked']]);
    expect(notes).toContain('with its lookups answered by the cluster');
  }
});

test('a value that a lookup alone gives is that of the release', async () => {
  const found = await baseline({asked: said(doc('mine')), alone: said(doc('none')), stored: doc('kept')});
  expect(found.text).toContain('p: kept');
  expect(found.notes).toContain('a value that the chart looks up changed since revision 3');
  expect(found.runs).toEqual(['asked', 'alone', 'asked']);
  const changed = await baseline({asked: said(doc('new')), alone: said(doc('new')), stored: doc('old')});
  expect([changed.text, changed.runs]).toEqual([doc('new'), ['asked', 'alone']]);
});

test.each(['unknown flag: --is-upgrade', 'error calling lookup: secrets "kept" is forbidden'])(
  'a helm that says "%s" renders without lookups',
  async (words) => {
    const {text, notes} = await baseline({asked: failed(words), alone: said(doc('random'))});
    expect(text).toBe(doc('random'));
    expect(notes).toContain(`without its lookups, which failed (helm cannot render ./chart: ${words})`);
  },
);

test('a chart that cannot be rendered either way says why', async () => {
  await expect(baseline({asked: failed('lookup'), alone: failed('values are wrong')})).rejects.toThrow(
    'values are wrong',
  );
});

test('without a cluster nothing is asked of one', async () => {
  const {notes, runs} = await baseline({asked: failed('x'), alone: said(doc('random')), isOffline: true});
  expect(runs).toEqual(['alone']);
  expect(notes).toContain('rendered anew without a cluster');
});

test('values of a commit come from that commit, those on stdin from stdin', async () => {
  const folder = folderOf({'values.yaml': 'a: 1'});
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  const file = join(folder, 'values.yaml');
  const runs: (readonly string[])[] = [];
  const helm: Helm = {
    run: async (args) => {
      runs.push(args);
      return said(doc('kept'));
    },
  };
  const request: ChartRequest = {
    applyMethod: async () => 'ssa',
    name: 'shop',
    namespace: 'web',
    chart: folder,
    values: [`--values=${file},-`, '--values=-'],
    includeCrds: false,
    deployed: async () => undefined,
  };
  await gitBaseline(helm, 'HEAD', request, process.env);
  const [listed = '', alone] = runs[0]?.slice(-2) ?? [];
  expect(listed).toMatch(/^--values=\/.+\/values\.yaml,-$/);
  expect(listed).not.toContain(file);
  expect(alone).toBe('--values=-');
});
