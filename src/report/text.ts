import {paintFor} from './paint.ts';
import type {Paint} from './paint.ts';
import type {Json} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import {refKey, refLabel} from '../model/refs.ts';
import type {DriftReport, Finding, Severity} from '../model/report.ts';
import {stateOf} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import {agoOf, plural, safeText} from './words.ts';
import {redacted} from './redact.ts';
import type {ReportContext} from './context.ts';

/** Gaps of one reason beyond this many are summed up. */
const GAPS_SHOWN = 5;
const MIN_WIDTH = 60;
const MAX_WIDTH = 120;

/** The report for people: answer first, then why. Clean is one line. */
export function textReport(reports: readonly DriftReport[], context: ReportContext): string {
  const paint = paintFor(context.color);
  const texts = reports.map((report) => oneRelease(redacted(report), context, paint));
  if (!context.many) return texts.join('\n');
  const drifted = reports.filter((report) => stateOf(report) === 'variance-detected').length;
  const incomplete = reports.filter((report) => stateOf(report) === 'incomplete').length;
  const rest = reports.length - drifted - incomplete;
  const total = `${plural(reports.length, 'release')}: ${rest} in contract, ${drifted} drifted, ${incomplete} incomplete, ${context.seconds.toFixed(2)} s`;
  return `${texts.join('')}${paint.bold(total)}\n`;
}

function oneRelease(report: DriftReport, context: ReportContext, paint: Paint): string {
  const state = stateOf(report);
  const shown = report.findings.filter(({verdict}) => verdict === 'drift' || context.showIgnored);
  const title = `${report.release.name} in ${report.release.namespace}`;
  if (state === 'in-contract' && report.notes.length === 0 && shown.length === 0) {
    const {accepted: known} = report.summary;
    const accepted = known > 0 ? `, ${known} accepted by rules` : '';
    const ignored = `${accepted}${report.summary.ignored > 0 ? `, ${report.summary.ignored} ignored (--show-ignored)` : ''}`;
    const time = context.many ? '' : `, ${context.seconds.toFixed(2)} s`;
    return `${paint.good('✓')} ${paint.bold(title)}${revisionText(report)}: in contract, ${plural(report.summary.compared, 'object')} compared${ignored}${time}\n`;
  }
  const lines = [
    `${paint.bold(title)}${origin(report, context.now)}`,
    headline(report, paint),
    ...report.notes.flatMap((note) => noteLines(note, context).map((line) => paint.dim(line))),
  ];
  for (const group of byObject(shown))
    lines.push('', ...objectLines(group, report.evidence.kind === 'cluster', context, paint));
  if (report.gaps.length > 0) lines.push('', ...gapLines(report, paint));
  if (!context.many) lines.push('', paint.dim(summary(report, context)), ...nextLines(report, paint));
  return `${lines.join('\n')}\n${context.many ? '\n' : ''}`;
}

function noteLines(note: string, {width}: ReportContext): string[] {
  return wrap(note, bounded(width) - 6).map((line, at) => `${at === 0 ? 'Note: ' : '      '}${line}`);
}

function bounded(width: number): number {
  return Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH);
}

function revisionText({release}: DriftReport): string {
  return release.revision === undefined ? '' : `, revision ${release.revision}`;
}

function origin(report: DriftReport, now: Date): string {
  const {release, from, evidence} = report;
  const age = release.deployedAt === undefined ? '' : ` of ${agoOf(release.deployedAt, now)}`;
  const baseline = {
    release: () => `, revision ${release.revision}${age}`,
    chart: () => `, chart ${(from as {chart: string}).chart}`,
    file: () => `, baseline ${(from as {file: string}).file}`,
    git: () =>
      `, chart ${(from as {chart: string}).chart} at ${(from as {ref: string}).ref} (${(from as {commit: string}).commit.slice(0, 12)})`,
  }[from.kind]();
  return `${baseline}, ${evidence.kind === 'cluster' ? `cluster ${evidence.cluster.name}` : `live from ${evidence.file}`}`;
}

function headline(report: DriftReport, paint: Paint): string {
  const {drift, objects} = report.summary;
  const drifted = new Set(report.findings.filter(({verdict}) => verdict === 'drift').map(({ref}) => refKey(ref))).size;
  const gaps = report.gaps.filter(({ref}) => ref !== undefined).length;
  const unseen = gaps > 0 ? `; ${plural(gaps, 'object')} could not be verified` : '';
  switch (stateOf(report)) {
    case 'variance-detected':
      return paint.bad(`Variance detected: ${drift} in ${drifted} of ${plural(objects, 'object')}${unseen}`);
    case 'incomplete':
      return paint.warn(incompleteText(report));
    case 'in-contract':
      return paint.good(`In contract: ${plural(report.summary.compared, 'object')} compared`);
  }
}

function incompleteText({summary: {objects}, gaps}: DriftReport): string {
  if (objects === 0) return 'Incomplete: this release could not be checked';
  const unseen = gaps.filter(({ref}) => ref !== undefined).length;
  if (unseen === 0)
    return `Incomplete: ${plural(objects, 'object')} in contract with the last deployed revision, and helm is not through`;
  return `Incomplete: ${unseen} of ${plural(objects, 'object')} could not be verified, the rest is in contract`;
}

function byObject(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings)
    groups.set(refKey(finding.ref), [...(groups.get(refKey(finding.ref)) ?? []), finding]);
  const rank = {critical: 0, high: 1, medium: 2, low: 3} as const satisfies Record<Severity, number>;
  const worst = (group: readonly Finding[]): number => Math.min(...group.map(({severity}) => rank[severity]));
  return [...groups.values()].toSorted((a, b) => worst(a) - worst(b));
}

/** The object's line, then a table of its findings: severity, title, path, both values to the right. */
function objectLines(findings: readonly Finding[], asked: boolean, context: ReportContext, paint: Paint): string[] {
  const first = findings[0] as Finding;
  const width = bounded(context.width);
  const place = first.ref.namespace === undefined ? ' (cluster-scoped)' : '';
  const label = `${refLabel(first.ref)}${place}`;
  const groups = [...new Set(findings.map(({controlPath}) => controlPath.group))].join(', ');
  const head = `${paint.bold(label)}${' '.repeat(Math.max(2, width - label.length - groups.length))}${paint.dim(groups)}`;
  const titleWidth = Math.min(24, Math.max(...findings.map(({controlPath}) => controlPath.title.length)));
  return [
    head,
    ...findings.flatMap((finding) => findingLines(finding, {titleWidth, width, paint, now: context.now, asked})),
  ];
}

interface RowStyle {
  readonly titleWidth: number;
  readonly width: number;
  readonly paint: Paint;
  readonly now: Date;
  /** Whether there was a server to ask: then it is worth a word where it gave none. */
  readonly asked: boolean;
}

function findingLines(finding: Finding, {titleWidth, width, paint, now, asked}: RowStyle): string[] {
  const {severity, controlPath, path, verdict} = finding;
  const mark = verdict === 'drift' ? paint.severity(severity)(severity.padEnd(8)) : paint.dim(verdict.padEnd(8));
  const left = `  ${' '.repeat(8)}  ${controlPath.title.padEnd(titleWidth)}  ${formatPath(path)}`;
  const values = valuesText(finding);
  const start = `  ${mark}  ${controlPath.title.padEnd(titleWidth)}  ${paint.path(formatPath(path))}`.trimEnd();
  const gap = width - left.trimEnd().length - values.length;
  const lines =
    gap >= 2
      ? [`${start}${' '.repeat(gap)}${paint.bold(values)}`]
      : [
          start,
          ...wrap(values, width - 12).map(
            (line) => `${' '.repeat(Math.max(12, width - line.length))}${paint.bold(line)}`,
          ),
        ];
  const told = [
    verdict === 'drift' ? controlPath.impact : whyText(finding),
    byText(finding, now),
    verdict === 'drift' && finding.methodNote !== undefined && asked
      ? `Not confirmed: ${shortened(finding.methodNote)}.`
      : undefined,
    // What `explain` and `ignore` take.
    `[${finding.id}]`,
  ].filter((part) => part !== undefined);
  return [...lines, ...wrap(told.join(' '), width - 12).map((line) => `            ${paint.dim(line)}`)];
}

function valuesText({change, desired, live}: Finding): string {
  switch (change) {
    case 'missing':
      return 'missing';
    case 'extra':
      return 'not declared';
    case 'added':
      return `+ ${valueText(live)}`;
    case 'removed':
      return `− ${valueText(desired)}`;
    case 'changed':
      return `${valueText(desired)} → ${valueText(live)}`;
  }
}

function valueText(value: Json | undefined): string {
  return safeText(typeof value === 'string' && value !== '' && value === value.trim() ? value : stringifyJson(value));
}

function byText({by}: Finding, now: Date): string | undefined {
  if (by.manager === undefined) return undefined;
  const run = by.revision === undefined ? '' : `, revision ${by.revision} (${by.status})`;
  const through = `${by.subresource === undefined ? '' : ` (${by.subresource})`}${run}`;
  const when = by.time === undefined ? '' : `, ${agoOf(by.time, now)}`;
  return `${BY[by.certainty]} ${by.manager}${through}${when}.`;
}

const BY = {exact: 'By', likely: 'Likely by', unknown: 'By somebody among'} as const;

function whyText({verdict, why}: Finding): string {
  return verdict === 'accepted' ? `Accepted: ${why?.text}.` : `Ignored: ${why?.text} (${why?.code}).`;
}

/** The server's own words can be a page long, and end in a stop or not. */
function shortened(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/\.$/, '');
  return plain.length > 200 ? `${plain.slice(0, 190)}…` : plain;
}

function gapLines({gaps}: DriftReport, paint: Paint): string[] {
  const more = gaps.length - GAPS_SHOWN;
  return [
    paint.warn('Could not be verified'),
    ...gaps.slice(0, GAPS_SHOWN).map(({reason, message}) => `  ? ${reason.padEnd(16)}  ${message}`),
    ...(more > 0 ? [`    and ${more} more (-o json lists them all)`] : []),
  ];
}

/** The worst difference is the one to read about first. */
function nextLines({release, findings, from}: DriftReport, paint: Paint): string[] {
  const worst = byObject(findings.filter(({verdict}) => verdict === 'drift'))[0]?.[0];
  if (worst === undefined || from.kind !== 'release') return [];
  return [`Next: ${paint.bold(`helm drift explain ${release.name} ${worst.id} -n ${release.namespace}`)}`];
}

function summary(report: DriftReport, {seconds, showIgnored}: ReportContext): string {
  const {compared, ignored, accepted} = report.summary;
  const confirmed = report.findings.filter(({verdict, method}) => verdict === 'drift' && method === 'dry-run').length;
  const parts = [`${plural(compared, 'object')} compared`];
  if (confirmed > 0) parts.push(`${plural(confirmed, 'difference')} confirmed by the server`);
  if (accepted > 0) parts.push(`${accepted} accepted`);
  if (ignored > 0) parts.push(`${ignored} ignored${showIgnored ? '' : ' (--show-ignored)'}`);
  return `${parts.join(', ')}, ${seconds.toFixed(2)} s`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
