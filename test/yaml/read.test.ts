import {expect, test} from 'vitest';
import {readYamlDocuments} from '../../src/yaml/read.ts';

// The reader moves lines in brackets to the right before it tries again; its errors tell of the lines as they were written.
test.each([
  ['metadata: {name: x\ndata: 1\n', /^f:2:5: not valid YAML/],
  ['ignore: [\n', /^f:2:1: not valid YAML/],
  ['a: b: c\n', /^f:1:5: not valid YAML/],
  ['---\na: 1\n---\nb: {\nc: "x\n', /^f:6:1: not valid YAML/],
])('%j is told at the place where it stands', (text, says) => {
  expect(() => readYamlDocuments(text, {name: 'f'})).toThrow(says);
});
