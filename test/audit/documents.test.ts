import {describe, expect, test} from 'vitest';
import {LogSplitter} from '../../src/audit/documents.ts';

/** The pieces of a text that comes in chunks of a size. */
function pieces(text: string, size = text.length || 1, longest?: number): [kind: string, text: string][] {
  const splitter = new LogSplitter(longest);
  const bytes = Buffer.from(text);
  const found: [string, string][] = [];
  for (let at = 0; at < bytes.length; at += size)
    for (const piece of splitter.push(bytes.subarray(at, at + size))) found.push([piece.kind, piece.bytes.toString()]);
  for (const piece of splitter.end()) found.push([piece.kind, piece.bytes.toString()]);
  return found;
}

describe('whatever its chunks', () => {
  test.each([1, 2, 3, 7, 64, 4096])('%s bytes at a time', (size) => {
    expect(pieces('{"a":1}\n\n{"b":"}{"}\nmaster-0 {"c":"ü"}\r\n', size)).toEqual([
      ['whole', '{"a":1}'],
      ['whole', '{"b":"}{"}'],
      ['whole', 'master-0 {"c":"ü"}\r'],
    ]);
    expect(
      pieces('[\n  {\n "a": "}]\\"" },\n  {"b": [{}]}\n]\n{"c":1}\n', size).map(
        ([, text]) => JSON.parse(text) as unknown,
      ),
    ).toEqual([{a: '}]"'}, {b: [{}]}, {c: 1}]);
    expect(
      pieces('{\n "events": [\n {"message": "x"}\n ]\n}\n', size).map(([, text]) => JSON.parse(text) as unknown),
    ).toEqual([{events: [{message: 'x'}]}]);
    expect(pieces('[{"a":1},{"b":2}]', size).map(([, text]) => text)).toEqual(['{"a":1}', '{"b":2}']);
  });
});

test('a last line without its end is a cut one, and a last one without a line feed is whole', () => {
  expect(pieces('{"a":1}\n{"b":')).toEqual([
    ['whole', '{"a":1}'],
    ['cut', '{"b":'],
  ]);
  expect(pieces('{"b":"half of\n{"a":1}\n')).toEqual([
    ['odd', '{"b":"half of'],
    ['whole', '{"a":1}'],
  ]);
  expect(pieces('{"a":1}')).toEqual([['whole', '{"a":1}']]);
  expect(pieces('[\n{"a":\n')).toEqual([['cut', '{"a":\n']]);
});

test('a line in the middle that is none is odd', () => {
  expect(pieces('garbage\n{"a":1}\n')).toEqual([
    ['odd', 'garbage'],
    ['whole', '{"a":1}'],
  ]);
});

test('of a line that is too long its beginning is left, and no more of it is held', () => {
  const [first, second] = pieces(`{"name":"x","body":"${'y'.repeat(5000)}"}\n{"a":1}\n`, 100, 1000);
  expect(first?.[0]).toBe('cut');
  expect(first?.[1]).toMatch(/^\{"name":"x"/);
  expect(first?.[1].length).toBeLessThanOrEqual(1000);
  expect(second).toEqual(['whole', '{"a":1}']);
});

test('of a list over many lines an element that is too long is cut, and the next is read', () => {
  const text = `[\n{"name":"x",\n"body":"${'y'.repeat(900)}",\n"more":"${'y'.repeat(900)}"\n},\n{"a":1}\n]\n`;
  const found = pieces(text, 100, 1000);
  expect(found.map(([kind]) => kind)).toEqual(['cut', 'whole']);
});
