import {expect, test} from 'vitest';
import {valueText, valueView} from '../../../src/console/views/values.ts';

test('are YAML without a last line', () => {
  expect([valueText('80'), valueText(80), valueText({a: [1]})]).toEqual([
    "'80'",
    '80',
    expect.stringMatching(/^a:\n\s*- 1$/),
  ]);
  expect(valueView(undefined)).toBeUndefined();
});

test('are cut where they are long, with how long they are', () => {
  expect(valueView('x'.repeat(2001))).toEqual({text: `${'x'.repeat(2000)}…`, cutFrom: 2001});
  const {cutFrom, text} = valueView(Array.from({length: 900}, (_one, at) => at)) ?? {text: ''};
  expect([text.length, (cutFrom ?? 0) > 2001]).toEqual([2001, true]);
});
