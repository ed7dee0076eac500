import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import type {Report} from './harness.ts';

/** A chart of one template. */
function chartOf(manifest: string): string {
  const chart = temporaryFolder();
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: odd\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), manifest);
  return chart;
}

/** The one release of the namespace, alone and among all: each way reads it otherwise. */
async function reports(place: string): Promise<Report[]> {
  const alone = await drift(['check', 'odd', '-n', place, '-o', 'json']);
  const all = JSON.parse((await drift(['check', '--all', '-n', place, '-o', 'json'])).stdout) as {reports: Report[]};
  return [reportOf(alone), ...all.reports];
}

describe.each(['3.22.0', '4.3.1'])('helm %s', (version) => {
  test('a release that declares nothing is clean', async () => {
    const place = await namespace('empty');
    await must(helmBinary(version), ['install', 'odd', chartOf('{{- if .Values.wanted }}x{{ end }}\n'), '-n', place]);
    for (const report of await reports(place)) expect([report.gaps, report.findings]).toEqual([[], []]);
  });

  test('brackets that close right below their key are read', async () => {
    const place = await namespace('brackets');
    const pod = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n    - name: a\n      image: a\n      args: [\n        "a",\n        "b"\n      ]\n`;
    await must(helmBinary(version), ['install', 'odd', chartOf(pod), '-n', place]);
    for (const report of await reports(place)) {
      expect([report.gaps, report.findings]).toEqual([[], []]);
      expect(report.summary['compared']).toBe(1);
    }
  });

  test('ends of lines that only Go knows, and a hook whose last line has none, are read as Helm and the server do', async () => {
    const place = await namespace('breaks');
    const odd = [
      'q: "a\u0085b"',
      "s: 'a\u2028b \u2029  c'",
      'e: "a\\u0085b\\u2028c"',
      'l: |\n    a\u0085    b',
      'c: "a\\\n\n    b"',
      'f: >\n    a\u2028    b\n    c',
    ];
    const map = (name: string, more: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}data:\n`;
    const hook = `${map('hooked', '  annotations: {helm.sh/hook: "pre-install,pre-upgrade"}\n')}  k: |\n    a\n`;
    const labels = '  labels: &one {a: "1", b: "2"}\n  annotations: &two {a: "3", c: "4"}\n';
    const merged = `${map('merged', labels)}  <<: *one\n  <<: *two\n  b: "5"\n`;
    const chart = chartOf(
      `${map('odd', '')}  ${odd.join('\n  ')}\n---\n${merged}---\n${hook}---\n${map('last', '')}  k: v\n`,
    );
    await must(helmBinary(version), ['install', 'odd', chart, '-n', place]);
    for (const report of await reports(place)) {
      expect([report.gaps, findingLines(report)]).toEqual([[], []]);
      expect(report.summary['compared']).toBe(4);
    }
    await kubectl('patch', 'configmap', 'odd', '-n', place, '-p', '{"data": {"q": "a\u0085b", "s": "a b c"}}');
    for (const {findings} of await reports(place))
      expect(findings.map(({ref, path}) => `${ref.name} ${path}`).toSorted()).toEqual(['odd data.q', 'odd data.s']);
  });
});

test('of one object that a chart declares several times, the one that Helm wrote last is the promise', async () => {
  const place = await namespace('twins');
  const role = (verb: string): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: x\nrules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [${verb}]\n`;
  const helm = helmBinary('4.3.1');
  const chart = chartOf(['get', 'list', 'watch'].map(role).join('---\n'));
  // At once, so that any of them may come last; Helm 3 creates, and refuses to create twice.
  await must(helm, ['install', 'odd', chart, '-n', place]);
  for (const report of await reports(place)) {
    expect(findingLines(report)).toEqual([]);
    expect(report.notes.join()).toContain('stands 3 times in the manifest');
  }
  expect((await run(helm, ['upgrade', 'odd', chart, '-n', place])).code).toBe(0);
  for (const report of await reports(place)) expect(findingLines(report)).toEqual([]);
});

test("an item that Helm 3's own upgrade lost to its twin is told, with the likely cause", async () => {
  const place = await namespace('lost');
  const helm = helmBinary('3.22.0');
  const gossip = '{{- range .Values.gossip }}\n    - {name: {{ . }}, port: 9094, protocol: {{ upper . }}}{{ end }}\n';
  const chart = chartOf(
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  ports:\n    - {name: http, port: 80}\n${gossip}`,
  );
  await must(helm, ['install', 'odd', chart, '-n', place]);
  await must(helm, ['upgrade', 'odd', chart, '-n', place, '--set', 'gossip={tcp,udp}']);
  for (const report of await reports(place)) {
    expect(findingLines(report)).toEqual(['Service/x spec.ports[name=udp]: removed']);
    expect(report.findings[0]?.methodNote).toContain('an upgrade may have lost this one by itself');
  }
});
