import {expect, test} from 'vitest';
import {parseJsonExact, stringifyJson} from '../../src/yaml/json.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import type {Json} from '../../src/model/json.ts';
import {askOracle} from '../oracle/oracle.ts';
import {generated, table} from './documents.ts';

const SEED = Number(process.env['HELM_DRIFT_SEED'] ?? 20261123);

function ours(document: string): {json?: Json; error?: string} {
  try {
    return {json: readYamlDocuments(document, {name: 'x'})[0]?.value ?? null};
  } catch (error) {
    return {error: (error as Error).message};
  }
}

const sorted = (value: Json): string =>
  JSON.stringify(value, (_key, item: unknown) => {
    // Go prints a float of that size like an integer.
    if (typeof item === 'bigint') return String(Number(item)) === String(item) ? Number(item) : `${item}n`;
    if (Object.is(item, -0)) return 0;
    return typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item;
  });

function disagreements(documents: readonly string[]): string[] {
  const answers = askOracle(documents);
  return documents.flatMap((document, index) => {
    const theirs = answers[index];
    const mine = ours(document);
    if (theirs?.json === undefined)
      return mine.error === undefined
        ? [`Go refuses (${theirs?.error}), we read ${stringifyJson(mine.json)}:\n${document}`]
        : [];
    const wanted = sorted(parseJsonExact(theirs.json));
    const got = mine.error === undefined ? sorted(mine.json ?? null) : `refused: ${mine.error}`;
    return got === wanted ? [] : [`Go ${wanted}\nwe ${got}\n${document}`];
  });
}

/** Where the parsers themselves differ, not the schema. In each js-yaml refuses loudly or follows the YAML specification; no chart writes these. */
const PARSER_DIFFERENCES: Readonly<Record<string, string>> = {
  '{k: -}\n': 'a lone dash in a flow mapping: libyaml takes it for a string',
  '{k: x:}\n': 'a plain scalar that ends in a colon in a flow mapping',
  '{k: ?x}\n': 'libyaml refuses an indicator that the specification allows here',
  '{k: :x}\n': 'libyaml refuses an indicator that the specification allows here',
  'k: |\n  \ta\n': 'a tab right behind the indentation of a block scalar: libyaml refuses it',
  'k: {\ta: 1}\nz: 2\n': 'a tab in brackets at the outermost level',
  '[]: v\n': 'a list as a key: Go drops the pair',
  '{}: v\n': 'a mapping as a key: Go drops the pair',
};

test('every form of scalar is read as sigs.k8s.io/yaml reads it', () => {
  expect(disagreements(table().filter((document) => !(document in PARSER_DIFFERENCES)))).toEqual([]);
});

test('the known differences of the parsers are still there', () => {
  const documents = Object.keys(PARSER_DIFFERENCES);
  expect(disagreements(documents)).toHaveLength(documents.length);
});

test(`10,000 generated documents are read as sigs.k8s.io/yaml reads them (seed ${SEED})`, () => {
  expect(disagreements(generated(10_000, SEED))).toEqual([]);
}, 60_000);

test('a last line without its end is read as Helm reads it, which ends each line itself', () => {
  const texts = ['k: |\n  a', 'k: |+\n  a', 'k: |-\n  a', 'k: >\n  a\n  b', 'k: |\n  a\u2028  b', 'k: |+\n  a\u2028'];
  expect(texts.map((text) => ours(text))).toEqual(texts.map((text) => ours(`${text}\n`)));
  expect(disagreements(texts.map((text) => `${text}\n`))).toEqual([]);
});
