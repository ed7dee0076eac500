import {columnsOf} from '../model/columns.ts';
import {stopsUpgrade} from '../model/notes.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {blockTitle} from './alike.ts';
import type {Block} from './alike.ts';
import {byText, seenText, shortened, whyText} from './finding-words.ts';
import {forecastText} from './forecast-words.ts';
import type {Paint} from './paint.ts';
import {inlineValues, paintedDiff, valueDiff} from './value-diff.ts';
import type {When} from './when.ts';
import {hanging, padded, safeText, wrapped} from './words.ts';

/** Where titles, and all that stands below a row, begin. */
export const INDENT = 12;
export const TITLE_WIDTH = 24;

export interface RowStyle {
  readonly width: number;
  readonly paint: Paint;
  readonly when: When;
  readonly isUnconfirmed: (finding: Finding) => boolean;
  /** Whether the whole object is shown as a YAML diff below its rows. */
  readonly diff: boolean;
}

/** An object's line, then its findings: severity, title, path, values; what no line holds stands below as a small diff. */
export function objectLines(block: Block, style: RowStyle): string[] {
  const {findings, others} = block;
  const [first] = findings as readonly [Finding];
  const place = first.ref.namespace === undefined ? ' (cluster-scoped)' : '';
  const label = safeText(others.length > 0 ? blockTitle(block) : `${refLabel(first.ref)}${place}`, 400);
  const groups = [...new Set(findings.map(({controlPath}) => controlPath.group))].join(', ');
  const titles = findings.map(({controlPath}) => columnsOf(safeText(controlPath.title)));
  const titleWidth = Math.min(TITLE_WIDTH, Math.max(...titles));
  return [
    ...headLines(label, groups, style),
    ...findings.flatMap((finding, at) => {
      const alike = others.flatMap((other) => other[at] ?? []);
      return [...valueLines(finding, titleWidth, style), ...toldLines([finding, ...alike], style)];
    }),
  ];
}

function headLines(label: string, groups: string, {width, paint}: RowStyle): string[] {
  const gap = width - columnsOf(label) - columnsOf(groups);
  if (gap >= 2) return [`${paint.bold(label)}${' '.repeat(gap)}${paint.dim(groups)}`];
  return [...hanging(label, width).map((line) => paint.bold(line)), ...below(groups, 2, {width, style: paint.dim})];
}

export function below(
  text: string,
  indent: number,
  {width, style = (line) => line}: {readonly width: number; readonly style?: (text: string) => string},
): string[] {
  return wrapped(text, width - indent).map((line) => `${' '.repeat(indent)}${style(line)}`);
}

function valueLines(finding: Finding, titleWidth: number, {width, paint, diff}: RowStyle): string[] {
  const {verdict, severity, controlPath} = finding;
  const mark = verdict === 'drift' ? paint.severity(severity)(severity.padEnd(8)) : paint.dim(verdict.padEnd(8));
  const {title} = controlPath;
  return rowLines({mark, title, path: formatPath(finding.path), values: finding}, titleWidth, {width, paint, diff});
}

/** A row of a report or of a plan. */
export interface ReportRow {
  /** Painted, of eight columns. */
  readonly mark: string;
  readonly title: string;
  readonly path: string;
  readonly values: Pick<Finding, 'change' | 'desired' | 'live'>;
  /** What stands instead of the values. */
  readonly word?: string;
}

/** Title, path and values on one line where they fit, each on lines of its own where they do not. */
export function rowLines(
  row: ReportRow,
  titleWidth: number,
  {width, paint, diff}: Pick<RowStyle, 'width' | 'paint' | 'diff'>,
): string[] {
  const {mark, values, word} = row;
  const title = safeText(row.title);
  const path = safeText(row.path, 1000);
  const inlined = (columns: number): string | undefined => {
    if (word === undefined) return inlineValues(values, columns);
    return columnsOf(word) <= columns ? word : undefined;
  };
  const isShort = INDENT + columnsOf(title) <= width;
  const left = path === '' ? title : `${padded(title, titleWidth)}  ${path}`;
  const painted = path === '' ? title : `${padded(title, titleWidth)}  ${paint.path(path)}`;
  const room = width - INDENT - columnsOf(left) - 2;
  const beside = room > 0 ? inlined(room) : undefined;
  if (beside !== undefined)
    return [`  ${mark}  ${painted}${' '.repeat(room + 2 - columnsOf(beside))}${paint.bold(beside)}`];
  const [firstTitle = '', ...moreTitle] = isShort ? [title] : wrapped(title, width - INDENT);
  const head =
    INDENT + columnsOf(left) <= width
      ? [`  ${mark}  ${painted}`]
      : [
          `  ${mark}  ${firstTitle}`,
          ...moreTitle.map((line) => ' '.repeat(INDENT) + line),
          ...below(path, INDENT, {width, style: paint.path}),
        ];
  const inline = inlined(width - INDENT);
  if (inline !== undefined) return [...head, `${' '.repeat(INDENT)}${paint.bold(inline)}`];
  return diff ? head : [...head, ...paintedDiff(valueDiff(values, width - INDENT), INDENT, paint)];
}

/** What it does, who did it, what becomes of it, and the ID that `explain` and `ignore` take. */
function toldLines(alike: readonly Finding[], {width, paint, when, isUnconfirmed}: RowStyle): string[] {
  const [finding] = alike as readonly [Finding];
  const {verdict, methodNote} = finding;
  const more = alike.length > 1 ? ` and ${alike.length - 1} more` : '';
  const stops = verdict === 'drift' && methodNote !== undefined && stopsUpgrade(methodNote);
  const upgrade = stops ? `${sentence(shortened(methodNote, 400))}.` : '';
  const told = [
    verdict === 'drift' ? impactOf(alike) : whyText(finding),
    authorOf(alike, when),
    seenText({by: finding.by, ...earliest(alike)}, when),
    forecastText(finding),
    `[${finding.id}${more}]`,
    // Why is told by `explain`.
    isUnconfirmed(finding) ? 'unconfirmed' : undefined,
  ].filter((part) => part !== undefined);
  return [
    ...below(told.join(' '), INDENT, {width, style: paint.dim}),
    ...below(upgrade, INDENT, {width, style: paint.warn}),
  ];
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The catalogue's words name one object; for many there are words of our own. */
function impactOf([finding, ...others]: readonly Finding[]): string | undefined {
  const impact = finding?.controlPath.impact;
  if (others.length > 0 && finding?.change === 'missing')
    return 'The release promises them, and they are not in the cluster.';
  if (others.length > 0 && finding?.change === 'extra')
    return 'They carry the release’s labels, and no revision declares them.';
  return impact === undefined ? undefined : safeText(impact, 400);
}

/** When the first of them was seen; nothing where one of them is not known. */
function earliest(alike: readonly Finding[]): Pick<Finding, 'firstSeen'> {
  const [first] = alike.flatMap(({firstSeen}) => firstSeen ?? []).toSorted();
  return first === undefined || alike.some(({firstSeen}) => firstSeen === undefined) ? {} : {firstSeen: first};
}

/** The same manager may have come by more than once. */
function authorOf(alike: readonly Finding[], when: When): string | undefined {
  const times = [...new Set(alike.map(({by}) => by.time).filter((time) => time !== undefined))].toSorted();
  const [first, last] = [times[0], times.at(-1)];
  const [finding] = alike as readonly [Finding];
  if (first === undefined || last === undefined || when(first) === when(last)) return byText(finding, when);
  return byText({...finding, by: {...finding.by, time: first}}, () => `${when(first)} to ${when(last)}`);
}
