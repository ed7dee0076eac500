import {expect, test} from 'vitest';
import {differsFrom, withReleaseValues} from '../../../src/check/intent/looked-up.ts';
import {readYamlDocuments} from '../../../src/yaml/read.ts';

const doc = (name: string, data: string): string =>
  `---\n# Source: odd/templates/${name}.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {${data}}\n`;

const held = (texts: {asked: [string, string]; alone: string; stored: string}): unknown => {
  const {text, kept} = withReleaseValues(texts);
  return [
    kept,
    readYamlDocuments(text, {name: 'x'}).map(({value, source}) => [source, (value as {data: unknown}).data]),
  ];
};

const same = (text: string): [string, string] => [text, text];

test('a looked-up value is that of the release, and one of the chart is that of the chart', () => {
  const asked = same(doc('a', 'pw: live, size: 2, list: [x, live]') + doc('b', 'k: v'));
  const alone = doc('a', 'pw: random, size: 2, list: [x, none]') + doc('b', 'k: v');
  const stored = doc('a', 'pw: deployed, size: 1, list: [y, kept]') + doc('b', 'k: old');
  expect(held({asked, alone, stored})).toEqual([
    2,
    [
      ['odd/templates/a.yaml', {pw: 'deployed', size: 2, list: ['x', 'kept']}],
      ['odd/templates/b.yaml', {k: 'v'}],
    ],
  ]);
});

test('what is another at each rendering stays what it is', () => {
  const asked: [string, string] = [doc('a', 'count: first, pw: live'), doc('a', 'count: second, pw: live')];
  expect(
    held({asked, alone: doc('a', 'count: third, pw: none'), stored: doc('a', 'count: zero, pw: deployed')}),
  ).toEqual([1, [['odd/templates/a.yaml', {count: 'first', pw: 'deployed'}]]]);
});

test('what the release does not have, has as another type, or has twice, stays as it is rendered', () => {
  const asked = same(doc('a', 'new: live, n: 1, list: [x]') + doc('twice', 'k: live') + doc('twice', 'k: live'));
  const alone = doc('a', 'new: none, n: 2, list: [y]') + doc('twice', 'k: none') + doc('twice', 'k: none');
  const stored = doc('a', 'n: "1", list: [x, y]') + doc('twice', 'k: deployed');
  expect(withReleaseValues({asked, alone, stored})).toEqual({text: asked[0], kept: 0});
  expect(withReleaseValues({asked: same('- list\n---\nkind: X\n'), alone: '', stored: ''}).kept).toBe(0);
});

test('an object that is rendered beside the cluster alone is held against the release as well', () => {
  expect(held({asked: same(doc('a', 'k: live')), alone: '', stored: doc('a', 'k: deployed')})).toEqual([
    1,
    [['odd/templates/a.yaml', {k: 'deployed'}]],
  ]);
});

test('a rendering differs from the release by what both have', () => {
  expect(differsFrom(doc('a', 'k: v'), doc('a', 'k: v') + doc('b', 'k: v'))).toBe(false);
  expect(differsFrom(doc('a', 'k: v'), doc('a', 'k: w'))).toBe(true);
});
