import {beginning, columnsOf} from '../model/columns.ts';
import {refLabel} from '../model/refs.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Finding, Severity} from '../model/report.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {Policy} from './context.ts';
import type {ToldEntry} from '../model/told.ts';
import {valuesText, worstFirst, writerText} from './finding-words.ts';
import type {Paint} from './paint.ts';
import {outcomeOf} from './policy.ts';
import type {Outcome} from './policy.ts';
import {padded, plural, safeText} from './words.ts';

/** What a live list shows of one release: lines, and no report. */
export interface ReleaseRow {
  readonly key: string;
  readonly outcome: Outcome;
  /** Of all that drifted, whatever fails. */
  readonly worst: Severity | undefined;
  readonly drift: number;
  readonly accepted: number;
  readonly gaps: number;
  /** RFC 3339. */
  readonly takenAt: string;
  /** Of the oldest finding that drifted, RFC 3339; absent where nothing tells. */
  readonly since?: string;
  readonly lines: readonly string[];
  /** What was told last, and when (milliseconds). */
  readonly news: {readonly state: ToldEntry['state']; readonly at: number} | undefined;
}

/** Findings that are kept of a release. */
const LINES = 5;
/** What is told stays marked for so long. */
const FRESH_MS = 60_000;
const VALUES = 60;

export function rowOf(
  report: SafeReport,
  entries: readonly ToldEntry[],
  {policy, before, now}: {readonly policy: Policy; readonly before: ReleaseRow | undefined; readonly now: number},
): ReleaseRow {
  const {namespace, name} = report.release;
  const drift = worstFirst(report.findings.filter(({verdict}) => verdict === 'drift'));
  const last = entries.at(-1);
  const times = drift.flatMap(({firstSeen, by}) => firstSeen ?? by.time ?? []).toSorted();
  const [first] = report.gaps;
  return {
    key: `${namespace}/${name}`,
    outcome: outcomeOf(report, policy),
    worst: drift[0]?.severity,
    drift: drift.length,
    accepted: report.summary.accepted,
    gaps: report.gaps.length,
    takenAt: report.takenAt,
    ...(times[0] === undefined ? {} : {since: times[0]}),
    lines: [
      ...drift.slice(0, LINES).map(findingLine),
      ...(drift.length > LINES ? [`and ${drift.length - LINES} more`] : []),
      ...(first === undefined ? [] : [`? ${first.reason}: ${safeText(first.message, 200)}`]),
    ],
    news: last === undefined ? before?.news : {state: last.state, at: now},
  };
}

function findingLine(finding: Finding): string {
  const {ref, severity, controlPath, by} = finding;
  const writer = writerText(by);
  return `${severity} ${safeText(refLabel(ref))} ${safeText(controlPath.title)}: ${safeText(valuesText(finding), VALUES)}${writer === undefined ? '' : `, ${writer}`}`;
}

/** Worst first, then by name; what was resolved a moment ago is still told. */
export function liveRows(rows: Iterable<ReleaseRow>, now: number): ReleaseRow[] {
  return [...rows]
    .filter((row) => rankOf(row) > 0 || isFresh(row, now))
    .toSorted((a, b) => rankOf(b) - rankOf(a) || (a.key < b.key ? -1 : 1));
}

function rankOf({worst, gaps}: ReleaseRow): number {
  return worst === undefined ? Number(gaps > 0) : 2 + SEVERITIES.indexOf(worst);
}

function isFresh({news}: ReleaseRow, now: number): boolean {
  return news !== undefined && now - news.at < FRESH_MS;
}

export interface ListShape {
  readonly width: number;
  /** Lines that there are for rows. */
  readonly height: number;
  /** The first line that is shown. */
  readonly from: number;
  readonly now: number;
  readonly paint: Paint;
}

/** The lines of the list that fit, and how many there are. */
export function listLines(
  rows: readonly ReleaseRow[],
  shape: ListShape,
): {readonly lines: string[]; readonly all: number} {
  const {from, height} = shape;
  const all = rows.flatMap((row) => rowLines(row, shape));
  return {lines: all.slice(from, from + height), all: all.length};
}

function rowLines(row: ReleaseRow, {width, now, paint}: ListShape): string[] {
  const {worst, news, key, lines} = row;
  const mark = worst ?? (row.gaps > 0 ? '?' : '✓');
  const style = worst === undefined ? (row.gaps > 0 ? paint.warn : paint.good) : paint.severity(worst);
  const fresh = news !== undefined && isFresh(row, now) ? `  ${news.state}` : '';
  const name = cut(safeText(key), width - 12 - columnsOf(fresh));
  return [
    `  ${style(padded(mark, 8))}  ${paint.bold(name)}${paint.path(fresh)}`,
    ...lines.map((line) => paint.dim(`            ${cut(line, width - 12)}`)),
  ];
}

/** To a width, with an ellipsis for the rest. */
export function cut(text: string, width: number): string {
  return columnsOf(text) <= width ? text : `${beginning(text, Math.max(1, width - 1))}…`;
}

/** The answer in one line. */
export function standingText(rows: Iterable<ReleaseRow>): string {
  const all = [...rows];
  if (all.length === 0) return 'no release is here';
  const drifted = all.filter(({drift}) => drift > 0).length;
  const unseen = all.filter(({drift, gaps}) => drift === 0 && gaps > 0).length;
  const told = [
    ...(drifted > 0 ? [`${drifted} drifted`] : []),
    ...(unseen > 0 ? [`${unseen} could not be verified`] : []),
  ];
  return `${plural(all.length, 'release')}: ${told.length === 0 ? 'all in contract' : told.join(', ')}`;
}
