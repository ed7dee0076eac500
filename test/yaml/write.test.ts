import {load} from 'js-yaml';
import {expect, test} from 'vitest';
import {linesOf} from '../../src/yaml/lines.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {writeYaml} from '../../src/yaml/write.ts';

const LINE = 'a line of fifty characters, or something like it\n';

test.each([
  ['one line', 'y'.repeat(5_000_000)],
  ['many lines', LINE.repeat(100_000)],
  ['no end of line at the end', `${LINE.repeat(2000)}end`],
  ['several ends', `${LINE.repeat(2000)}\n\n`],
  ['a space at the beginning', ` ${LINE.repeat(2000)}`],
  ['an empty line at the beginning', `\n${LINE.repeat(2000)}`],
  ['a tab at the beginning', `\t${LINE.repeat(2000)}`],
  ['line separators and quotes', `\u2028"\\${LINE.repeat(2000)}`],
  ['what an editor would act on', `\u202E\u007F\uFEFF${LINE.repeat(2000)}`],
  ['other scripts', `é😀${LINE.repeat(2000)}`],
  ['carriage returns', 'x\r\n'.repeat(30_000)],
  ['what looks like YAML', '# no\n---\n...\n- a: b\n'.repeat(9000)],
  ['spaces at the ends of lines', `x\n${' y \n'.repeat(30_000)}`],
  ['empty lines', 'a\n\n'.repeat(40_000)],
])('a text of many characters is written and read again: %s', (_what, text) => {
  const value = {field: text, list: [text, {key: text, other: 1}], deep: {deeper: [[text]]}, last: true};
  const written = writeYaml(value);
  expect(load(written)).toEqual(value);
  expect(readYamlDocuments(written, {name: 'written'})[0]?.value).toEqual(value);
  const lines = written.split('\n');
  expect(lines[(linesOf(written).get('/last') ?? 0) - 1]).toBe('last: true');
  // oxlint-disable-next-line no-control-regex -- exactly these must not be there
  expect(written).not.toMatch(/[\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
});
