import {refLabel} from '../model/refs.ts';
import {SEVERITIES, stateOf} from '../model/report.ts';
import type {DriftReport, Finding, Severity} from '../model/report.ts';
import {boldFirst, nextCommand} from './bold.ts';
import type {ReportContext} from './context.ts';
import {totalText, valuesText, worstFirst, timeOf, writerText} from './finding-words.ts';
import type {Paint} from './paint.ts';
import {below, INDENT} from './text-object.ts';
import {runOf} from './run-notes.ts';
import {inlineValues} from './value-diff.ts';
import {whenOf} from './when.ts';
import {bounded, hanging, plural, safeText, wrapped} from './words.ts';

/** Releases of one kind of trouble that are named; the others are a number. */
const NAMED = 3;
const VALUES_WIDTH = 60;

/** Releases whose differences are the same: most often one that are told of as one. */
interface Group {
  readonly reports: readonly DriftReport[];
  readonly drift: readonly Finding[];
}

/** Many releases: the answer, then a line for each that is not in contract, worst first; those in contract are a number. */
export function manyText(reports: readonly DriftReport[], context: ReportContext, paint: Paint): string {
  const width = bounded(context.width);
  const drifted = groupsOf(reports.filter((report) => stateOf(report) === 'variance-detected'));
  const incomplete = reports.filter((report) => stateOf(report) === 'incomplete');
  const clean = reports.length - incomplete.length - countOf(drifted);
  const lines = [
    ...answer(reports, drifted, incomplete, {width, paint}),
    ...drifted.flatMap((group) => groupLines(group, context, paint)),
    ...unseenAlike(incomplete).flatMap((alike) => incompleteLines(alike, width, paint)),
    ...(clean > 0 && clean < reports.length
      ? [`  ${paint.good('✓')}         ${clean} in contract (--verbose lists them)`]
      : []),
    ...notesOf(reports, context).flatMap((note) => hanging(`Note: ${safeText(note, 1000)}`, width, 6).map(paint.dim)),
    '',
    ...wrapped(totalText(reports, context.seconds), width).map(paint.dim),
    ...nextLine(drifted, width, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function answer(
  reports: readonly DriftReport[],
  drifted: readonly Group[],
  incomplete: readonly DriftReport[],
  {width, paint}: {readonly width: number; readonly paint: Paint},
): string[] {
  if (reports.length === 0) return [paint.warn('There is no release here: nothing was compared')];
  const count = countOf(drifted);
  const unseen = incomplete.length === 0 ? '' : `${plural(incomplete.length, 'release')} could not be verified`;
  if (count === 0) {
    if (unseen !== '') return [paint.warn(unseen)];
    return [
      `${paint.good('✓')} ${paint.bold(reports.length === 1 ? 'The one release is in contract' : `All ${reports.length} releases are in contract`)}`,
    ];
  }
  const critical = countOf(drifted.filter(({drift}) => worstOf(drift) === 'critical'));
  const worst = drifted[0];
  const named = worst?.reports[0] === undefined ? '' : `; worst: ${nameOf(worst.reports[0])}`;
  return hanging(
    `${count} of ${plural(reports.length, 'release')} drifted${critical > 0 ? `, ${critical} critically` : ''}${named}${unseen === '' ? '' : `; ${unseen}`}`,
    width,
  ).map(paint.bad);
}

/** How many releases. */
const countOf = (groups: readonly Group[]): number => groups.reduce((sum, {reports}) => sum + reports.length, 0);

/** Worst first; among equals as they came. */
function groupsOf(reports: readonly DriftReport[]): Group[] {
  const groups = new Map<string, {reports: DriftReport[]; drift: readonly Finding[]}>();
  for (const report of reports) {
    const drift = worstFirst(report.findings.filter(({verdict}) => verdict === 'drift'));
    const key = JSON.stringify(
      drift.map((one) => [one.ref.kind, one.severity, one.controlPath.title, one.change, valuesText(one)]),
    );
    const group = groups.get(key);
    if (group === undefined) groups.set(key, {reports: [report], drift});
    else group.reports.push(report);
  }
  return [...groups.values()].toSorted((a, b) => rankOf(a) - rankOf(b));
}

const worstOf = (drift: readonly Finding[]): Severity => drift[0]?.severity ?? 'low';
const rankOf = ({drift}: Group): number => -SEVERITIES.indexOf(worstOf(drift));
const nameOf = ({release: {namespace, name}}: DriftReport): string => safeText(`${namespace}/${name}`);

function groupLines({reports, drift}: Group, context: ReportContext, paint: Paint): string[] {
  const width = bounded(context.width);
  const severity = worstOf(drift);
  const [first, ...others] = reports;
  const top = drift[0];
  if (first === undefined || top === undefined) return [];
  const [writer, time] = [writerText(top.by), timeOf(top.by)];
  const by = writer === undefined ? '' : `, ${writer}${time === undefined ? '' : `, ${whenOf(context)(time)}`}`;
  const more = drift.length > 1 ? ` (and ${drift.length - 1} more)` : '';
  const gaps = first.gaps.length > 0 ? `; ${plural(first.gaps.length, 'gap')}` : '';
  const what = `${refLabel(top.ref)} ${top.controlPath.title} ${inlineValues(top, VALUES_WIDTH) ?? top.change}${by}${more}${gaps}`;
  const mark = paint.severity(severity)(severity.padEnd(8));
  return [
    ...nameLines(mark, nameOf(first), othersText(others), {width, paint}),
    ...below(safeText(what, 400), INDENT, {width}),
  ];
}

/** Releases of which the same is told as of the one that is named before them. */
function othersText(others: readonly DriftReport[]): string {
  if (others.length === 0) return '';
  const named = others.slice(0, NAMED).map(nameOf).join(', ');
  return ` and ${plural(others.length, 'release')} more (${named}${others.length > NAMED ? ', …' : ''})`;
}

/** A release's name behind its mark, and what is said of others beside it. */
function nameLines(
  mark: string,
  name: string,
  more: string,
  {width, paint}: {readonly width: number; readonly paint: Paint},
): string[] {
  const [first = '', ...rest] = boldFirst(name, more, {width: width - INDENT, paint, indent: 0});
  return [`  ${mark}  ${first}`, ...rest.map((line) => ' '.repeat(INDENT) + line)];
}

/** Releases in which the same could not be seen, most often for one and the same want of a right. */
function unseenAlike(reports: readonly DriftReport[]): DriftReport[][] {
  const groups = new Map<string, DriftReport[]>();
  for (const report of reports) {
    const key = JSON.stringify(report.gaps.map(({reason, message}) => [reason, message]));
    groups.set(key, [...(groups.get(key) ?? []), report]);
  }
  return [...groups.values()];
}

function incompleteLines([report, ...others]: readonly DriftReport[], width: number, paint: Paint): string[] {
  if (report === undefined) return [];
  const [first] = report.gaps;
  const more = report.gaps.length > 1 ? ` (and ${report.gaps.length - 1} more)` : '';
  const why = first === undefined ? 'nobody can tell' : `${first.reason}: ${safeText(first.message, 300)}${more}`;
  return [
    ...nameLines(paint.warn('?'.padEnd(8)), nameOf(report), othersText(others), {width, paint}),
    ...below(why, INDENT, {width}),
  ];
}

/** Of the run, then of releases. */
function notesOf(all: readonly DriftReport[], context: ReportContext): string[] {
  const {notes, reports} = runOf(all, context);
  return [...notes, ...reports.flatMap((report) => report.notes.map((note) => `${nameOf(report)}: ${note}`))];
}

function nextLine([worst]: readonly Group[], width: number, paint: Paint): string[] {
  const report = worst?.reports[0];
  if (report === undefined) return [];
  const {name, namespace} = report.release;
  return nextCommand(`helm drift check ${name} -n ${namespace}`, width, paint);
}
