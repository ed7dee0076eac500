import {columnsOf} from '../model/columns.ts';
import {below} from './text-object.ts';
import {hanging, padded} from './words.ts';

/**
 * Rows of cells as a table, a line each; where one does not fit, each row as a paragraph, its first `heads` cells on the first line.
 */
export function rowsText(rows: readonly (readonly string[])[], width: number, heads: number): string {
  const widths = (rows[0] ?? [])
    .slice(0, -1)
    .map((_cell, at) => rows.reduce((most, row) => Math.max(most, columnsOf(row[at] ?? '')), 0));
  const table = rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const lines = table.every((line) => columnsOf(line) <= width)
    ? table
    : rows.flatMap((row) => [
        ...hanging(row.slice(0, heads).join(' '), width),
        ...row.slice(heads).flatMap((cell) => below(cell, 4, {width})),
      ]);
  return lines.map((line) => `${line}\n`).join('');
}
