import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {DriftReport} from '../../src/model/report.ts';
import {governedFindings, introduceGovernedDrift} from './governed-drift.ts';
import {drift, findingLines, helmBinary, kubectl, must, namespace, reportOf, temporaryFolder} from './harness.ts';

const whole = (stdout: string): DriftReport => JSON.parse(stdout) as DriftReport;
const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));

test.each(['3.22.0', '4.3.1'] as const)(
  'helm %s: what was is judged again as it was, and becomes a scenario that anybody can play',
  async (version) => {
    const space = await namespace('kept');
    const helm = helmBinary(version);
    await must(helm, ['install', 'test-nginx', 'charts/nginx', '-n', space]);
    await kubectl('create', 'secret', 'generic', 'beside', '-n', space, '--from-literal=password=hunter2-is-secret');
    const env = {HELM_BIN: helm, XDG_STATE_HOME: temporaryFolder()};
    const check = (...more: string[]) => drift(['check', 'test-nginx', '-n', space, '-o', 'json', ...more], {env});
    expect((await check()).code).toBe(0);
    await introduceGovernedDrift(space);
    const first = await check();
    expect(findingLines(reportOf(first))).toEqual(governedFindings());
    const told = whole(first.stdout);
    await second();
    await must(process.execPath, ['dist/helm-drift.cjs', 'fix', 'test-nginx', '-n', space, '--yes'], {env});
    expect((await check()).code).toBe(0);
    const again = await check('--at', told.takenAt);
    expect(again.code).toBe(2);
    const {asOf: _asOf, notes: _notes, findings, ...rest} = whole(again.stdout);
    expect(rest).toEqual({...told, notes: undefined, findings: undefined});
    expect(findings).toEqual(told.findings.map(({firstSeen: _firstSeen, ...finding}) => finding));
    // Fixed since: the state of now is in contract.
    expect(reportOf(await check('--at', '0s')).findings.filter(({verdict}) => verdict === 'drift')).toEqual([]);

    await introduceGovernedDrift(space);
    const folder = join(temporaryFolder(), 'incident');
    const recorded = await drift(['simulate', 'test-nginx', '--record', folder, '--redact', '-n', space], {env});
    expect(recorded).toMatchObject({code: 0, stderr: ''});
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const place of ['hunter2-is-secret', '127.0.0.1:', 'sandbox-control-plane'])
      for (const text of texts) expect(text).not.toContain(place);
    const played = await drift(['simulate', folder, '-o', 'json'], {env: {KUBECONFIG: '/nowhere'}});
    expect(played).toMatchObject({code: 0, stderr: ''});
    const {states} = JSON.parse(played.stdout) as {
      states: {report: {findings: {id: string; verdict: string}[]}; surprises: string[]}[];
    };
    const ids = states.map(({report}) => report.findings.filter(({verdict}) => verdict === 'drift').map(({id}) => id));
    const expected = told.findings.filter(({verdict}) => verdict === 'drift').map(({id}) => id);
    // The baseline; drift, fixed and back; the way back.
    expect(ids).toEqual([[], expected, [], expected, []]);
    expect(states.flatMap(({surprises}) => surprises)).toEqual([]);
  },
);
