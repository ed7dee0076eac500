import {describe, expect, onTestFinished, test} from 'vitest';
import {chartFolder} from './charts.ts';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf} from './harness.ts';
import type {Report} from './harness.ts';

interface Judged {
  readonly path: string;
  readonly severity?: string;
  readonly controlPath: {readonly title: string; readonly impact?: string};
}

const version = (name: string, storage: boolean): string =>
  `    - {name: ${name}, served: true, storage: ${storage}, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer, maximum: 5}}}}}}}\n`;

const definition = (plural: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.crds.example}
spec:
  group: crds.example
  scope: Namespaced
  names: {kind: K${plural}, plural: ${plural}, singular: ${plural}, listKind: K${plural}List}
  versions:
${version('v1', true)}${version('v1beta1', false)}`;

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

/** A chart with a definition of its own in crds/, and one in those of a subchart. */
const withSubchart = (own: string, other: string): string =>
  chartFolder(
    {
      'crds/own.yaml': definition(own),
      'templates/a.yaml': MANIFEST,
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'charts/sub/crds/other.yaml': definition(other),
    },
    'dependencies: [{name: sub, version: 0.1.0}]\n',
  );

const forgotten = (...plurals: readonly string[]): void =>
  onTestFinished(async () => {
    await kubectl('delete', 'crd', '--ignore-not-found', ...plurals.map((plural) => `${plural}.crds.example`));
  });

async function reports(place: string): Promise<Report[]> {
  const checks = ['auto', 'client', 'server'].map((fidelity) =>
    drift(['check', 'odd', '-n', place, '--include-crds', '--fidelity', fidelity, '-o', 'json']),
  );
  return (await Promise.all(checks)).map(reportOf);
}

const told = ({findings}: Report): unknown[] =>
  (findings as unknown as Judged[]).map(({path, severity, controlPath: {title, impact}}) => [
    path,
    severity,
    `${title}: ${impact ?? ''}`,
  ]);

const THRICE = (value: unknown): unknown[] => [value, value, value];

describe.each(['3.22.0', '4.3.1'])('crds/ of a release by helm %s, without its chart', (helm) => {
  const own = `own${helm.replaceAll('.', '')}`;
  const other = `other${helm.replaceAll('.', '')}`;
  const patch = async (...operations: readonly unknown[]): Promise<unknown> =>
    kubectl('patch', 'crd', `${own}.crds.example`, '--type=json', '-p', JSON.stringify(operations));
  const stored = async (name: string): Promise<unknown> => {
    const status = JSON.stringify({status: {storedVersions: [name]}});
    return kubectl('patch', 'crd', `${own}.crds.example`, '--subresource=status', '--type=merge', '-p', status);
  };

  test('are in contract as they were installed, and those of subcharts are said to be missing from the record', async () => {
    const place = await namespace('crds');
    forgotten(own, other);
    await must(helmBinary(helm), ['install', 'odd', withSubchart(own, other), '-n', place]);
    const found = await reports(place);
    expect(found.map(({findings, gaps, summary}) => [findings, gaps, summary['compared']])).toEqual(
      THRICE([[], [], 2]),
    );
    for (const {notes} of found) expect(notes.join()).toContain('does not keep the crds/ of subcharts (sub)');
    const without = reportOf(await drift(['check', 'odd', '-n', place, '-o', 'json']));
    expect([without.notes, without.summary['compared']]).toEqual([[], 1]);
  });

  test('a version that is served no more, one that is gone, another that is stored, and a definition that is gone', async () => {
    const place = await namespace('crds');
    forgotten(own);
    const files = {'crds/own.yaml': definition(own), 'templates/a.yaml': MANIFEST};
    await must(helmBinary(helm), ['install', 'odd', chartFolder(files), '-n', place]);

    await patch({op: 'replace', path: '/spec/versions/1/served', value: false});
    expect((await reports(place)).map(told)).toEqual(
      THRICE([['spec.versions[name=v1beta1].served', 'high', expect.stringContaining('served: false, not true')]]),
    );

    await patch(
      {op: 'replace', path: '/spec/versions/1/served', value: true},
      {op: 'replace', path: '/spec/versions/1/storage', value: true},
      {op: 'replace', path: '/spec/versions/0/storage', value: false},
    );
    expect((await reports(place)).map(told)).toEqual(
      THRICE([
        ['spec.versions[name=v1].storage', 'high', expect.stringContaining('stored one: false, not true')],
        ['spec.versions[name=v1beta1].storage', 'high', expect.stringContaining('stored one: true, not false')],
      ]),
    );

    await stored('v1beta1');
    await patch({op: 'remove', path: '/spec/versions/0'});
    const gone = await reports(place);
    expect(gone.map((report) => findingLines(report)[0])).toEqual(
      THRICE(`CustomResourceDefinition/${own}.crds.example spec.versions[name=v1]: removed (kubectl-patch)`),
    );
    for (const report of gone)
      expect(told(report)).toContainEqual(['spec.versions[name=v1]', 'critical', expect.stringContaining('is gone')]);

    await kubectl('delete', 'crd', `${own}.crds.example`);
    for (const report of await reports(place)) {
      expect(findingLines(report)).toEqual([`CustomResourceDefinition/${own}.crds.example : missing`]);
      expect(told(report)).toEqual([['', 'critical', expect.stringContaining('not in the cluster')]]);
    }
  });

  test('a version that somebody added before the others is one finding', async () => {
    const place = await namespace('crds');
    forgotten(own);
    const files = {'crds/own.yaml': definition(own), 'templates/a.yaml': MANIFEST};
    await must(helmBinary(helm), ['install', 'odd', chartFolder(files), '-n', place]);
    const value = {name: 'v2', served: true, storage: false, schema: {openAPIV3Schema: {type: 'object'}}};
    await patch({op: 'add', path: '/spec/versions/0', value});
    expect((await reports(place)).map(findingLines)).toEqual(
      THRICE([`CustomResourceDefinition/${own}.crds.example spec.versions[name=v2]: added (kubectl-patch)`]),
    );
    const {stdout} = await drift(['fix', 'odd', '-n', place, '--include-crds', '--added', '--yes']);
    expect(stdout).toContain('Verified: 1 object put back');
    expect((await reports(place)).flatMap(findingLines)).toEqual([]);
  });
});
