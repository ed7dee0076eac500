import {formatPath} from '../model/path.ts';
import {quotesNothing} from '../model/notes.ts';
import {refLabel} from '../model/refs.ts';
import {stateOf} from '../model/report.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {Policy, ReportContext} from './context.ts';
import {
  byObject,
  byText,
  headline,
  rulesText,
  originText,
  shortened,
  shownFindings,
  totalText,
  valuesText,
  whyText,
  worstFirst,
} from './finding-words.ts';
import {forecastLines, forecastText} from './forecast-words.ts';
import {manyText} from './many.ts';
import {paintFor} from './paint.ts';
import type {Paint} from './paint.ts';
import {outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {plural, safeText, wrapped} from './words.ts';
import {diffLines} from './yaml-diff.ts';

/** Gaps beyond this many are summed up, and so are findings. */
const GAPS_SHOWN = 5;
const FINDINGS_SHOWN = 60;
const MIN_WIDTH = 60;
const MAX_WIDTH = 120;

/** The report for people: answer first, then why. Clean is one line. */
export function textReport(reports: readonly SafeReport[], context: ReportContext): string {
  const paint = paintFor(context.color);
  if (context.many && context.verbose !== true) return manyText(reports, context, paint);
  const texts = reports.map((report) => oneRelease(report, context, paint));
  if (!context.many) return texts.join('\n');
  return `${texts.join('')}${paint.bold(totalText(reports, context.seconds))}\n`;
}

function oneRelease(report: DriftReport, context: ReportContext, paint: Paint): string {
  const state = stateOf(report);
  const shown = shownFindings(report, context.showIgnored);
  const title = `${report.release.name} in ${report.release.namespace}`;
  // What a search left out each time is said in the line itself.
  const isQuiet = report.notes.every(quotesNothing) && shown.length === 0 && report.forecast?.succeeds !== false;
  if (state === 'in-contract' && isQuiet) {
    const {accepted: known} = report.summary;
    const accepted = known > 0 ? `, ${known} accepted by rules` : '';
    const ignored = `${accepted}${report.summary.ignored > 0 ? `, ${report.summary.ignored} ignored (--show-ignored)` : ''}`;
    const left = report.notes.length === 0 ? '' : '; custom kinds that are not in use were not searched';
    const time = context.many ? '' : `, ${context.seconds.toFixed(2)} s`;
    return `${paint.good('✓')} ${paint.bold(title)}${revisionText(report)}: in contract, ${plural(report.summary.compared, 'object')} compared${ignored}${safeText(rulesText(report))}${left}${time}\n`;
  }
  const color = {'variance-detected': paint.bad, incomplete: paint.warn, 'in-contract': paint.good}[state];
  const lines = [
    `${paint.bold(title)}${safeText(originText(report, context.now))}`,
    color(headline(report)),
    ...(report.forecast === undefined ? [] : forecastLines(report.forecast, bounded(context.width), paint)),
    ...report.notes.flatMap((note) => noteLines(note, context).map((line) => paint.dim(line))),
    ...findingsLines(report, shown, context, paint),
  ];
  if (report.gaps.length > 0) lines.push('', ...gapLines(report, bounded(context.width), paint));
  if (!context.many) lines.push('', paint.dim(summary(report, context)), ...nextLines(report, paint));
  return `${lines.join('\n')}\n${context.many ? '\n' : ''}`;
}

/** The worst ones; machine formats leave none out. */
function findingsLines(report: DriftReport, shown: readonly Finding[], context: ReportContext, paint: Paint): string[] {
  const kept = new Set(worstFirst(shown).slice(0, FINDINGS_SHOWN));
  const groups = byObject(shown).map((group) => group.filter((finding) => kept.has(finding)));
  const lines = groups.flatMap((group) =>
    group.length === 0
      ? []
      : [
          '',
          ...objectLines(group, report.evidence.kind === 'cluster', context, paint),
          ...(context.diff ? diffLines(group, bounded(context.width), paint) : []),
        ],
  );
  const more = shown.length - kept.size;
  if (more <= 0) return lines;
  const objects = groups.filter((group) => group.length === 0).length;
  const where = objects > 0 ? `, ${plural(objects, 'whole object')} among them` : '';
  return [...lines, '', paint.dim(`and ${more} more${where} (-o table, json or html lists them all)`)];
}

function noteLines(note: string, {width}: ReportContext): string[] {
  return wrapped(safeText(note, 1000), bounded(width) - 6).map(
    (line, at) => `${at === 0 ? 'Note: ' : '      '}${line}`,
  );
}

function bounded(width: number): number {
  return Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH);
}

function revisionText({release}: DriftReport): string {
  return release.revision === undefined ? '' : `, revision ${release.revision}`;
}

/** The object's line, then a table of its findings: severity, title, path, both values to the right. */
function objectLines(findings: readonly Finding[], asked: boolean, context: ReportContext, paint: Paint): string[] {
  const first = findings[0] as Finding;
  const width = bounded(context.width);
  const place = first.ref.namespace === undefined ? ' (cluster-scoped)' : '';
  const label = safeText(`${refLabel(first.ref)}${place}`);
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
  const {severity, controlPath, verdict} = finding;
  const mark = verdict === 'drift' ? paint.severity(severity)(severity.padEnd(8)) : paint.dim(verdict.padEnd(8));
  const told = [
    verdict === 'drift' ? controlPath.impact && safeText(controlPath.impact) : whyText(finding),
    byText(finding, now),
    verdict === 'drift' && finding.methodNote !== undefined && asked
      ? `Not confirmed: ${shortened(finding.methodNote)}.`
      : undefined,
    forecastText(finding),
    // What `explain` and `ignore` take.
    `[${finding.id}]`,
  ].filter((part) => part !== undefined);
  return [
    ...valueLines(finding, `  ${mark}  `, {titleWidth, width, paint}),
    ...wrapped(told.join(' '), width - 12).map((line) => `            ${paint.dim(line)}`),
  ];
}

/** Title, path and values on one line where they fit, each on lines of its own where they do not. */
function valueLines(
  finding: Finding,
  start: string,
  {titleWidth, width, paint}: Pick<RowStyle, 'titleWidth' | 'width' | 'paint'>,
): string[] {
  const title = safeText(finding.controlPath.title).padEnd(titleWidth);
  const path = safeText(formatPath(finding.path));
  const values = valuesText(finding);
  const right = (line: string): string => `${' '.repeat(Math.max(12, width - line.length))}${paint.bold(line)}`;
  const left = `${' '.repeat(12)}${title}  ${path}`.trimEnd();
  const gap = width - left.length - values.length;
  if (gap >= 2) return [`${`${start}${title}  ${paint.path(path)}`.trimEnd()}${' '.repeat(gap)}${paint.bold(values)}`];
  const head =
    left.length <= width
      ? [`${start}${title}  ${paint.path(path)}`.trimEnd()]
      : [
          `${start}${title}`.trimEnd(),
          ...wrapped(path, width - 12).map((line) => `${' '.repeat(12)}${paint.path(line)}`),
        ];
  return [...head, ...wrapped(values, width - 12).map(right)];
}

function gapLines({gaps}: DriftReport, width: number, paint: Paint): string[] {
  const more = gaps.length - GAPS_SHOWN;
  return [
    paint.warn('Could not be verified'),
    ...gaps
      .slice(0, GAPS_SHOWN)
      .flatMap(({reason, message}) =>
        wrapped(safeText(message, 600), width - 22).map(
          (line, at) => `${at === 0 ? `  ? ${reason.padEnd(16)}` : ' '.repeat(20)}  ${line}`,
        ),
      ),
    ...(more > 0 ? [`    and ${more} more (-o json lists them all)`] : []),
  ];
}

/** The worst difference is the one to read about first. */
function nextLines({release, findings, from}: DriftReport, paint: Paint): string[] {
  const worst = byObject(findings.filter(({verdict}) => verdict === 'drift'))[0]?.[0];
  if (worst === undefined || from.kind !== 'release') return [];
  return [`Next: ${paint.bold(`helm drift explain ${release.name} ${worst.id} -n ${release.namespace}`)}`];
}

function summary(report: DriftReport, {seconds, showIgnored, policy}: ReportContext): string {
  const {compared, ignored, accepted} = report.summary;
  const confirmed = report.findings.filter(({verdict, method}) => verdict === 'drift' && method === 'dry-run').length;
  const parts = [`${plural(compared, 'object')} compared`];
  if (confirmed > 0) parts.push(`${plural(confirmed, 'difference')} confirmed by the server`);
  if (accepted > 0) parts.push(`${accepted} accepted`);
  if (ignored > 0) parts.push(`${ignored} ignored${showIgnored ? '' : ' (--show-ignored)'}`);
  // Whoever reads of drift here, and of success in his pipeline, should not wonder.
  const passes =
    stateOf(report) !== 'in-contract' && outcomeOf(report, policy) === 'clean' ? `; passes ${flags(policy)}` : '';
  return `${parts.join(', ')}, ${seconds.toFixed(2)} s${passes}`;
}

function flags({failOn, allowIncomplete}: Policy): string {
  return [failOn === 'low' ? '' : `--fail-on ${failOn}`, allowIncomplete ? '--allow-incomplete' : '']
    .filter(Boolean)
    .join(' ');
}
