import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {chartFolder} from './charts.ts';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf} from './harness.ts';
import type {Report, RunOptions} from './harness.ts';
import {plane} from './plane.ts';
import {proxy} from './proxy.ts';

/** Keeps a password that is there, as many charts do; a hook and a resource whose making would show. */
const CHART = {
  'templates/all.yaml': `{{- $old := lookup "v1" "Secret" .Release.Namespace "kept" }}
apiVersion: v1
kind: Secret
metadata: {name: kept}
stringData:
  user: web
  password: {{ if $old }}{{ $old.data.password | b64dec | quote }}{{ else }}{{ randAlphaNum 16 | quote }}{{ end }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: told}
data:
  upgrade: "{{ .Release.IsInstall }}"
  found: "{{ if $old }}yes{{ else }}no{{ end }}"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: hooked
  annotations: {helm.sh/hook: "pre-install,pre-upgrade"}
data: {a: b}
`,
};
/** The same with a number that is another at each rendering. */
const WITH_CHANCE = {
  ...CHART,
  'templates/chance.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: chance}\ndata: {count: "{{ randNumeric 20 }}"}\n`,
};

const installed = async (prefix: string, version: string, chart: string): Promise<string> => {
  const place = await namespace(prefix);
  await must(helmBinary(version), ['install', 'odd', chart, '-n', place]);
  // From now on the lookup finds something.
  await must(helmBinary(version), ['upgrade', 'odd', chart, '-n', place]);
  return place;
};

/** `NAME=VERSION` of all but the Secret that a test itself changes. */
async function versionsIn(place: string): Promise<string[]> {
  const path = 'jsonpath={range .items[*]}{.metadata.name}={.metadata.resourceVersion} {end}';
  const all = await kubectl('get', 'secrets,configmaps', '-n', place, '-o', path);
  return all.split(' ').filter((one) => !one.startsWith('kept='));
}

async function held(place: string, chart: string, version: string, {env = {}}: RunOptions = {}): Promise<Report> {
  const args = ['check', 'odd', chart, '-n', place, '-o', 'json'];
  return reportOf(await drift(args, {env: {HELM_BIN: helmBinary(version), ...env}}));
}

describe.each(['3.18.0', '3.22.0', '4.1.4', '4.3.1'])('a chart that looks up, by helm %s', (version) => {
  test('a kept password is in contract, a changed one is drift, and nothing is written', async () => {
    const chart = chartFolder(CHART);
    const place = await installed('lookups', version, chart);
    const before = await versionsIn(place);
    const {env, requests} = await proxy();
    const kept = await held(place, chart, version, {env});
    expect([kept.findings.filter(({verdict}) => verdict === 'drift'), kept.gaps]).toEqual([[], []]);
    expect(kept.notes).toEqual([expect.stringContaining('lookups answered by the cluster')]);
    await kubectl('patch', 'secret', 'kept', '-n', place, '-p', '{"stringData": {"password": "mine"}}');
    const changed = await held(place, chart, version, {env});
    expect(findingLines(changed)).toEqual([expect.stringContaining('Secret/kept data.password')]);
    expect(changed.notes.join()).toContain('a value that the chart looks up changed since revision 2 was deployed');
    expect(await versionsIn(place)).toEqual(before);
    const writes = requests.filter((line) => !line.startsWith('GET ') && !line.includes('dryRun=All'));
    expect(writes).toEqual([]);
  });

  test('what is made anew each time is told as before, and a value that the chart sets is held against the chart', async () => {
    const chart = chartFolder(WITH_CHANCE);
    const place = await installed('chance', version, chart);
    await kubectl('patch', 'secret', 'kept', '-n', place, '-p', '{"stringData": {"password": "mine", "user": "me"}}');
    const lines = findingLines(await held(place, chart, version));
    expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual([
      'ConfigMap/chance data.count',
      'Secret/kept data.password',
      'Secret/kept data.user',
    ]);
  });

  test('who may not look is told so, and gets the rendering without', async () => {
    const chart = chartFolder(CHART);
    const place = await installed('blind', version, chart);
    for (const verb of ['get', 'list'])
      await kubectl('create', 'role', `${verb}-them`, '-n', place, `--verb=${verb}`, '--resource=configmaps');
    for (const verb of ['get', 'list'])
      await kubectl('create', 'rolebinding', verb, '-n', place, `--role=${verb}-them`, '--user=nosecrets');
    const env = {
      HELM_KUBETOKEN: plane().tokens['nosecrets'],
      HELM_KUBEAPISERVER: plane().server,
      KUBECONFIG: '/dev/null',
    };
    const report = await held(place, chart, version, {env: {...env, HELM_KUBECAFILE: plane().caFile}});
    expect(report.notes.join()).toMatch(/without its lookups, which failed \(.*secrets "kept" is forbidden/);
    expect(findingLines(report)).toEqual(['ConfigMap/told data.found: "no" → "yes" (helm)']);
  });
});

test('without a cluster nothing is looked up', async () => {
  const chart = chartFolder(CHART);
  const place = await installed('offline', '4.3.1', chart);
  const live = join(chart, 'live.yaml');
  writeFileSync(live, await kubectl('get', 'configmaps', '-n', place, '-o', 'yaml', '--show-managed-fields'));
  const args = ['check', 'odd', chart, '-n', place, '-o', 'json', '--live', live];
  const report = reportOf(await drift(args, {env: {KUBECONFIG: '/dev/null'}}));
  expect(report.notes.join()).toContain('rendered anew without a cluster');
});
