import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, temporaryFolder} from './harness.ts';
import type {Report} from './harness.ts';

function hook(name: string, annotations: Readonly<Record<string, string>>): string {
  return JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, annotations}, data: {key: 'value'}});
}

const definition = (group: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `things.${group}`},
  spec: {
    group,
    scope: 'Namespaced',
    names: {plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList'},
    versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object'}}}],
  },
});

function chartOf(group: string): string {
  const chart = temporaryFolder();
  mkdirSync(join(chart, 'templates'));
  mkdirSync(join(chart, 'crds'));
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: hooked\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'crds', 'thing.yaml'), JSON.stringify(definition(group)));
  const templates = {
    own: hook('own', {}),
    lasting: hook('lasting', {'helm.sh/hook': 'post-install,pre-upgrade'}),
    renewed: hook('renewed', {'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'before-hook-creation'}),
    gone: hook('gone', {'helm.sh/hook': 'post-install', 'helm.sh/hook-delete-policy': 'hook-succeeded'}),
    later: hook('later', {'helm.sh/hook': 'pre-rollback'}),
    test: hook('test', {'helm.sh/hook': 'test'}),
  };
  for (const [name, text] of Object.entries(templates)) writeFileSync(join(chart, 'templates', `${name}.yaml`), text);
  return chart;
}

const names = ({findings}: Report, verdict: string): string[] =>
  findings.filter((finding) => finding.verdict === verdict).map(({ref}) => ref.name);

describe.each(['3.22.0', '4.3.1'])('hooks and crds/ of a release of helm %s', (version) => {
  const helm = (...args: string[]) => must(helmBinary(version), args);
  const group = `hooks-${version.replaceAll('.', '-')}.example.org`;

  test.each(['auto', 'client'])('what counts is compared, what does not is not missed; %s', async (fidelity) => {
    const place = await namespace('hooks');
    const chart = chartOf(group);
    await helm('install', 'hooked', chart, '-n', place);
    const check = async (...args: string[]): Promise<Report> =>
      reportOf(await drift(['check', 'hooked', ...args, '-n', place, '-o', 'json', '--fidelity', fidelity]));

    // Fresh: nothing to say, whatever is asked for.
    const fresh = [
      await check(),
      await check('--hooks', 'exclude'),
      await check('--hooks', 'include', '--include-crds'),
    ];
    expect(fresh.map(({summary, gaps}) => [summary['compared'], summary['drift'], gaps])).toEqual([
      [2, 0, []],
      [1, 0, []],
      [5, 0, []],
    ]);
    // The one with hook-succeeded is gone, as its policy says.
    expect(names(fresh[2] as Report, 'ignored')).toEqual(['gone']);

    await kubectl('patch', 'configmap', 'lasting', 'renewed', '-n', place, '-p', '{"data":{"key":"other"}}');
    await kubectl('patch', 'crd', `things.${group}`, '--type=merge', '-p', '{"spec":{"names":{"shortNames":["th"]}}}');
    expect(findingLines(await check())).toEqual(['ConfigMap/lasting data.key: "value" → "other" (kubectl-patch)']);
    expect(findingLines(await check('--hooks', 'exclude'))).toEqual([]);
    expect(findingLines(await check('--hooks', 'include', '--include-crds'))).toEqual([
      'ConfigMap/lasting data.key: "value" → "other" (kubectl-patch)',
      'ConfigMap/renewed data.key: "value" → "other" (kubectl-patch)',
      `CustomResourceDefinition/things.${group} spec.names.shortNames: added (kubectl-patch)`,
    ]);

    await kubectl('delete', 'configmap', 'lasting', '-n', place);
    expect(names(await check(), 'drift')).toEqual(['lasting']);

    // The upgrade runs another set of hooks: those of the installation were not made for it.
    await helm('upgrade', 'hooked', chart, '-n', place);
    expect([await check(), await check('--hooks', 'include')].map(({summary}) => summary)).toMatchObject([
      {compared: 2, drift: 0},
      {compared: 2, drift: 0},
    ]);
    // A rendered chart says nothing of what ran.
    expect((await check(chart)).summary).toMatchObject({objects: 1, drift: 0});
    expect((await check(chart, '--include-crds')).summary).toMatchObject({objects: 2});

    await kubectl('delete', 'crd', `things.${group}`);
  });
});
