import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../src/model/json.ts';
import {holdsMask} from '../../src/model/mask.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {FORMATS, REPORTERS} from '../../src/report/reporters.ts';
import {scrubbed} from '../../src/redact/values.ts';
import {cli, folderOf} from '../cli/cli.ts';
import {CONTEXT, KEY, output} from '../report/outputs.ts';
import {CANARIES, SCENARIOS} from '../report/scenarios.ts';

const spellings = Object.values(CANARIES).flatMap((canary) => [
  canary,
  // As it stands in a base64 of a text that begins with it: the last characters depend on what follows.
  Buffer.from(canary).toString('base64').slice(0, 20),
]);

test('the report itself holds every canary: there is something to hide', async () => {
  const raw = JSON.stringify(await SCENARIOS.secrets());
  for (const [place, canary] of Object.entries(CANARIES))
    expect([place, raw.includes(canary) || raw.includes(Buffer.from(canary).toString('base64').slice(0, 20))]).toEqual([
      place,
      true,
    ]);
});

test.each(FORMATS)('no canary leaves as %s', async (format) => {
  const text = await output(format, await SCENARIOS.secrets(), {showIgnored: true, diff: true});
  expect(spellings.filter((canary) => text.includes(canary))).toEqual([]);
});

test.each(FORMATS)('--show-secrets shows them as %s', async (format) => {
  const reporter = await REPORTERS[format]();
  const shown = createRedactor({show: true}).report(await SCENARIOS.secrets());
  expect(reporter([shown], CONTEXT)).toContain(CANARIES.configKey.slice(0, 12));
});

test('a change shows, and equality can be seen, in one run or under one key', async () => {
  const report = await SCENARIOS.secrets();
  const values = (known: ReturnType<typeof createRedactor>): unknown[] =>
    known
      .report(report)
      .findings.filter(({ref}) => ref.name === 'keys')
      .map(({desired}) => desired);
  const [one, other] = values(createRedactor({key: KEY}));
  expect(one).toMatch(/^\*\*\* \(20 characters, [0-9a-f]{8}\)$/);
  expect(one).toBe(other);
  expect(values(createRedactor({key: KEY}))).toEqual(values(createRedactor({key: KEY})));
  expect(values(createRedactor())).not.toEqual(values(createRedactor()));
});

describe('the length and the digest of a Secret are those of its value', () => {
  const entry = (section: string, value: string): string => {
    const {data, stringData} = createRedactor({key: KEY}).object({kind: 'Secret', [section]: {p: value}});
    return JSON.stringify(data ?? stringData);
  };

  test('whether it is written as data or as stringData', () => {
    expect(entry('data', 'aHVudGVyLTI=')).toMatch(/\(8 characters, /);
    expect(entry('data', 'aHVudGVyLTI=')).toBe(entry('stringData', 'hunter-2'));
  });

  test('of bytes that are no text, how many they are', () => {
    expect(entry('data', Buffer.from([255, 254, 253, 0, 1]).toString('base64'))).toMatch(/\(5 characters, /);
    expect(entry('data', 'no base64 at all')).toMatch(/\(16 characters, /);
  });

  test.each(['key.p12', 'password'])('of binaryData of a ConfigMap too: %s', (key) => {
    const binaryData = {[key]: Buffer.from('hunter22').toString('base64'), logo: 'iVBORw0KGgo='};
    const {binaryData: shown} = createRedactor({key: KEY}).object({kind: 'ConfigMap', binaryData});
    expect(shown).toEqual({[key]: expect.stringMatching(/\(8 characters, /), logo: 'iVBORw0KGgo='});
  });
});

describe('what is no secret stays', () => {
  const object = {
    kind: 'Deployment',
    metadata: {annotations: {'checksum/secret': 'abc'}},
    spec: {
      automountServiceAccountToken: false,
      imagePullSecrets: [{name: 'registry'}],
      volumes: [{name: 'v', secret: {secretName: 'keys', items: [{key: 'token', path: 'token'}]}}],
      containers: [
        {
          env: [{name: 'DB_PASSWORD', valueFrom: {secretKeyRef: {name: 'keys', key: 'password'}}}],
          args: ['--token-file', '/run/token'],
        },
      ],
    },
  };

  test('references, places and switches', () => {
    expect(createRedactor().object(object)).toEqual(object);
  });

  test('the schemas of custom resources', () => {
    const crd = {kind: 'CustomResourceDefinition', spec: {properties: {password: {type: 'string'}}}};
    expect(createRedactor().object(crd)).toEqual(crd);
  });
});

describe('a secret that is a word of the release', () => {
  const secretOf = (data: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: 'settings'},
    stringData: data,
  });
  const webhook = {
    kind: 'Deployment',
    metadata: {name: 'kube-webhook'},
    spec: {containers: [{name: 'main', image: 'docker.io/falco/kube-webhook:1'}]},
  };

  test('takes no other place of it away', () => {
    const known = createRedactor({key: KEY});
    known.learn(secretOf({role: 'webhook', vendor: 'falco', code: 'hunter-2', mode: 'webhook-hunter-2'}));
    known.learn(webhook);
    expect(known.text('image docker.io/falco/kube-webhook:2')).toBe('image docker.io/falco/kube-webhook:2');
    expect(known.text('the hunter-2, and webhook-hunter-2')).toMatch(
      /^the \*\*\* \(8 characters, .{8}\), and \*\*\* \(16 characters, .{8}\)$/,
    );
  });

  test('is masked in its own place, and everywhere where the user gave it as one', () => {
    const known = createRedactor({key: KEY});
    known.learn(webhook);
    expect(JSON.stringify(known.object(secretOf({role: 'webhook'})))).not.toContain('webhook');
    known.learnText('webhook');
    expect(known.text('kube-webhook')).not.toContain('webhook');
  });

  test('is no word because a Secret has it under a naming key', () => {
    const known = createRedactor({key: KEY});
    known.learn(secretOf({name: 'hunter-2', image: 'trapper-3'}));
    known.learn({kind: 'ConfigMap', metadata: {name: 'plain'}, data: {name: 'hunter-2'}});
    expect(known.text('hunter-2 or trapper-3')).not.toMatch(/hunter|trapper/);
  });
});

describe('texts', () => {
  test.each([
    ['DB_PASSWORD=hunter2 is too short', 'DB_PASSWORD=# is too short'],
    ['{"password":"hunter2"}', '{"password":"#"}'],
    ['{\\"token\\":\\"hunter2\\"}', '{\\"token\\":\\"#\\"}'],
    ['apiKey: hunter2\nuser: me', 'apiKey: #\nuser: me'],
    ['postgres://me:hunter2@db/x', 'postgres://me:#@db/x'],
    ['Authorization: Bearer hunter2hunter2', 'Authorization: Bearer #'],
    ['{"name":"DB_PASSWORD","value":"hunter2"}', '{"name":"DB_PASSWORD","value":"#"}'],
    [
      'core.EnvVar{Name:"API_TOKEN", Value:"hunter2", ValueFrom:nil}',
      'core.EnvVar{Name:"API_TOKEN", Value:"#", ValueFrom:nil}',
    ],
    ['spec.env[0].value: Invalid value: "hunter2": no', 'spec.env[0].value: Invalid value: "#": no'],
    ['spec.ports[0].port: Invalid value: 99999: no', 'spec.ports[0].port: Invalid value: 99999: no'],
    ['spec.token: Required value', 'spec.token: Required value'],
    ['secretName: keys, tokenExpirationSeconds: 3600', 'secretName: keys, tokenExpirationSeconds: 3600'],
    ['password: ""', 'password: ""'],
  ])('%s', (text, expected) => {
    expect(scrubbed(text, () => '#', true)).toBe(expected);
  });

  test('a private key goes as a whole', () => {
    expect(scrubbed('x -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- y', () => '#')).toBe(
      'x # y',
    );
  });

  test('a masked text is not masked again', () => {
    const known = createRedactor({key: KEY});
    const once = known.text('password=hunter2');
    expect(once).not.toContain('hunter2');
    expect(known.text(once)).toBe(once);
  });

  test('a megabyte of text takes no time to speak of', () => {
    // Time of this process alone: the machine may be busy.
    const before = process.cpuUsage();
    for (const text of [
      'a'.repeat(1_000_000),
      'secret'.repeat(170_000),
      '"name":'.repeat(140_000),
      'token="'.repeat(140_000),
    ])
      scrubbed(text, () => '#');
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2500);
  });
});

test('masks are recognised, also behind the base64 of a stringData', () => {
  const {text} = createRedactor();
  const mask = /\*\*\*.*\)/.exec(text('password=hunter2'))?.[0] ?? '';
  expect(holdsMask(mask)).toBe(true);
  expect(holdsMask({a: ['x', {b: `before ${mask} after`}]})).toBe(true);
  expect(holdsMask(Buffer.from(mask).toString('base64'))).toBe(true);
  expect(holdsMask({a: '*** not one ***', b: null, c: 1})).toBe(false);
});

describe('the key', () => {
  const line = (folder: string): string[] => [
    'check',
    'app',
    '-n',
    'shop',
    '--baseline',
    `${folder}/i.yaml`,
    '--live',
    `${folder}/l.yaml`,
    '-o',
    'json',
  ];
  const secret = (p: string): string =>
    JSON.stringify({apiVersion: 'v1', kind: 'Secret', metadata: {name: 's', namespace: 'shop'}, data: {p}});

  test('from HELM_DRIFT_REDACTION_KEY: digests hold from run to run; random without it', async () => {
    const folder = folderOf({'i.yaml': secret('YWJjZGVm'), 'l.yaml': secret('enp6enp6')});
    const lives = async (env: NodeJS.ProcessEnv): Promise<unknown> =>
      (JSON.parse((await cli(line(folder), folder, env)).stdout) as {findings: {live: string}[]}).findings[0]?.live;
    const keyed = {HELM_DRIFT_REDACTION_KEY: 'a key that is long enough'};
    expect(await lives(keyed)).toBe(await lives(keyed));
    expect(await lives({})).not.toBe(await lives({}));
  });

  test('a short one is refused, and not shown', async () => {
    const folder = folderOf();
    const {code, stderr} = await cli(line(folder), folder, {HELM_DRIFT_REDACTION_KEY: 'hunter2'});
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: HELM_DRIFT_REDACTION_KEY is shorter than 16 characters\n.+\n$/);
    expect(stderr).not.toContain('hunter2');
  });
});

/** Each of them took between ten and forty seconds: what the patterns begin with, again and again, and never their end. */
test.each([
  ['tokens', '-eyJ'.repeat(50_000)],
  ['keys', '-----BEGIN PRIVATE KEY-----END '.repeat(6500)],
  ['quotes', `password: "${'\\"'.repeat(100_000)}`],
  ['names', 'name: '.repeat(33_000)],
  ['links', 'a://'.repeat(50_000)],
])('a text of 200 KiB that is all beginnings takes no long time: %s', (_what, text) => {
  const before = process.cpuUsage();
  scrubbed(text, () => '***');
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
});

test('who owns which field is told as it is; a value that lies among it is none of its names', () => {
  const names = {'f:data': {'f:password': {}, '.': {}}};
  const object = (fieldsV1: JsonObject): JsonObject => ({
    kind: 'ConfigMap',
    metadata: {managedFields: [{manager: 'helm', fieldsV1}]},
  });
  const {object: safe} = createRedactor({key: KEY});
  expect(safe(object(names))).toEqual(object(names));
  expect(JSON.stringify(safe(object({...names, password: 'correct-horse-9'})))).not.toContain('correct-horse-9');
});
