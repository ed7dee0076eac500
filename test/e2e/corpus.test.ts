import {beforeAll, describe, expect, inject, test} from 'vitest';
import {corpusChart, corpusNames, customResourceDefinitions} from './corpus.ts';
import {drift, findingLines, helmBinary, kubectl, must, reportOf, run, temporaryFolder} from './harness.ts';
import type {Report} from './harness.ts';

/** HELM_DRIFT_CORPUS names another place. Without a corpus the suite says so, as skipped tests of this name. */
const names = corpusNames();
const suite = names.length > 0 ? names : ['no corpus beside this checkout'];

beforeAll(async () => {
  if (names.length === 0) return;
  await must(inject('kubectl'), ['apply', '--server-side', '-f', '-'], {input: customResourceDefinitions(names)});
  await must(inject('kubectl'), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
});

/** A release is clean: nothing found, nothing unseen, everything compared, in either fidelity. */
async function expectClean(release: string, state: string): Promise<void> {
  for (const fidelity of ['auto', 'client']) {
    const report: Report = reportOf(
      await drift(['check', release, '-n', release, '-o', 'json', '--fidelity', fidelity]),
    );
    const where = `${state}, ${fidelity}`;
    expect([where, ...findingLines(report)]).toEqual([where]);
    expect([where, ...report.gaps]).toEqual([where]);
    expect(report.summary['compared']).toBe(report.summary['objects']);
  }
}

/** Puts an autoscaler of nobody's release on a Deployment, and scales as its controller does; false where there is none. */
async function autoscale(place: string): Promise<boolean> {
  const [first] = (await kubectl('get', 'deployments', '-n', place, '-o', 'name')).split('\n');
  if (first === undefined || first === '') return false;
  await kubectl('autoscale', first, '-n', place, '--name=outside', '--min=1', '--max=9', '--cpu=50%');
  const scale = ['--subresource=scale', '--type=merge', '--field-manager=kube-controller-manager'];
  await kubectl('patch', first, '-n', place, ...scale, '-p', '{"spec":{"replicas":7}}');
  const status = {status: {currentReplicas: 7, desiredReplicas: 7, lastScaleTime: new Date().toISOString()}};
  const written = ['--subresource=status', '--type=merge', '-p', JSON.stringify(status)];
  await kubectl('patch', 'hpa', 'outside', '-n', place, ...written);
  return true;
}

describe.each(['3.22.0', '4.3.1'])('helm %s', (version) => {
  (names.length === 0 ? test.skip : test.concurrent).each(suite)(
    '%s: no false alarm fresh, after an upgrade, and scaled by an autoscaler',
    async (name) => {
      const chart = corpusChart(name, temporaryFolder());
      const helm = helmBinary(version);
      await must(helm, ['install', name, chart, '-n', name, '--create-namespace']);
      try {
        await expectClean(name, 'fresh');
        await must(helm, ['upgrade', name, chart, '-n', name, '--set', 'changed=true']);
        await expectClean(name, 'upgraded');
        if (await autoscale(name)) await expectClean(name, 'scaled');
      } finally {
        // The next helm installs the same cluster-scoped objects.
        await run(helm, ['uninstall', name, '-n', name]);
        await run(inject('kubectl'), ['delete', 'hpa', 'outside', '-n', name, '--ignore-not-found']);
      }
    },
  );
});
