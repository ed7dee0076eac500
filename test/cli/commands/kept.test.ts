import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import type {DriftReport} from '../../../src/model/report.ts';
import {run as runLine} from '../../../src/cli/run.ts';
import {describeError, exitCodeOfError} from '../../../src/app/errors.ts';
import {testRuntime} from '../cli.ts';
import {edit, scriptedCluster, SETTINGS} from './scripted.ts';

const TOKEN = '/api/v1/namespaces/shop/secrets/token';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 28, 9, minute)).toISOString();

/** A scripted cluster whose checks are made at times of one's own, on a machine whose home is the folder. */
async function machine() {
  const cluster = await scriptedCluster();
  const {server, folder, env} = cluster;
  const put = (level: string): void => edit(server, SETTINGS, (object) => ({...object, data: {...object.data, level}}));
  const check = async (minute: number, ...more: string[]) => {
    const argv = ['check', 'web', '--fidelity', 'client', ...more];
    const runtime = testRuntime({argv, cwd: folder, env, now: () => new Date(at(minute))});
    const code = await runLine(runtime, () => Promise.reject(new Error('no console'))).catch((error: unknown) => {
      runtime.stderr.write(describeError(error, false));
      return exitCodeOfError(error);
    });
    return {code, stdout: runtime.written.stdout(), stderr: runtime.written.stderr()};
  };
  const report = async (minute: number, ...more: string[]): Promise<DriftReport> =>
    JSON.parse((await check(minute, '-o', 'json', ...more)).stdout) as DriftReport;
  const states = join(folder, '.local', 'state', 'helm-drift', 'states');
  const kept = (): string[] => {
    try {
      return readdirSync(states, {recursive: true, encoding: 'utf8'}).map((name) => join(states, name));
    } catch {
      return [];
    }
  };
  return {...cluster, put, check, report, kept};
}

test('each state that was news is kept, and judged again as it was', async () => {
  const {put, check, report} = await machine();
  await check(0);
  const told: DriftReport[] = [];
  for (const [minute, level] of [
    [10, 'debug'],
    [20, 'trace'],
    [30, 'info'],
  ] as const) {
    put(level);
    told.push(await report(minute));
  }
  const again = await Promise.all([10, 25, 30].map((minute) => report(59, '--at', at(minute))));
  for (const [index, {asOf, notes, findings, takenAt, ...rest}] of again.entries()) {
    const then = told[index] as DriftReport;
    expect(asOf).toBe(at([10, 25, 30][index] as number));
    expect(notes[0]).toContain(`met at ${then.takenAt}`);
    expect(takenAt).toBe(then.takenAt);
    expect(rest).toEqual({...rest, summary: then.summary, gaps: then.gaps, release: then.release});
    // The ledger is of now, and tells nothing of then.
    expect(findings).toEqual(then.findings.map(({firstSeen: _firstSeen, ...finding}) => finding));
  }
  expect(again.map(({findings}) => findings.map(({live}) => live))).toEqual([['debug'], ['trace'], []]);
});

test('a check of all releases keeps those that drifted', async () => {
  const {put, run, kept, report} = await machine();
  await run('check', '-A', '--fidelity', 'client');
  expect(kept()).toEqual([]);
  put('debug');
  await run('check', '-A', '--fidelity', 'client');
  put('info');
  const {findings} = await report(59, '--at', '1s');
  expect(findings.map(({live}) => live)).toEqual(['debug']);
});

test('a check that tells nothing new keeps nothing more', async () => {
  const {put, check, kept} = await machine();
  await check(0);
  expect(kept()).toEqual([]);
  put('debug');
  await check(1);
  const once = kept().length;
  expect(once).toBeGreaterThan(0);
  await check(2);
  await check(3);
  expect(kept().length).toBe(once);
});

describe('secrets', () => {
  test('are digests in what is kept, and told equal or different all the same', async () => {
    const {server, report, put, kept} = await machine();
    put('debug');
    await report(1);
    const encoded = Buffer.from('another-secret-one').toString('base64');
    edit(server, TOKEN, (object) => ({...object, data: {password: encoded}}));
    const told = await report(2);
    const texts = kept()
      .filter((file) => file.endsWith('.gz'))
      .map((file) => gunzipSync(readFileSync(file)).toString());
    expect(texts.length).toBeGreaterThan(5);
    for (const secret of ['hunter2-is-secret', 'another-secret-one'])
      for (const text of texts) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('base64'));
      }
    const [before, after] = [await report(9, '--at', at(1)), await report(9, '--at', at(2))];
    expect(before.findings.map(({ref}) => ref.kind)).toEqual(['ConfigMap']);
    expect(after.findings.map(({id}) => id).toSorted()).toEqual(told.findings.map(({id}) => id).toSorted());
    const secret = after.findings.find(({ref}) => ref.kind === 'Secret');
    // The length is that of the secret, and not of its mask.
    expect([secret?.desired, secret?.live].map(String).map((mask) => mask.replace(/[0-9a-f]{8}\)$/, '…)'))).toEqual([
      '*** (17 characters, …)',
      '*** (18 characters, …)',
    ]);
    expect(secret?.desired).not.toBe(secret?.live);
  });
});

test('whoever forgets a finding forgets the states that hold it', async () => {
  const {put, check, kept, run} = await machine();
  put('debug');
  await check(1);
  await run('history', '--drift', 'web', '--forget', '--yes');
  expect(kept()).toEqual([]);
});

describe('what there is not', () => {
  test('no state at all, none so early, a time to come, no time', async () => {
    const {put, check} = await machine();
    expect((await check(5, '--at', '2m')).stderr).toContain('no state of web in namespace shop was kept');
    put('debug');
    await check(10);
    const early = await check(20, '--at', at(9));
    expect(early).toMatchObject({code: 1, stdout: ''});
    expect(early.stderr).toContain(`--at ${at(10)}`);
    expect((await check(20, '--at', at(21))).stderr).toContain('is to come');
    expect((await check(20, '--at', 'yesterday')).stderr).toContain('"yesterday" is none');
    expect((await check(20, '--at', '5m')).code).toBe(2);
  });

  test.each([['./chart'], ['--revision', '1'], ['--all'], ['--forecast'], ['--audit', 'x'], ['--hooks', 'include']])(
    '--at with %s is an error',
    async (...more) => {
      const {check} = await machine();
      const {code, stdout} = await check(5, '--at', '1m', ...more);
      expect({code, stdout}).toEqual({code: 1, stdout: ''});
    },
  );

  test('a damaged part is an error, and never a clean release', async () => {
    const {put, check, kept} = await machine();
    put('debug');
    await check(1);
    for (const file of kept().filter((name) => name.endsWith('.gz'))) writeFileSync(file, 'garbage');
    const {code, stdout, stderr} = await check(9, '--at', at(1));
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toContain('is damaged');
    for (const file of kept().filter((name) => name.endsWith('.gz'))) rmSync(file);
    expect((await check(9, '--at', at(1))).stderr).toContain('it is gone');
  });

  test('another cluster’s states are not shown', async () => {
    const {put, check, kept, server} = await machine();
    put('debug');
    await check(1);
    const [folder = ''] = kept();
    const path = '/api/v1/namespaces/kube-system';
    const namespace = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'kube-system', uid: 'another'}};
    server.objects.set(path, namespace);
    const found = await check(9, '--at', at(1));
    expect(found.stderr).toContain('no state of web');
    expect(folder).not.toBe('');
  });

  test('a disk that cannot be written is a note', async () => {
    const {put, check, folder} = await machine();
    mkdirSync(join(folder, '.local', 'state', 'helm-drift'), {recursive: true});
    writeFileSync(join(folder, '.local', 'state', 'helm-drift', 'states'), '');
    put('debug');
    const {code, stderr} = await check(1);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot be kept');
  });
});
