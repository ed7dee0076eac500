import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import {expect, test} from 'vitest';
import {leftOutNote, unusedNote} from '../../src/model/notes.ts';
import type {Gap} from '../../src/model/evidence.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {made, reportOf} from './made-up.ts';
import {output} from './outputs.ts';

const UNUSED = unusedNote('.helm-drift.yaml, rule 2');
const LEFT_OUT = leftOutNote({kinds: 7, lookedAt: '2026-11-23T12:00:00Z'});
const NARROWED = 'in shop-data extra objects were looked for among built-in kinds alone';
const OWN = 'revision 4 failed';

const named = (name: string) => ({name, namespace: 'shop', revision: 3, status: 'deployed'});
/** Three releases; what is of the run stands in the first, as a run leaves it. */
const REPORTS = [
  reportOf([], {release: named('api'), notes: [LEFT_OUT, NARROWED, OWN, UNUSED]}),
  reportOf([made('x', 'data.a', {desired: '1', live: '2'})], {release: named('web'), notes: [LEFT_OUT, NARROWED]}),
  reportOf([], {release: named('worker'), notes: [LEFT_OUT, NARROWED]}),
];

const times = (text: string, words: string): number => text.split(words).length - 1;

test.each([
  ['text', {width: 200}],
  ['text', {width: 200, verbose: true}],
  ['markdown', {}],
  ['html', {}],
  ['github', {}],
  ['sarif', {}],
] as const)('%s %j says what is of the run once, and of no release', async (format, context) => {
  const text = (await output(format, REPORTS, {many: true, ...context}))
    .replace(/\\[u(]/g, '')
    .replaceAll('&#39;', "'");
  for (const words of ['rule 2 is unused', 'not looked for among 7 custom kinds', 'among built-in kinds alone']) {
    expect([words, times(text, words)]).toEqual([words, 1]);
    expect(text).not.toMatch(new RegExp(`shop/(?:api|web|worker): [^\n]*${words}`));
  }
  expect(times(text, OWN)).toBe(1);
});

test('it stands before or after all releases, and what is of one with that one', async () => {
  const text = await output('text', REPORTS, {many: true, width: 200, verbose: true});
  expect(text.indexOf('is unused')).toBeGreaterThan(text.lastIndexOf('worker in shop'));
  expect(text.indexOf(OWN)).toBeLessThan(text.indexOf('web in shop'));
  const brief = await output('text', REPORTS, {many: true, width: 200});
  expect(brief).toContain('Note: .helm-drift.yaml, rule 2 is unused');
  expect(brief).toContain(`Note: shop/api: ${OWN}`);
});

test('formats that are read by programs say what is of the run beside the reports, and what is said of each with each', async () => {
  const list = JSON.parse(await output('json', REPORTS, {many: true})) as ListDocument;
  expect(list.notes).toEqual([UNUSED]);
  expect(list.reports.map(({notes}) => notes)).toEqual([
    [LEFT_OUT, NARROWED, OWN],
    [LEFT_OUT, NARROWED],
    [LEFT_OUT, NARROWED],
  ]);
  expect(readYamlDocuments(await output('yaml', REPORTS, {many: true}), {name: 'list'})[0]?.value).toEqual(list);
  const validate = new Ajv({allErrors: true}).compile(
    JSON.parse(readFileSync('docs/drift-report.schema.json', 'utf8')) as object,
  );
  validate(list);
  expect(validate.errors).toBeNull();
  const without = JSON.parse(await output('json', REPORTS.slice(1), {many: true})) as ListDocument;
  expect(without).not.toHaveProperty('notes');
});

test('JUnit says it in a suite without a case', async () => {
  const text = await output('junit', REPORTS, {many: true});
  const suites = text.split('<testsuite ').slice(1);
  expect(suites.map((suite) => /name="([^"]+)" .*?id="(\d)" .*?tests="(\d)"/.exec(suite)?.slice(1))).toEqual([
    ['helm drift api', '0', '1'],
    ['helm drift web', '1', '2'],
    ['helm drift worker', '2', '1'],
    ['helm drift', '3', '0'],
  ]);
  expect(suites.map((suite) => suite.includes('rule 2 is unused'))).toEqual([false, false, false, true]);
  expect(await output('junit', REPORTS.slice(1), {many: true})).not.toContain('"helm drift"');
});

interface ListDocument {
  readonly notes?: readonly string[];
  readonly reports: readonly {readonly notes: readonly string[]}[];
}

test('the report of one release keeps all its notes', async () => {
  const [first] = REPORTS;
  const text = await output('text', first === undefined ? [] : [first], {width: 200});
  for (const note of [LEFT_OUT, NARROWED, OWN]) expect(text.replace(/\n\s+/g, ' ')).toContain(note);
});

test('releases in which the same could not be seen are told as one', async () => {
  const gap = (message: string): Gap => ({reason: 'unsearched', message});
  const shared = gap('extra objects were not looked for among widgets: they could not be listed');
  const reports = [
    ...['a', 'b', 'c'].map((name) => reportOf([], {release: named(name), gaps: [shared]})),
    reportOf([], {release: named('d'), gaps: [gap('another one')]}),
  ];
  const text = await output('text', reports, {many: true, width: 120});
  expect(times(text, 'among widgets')).toBe(1);
  expect(text).toContain('shop/a and 2 releases more (shop/b, shop/c)');
  expect(text).toMatch(/4 releases could not be verified/);
  expect(times(text, 'another one')).toBe(1);
});
