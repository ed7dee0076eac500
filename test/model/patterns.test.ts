import {setFlagsFromString} from 'node:v8';
import {expect, test} from 'vitest';
import {patternMatches, patternProblem} from '../../src/model/patterns.ts';

test.each([
  ['web', 'web', true],
  ['web', 'webs', false],
  ['web-*', 'web-1', true],
  ['*', '', true],
  ['*-db', 'shop-db', true],
  ['*-db', 'shop-db-1', false],
  ['w?b', 'wxb', true],
  ['w?b', 'wb', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['web.1', 'webx1', false],
  ['a*', 'a\nb', true],
])('the glob %s on %j: %s', (glob, text, fits) => {
  expect(patternMatches(glob, text)).toBe(fits);
});

test.each([
  ['/web-\\d+/', 'web-12', true],
  ['/web/', 'web-12', false],
  ['/(?i)Web/', 'wEB', true],
  ['/(?i)[a-c]x-[^d]/', 'BX-e', true],
  ['/(?i)[a-c]x-[^d]/', 'BX-D', false],
  ['/(?i)\\d+a-z/', '1A-Z', true],
])('the expression %s on %j: %s', (pattern, text, fits) => {
  expect(patternMatches(pattern, text)).toBe(fits);
});

test.each([
  ['/(?=a)b/', 'look-around'],
  ['/(?<!a)b/', 'look-around'],
  ['/(a)\\1/', 'references back'],
  ['/(/', 'Unterminated group'],
  [`/${'a'.repeat(2000)}/`, '1000 characters'],
])('%s is refused, and says why', (pattern, says) => {
  expect(patternProblem(pattern)).toContain(says);
});

test.each(['/a\\\\1/', '*', '/(?:a|b)+/', '(?=x)'])('%s is taken', (pattern) => {
  expect(patternProblem(pattern)).toBeUndefined();
});

/** Each takes years where the engine tries every way. */
test.each([
  ['/(a+)+b/', 'a'.repeat(5000)],
  ['/(?i)(a|a)*b/', 'a'.repeat(5000)],
  ['/(.*)*x/', 'y'.repeat(5000)],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(5000)],
])('%s ends, whatever the text', (pattern, text) => {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  // Time of this process alone: the machine may be busy.
  const before = process.cpuUsage();
  expect(patternMatches(pattern, text)).toBe(false);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
});
