import {beforeAll, describe, expect, inject, test} from 'vitest';
import {corpusChart, corpusNames, customResourceDefinitions} from './corpus.ts';
import {drift, findingLines, helmBinary, must, reportOf, run, temporaryFolder} from './harness.ts';

/** HELM_DRIFT_CORPUS names another place. Without a corpus the suite says so, as skipped tests of this name. */
const names = corpusNames();
const suite = names.length > 0 ? names : ['no corpus beside this checkout'];

beforeAll(async () => {
  if (names.length === 0) return;
  await must(inject('kubectl'), ['apply', '--server-side', '-f', '-'], {input: customResourceDefinitions(names)});
  await must(inject('kubectl'), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
});

describe.each(['3.22.0', '4.3.1'])('fresh from helm %s', (version) => {
  test.skipIf(names.length === 0).each(suite)('%s: no false alarm', async (name) => {
    const chart = corpusChart(name, temporaryFolder());
    const helm = helmBinary(version);
    await must(helm, ['install', name, chart, '-n', name, '--create-namespace']);
    try {
      const report = reportOf(await drift(['check', name, '-n', name, '-o', 'json']));
      expect(findingLines(report)).toEqual([]);
      expect(report.gaps).toEqual([]);
      expect(report.summary['compared']).toBe(report.summary['objects']);
    } finally {
      // The next helm installs the same cluster-scoped objects.
      await run(helm, ['uninstall', name, '-n', name]);
    }
  });
});
