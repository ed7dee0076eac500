import {describe, expect, test} from 'vitest';
import {parseRules} from '../../src/config/file.ts';
import {ruleMatches} from '../../src/config/rules.ts';
import {appendRule, narrowestRule} from '../../src/config/write.ts';
import type {WrittenRule} from '../../src/config/written.ts';
import {UserError} from '../../src/model/errors.ts';
import type {Path} from '../../src/model/path.ts';
import type {Finding} from '../../src/model/report.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {HEAD} from './documents.ts';
import {CONTAINERS, findingOf, pathOf, refusalOf, RELEASE, WEB} from './subjects.ts';

const replicas = findingOf(pathOf('spec', 'replicas'));
const RULE: WrittenRule = {
  reason: 'why: so',
  expires: '2026-12-31',
  target: {group: '', kind: 'Service', name: 'web'},
  paths: ['/spec/a'],
};
const LINES = `- reason: "why: so"
  expires: "2026-12-31"
  target:
    group: ""
    kind: Service
    name: web
  paths:
    - /spec/a
`;
const indented = (by: number): string => LINES.replace(/^(?=.)/gm, ' '.repeat(by));

describe('the narrowest rule', () => {
  test('is for one object and one path', () => {
    const image = findingOf(pathOf(...CONTAINERS, {name: 'app'}, 'image'));
    expect(narrowestRule(image, {reason: 'r', expires: '2026-12-31', release: 'app'})).toEqual({
      reason: 'r',
      expires: '2026-12-31',
      target: {release: 'app', group: 'apps', kind: 'Deployment', name: 'web'},
      paths: ['/spec/template/spec/containers/[name=app]/image'],
    });
  });

  test('of a whole object is for its change', () => {
    const gone = findingOf([], {change: 'missing', ref: {group: '', kind: 'Service', name: 'x'}});
    expect(narrowestRule(gone, {reason: 'r'})).toEqual({
      reason: 'r',
      target: {group: '', kind: 'Service', name: 'x'},
      changes: ['missing'],
    });
  });

  test('is not made of a path that reads as another', () => {
    const odd = findingOf([{field: 'a'}, {select: {name: 'x,y=z'}, nth: 0}]);
    expect(() => narrowestRule(odd, {reason: 'r'})).toThrow(UserError);
    expect(() => narrowestRule(findingOf(pathOf('[a=b]')), {reason: 'r'})).toThrow('names /[a=b] alone');
  });
});

describe('there and back: the appended rule matches its finding, and not its neighbour', () => {
  test.each<[string, Path, Path]>([
    ['fields', pathOf('spec', 'replicas'), pathOf('spec', 'paused')],
    ['slashes and tildes', pathOf('metadata', 'annotations', 'a.b/c~d'), pathOf('metadata', 'annotations', 'a.b/c')],
    ['an item by name', pathOf(...CONTAINERS, {name: 'a'}, 'image'), pathOf(...CONTAINERS, {name: 'b'}, 'image')],
    ['an item by keys', pathOf('p', {port: 80, protocol: 'TCP'}), pathOf('p', {port: 80, protocol: 'UDP'})],
    ['an item by a path', pathOf('m', {mountPath: '/a/b'}), pathOf('m', {mountPath: '/a'})],
    ['a value', pathOf('f', {'': 'x: #y'}), pathOf('f', {'': 'x'})],
    ['the second of a name', [{field: 'e'}, {select: {name: 'a'}, nth: 1}], pathOf('e', {name: 'a'})],
    ['an index', pathOf('rules', 1, 'verbs'), pathOf('rules', 0, 'verbs')],
    ['words of YAML', pathOf('data', 'yes'), pathOf('data', 'no')],
    ['signs of YAML', pathOf('data', 'a: b #c'), pathOf('data', 'a')],
    ['a line of its own', pathOf('data', 'a\nb\u2028c\u0085'), pathOf('data', 'a')],
  ])('%s', (_name, path, neighbour) => {
    const rule = narrowestRule(findingOf(path), {reason: 'on: [purpose] # "really"\n', release: 'shop/app'});
    const text = appendRule(appendRule(undefined, RULE), rule);
    const last = parseRules(text, 'x').rules.at(-1);
    const matches = (finding: Finding): boolean => last !== undefined && ruleMatches(last, finding, {release: RELEASE});
    expect(matches(findingOf(path))).toBe(true);
    expect(matches(findingOf(neighbour))).toBe(false);
    expect(matches(findingOf(path, {ref: {...WEB, name: 'api'}}))).toBe(false);
    expect(matches(findingOf([], {change: 'missing'}))).toBe(false);
  });

  test('a whole object', () => {
    const gone = findingOf([], {change: 'missing'});
    const [rule] = parseRules(appendRule(undefined, narrowestRule(gone, {reason: 'r'})), 'x').rules;
    expect(rule !== undefined && ruleMatches(rule, gone, {release: RELEASE})).toBe(true);
    expect(rule !== undefined && ruleMatches(rule, replicas, {release: RELEASE})).toBe(false);
  });
});

describe('a rule is added, and all else stays as it was', () => {
  test.each<[string, string | undefined, string]>([
    ['no file', undefined, `${HEAD}ignore:\n${indented(2)}`],
    ['an empty file', '', `${HEAD}ignore:\n${indented(2)}`],
    ['comments alone', '# ours\n', `# ours\n${HEAD}ignore:\n${indented(2)}`],
    ['no list', `${HEAD}fidelity: auto # c\n# end\n`, `${HEAD}fidelity: auto # c\nignore:\n${indented(2)}# end\n`],
    ['no list, no end of line', `${HEAD}fidelity: auto`, `${HEAD}fidelity: auto\nignore:\n${indented(2)}`],
    ['an empty list', `${HEAD}ignore: [] # none\nfailOn: low\n`, `${HEAD}ignore: # none\n${indented(2)}failOn: low\n`],
    ['a list not there yet', `${HEAD}ignore:\n# end\n`, `${HEAD}ignore:\n${indented(2)}# end\n`],
    ['a list that is null', `${HEAD}"ignore" : ~\n`, `${HEAD}"ignore" :\n${indented(2)}`],
    [
      'a list',
      `${HEAD}ignore:  # all\n  # one\n  - reason: a   # why\n    paths: [ /a ]\n`,
      `${HEAD}ignore:  # all\n  # one\n  - reason: a   # why\n    paths: [ /a ]\n${indented(2)}`,
    ],
    [
      'a list without indentation, and fields behind it',
      `${HEAD}ignore:\n- reason: a\n\n# how strict\nfailOn: low\n`,
      `${HEAD}ignore:\n- reason: a\n${LINES}\n# how strict\nfailOn: low\n`,
    ],
    [
      'a list deep inside, a comment at its end, and fields behind it',
      `${HEAD}ignore:\n      - reason: a\n      # - reason: old\n\n  # loose\n# next\nfailOn: low\n`,
      `${HEAD}ignore:\n      - reason: a\n      # - reason: old\n${indented(6)}\n  # loose\n# next\nfailOn: low\n`,
    ],
    [
      'a block of text at its end',
      `${HEAD}ignore:\n  - reason: |\n      a\n\n      # no comment\n\ncontrollers: []\n`,
      `${HEAD}ignore:\n  - reason: |\n      a\n\n      # no comment\n${indented(2)}\ncontrollers: []\n`,
    ],
    [
      'items between braces',
      `${HEAD}ignore:\n  - {reason: a,\n     paths: [/a]\n    }\n`,
      `${HEAD}ignore:\n  - {reason: a,\n     paths: [/a]\n    }\n${indented(2)}`,
    ],
    [
      'several documents',
      `kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n---\n${HEAD}ignore:\n  - reason: a\n---\nkind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n`,
      `kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n---\n${HEAD}ignore:\n  - reason: a\n${indented(2)}---\nkind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n`,
    ],
    [
      'documents of others alone',
      'kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n',
      `kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\n---\n${HEAD}ignore:\n${indented(2)}`,
    ],
    [
      'an end of the document',
      `---\n${HEAD}ignore:\n  - reason: a\n...\n`,
      `---\n${HEAD}ignore:\n  - reason: a\n${indented(2)}...\n`,
    ],
    [
      'lines that end as on Windows',
      `${HEAD}ignore:\n  - reason: a\nfailOn: low\n`.replaceAll('\n', '\r\n'),
      `${HEAD}ignore:\n  - reason: a\n${indented(2)}failOn: low\n`.replaceAll('\n', '\r\n'),
    ],
    [
      'a byte order mark',
      `\uFEFF${HEAD}ignore:\n  - reason: a\n`,
      `\uFEFF${HEAD}ignore:\n  - reason: a\n${indented(2)}`,
    ],
  ])('%s', (_name, before, after) => {
    expect(appendRule(before, RULE)).toBe(after);
  });

  test('twice', () => {
    const twice = appendRule(appendRule(undefined, RULE), {...RULE, reason: 'second'});
    expect(parseRules(twice, 'x').rules.map(({reason}) => reason)).toEqual(['why: so', 'second']);
  });
});

describe('what cannot be added safely is to be added by hand', () => {
  test.each([
    ['a list between brackets', `${HEAD}ignore: [{reason: a}]\n`],
    ['a list between brackets over lines', `${HEAD}ignore: [\n  {reason: a}\n  ]\n`],
    ['JSON', JSON.stringify({apiVersion: 'helm-drift/v1', kind: 'Config', ignore: [{reason: 'a'}]}, null, 2)],
    ['an alias', `${HEAD}controlPaths: &a []\nignore: *a\n`],
    ['a text whose blank lines count', `${HEAD}ignore:\n  - reason: |+\n      a\n\nfailOn: low\n`],
  ])('%s', (_name, text) => {
    expect(refusalOf(() => appendRule(text, RULE)).hint).toContain(indented(2).trimEnd());
  });

  test('a file that is wrong already says so', () => {
    expect(() => appendRule(`${HEAD}ignor: []\n`, RULE)).toThrow('unknown field "ignor"');
  });

  test('a rule that is wrong itself is not written', () => {
    expect(() => appendRule(undefined, {...RULE, expires: 'soon'})).toThrow('"soon" is no date');
    expect(() => appendRule(undefined, {...RULE, reason: ' '})).toThrow('reason is missing');
  });
});

test.each([
  'yes',
  'null',
  'On',
  '~',
  '-',
  '- a',
  'a: b',
  'a #b',
  '*x',
  '&x',
  '!x',
  '%x',
  '@x',
  '`x',
  '{a}',
  '[a]',
  '1',
  '0x1',
  '.5',
  '1e3',
  ' a',
  'a ',
  '"a"',
  "'a'",
  'a\t',
  'a:',
  '?',
  '=',
  '<<',
  'ünï',
  '\u007F\u0085\uFEFF\u{1F600}',
  'a\\b',
])('a value is written so that it reads as itself: %j', (reason) => {
  const rule = {...RULE, reason: `${reason}x`, target: {...RULE.target, name: reason}};
  const [document] = readYamlDocuments(appendRule(undefined, rule), {name: 'x'});
  expect(document?.value).toMatchObject({ignore: [rule]});
});
