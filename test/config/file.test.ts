import {readFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, test} from 'vitest';
import {parseRules} from '../../src/config/file.ts';
import {ruleMatches} from '../../src/config/rules.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {BAD, GOOD, HEAD, MEANT_OTHERWISE} from './documents.ts';
import {findingOf, pathOf, refusalOf, RELEASE} from './subjects.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../docs/helm-drift-config.schema.json', import.meta.url), 'utf8'),
) as {examples: unknown[]};
const validate = new Ajv2020({allErrors: true, allowUnionTypes: true}).compile(schema);
const valueOf = (text: string) => readYamlDocuments(text, {name: 'x'})[0]?.value;

const refusal = (text: string) => refusalOf(() => parseRules(text, 'dir/.helm-drift.yaml'));

describe('schema and parser agree', () => {
  test.each(GOOD)('taken: %s', (_name, text) => {
    validate(valueOf(HEAD + text));
    expect(validate.errors).toBeNull();
    expect(() => parseRules(HEAD + text, 'x')).not.toThrow();
  });

  test.each(BAD)('refused: %s', (_name, text, message, hint = '') => {
    expect(validate(valueOf(HEAD + text))).toBe(false);
    const error = refusal(HEAD + text);
    expect(error.message).toMatch(/^dir\/\.helm-drift\.yaml:\d+: /);
    expect(error.message).toContain(message);
    expect(error.hint ?? '').toContain(hint);
  });

  test.each(MEANT_OTHERWISE)('refused, whatever the schema says: %s', (_name, text, message, hint = '') => {
    const error = refusal(HEAD + text);
    expect(error.message).toContain(message);
    expect(error.hint ?? '').toContain(hint);
    expect(error.message).not.toMatch(/hooks|u:p/);
  });

  test.each([
    ['kind: Config', 'apiVersion is missing'],
    ['apiVersion: helm-drift/v1', 'kind is missing'],
    ['apiVersion: helm-drift/v2\nkind: Config', 'apiVersion cannot be "helm-drift/v2"'],
    ['apiVersion: helm-drift/v1\nkind: Confg', 'kind cannot be "Confg"'],
    ['ignore: []', 'apiVersion is missing'],
    ['[]', 'must be a map'],
  ])('the two lines at the top: %j', (text, message) => {
    expect(validate(valueOf(text))).toBe(false);
    expect(refusal(text).message).toContain(message);
  });

  test.each(['notify', 'reconcile'])('what docs/%s.md shows is good to both', (name) => {
    const text = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
    expect(example).toContain(`${name}:`);
    validate(valueOf(example));
    expect(validate.errors).toBeNull();
    expect(parseRules(example, 'x').settings).toHaveProperty(name);
  });

  test("the schema's examples are good to both", () => {
    expect(schema.examples.length).toBeGreaterThan(1);
    for (const example of schema.examples) {
      validate(example);
      expect(validate.errors).toBeNull();
      expect(() => parseRules(JSON.stringify(example), 'x')).not.toThrow();
    }
  });
});

test('all that a rule says is read', () => {
  const {rules, settings} = parseRules(JSON.stringify(schema.examples[0]), 'some/where/.helm-drift.yaml');
  expect(rules.map(({from}) => from)).toEqual([1, 2, 3, 4].map((at) => `.helm-drift.yaml, rule ${at}`));
  expect(rules[0]).toEqual({
    from: '.helm-drift.yaml, rule 1',
    reason: 'KEDA scales it at night, OPS-1234',
    expires: '2026-12-31',
    target: {release: 'shop/web', group: 'apps', kind: 'Deployment', name: 'web-*'},
    paths: [{text: '/spec/replicas', tokens: [{key: 'spec'}, {key: 'replicas'}]}],
  });
  expect(rules[2]?.managers).toEqual(['cert-manager*']);
  expect(rules[3]?.changes).toEqual(['missing']);
  expect(settings).toEqual({
    controlPaths: [
      {
        kinds: ['example.com/Database'],
        path: 'spec.replicas',
        title: 'Database replicas',
        severity: 'critical',
        group: 'availability',
        impact: 'The database runs {live} copies, not {desired}.',
        meaning: 'How many copies of the data there are.',
      },
    ],
    controllers: ['my-operator'],
    fidelity: 'auto',
    failOn: 'medium',
  });
});

test('an empty file says nothing', () => {
  expect(parseRules('# nothing yet\n', 'x')).toEqual({rules: [], settings: {controlPaths: [], controllers: []}});
});

describe('mistakes are told with their line', () => {
  test.each([
    [
      'of the rule',
      `# a\n${HEAD}ignore:\n  - reason: r\n\n  # why\n  - paths: [/a]\n`,
      ':8: rule 2: reason is missing',
    ],
    ['of the rule, in a later document', `---\n---\n${HEAD}ignore:\n- paths: [/a]\n`, ':6: rule 1: reason is missing'],
    [
      'of a key that stands twice',
      `${HEAD}ignore:\n  - reason: a\n    paths: [/a]\n    paths: [/b]\n`,
      ':6: a key stands twice',
    ],
    ['of a list that stands twice', `${HEAD}ignore: []\nfidelity: auto\nignore: []\n`, ':5: a key stands twice'],
    ['of broken YAML', `${HEAD}ignore: [\n`, ':4:'],
    ['of a second document of ours', `${HEAD}---\n${HEAD}`, ':4: a second Config document'],
    ['of a date that no calendar has', `${HEAD}ignore:\n- reason: r\n  expires: 2026-02-30\n`, ':4: rule 1: expires:'],
    ['of a bad expression', `${HEAD}ignore: [{reason: r, target: {name: /(/}}]\n`, ':3: rule 1: target.name: '],
    [
      'of a bad selector',
      `${HEAD}ignore: [{reason: r, target: {labelSelector: "a b"}}]`,
      'target.labelSelector: "a b" is no',
    ],
    ['of a list item without a key', `${HEAD}ignore: [{reason: r, paths: ["/a/[0]"]}]`, 'names no list item'],
    ['of a kind that is not known', 'apiVersion: v1\nkind: Confg\n', ':1: kind cannot be "Confg"'],
    ['of a kubeconfig', 'apiVersion: v1\nkind: Config\nclusters: []\n', 'apiVersion cannot be "v1"'],
    ['of a kind of another API', 'apiVersion: x/v1\nkind: Application\n', 'Application of x/v1 holds no rules'],
  ])('%s', (_name, text, message) => {
    expect(refusal(text).message).toContain(message);
  });
});

test('a rule that was read matches what it says', () => {
  const {rules} = parseRules(
    `${HEAD}ignore: [{reason: r, target: {kind: Deployment}, paths: ["/spec/template/spec/containers/*/image"]}]`,
    'x',
  );
  const path = pathOf('spec', 'template', 'spec', 'containers', {name: 'a'}, 'image');
  expect(rules.map((rule) => ruleMatches(rule, findingOf(path), {release: RELEASE}))).toEqual([true]);
  expect(rules.map((rule) => ruleMatches(rule, findingOf(pathOf('spec')), {release: RELEASE}))).toEqual([false]);
});
