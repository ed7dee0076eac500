import type {Score} from './score.ts';
import {TIERS} from './truth.ts';

const COLUMNS = [
  'mutations',
  'found',
  'missed',
  'extra',
  'right',
  'wrong',
  'absent',
  'likelyRight',
  'likelyWrong',
  'likelyAbsent',
  'untraced',
] as const;
const HEADS = [
  'mutations',
  'found',
  'missed',
  'false',
  'by right',
  'wrong',
  'absent',
  'likely right',
  'wrong',
  'absent',
  'untraced',
] as const;

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(10) : cell.padStart((HEADS[index - 1]?.length ?? 0) + 3)))
    .join('');

/** A row a tier, and their sums. */
export function tableOf(title: string, {rows}: Score): string {
  const sums = COLUMNS.map((column) => TIERS.reduce((sum, tier) => sum + rows[tier][column], 0));
  return [
    title,
    line(['', ...HEADS]),
    ...TIERS.map((tier) => line([tier, ...COLUMNS.map((column) => String(rows[tier][column]))])),
    line(['all', ...sums.map(String)]),
  ].join('\n');
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(2)} %`;
}

/** Recall, precision and attribution in one line. */
export function summaryOf({rows, covered}: Score): string {
  const sum = (column: (typeof COLUMNS)[number]): number =>
    TIERS.reduce((total, tier) => total + rows[tier][column], 0);
  const named = sum('right') + sum('wrong') + sum('absent');
  return `recall ${share(sum('found'), sum('mutations'))}, precision ${share(covered, covered + sum('extra'))}, attribution ${share(sum('right'), named)}`;
}

export const isPerfect = ({misses, falseAlarms, misattributed}: Score): boolean =>
  misses.length + falseAlarms.length + misattributed.length === 0;
