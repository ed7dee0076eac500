import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import {describe, expect, test} from 'vitest';
import type {DriftReport} from '../../src/model/report.ts';
import {FORMATS} from '../../src/report/reporters.ts';
import {checkTexts} from '../check/check-files.ts';
import {load} from 'js-yaml';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {output} from './outputs.ts';
import {SCENARIOS} from './scenarios.ts';

const json = (value: unknown): string => JSON.stringify(value);
const configMap = (data: object, kind = 'ConfigMap') =>
  json({apiVersion: 'v1', kind, metadata: {name: 'x', namespace: 'shop'}, data});
/** As a cluster holds it: it knows who owns what. */
const liveConfigMap = (data: object): string => {
  const entry = {manager: 'kubectl-edit', operation: 'Update', fieldsV1: {'f:data': {'f:a': {}}}};
  const object = JSON.parse(configMap(data)) as {metadata: object};
  return json({...object, metadata: {...object.metadata, managedFields: [entry]}});
};
const drifted = () => checkTexts(configMap({a: '1', b: '2'}), liveConfigMap({a: '9'}));

describe('text', () => {
  test('clean is one line', async () => {
    expect(await output('text', await checkTexts(configMap({a: '1'}), liveConfigMap({a: '1'})))).toBe(
      '✓ app in shop: in contract, 1 object compared, 0.24 s\n',
    );
  });

  test('drift: answer first, then each field with both values', async () => {
    expect(await output('text', await drifted())).toBe(`app in shop, baseline intent.yaml, live from live.yaml
Variance detected: 2 in 1 of 1 object

ConfigMap/x                                                               config
  high      Configuration  data.a                                          1 → 9
            Processes read another configuration than the release declares. By
            kubectl-edit. [b44d39c]
  high      Configuration  data.b                                            − 2
            Processes read another configuration than the release declares.
            Likely by kubectl-edit. [a639b31]

1 object compared, 0.24 s
`);
  });

  test('incomplete says what could not be seen before anything is called clean', async () => {
    const report = await checkTexts(
      configMap({a: '1'}),
      json({apiVersion: 'v1', kind: 'Service', metadata: {name: 'y'}}),
    );
    expect(await output('text', report)).toContain('Incomplete: 1 of 1 object could not be verified');
  });

  test('no line is wider than asked for, and a pipe gets no colour', async () => {
    const text = await output(
      'text',
      await checkTexts(configMap({a: 'word '.repeat(60)}), configMap({a: 'other '.repeat(60)})),
    );
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('\u001B');
    expect(await output('text', await drifted(), {color: true})).toContain('\u001B[');
  });

  test('nothing in a value reaches the terminal as a command to it', async () => {
    const text = await output(
      'text',
      await checkTexts(configMap({a: '1'}), configMap({a: '\u001B[2J\u202E\u0007\r\nx'})),
    );
    expect(text).not.toMatch(/[\u001B\u0007\r\u202E]/);
  });
});

describe('secrets', () => {
  const canary = 'c4n4ry-v4lu3';
  const encoded = Buffer.from(canary).toString('base64');
  const outputs = async (report: DriftReport): Promise<string> =>
    (await Promise.all(FORMATS.map((format) => output(format, report, {showIgnored: true, diff: true})))).join('\n');

  test.each<[string, string, string]>([
    ['data', configMap({p: encoded, q: 'eA=='}, 'Secret'), configMap({p: 'eA==', q: encoded}, 'Secret')],
    ['a removed key', configMap({p: encoded}, 'Secret'), configMap({}, 'Secret')],
    [
      'stringData',
      json({apiVersion: 'v1', kind: 'Secret', metadata: {name: 'x'}, stringData: {p: canary}}),
      configMap({p: 'eA=='}, 'Secret'),
    ],
    ['env with a telling name', env('DB_PASSWORD', canary), env('DB_PASSWORD', 'other')],
    ['env with a telling name, gone', env('API_TOKEN', canary), env('X', '1')],
  ])('%s shows as changed, and no value leaves', async (_name, intent, live) => {
    const report = await checkTexts(intent, live);
    expect(report.summary.drift).toBeGreaterThan(0);
    expect(json(report.findings)).toMatch(new RegExp(`${canary}|${encoded}`));
    expect(await outputs(report)).not.toMatch(new RegExp(`${canary}|${encoded}`));
  });

  test('equal values look equal, within one run', async () => {
    const report = await checkTexts(
      configMap({p: 'YQ==', q: 'YQ=='}, 'Secret'),
      configMap({p: 'Yg==', q: 'Yg=='}, 'Secret'),
    );
    const lives = (JSON.parse(await output('json', report)) as {findings: {live: string}[]}).findings.map(
      ({live}) => live,
    );
    expect(new Set(lives).size).toBe(1);
  });

  function env(name: string, value: string): string {
    return json({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name: 'x', namespace: 'shop'},
      spec: {template: {spec: {containers: [{name: 'app', env: [{name, value}]}]}}},
    });
  }
});

test('the JSON of every state is what the published schema says', async () => {
  const schema = JSON.parse(readFileSync('docs/drift-report.schema.json', 'utf8')) as object;
  const validate = new Ajv({allErrors: true}).compile(schema);
  const clean = await checkTexts(configMap({a: '1'}), configMap({a: '1'}));
  const gap = await checkTexts(configMap({a: '1'}), json({apiVersion: 'v1', kind: 'Service', metadata: {name: 'y'}}));
  for (const text of [
    ...(await Promise.all([clean, gap, await drifted()].map((report) => output('json', report)))),
    await output('json', [clean, gap], {many: true}),
  ]) {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  }
  validate({...(JSON.parse(await output('json', clean)) as object), surprise: 1});
  expect(validate.errors).not.toBeNull();
});

test.each(Object.entries(SCENARIOS))(
  'the YAML of %s says what its JSON says, to YAML 1.1 and 1.2 alike',
  async (_name, of) => {
    const report = await of();
    const text = await output('yaml', report);
    const expected: unknown = JSON.parse(await output('json', report));
    expect(readYamlDocuments(text, {name: 'report'})[0]?.value).toEqual(expected);
    expect(load(text)).toEqual(expected);
  },
);
