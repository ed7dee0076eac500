import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, inject, test} from 'vitest';
import {parseManifest} from '../../src/check/intent/parse.ts';
import {refKey} from '../../src/model/refs.ts';
import {
  drift,
  findingLines,
  helmBinary,
  kubectl,
  must,
  namespace,
  pluginHome,
  reportOf,
  run,
  temporaryFolder,
} from './harness.ts';
import {governedFindings, introduceGovernedDrift} from './governed-drift.ts';

const CANARY = 'canary-captured-secret';

async function installed(version: string): Promise<{place: string; folder: string; at: (file: string) => string}> {
  const place = await namespace('capture');
  await must(helmBinary(version), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  const folder = temporaryFolder();
  return {place, folder, at: (file) => join(folder, file)};
}

describe.each(['3.22.0', '4.3.1'])('through helm %s', (version) => {
  test('both files, and the check of them says what the check of the cluster says', async () => {
    const {place, folder, at} = await installed(version);
    await introduceGovernedDrift(place);
    const helm = helmBinary(version);
    const env = await pluginHome(helm);
    const capture = (what: string) =>
      run(helm, ['drift', 'capture', what, 'test-nginx', '-n', place], {env, cwd: folder});
    expect(await capture('baseline')).toEqual({code: 0, stdout: '', stderr: 'release-baseline.yaml: 8 objects\n'});
    expect(await capture('live')).toEqual({code: 0, stdout: '', stderr: 'live-snapshot.yaml: 7 objects\n'});
    // Nothing in it is secret: it is the manifest to the letter, and so are its lines. Behind it comes the chart's test, a hook.
    const manifest = await must(helm, ['get', 'manifest', 'test-nginx', '-n', place], {env});
    expect(readFileSync(at('release-baseline.yaml'), 'utf8').startsWith(manifest.trimEnd())).toBe(true);
    const checked = await run(
      helm,
      [
        'drift',
        'check',
        'test-nginx',
        '-n',
        place,
        '-o',
        'json',
        '--baseline',
        at('release-baseline.yaml'),
        '--live',
        at('live-snapshot.yaml'),
      ],
      {env},
    );
    expect(checked.code).toBe(2);
    expect(findingLines(reportOf(checked))).toEqual(governedFindings());
  });
});

test("the page's own commands make files that say the same", async () => {
  const {place, at} = await installed('4.3.1');
  await introduceGovernedDrift(place);
  const template = ['template', 'test-nginx', './charts/nginx', '--namespace', place, '--include-crds'];
  writeFileSync(at('page-baseline.yaml'), await must(helmBinary('4.3.1'), template));
  writeFileSync(
    at('page-live.yaml'),
    await kubectl('get', 'hpa,svc', '-n', place, '-o', 'yaml', '--show-managed-fields'),
  );
  await drift([
    'capture',
    'baseline',
    'test-nginx',
    './charts/nginx',
    '-n',
    place,
    '--include-crds',
    '--file',
    at('baseline.yaml'),
  ]);
  await drift(['capture', 'live', 'test-nginx', '-n', place, '--file', at('live.yaml')]);
  const objects = (file: string): unknown =>
    Object.fromEntries(
      parseManifest(readFileSync(at(file), 'utf8'), file).objects.map(({ref, object}) => [refKey(ref), object]),
    );
  expect(objects('baseline.yaml')).toEqual(objects('page-baseline.yaml'));
  const findings = async (baseline: string, live: string): Promise<string[]> =>
    findingLines(
      reportOf(
        await drift(['check', 'test-nginx', '-n', place, '-o', 'json', '--baseline', at(baseline), '--live', at(live)]),
      ),
    );
  expect(await findings('page-baseline.yaml', 'page-live.yaml')).toEqual(governedFindings());
  expect(await findings('baseline.yaml', 'live.yaml')).toEqual(governedFindings());
});

describe('secrets', () => {
  const encoded = Buffer.from(CANARY).toString('base64');

  /** A release with a Secret and an env literal, both to the manifest and live. */
  async function secretRelease(): Promise<{place: string; at: (file: string) => string}> {
    const place = await namespace('capture-secrets');
    const folder = temporaryFolder();
    const at = (file: string): string => join(folder, file);
    await must('mkdir', ['-p', at('chart/templates')]);
    writeFileSync(at('chart/Chart.yaml'), 'apiVersion: v2\nname: secretive\nversion: 0.1.0\n');
    writeFileSync(
      at('chart/templates/a.yaml'),
      `# kept\napiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\nstringData:\n  p: ${CANARY}\n`,
    );
    writeFileSync(
      at('chart/templates/b.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: plain\ndata:\n  a: "1" # as written\n',
    );
    await must(helmBinary('4.3.1'), ['install', 'app', at('chart'), '-n', place]);
    return {place, at};
  }

  test('are masked; a comparison of masks is a gap, and of the cluster with a mask too', async () => {
    const {place, at} = await secretRelease();
    const files = ['--baseline', at('b.yaml'), '--live', at('l.yaml')];
    const baseline = await drift(['capture', 'baseline', 'app', '-n', place, '--file', at('b.yaml')]);
    const live = await drift(['capture', 'live', 'app', '-n', place, '--file', at('l.yaml')]);
    expect(baseline.stderr).toContain('2 objects; 1 secret value masked, which a later comparison calls a gap');
    expect(live.code).toBe(0);
    for (const file of ['b.yaml', 'l.yaml'])
      expect(readFileSync(at(file), 'utf8')).not.toMatch(new RegExp(`${CANARY}|${encoded}`));
    expect(readFileSync(at('b.yaml'), 'utf8')).toContain('  a: "1" # as written\n');
    expect(readFileSync(at('b.yaml'), 'utf8')).toContain('# Source: secretive/templates/a.yaml\n');
    for (const args of [files, ['--baseline', at('b.yaml')]]) {
      const report = reportOf(await drift(['check', 'app', '-n', place, '-o', 'json', ...args]));
      expect(report.state).toBe('incomplete');
      expect(report.gaps.map(({reason}) => reason)).toContain('redacted');
      expect(findingLines(report)).toEqual([]);
    }
  });

  test('a true change beside a mask is drift; a text that only looks like a mask is no excuse', async () => {
    const {place, at} = await secretRelease();
    await drift(['capture', 'baseline', 'app', '-n', place, '--file', at('b.yaml')]);
    await kubectl('-n', place, 'patch', 'secret', 'keys', '--type=merge', '-p', '{"data":{"p":null}}');
    await kubectl(
      '-n',
      place,
      'patch',
      'cm',
      'plain',
      '--type=merge',
      '-p',
      '{"data":{"a":"*** (1 characters, 00000000)"}}',
    );
    const lines = (await drift(['check', 'app', '-n', place, '--baseline', at('b.yaml'), '-o', 'table'])).stdout;
    expect(lines).toMatch(/ConfigMap\/plain .*changed/);
    expect(lines).toMatch(/Secret\/keys .*removed/);
  });

  test('under one key, masks of equal values are equal: nothing is left untold', async () => {
    const {place, at} = await secretRelease();
    const env = {HELM_DRIFT_REDACTION_KEY: 'one key for both of the captures'};
    await drift(['capture', 'live', 'app', '-n', place, '--file', at('l1.yaml')], {env});
    await drift(['capture', 'live', 'app', '-n', place, '--file', at('l2.yaml')], {env});
    const strip = (file: string): string => readFileSync(at(file), 'utf8');
    expect(strip('l1.yaml')).toBe(strip('l2.yaml'));
  });

  test('--show-secrets keeps them, for the owner alone', async () => {
    const {place, at} = await secretRelease();
    for (const [what, file, text] of [
      ['baseline', 'b.yaml', CANARY],
      ['live', 'l.yaml', encoded],
    ] as const) {
      await drift(['capture', what, 'app', '-n', place, '--show-secrets', '--file', at(file)]);
      expect(readFileSync(at(file), 'utf8')).toContain(text);
      expect(statSync(at(file)).mode & 0o777).toBe(0o600);
    }
    expect(
      await drift(['check', 'app', '-n', place, '--baseline', at('b.yaml'), '--live', at('l.yaml')]),
    ).toMatchObject({code: 0});
  });

  test('none in errors of helm and of ours, nor in --debug', async () => {
    const {place, at} = await secretRelease();
    writeFileSync(
      at('chart/templates/c.yaml'),
      '{{ fail (printf "db.password %s is too weak, said %s" .Values.db.password .Values.other) }}',
    );
    writeFileSync(at('values.yaml'), `db:\n  password: ${CANARY}\n`);
    const env = {HELM_DEBUG: 'true'};
    for (const values of [
      ['-f', at('values.yaml')],
      ['--set', `db.password=${CANARY}`],
    ]) {
      const args = ['app', at('chart'), '-n', place, ...values, '--set', `other=${CANARY}`];
      for (const command of [['check'], ['capture', 'baseline']]) {
        const {code, stdout, stderr} = await drift([...command, ...args], {env});
        expect(code).toBe(1);
        expect(stderr).toContain('is too weak');
        expect(stdout + stderr).not.toContain(CANARY);
      }
    }
  });
});

test('to stdout, extra objects too, and what may not be read is said', async () => {
  const {place} = await installed('4.3.1');
  const stray = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'stray',
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
      annotations: {'meta.helm.sh/release-name': 'test-nginx', 'meta.helm.sh/release-namespace': place},
    },
    data: {whole: 'object'},
  };
  await must(inject('kubectl'), ['-n', place, 'create', '-f', '-'], {input: JSON.stringify(stray)});
  const live = await drift(['capture', 'live', 'test-nginx', '-n', place, '--file', '-']);
  expect(live).toMatchObject({code: 0, stderr: 'stdout: 8 objects\n'});
  expect(live.stdout).toContain('whole: object');
});

test.each([
  [['capture', 'sideways', 'x'], /^Error: there is no "sideways" to capture\n.+\n$/],
  [
    ['capture', 'live', 'x', '--file', '/nowhere/x.yaml'],
    /^Error: cannot write \/nowhere\/x\.yaml: there is no folder \/nowhere\n/,
  ],
])('%j says what is wrong, and what to do', async (args, said) => {
  const {code, stdout, stderr} = await drift(args);
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
  expect(stderr).toMatch(said);
});
