import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {FORMATS} from '../../src/report/reporters.ts';
import {helmBinary, kubectl, must, namespace, pluginHome, reportOf, run, temporaryFolder} from './harness.ts';

/** One value for each place that can hold one; `changed` ones are written into the cluster. */
const PLACES = [
  'secret',
  'stringdata',
  'env',
  'config',
  'file',
  'url',
  'argument',
  'annotation',
  'immutable',
  'values',
  'block',
  'list',
  'element',
  'script',
  'bytes',
] as const;
const CHANGED = [...PLACES, 'sidecar', 'last'] as const;
const canary = (place: string): string => `canary-${place}-in-the-release`;
const changed = (place: string): string => `canary-${place}-in-the-cluster`;
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Files in which the secret does not stand behind a name and a sign on one line. */
const plantedFiles = (of: (place: string) => string): Record<string, string> => ({
  'app.yaml': `db:\n  password: |\n    ${of('block')}\npasswords: [first, ${of('list')}]\n`,
  'app.xml': `<db><user>me</user><password>${of('element')}</password></db>\n`,
  'run.sh': `exec server --user me --password ${of('script')} --port 1\n`,
});
const bytes = (of: (place: string) => string): string => encoded(`user=me\npassword=${of('bytes')}\n`);

/** Every way in which one of them could be written. */
const spellings = [...CHANGED.map(canary), ...CHANGED.map(changed)].flatMap((text) => [
  text,
  encoded(text).slice(0, 24),
]);

const TEMPLATE = `
apiVersion: v1
kind: Secret
metadata: {name: keys}
data: {p: ${encoded(canary('secret'))}}
stringData: {q: ${canary('stringdata')}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, annotations: {example.com/auth-token: ${canary('annotation')}}}
data:
  db-password: ${canary('config')}
  app.conf: |
    user=me
    db.password=${canary('file')}
${Object.entries(plantedFiles(canary))
  .map(([name, text]) => `  ${name}: ${JSON.stringify(text)}\n`)
  .join('')}binaryData: {app.bin: ${bytes(canary)}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: example.com/app:1
          args: [--password, ${canary('argument')}]
          env:
            - {name: DB_PASSWORD, value: ${canary('env')}}
            - {name: DATABASE_URL, value: "postgres://me:${canary('url')}@db/app"}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: example.com/app:1
          env: [{name: API_TOKEN, value: {{ .Values.token | quote }}}]
`;

async function release(helm: string): Promise<{place: string; folder: string; chart: string}> {
  const place = await namespace('secrets');
  const folder = temporaryFolder();
  const chart = join(folder, 'chart');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: secretive\nversion: 0.1.0\n');
  writeFileSync(
    join(chart, 'values.yaml'),
    `token: ${canary('immutable')}\nunused:\n  password: ${canary('values')}\n`,
  );
  writeFileSync(join(chart, 'templates', 'all.yaml'), TEMPLATE);
  await must(helm, ['install', 'app', chart, '-n', place]);
  return {place, folder, chart};
}

async function drifted(place: string): Promise<void> {
  const patch = (kind: string, name: string, type: string, body: unknown): Promise<string> =>
    kubectl('-n', place, 'patch', kind, name, `--type=${type}`, '-p', JSON.stringify(body));
  await patch('secret', 'keys', 'merge', {data: {p: encoded(changed('secret')), q: encoded(changed('stringdata'))}});
  await patch('cm', 'settings', 'merge', {
    metadata: {
      annotations: {
        'example.com/auth-token': changed('annotation'),
        'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({data: {x: changed('last')}}),
      },
    },
    data: {
      'db-password': changed('config'),
      'app.conf': `user=me\ndb.password=${changed('file')}\n`,
      ...plantedFiles(changed),
    },
    binaryData: {'app.bin': bytes(changed)},
  });
  const env = [
    {name: 'DB_PASSWORD', value: changed('env')},
    {name: 'DATABASE_URL', value: `postgres://me:${changed('url')}@db/app`},
    {name: 'COPY', value: changed('env')},
  ];
  const sidecar = {name: 'sidecar', image: 'example.com/s:1', env: [{name: 'API_KEY', value: changed('sidecar')}]};
  await patch('deploy', 'web', 'strategic', {
    spec: {template: {spec: {containers: [{name: 'app', env, args: ['--password', changed('argument')]}, sidecar]}}},
  });
}

describe.each(['3.22.0', '4.3.1'])('no secret leaves, through helm %s', (version) => {
  test('in any format, file, log or explanation, also where the server quotes them', async () => {
    const helm = helmBinary(version);
    const {place, folder, chart} = await release(helm);
    await drifted(place);
    const env = await pluginHome(helm);
    // In a file: Helm 4 itself logs its whole command line under --debug.
    const values = join(folder, 'values.yaml');
    writeFileSync(values, `token: ${changed('immutable')}\n`);
    const out = join(folder, 'out');
    mkdirSync(out);
    const target = ['app', chart, '-f', values, '-n', place, '--show-ignored', '--diff', '--debug'];
    const files = FORMATS.flatMap((format) => ['-o', `${format}=${out}/${format}`]);
    const said = [];
    const checked = await run(helm, ['drift', 'check', ...target, '-o', 'json', ...files], {env});
    expect(checked.code).toBe(2);
    said.push(checked.stdout, checked.stderr);
    const report = reportOf(checked);
    // The API server refuses to change a Job, and quotes the whole of it.
    expect(report.findings.find(({ref}) => ref.kind === 'Job')?.methodNote).toContain('field is immutable');
    expect(new Set(report.findings.map(({ref}) => ref.kind))).toEqual(
      new Set(['Secret', 'ConfigMap', 'Deployment', 'Job']),
    );
    for (const {id} of report.findings.slice(0, 14)) {
      const {stdout, stderr} = await run(helm, ['drift', 'explain', 'app', id, '-n', place, '--debug'], {env});
      said.push(stdout, stderr);
    }
    for (const what of ['baseline', 'live']) {
      const {code, stderr} = await run(
        helm,
        ['drift', 'capture', what, 'app', '-n', place, '--debug', '--file', `${out}/${what}.yaml`],
        {env},
      );
      expect(code).toBe(0);
      said.push(stderr);
    }
    const texts = [...said, ...readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'))];
    expect(texts.length).toBeGreaterThanOrEqual(2 + FORMATS.length + 4);
    expect(spellings.filter((text) => texts.some((one) => one.includes(text)))).toEqual([]);
  });

  test('and --show-secrets shows them all: they were there to be hidden', async () => {
    const helm = helmBinary(version);
    const {place} = await release(helm);
    await drifted(place);
    const env = await pluginHome(helm);
    const {stdout} = await run(
      helm,
      ['drift', 'check', 'app', '-n', place, '-o', 'json', '--show-secrets', '--show-ignored'],
      {env},
    );
    const hidden = CHANGED.filter((one) => one !== 'values' && one !== 'immutable' && one !== 'last');
    expect(
      hidden
        .filter((one) => one !== 'bytes')
        .filter((one) => !stdout.includes(changed(one)) && !stdout.includes(encoded(changed(one)).slice(0, 24))),
    ).toEqual([]);
  });
});
