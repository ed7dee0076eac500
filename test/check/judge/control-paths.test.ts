import {expect, test} from 'vitest';
import catalogue from '../../../src/check/judge/control-paths.json' with {type: 'json'};
import builtin from '../../../src/check/normalize/schema/builtin.json' with {type: 'json'};
import {controlPathOf} from '../../../src/check/judge/control-paths.ts';
import type {Path} from '../../../src/model/path.ts';
import type {ObjectRef} from '../../../src/model/refs.ts';
import type {Variance} from '../../../src/model/report.ts';
import type {SchemaTable} from '../../../src/model/schema.ts';

test('the catalogue names at least 40 paths over the eight groups, each with its meaning and its impact', () => {
  const {paths, kinds, groups} = catalogue as {
    paths: {
      path: string;
      title: string;
      meaning?: string;
      impact?: string;
      added?: string;
      removed?: string;
      group?: string;
      kinds: string[];
    }[];
    kinds: Record<string, string>;
    groups: Record<string, string>;
  };
  expect(paths.length).toBeGreaterThanOrEqual(40);
  for (const {path, title, meaning, impact} of paths)
    expect([path, title, meaning, impact]).toEqual([
      expect.any(String),
      expect.stringMatching(/^[A-Z]/),
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^\S.+\.$/),
    ]);
  const covered = paths.map((entry) =>
    entry.path.startsWith('metadata') ? 'metadata' : (entry.group ?? kinds[entry.kinds[0] ?? '']),
  );
  expect(new Set(covered)).toEqual(new Set(Object.keys(groups)));
});

const {kinds: schemas, types}: SchemaTable = builtin;

/** The types of a kind in all its versions: `apps/Deployment`, `Service`. */
function typesOf(kind: string): string[] {
  const group = kind.includes('/') ? `${kind.split('/')[0]}/` : '';
  const name = kind.slice(group.length);
  const isOne = (key: string): boolean => key.startsWith(group) && key.split('/').length === (group === '' ? 2 : 3);
  return Object.keys(schemas).flatMap((key) => (isOne(key) && key.endsWith(`/${name}`) ? [schemas[key] ?? ''] : []));
}

/** Whether a field of the schema has this path. `*` is one field, `**` any number; list items and keys of maps are left out. */
function leads(type: string, [token, ...rest]: readonly string[], seen: ReadonlySet<string> = new Set()): boolean {
  if (token === undefined) return true;
  const fields = types[type];
  if (fields === undefined) return rest.length === 0 && token.startsWith('*');
  const place = `${type} ${[token, ...rest].join('.')}`;
  if (seen.has(place)) return false;
  const next = new Set([...seen, place]);
  const into = (shape: string): string => /@([\w.-]+)/.exec(shape)?.[1] ?? '';
  if (token === '**')
    return (
      rest.length === 0 ||
      leads(type, rest, next) ||
      Object.values(fields).some(
        (shape) => types[into(shape)] !== undefined && leads(into(shape), [token, ...rest], next),
      )
    );
  const shapes = token === '*' ? Object.values(fields) : Object.hasOwn(fields, token) ? [fields[token] ?? ''] : [];
  // What is below a map is named by its users.
  return shapes.some((shape) => rest.length === 0 || shape.includes('{') || leads(into(shape), rest, next));
}

const ENTRIES = catalogue.paths.map(({kinds, path}) => [path, kinds] as const);
const isForAll = ([, kinds]: readonly [string, readonly string[]]): boolean => kinds.includes('*');

test.each(ENTRIES.filter(isForAll))('%s is of every kind', (path) => {
  expect(path).toMatch(/^metadata\.(?:(?:labels|annotations|ownerReferences)\.|finalizers$)/);
});

test.each(ENTRIES.filter((entry) => !isForAll(entry)))('%s is a field of %s', (path, kinds) => {
  expect(kinds.filter((kind) => typesOf(kind).length === 0)).toEqual([]);
  // Kinds that share most of their fields share an entry: a DaemonSet has no replicas.
  expect(kinds.flatMap(typesOf).some((type) => leads(type, path.split('.')))).toBe(true);
});

test('a typing error in a kind or a path is found', () => {
  expect(typesOf('batch/CronJobb')).toEqual([]);
  const [cronJob = ''] = typesOf('batch/CronJob');
  expect(leads(cronJob, ['spec', 'concurrencyPolicy'])).toBe(true);
  expect(leads(cronJob, ['spec', 'concurencyPolicy'])).toBe(false);
  expect(leads(cronJob, ['**', 'containers', 'imagee'])).toBe(false);
});

const variance = (ref: ObjectRef, path: Path, sides: Pick<Variance, 'change' | 'desired' | 'live'>): Variance => ({
  ref,
  path,
  method: 'structure',
  ...sides,
});
const WEB = {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'};
const field = (...names: string[]): Path => names.map((name) => ({field: name}));

test.each([
  [1, 3, 'The workload is to have 1 pod now, not 3.'],
  [0, 1, 'The workload is to have 0 pods now, not 1.'],
])('%s pods are counted as words go', (live, desired, sentence) => {
  const {impact} = controlPathOf(variance(WEB, field('spec', 'replicas'), {change: 'changed', desired, live}));
  expect(impact).toBe(sentence);
});

test.each([
  ['minAvailable', '50%', 'A drain keeps 50% of the pods up, not 2.'],
  ['maxUnavailable', 1, 'A drain may take 1 pod at once, not 2.'],
])('a budget of %s %s', (name, live, sentence) => {
  const budget = {group: 'policy', kind: 'PodDisruptionBudget', namespace: 'shop', name: 'web'};
  const {impact} = controlPathOf(variance(budget, field('spec', name), {change: 'changed', desired: 2, live}));
  expect(impact).toBe(sentence);
});

test.each([
  ['added', {live: 'x'}, 'Selectors see a label that the release does not declare.'],
  ['removed', {desired: 'x'}, 'Selectors no longer find this label.'],
  ['changed', {live: 'x', desired: 'y'}, 'Selectors see another value of this label than the release declares.'],
] as const)('a label that was %s', (change, sides, sentence) => {
  expect(controlPathOf(variance(WEB, field('metadata', 'labels', 'tier'), {change, ...sides})).impact).toBe(sentence);
});

test('no sentence compares the values of what one side alone may have', () => {
  const compared = catalogue.paths.filter(({impact}) => /another (?:label|value|one)\b/.test(impact));
  expect(compared.length).toBeGreaterThan(3);
  for (const entry of compared) expect(Object.keys(entry)).toEqual(expect.arrayContaining(['added', 'removed']));
});
