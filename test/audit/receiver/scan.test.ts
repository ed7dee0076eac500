import {describe, expect, test} from 'vitest';
import {BadBody, elementsOf, membersOf} from '../../../src/audit/receiver/scan.ts';

const members = (text: string): [string, string][] =>
  membersOf(text).map(({name, from, to}) => [name, text.slice(from, to)]);
const elements = (text: string): string[] => elementsOf(text).map(({from, to}) => text.slice(from, to));

test('values stand as they were written, whatever is in them', () => {
  expect(members(' {"a" : 12345678901234567890 ,"b":"}\\\\\\"]","c":[{"d":"["}],\n"\\u0065":null,"f":1.0}\n')).toEqual([
    ['a', '12345678901234567890'],
    ['b', '"}\\\\\\"]"'],
    ['c', '[{"d":"["}]'],
    ['e', 'null'],
    ['f', '1.0'],
  ]);
  expect(members('{}')).toEqual([]);
  expect(elements('[ {"a":1} , [2],"x" ,3, true]')).toEqual(['{"a":1}', '[2]', '"x"', '3', 'true']);
  expect(elements('[]')).toEqual([]);
});

test('a hundred thousand brackets are no deeper than one', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(members(`{"a":${deep}}`)[0]?.[1].length).toBe(200_000);
});

describe('what is no JSON object is told', () => {
  test.each([
    '',
    '[]',
    'null',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":"x',
    '{"a":"x\\"}',
    '{"a":[1,2}',
    '{"a":}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a" 1}',
    '{a:1}',
    '{"a":1}{"b":2}',
    '{"a":1} x',
    '{"\\x":1}',
  ])('%s', (text) => {
    expect(() => members(text)).toThrow(BadBody);
  });

  test.each(['[1,]', '[,1]', '[1 2]', '[1', '[{"a":1}', '{}'])('of a list: %s', (text) => {
    expect(() => elements(text)).toThrow(BadBody);
  });
});
