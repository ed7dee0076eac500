import {expect, test} from 'vitest';
import {unsearched} from '../../src/check/blind-spots/unsearched.ts';
import {progressText} from '../../src/cli/text/progress.ts';
import {holdsMask, maskText} from '../../src/model/mask.ts';
import {leftOutNote, quotesNothing} from '../../src/model/notes.ts';
import {plural} from '../../src/model/plural.ts';

test('one is one, none and many are many', () => {
  expect([0, 1, 2].map((count) => plural(count, 'pod'))).toEqual(['0 pods', '1 pod', '2 pods']);
  expect([1, 2].map((count) => plural(count, 'pod is', 'pods are'))).toEqual(['1 pod is', '2 pods are']);
});

test.each([1, 2])('what says %i is still known for what it is', (count) => {
  const s = count === 1 ? '' : 's';
  const note = leftOutNote({kinds: count, lookedAt: '2026-01-01T00:00:00Z'});
  expect(note).toContain(`among ${count} custom kind${s}:`);
  expect(quotesNothing(note)).toBe(true);
  const mask = maskText(count, '0123456789abcdef');
  expect(mask).toBe(`*** (${count} character${s}, 01234567)`);
  expect(holdsMask(mask)).toBe(true);
});

test('what is left of a list is counted', () => {
  const messages = [
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c', 'd', 'e'],
  ].map((kinds) => unsearched({objects: [], unsearched: kinds}).gaps[0]?.message);
  expect(messages).toEqual([
    expect.stringContaining('a, b, c and 1 more kind: '),
    expect.stringContaining('a, b, c and 2 more kinds: '),
  ]);
  expect(progressText({kind: 'releases-checked', done: 0, total: 1})).toBe('Checked 0 of 1 release …');
});
