import {quotesNothing} from '../model/notes.ts';
import {stateOf} from '../model/report.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {blocksOf, countOf} from './alike.ts';
import {boldFirst, nextCommand} from './bold.ts';
import type {Policy, ReportContext} from './context.ts';
import {byObject, headline, rulesText, originText, shownFindings, totalText, worstFirst} from './finding-words.ts';
import {forecastLines} from './forecast-words.ts';
import {manyText} from './many.ts';
import {paintFor} from './paint.ts';
import type {Paint} from './paint.ts';
import {outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {objectLines} from './text-object.ts';
import {whenOf} from './when.ts';
import {runOf} from './run-notes.ts';
import {bounded, hanging, plural, safeText, wrapped} from './words.ts';
import {diffLines} from './yaml-diff.ts';

/** Gaps beyond this many are summed up, and so are findings. */
const GAPS_SHOWN = 5;
const FINDINGS_SHOWN = 60;
/** Below this there is no room for two columns of words. */
const NARROW = 60;

/** The report for people: answer first, then why. Clean is one line. */
export function textReport(all: readonly SafeReport[], context: ReportContext): string {
  const paint = paintFor(context.color);
  if (context.many && context.verbose !== true) return manyText(all, context, paint);
  const {notes, reports} = runOf(all, context);
  const texts = reports.map((report) => oneRelease(report, context, paint));
  if (!context.many) return texts.join('\n');
  const total = wrapped(totalText(reports, context.seconds), bounded(context.width)).map(paint.bold);
  const said = notes.flatMap((note) => noteLines(note, context).map((line) => paint.dim(line)));
  return `${texts.join('')}${[...said, ...total].join('\n')}\n`;
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
    const told = `${revisionText(report)}: in contract, ${plural(report.summary.compared, 'object')} compared${ignored}${safeText(rulesText(report))}${left}${time}`;
    const width = context.isPiped === true ? Infinity : bounded(context.width) - 2;
    const [first = '', ...rest] = boldFirst(safeText(title), told, {width, paint});
    return `${paint.good('✓')} ${[first, ...rest.map((line) => `  ${line}`)].join('\n')}\n`;
  }
  const color = {'variance-detected': paint.bad, incomplete: paint.warn, 'in-contract': paint.good}[state];
  const width = bounded(context.width);
  const lines = [
    ...boldFirst(safeText(title), safeText(originText(report, whenOf(context)), 1000), {width, paint}),
    ...wrapped(headline(report), width).map(color),
    ...(report.forecast === undefined ? [] : forecastLines(report.forecast, width, paint)),
    ...report.notes.flatMap((note) => noteLines(note, context).map((line) => paint.dim(line))),
    ...findingsLines(report, shown, context, paint),
  ];
  if (report.gaps.length > 0) lines.push('', ...gapLines(report, width, paint));
  if (!context.many)
    lines.push('', ...hanging(summary(report, context), width).map(paint.dim), ...nextLines(report, width, paint));
  return `${lines.join('\n')}\n${context.many ? '\n' : ''}`;
}

/** The worst ones; machine formats leave none out. */
function findingsLines(report: DriftReport, shown: readonly Finding[], context: ReportContext, paint: Paint): string[] {
  const width = bounded(context.width);
  const blocks = blocksOf(byObject(shown));
  const kept = new Set(worstFirst(blocks.flatMap(({findings}) => findings)).slice(0, FINDINGS_SHOWN));
  const style = {
    width,
    paint,
    when: whenOf(context),
    isUnconfirmed: (finding: Finding) => isUnconfirmed(finding, report),
    diff: context.diff,
  };
  let told = 0;
  const lines = blocks.flatMap(({findings, others}) => {
    const block = {
      findings: findings.filter((finding) => kept.has(finding)),
      others: others.map((other) => other.filter((_, at) => kept.has(findings[at] as Finding))),
    };
    if (block.findings.length === 0) return [];
    told += countOf(block);
    return ['', ...objectLines(block, style), ...(context.diff ? diffLines(block.findings, width, paint) : [])];
  });
  const more = shown.length - told;
  if (more <= 0) return lines;
  const whole = blocks.filter(({findings}) => !findings.some((finding) => kept.has(finding)));
  const objects = whole.reduce((sum, {others}) => sum + others.length + 1, 0);
  const where = objects > 0 ? `, ${plural(objects, 'whole object')} among them` : '';
  return [
    ...lines,
    '',
    ...wrapped(`and ${more} more${where} (-o table, json or html lists them all)`, width).map(paint.dim),
  ];
}

function noteLines(note: string, {width}: ReportContext): string[] {
  return wrapped(safeText(note, 1000), bounded(width) - 6).map(
    (line, at) => `${at === 0 ? 'Note: ' : '      '}${line}`,
  );
}

function revisionText({release}: DriftReport): string {
  return release.revision === undefined ? '' : `, revision ${release.revision}`;
}

function gapLines({gaps}: DriftReport, width: number, paint: Paint): string[] {
  const more = gaps.length - GAPS_SHOWN;
  return [
    paint.warn('Could not be verified'),
    ...gaps.slice(0, GAPS_SHOWN).flatMap(({reason, message}) => gapText(reason, safeText(message, 600), width)),
    ...(more > 0 ? [`    and ${more} more (-o json lists them all)`] : []),
  ];
}

/** The reason beside its words, or above them where that leaves too little room. */
function gapText(reason: string, message: string, width: number): string[] {
  const indent = width < NARROW ? 4 : 22;
  const lines = wrapped(message, width - indent).map((line) => ' '.repeat(indent) + line);
  const head = `  ? ${reason}`;
  return width < NARROW
    ? [head, ...lines]
    : [`${head.padEnd(indent)}${(lines[0] ?? '').trimStart()}`, ...lines.slice(1)];
}

/** The worst difference is the one to read about first. */
function nextLines({release, findings, from, asOf}: DriftReport, width: number, paint: Paint): string[] {
  const worst = byObject(findings.filter(({verdict}) => verdict === 'drift'))[0]?.[0];
  // What was is explained by nobody who looks at what is.
  if (worst === undefined || from.kind !== 'release' || asOf !== undefined) return [];
  return nextCommand(`helm drift explain ${release.name} ${worst.id} -n ${release.namespace}`, width, paint);
}

function summary(report: DriftReport, {seconds, showIgnored, policy}: ReportContext): string {
  const {compared, ignored, accepted} = report.summary;
  const confirmed = report.findings.filter(({verdict, method}) => verdict === 'drift' && method === 'dry-run').length;
  const open = report.findings.filter((finding) => isUnconfirmed(finding, report)).length;
  const parts = [`${plural(compared, 'object')} compared`];
  if (confirmed > 0) parts.push(`${plural(confirmed, 'difference')} confirmed by the server`);
  if (open > 0) parts.push(`${open} unconfirmed (explain tells why)`);
  if (accepted > 0) parts.push(`${accepted} accepted`);
  if (ignored > 0) parts.push(`${ignored} ignored${showIgnored ? '' : ' (--show-ignored)'}`);
  // Whoever reads of drift here, and of success in his pipeline, should not wonder.
  const passes =
    stateOf(report) !== 'in-contract' && outcomeOf(report, policy) === 'clean' ? `; passes ${flags(policy)}` : '';
  return `${parts.join(', ')}, ${seconds.toFixed(2)} s${passes}`;
}

/** Where there was a server to ask, it is worth a word where it gave none. */
function isUnconfirmed({verdict, methodNote}: Finding, {evidence}: DriftReport): boolean {
  return verdict === 'drift' && methodNote !== undefined && evidence.kind === 'cluster';
}

function flags({failOn, allowIncomplete}: Policy): string {
  return [failOn === 'low' ? '' : `--fail-on ${failOn}`, allowIncomplete ? '--allow-incomplete' : '']
    .filter(Boolean)
    .join(' ');
}
