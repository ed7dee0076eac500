import {describe, expect, test} from 'vitest';
import {parseJqPath} from '../../src/config/jq.ts';
import {pathMatches} from '../../src/config/path-match.ts';
import {CONTAINERS, findingOf, pathOf, refusalOf, withContainers} from './subjects.ts';

const key = (...names: string[]) => names.map((name) => ({key: name}));
const any = {any: true} as const;
const where = (...pairs: [string, string][]) => ({
  where: pairs.map(([path, equals]) => ({path: path === '' ? [] : path.split('.'), equals})),
});

test.each([
  ['.spec.replicas', key('spec', 'replicas')],
  ['  .spec.replicas ', key('spec', 'replicas')],
  ['.metadata.annotations."a.b/c"', key('metadata', 'annotations', 'a.b/c')],
  ['.metadata.annotations["a.b/c"]', key('metadata', 'annotations', 'a.b/c')],
  ['.["metadata"].labels', key('metadata', 'labels')],
  ['."metadata"', key('metadata')],
  ['.a[]', [...key('a'), any]],
  ['.a[0].b', key('a', '0', 'b')],
  ['.a[]?.b?', [...key('a'), any, ...key('b')]],
  ['.[]', [any]],
  ['.a | .b', key('a', 'b')],
  ['. | .a', key('a')],
  ['.a.[0]', key('a', '0')],
  ['.a[] | select(.name == "x")', [...key('a'), where(['name', 'x'])]],
  ['.a[]|select(.name=="x").b', [...key('a'), where(['name', 'x']), ...key('b')]],
  ['.a[] | select(.name == "x") | .b[]', [...key('a'), where(['name', 'x']), ...key('b'), any]],
  ['.a[] | select(.name=="x" and .k.l == "y")', [...key('a'), where(['name', 'x'], ['k.l', 'y'])]],
  ['.a[] | select(.n == "x") | select(.m == "y")', [...key('a'), where(['n', 'x'], ['m', 'y'])]],
  ['.a[] | select(. == "x")', [...key('a'), where(['', 'x'])]],
  ['.a[] | select(."k.l"? == "x \\"y\\"")', [...key('a'), {where: [{path: ['k.l'], equals: 'x "y"'}]}]],
  ['.select.and', key('select', 'and')],
])('%s', (expression, tokens) => {
  expect(parseJqPath(expression)).toEqual({text: expression, tokens});
});

describe('what is more than a path is refused by its name', () => {
  test.each([
    '',
    '.',
    'spec.replicas',
    '.spec.foo-bar',
    '.a[-1]',
    '.a[1:2]',
    '..',
    '.a,.b',
    '.a[] | select(.name != "x")',
    '.a[] | select(.name == "x" or .name == "y")',
    '.a[] | select(.name | test("x"))',
    '.a[] | select(.port == 80)',
    '.a | select(.name == "x")',
    'select(.kind == "x")',
    '.a[] | select(.name == "x"',
    '.a[] | select(.name == "\\(.b)")',
    '.a | keys',
    '.a |',
    '.a | | .b',
    '.a = 1',
    '.a[$x]',
    ".a['b']",
    'del(.a)',
    '.a "b',
  ])('%s', (expression) => {
    const refusal = refusalOf(() => parseJqPath(expression));
    expect(refusal.message).toContain(JSON.stringify(expression));
    expect(refusal.hint).toContain('JSON pointer');
  });
});

test('a selected item is found on either side', () => {
  const path = parseJqPath(
    '.spec.template.spec.containers[] | select(.name == "app" and .resources.tier == "a").image',
  );
  const finding = findingOf(pathOf(...CONTAINERS, {name: 'app'}, 'image'));
  const of = (tier: string) => withContainers({name: 'app', resources: {tier}});
  expect(pathMatches(path, finding, {declared: of('a'), live: of('b')})).toBe(true);
  expect(pathMatches(path, finding, {declared: of('b'), live: of('a')})).toBe(true);
  expect(pathMatches(path, finding, {declared: of('b'), live: of('b')})).toBe(false);
  expect(pathMatches(path, finding, {})).toBe(false);
});
