import {readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, test} from 'vitest';
import type {MatrixResults} from './results.ts';
import {combinations, minorOf, otherKubernetes, VERSIONS} from './versions.ts';

const KINDS = ['kubernetes', 'helm', 'node'] as const;

describe('the runs', () => {
  const runs = combinations();

  test('are sixteen, and no two the same', () => {
    expect(runs).toHaveLength(16);
    expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(16);
  });

  test.each([
    ['kubernetes', 'helm'],
    ['kubernetes', 'node'],
    ['helm', 'node'],
  ] as const)('hold each %s with each %s', (one, other) => {
    const wanted = VERSIONS[one].flatMap((a) => VERSIONS[other].map((b) => `${a} ${b}`));
    expect(runs.map((run) => `${run[one]} ${run[other]}`).toSorted()).toEqual(wanted.toSorted());
  });
});

describe('another Kubernetes', () => {
  test.each(VERSIONS.kubernetes.slice(0, -1))('%s is what its go.mod requires, and replaces', (version) => {
    const modfile = otherKubernetes(version)?.modfile ?? '';
    const text = readFileSync(modfile, 'utf8');
    const staging = version.replace(/^1/, '0');
    expect(text).toContain(`\tk8s.io/kubernetes v${version}\n`);
    const replaced = [...text.matchAll(/^\t(k8s\.io\/\S+) => (\S+) v(\S+)$/gm)];
    expect(replaced.length).toBeGreaterThan(25);
    for (const [, name, by, at] of replaced) expect([name, at]).toEqual([by, staging]);
    expect(readFileSync(modfile.replace(/mod$/, 'sum'), 'utf8')).toContain(`k8s.io/kubernetes v${version} h1:`);
  });

  test('of ours there is no other', () => {
    expect(otherKubernetes(VERSIONS.kubernetes[3])).toBeUndefined();
  });
});

describe('the results', () => {
  const {runs, corpus, minutes, date} = JSON.parse(readFileSync('test/matrix/results.json', 'utf8')) as MatrixResults;

  test('are of the runs that there are, by what the binaries said of themselves', () => {
    const wanted = combinations().map((one) => KINDS.map((kind) => minorOf(one[kind])));
    const had = runs.map((run) =>
      KINDS.map((kind) => {
        const meant = VERSIONS[kind].find((version) => run[kind] === version || run[kind].startsWith(`${version}.`));
        return minorOf(meant ?? `unknown ${run[kind]}`);
      }),
    );
    expect(had).toEqual(wanted);
  });

  test('are green, and say what they cost', () => {
    expect(runs.flatMap(({wrong}) => wrong)).toEqual([]);
    for (const {clean, refused} of runs) expect(clean + refused.length).toBe(corpus);
    expect(minutes).toBeGreaterThan(0);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

test('what is promised is what is tried', () => {
  const text = readFileSync('docs/VERSIONING.md', 'utf8');
  for (const [label, kind] of [
    ['Node', 'node'],
    ['Helm', 'helm'],
    ['Kubernetes', 'kubernetes'],
  ] as const) {
    const [, tried = ''] = new RegExp(`^\\| ${label} \\| ([^|]+) \\|`, 'm').exec(text) ?? [];
    expect(tried.trim().split(', ')).toEqual(VERSIONS[kind].map(minorOf));
  }
  const {engines} = JSON.parse(readFileSync('package.json', 'utf8')) as {engines: {node: string}};
  expect(engines.node).toBe(`>=${VERSIONS.node[0]}`);
  const {kubeVersion} = load(readFileSync('charts/nginx/Chart.yaml', 'utf8')) as {kubeVersion: string};
  expect(kubeVersion).toBe('>=1.27.0-0');
});
