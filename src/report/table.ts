import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {seenSince, shownFindings, totalText, valueText, worstFirst, writerText} from './finding-words.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {whenOf} from './when.ts';
import type {When} from './when.ts';
import {safeText} from './words.ts';

/** A value's column is for a glance; the other formats hold it whole. */
const VALUE_WIDTH = 32;

/** One line a finding, worst first, as kubectl prints tables: for `grep`, `awk` and `sort`. None is left out. */
export function tableReport(reports: readonly SafeReport[], context: ReportContext): string {
  const {many, showIgnored, seconds} = context;
  const release = ({release: {namespace, name}}: DriftReport): string[] => (many ? [`${namespace}/${name}`] : []);
  const rows = reports.flatMap((report) => [
    ...worstFirst(shownFindings(report, showIgnored)).map((finding) => [
      ...release(report),
      ...cells(finding, whenOf(context)),
    ]),
    ...report.gaps.map(({ref, reason, message}) => [
      ...release(report),
      'unverified',
      '-',
      ref === undefined ? '-' : refLabel(ref),
      '-',
      reason,
      '-',
      '-',
      '-',
      message,
    ]),
  ]);
  const head = ['STATE', 'ID', 'OBJECT', 'PATH', 'CHANGE', 'DESIRED', 'LIVE', 'BY', 'NOTE'];
  // A header alone would leave open whether anything was looked at.
  if (rows.length === 0) return `${totalText(reports, seconds)}\n`;
  return aligned([[...(many ? ['RELEASE'] : []), ...head], ...rows]);
}

function cells(finding: Finding, when: When): string[] {
  const {ref, path, verdict, severity, change, desired, live, by, why, id, controlPath} = finding;
  const value = (side: Finding['live']): string => (side === undefined ? '-' : cut(valueText(side)));
  const seen = seenSince(finding, when);
  return [
    verdict === 'drift' ? severity : verdict,
    id,
    refLabel(ref),
    path.length === 0 ? '-' : formatPath(path),
    change,
    value(desired),
    value(live),
    writerText(by) ?? '-',
    [
      verdict === 'drift' ? controlPath.title : (why?.text ?? '-'),
      ...(seen === undefined ? [] : [`first seen ${seen}`]),
    ].join('; '),
  ];
}

function cut(text: string): string {
  return text.length > VALUE_WIDTH ? `${text.slice(0, VALUE_WIDTH - 1)}…` : text;
}

export function aligned(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map((cell) => safeText(cell)));
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd();
  return `${safe.map(line).join('\n')}\n`;
}
