import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../src/model/shell-words.ts';

describe('words, as a shell splits them', () => {
  test.each([
    ['check', ['check']],
    ['  explain   7c1\t', ['explain', '7c1']],
    ['ignore 7c1 --reason "capacity review"', ['ignore', '7c1', '--reason', 'capacity review']],
    [`a"b c"d 'e "f"'`, ['ab cd', 'e "f"']],
    [`check ""`, ['check', '']],
    ['a $(touch x) `id` | b', ['a', '$(touch', 'x)', '`id`', '|', 'b']],
    ['', []],
  ])('%s', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test.each(['check "', `a 'b`])('a quote that is not closed: %s', (line) => {
    expect(wordsOf(line)).toBeUndefined();
  });
});
