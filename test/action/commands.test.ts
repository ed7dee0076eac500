import {describe, expect, test} from 'vitest';
import {annotation, cutAtLine, outputEntry, unobeyed} from '../../src/action/commands.ts';

describe('an annotation', () => {
  test('escapes what ends it, or begins another', () => {
    expect(annotation('error', 'a: b, 100%', 'one\r\n::add-mask::two, three: 5%')).toBe(
      '::error title=a%3A b%2C 100%25::one%0D%0A::add-mask::two, three: 5%25\n',
    );
  });
});

describe('an output', () => {
  test('may hold lines, and what looks like another output', () => {
    expect(outputEntry('digest', 'a\nother=b\nother<<EOF\nc\nEOF', 'd1')).toBe(
      'digest<<d1\na\nother=b\nother<<EOF\nc\nEOF\nd1\n',
    );
  });

  test('never holds its own delimiter', () => {
    expect(() => outputEntry('digest', 'a\nd1\ntoken=x', 'd1')).toThrow('holds its own delimiter');
  });
});

test('what stands between is not obeyed', () => {
  expect(unobeyed('t1')).toEqual({begin: '::stop-commands::t1\n', end: '\n::t1::\n'});
});

describe('a text that is cut', () => {
  test('is whole where it fits', () => {
    expect(cutAtLine('one\ntwo\n', 8, 'more')).toBe('one\ntwo\n');
  });

  test('ends with a whole line and the note, and keeps to its bytes', () => {
    const cut = cutAtLine(`${'ä'.repeat(10)}\n${'b'.repeat(50)}\n`, 60, 'more');
    expect(cut).toBe(`${'ä'.repeat(10)}\n\nmore\n`);
  });

  test('is the note alone where the first line does not fit', () => {
    expect(cutAtLine('`@everybody'.repeat(20), 40, 'more')).toBe('\nmore\n');
  });
});
