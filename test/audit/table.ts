import type {Row} from './compare.ts';
import {VERDICTS} from './compare.ts';

/** A line for each kind of write; beside the persons what the server's books say of the tool. */
export function tableOf(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({kind}) => kind.length), 16);
  const cell = (value: string | number): string => String(value).padStart(10);
  const head = ['findings', ...VERDICTS, '| manager', 'other', 'none'].map(cell).join('');
  const lines = rows.map(({kind, findings, verdicts, books}) => {
    const own = VERDICTS.map((name) => verdicts[name]);
    return kind.padEnd(width) + [findings, ...own, `| ${books.right}`, books.other, books.none].map(cell).join('');
  });
  return [title, ' '.repeat(width) + head, ...lines].join('\n');
}
