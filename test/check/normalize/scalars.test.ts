import {expect, test} from 'vitest';
import {canonicalDuration} from '../../../src/check/normalize/scalars/duration.ts';
import {canonicalQuantity} from '../../../src/check/normalize/scalars/quantity.ts';
import {askOracle, random} from '../../oracle/oracle.ts';

const SEED = 4711;

test(`quantities are equal when Go's resource.Quantity says so (seed ${SEED})`, () => {
  const next = random(SEED);
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  const numbers = [
    '0',
    '1',
    '1.0',
    '1.5',
    '0.1',
    '.5',
    '100',
    '1000',
    '1024',
    '1024.0',
    '1048576',
    '3072',
    '3',
    '2.5',
    '0.001',
    '123456789',
    '1.',
    '10',
    '999',
  ];
  const suffixes = [
    '',
    '',
    'm',
    'k',
    'M',
    'G',
    'Ki',
    'Mi',
    'Gi',
    'u',
    'n',
    'e3',
    'E3',
    'e-3',
    'T',
    'Ti',
    'x',
    'K',
    'e',
  ];
  const quantity = (): string => `${pick(['', '', '', '+', '-'])}${pick(numbers)}${pick(suffixes)}`;
  const pairs = Array.from({length: 20_000}, () => [quantity(), quantity()] as const);
  const answers = askOracle(
    pairs.map((pair) => JSON.stringify(pair)),
    'quantity',
  );
  const wrong = pairs.filter(([a, b], index) => {
    const mine = [canonicalQuantity(a), canonicalQuantity(b)];
    const theirs = answers[index]?.json;
    if (theirs === undefined) return mine[0] !== undefined && mine[1] !== undefined;
    return mine[0] === undefined || (mine[0] === mine[1]) !== (theirs === '0');
  });
  expect(wrong).toEqual([]);
  expect(answers.filter(({json}) => json === '0').length).toBeGreaterThan(50);
});

test.each([
  ['0.0001', '1m', true],
  ['100u', '0.001', true],
  ['1n', '1m', true],
  ['0.0001', '2m', false],
  ['0.0011', '2m', true],
  ['1.5Gi', '1536Mi', true],
])('in thousandths, rounded up, %s and %s', (a, b, equal) => {
  expect(canonicalQuantity(a, 3) === canonicalQuantity(b, 3)).toBe(equal);
  expect(canonicalQuantity(a) === canonicalQuantity(b)).toBe(a === '1.5Gi');
});

test.each([
  ['8760h', '8760h0m0s', true],
  ['1.5h', '90m', true],
  ['1h', '61m', false],
  ['-1s', '-1000ms', true],
  ['1us', '1\u00B5s', true],
])('durations %s and %s', (a, b, equal) => {
  expect(canonicalDuration(a) === canonicalDuration(b)).toBe(equal);
});

test.each(['', 'h', '1', '1d', '5 m', 'abc', '1h x'])('%j is no duration', (text) => {
  expect(canonicalDuration(text)).toBeUndefined();
});
