import {describe, expect, test} from 'vitest';
import {parseJsonExact, stringifyJson} from '../../src/yaml/json.ts';

describe('an integer that no double holds is exact, wherever its digits stand', () => {
  test.each(Array.from({length: 40}, (_, at) => at))('after %i other characters', (at) => {
    const text = `{"${'k'.repeat(at)}":9007199254740993}`;
    expect(parseJsonExact(text)).toEqual({['k'.repeat(at)]: 9007199254740993n});
    expect(stringifyJson(parseJsonExact(text))).toBe(text);
  });
});

test('at the very end of the text, and as all of it', () => {
  expect(parseJsonExact('[1, 9007199254740993]')).toEqual([1, 9007199254740993n]);
  expect(parseJsonExact('9007199254740993')).toBe(9007199254740993n);
});

test('shorter numbers, texts and what is no JSON are as JSON.parse takes them', () => {
  expect(parseJsonExact('{"a":123456789012345,"b":1.5e3,"c":"12345678"}')).toEqual({
    a: 123456789012345,
    b: 1500,
    c: '12345678',
  });
  expect(() => parseJsonExact('{"a":')).toThrow(SyntaxError);
});
