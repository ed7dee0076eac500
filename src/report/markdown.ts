import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import {stateOf} from '../model/report.ts';
import type {DriftReport, Finding, Severity} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {
  byObject,
  headline,
  originText,
  sentencesOf,
  shownFindings,
  totalText,
  valuesText,
  worstFirst,
} from './finding-words.ts';
import {outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {absolute} from './when.ts';
import {runOf} from './run-notes.ts';
import {plural, safeText} from './words.ts';
import {diffText} from './yaml-diff.ts';

/** A comment on a merge request may hold 65,536 characters, and nobody reads that many. */
const FINDINGS_SHOWN = 100;
const DIFFS_SHOWN = 20;
const GAPS_SHOWN = 20;
const OPEN_UP_TO = 3;
const MARK = {critical: '◆', high: '▲', medium: '●', low: '○'} as const satisfies Record<Severity, string>;

/** For comments on merge requests: the answer, then a collapsible part for each object. */
export function markdownReport(reports: readonly SafeReport[], context: ReportContext): string {
  const run = runOf(reports, context);
  const parts = run.reports.map((report) => releaseText(report, context));
  if (!context.many) return parts.join('\n');
  const notes = run.notes.map((note) => `> ${plain(note)}\n`);
  return [`**${totalText(reports, context.seconds)}**\n`, ...notes, ...parts].join('\n');
}

function releaseText(report: DriftReport, context: ReportContext): string {
  const {release, summary, gaps, notes} = report;
  const shown = shownFindings(report, context.showIgnored);
  const kept = new Set(worstFirst(shown).slice(0, FINDINGS_SHOWN));
  const groups = byObject(shown)
    .map((group) => group.filter((finding) => kept.has(finding)))
    .filter((group) => group.length > 0);
  const icon = {'in-contract': '✅', 'variance-detected': '❌', incomplete: '❔'}[stateOf(report)];
  const passes = stateOf(report) !== 'in-contract' && outcomeOf(report, context.policy) === 'clean';
  const count = [
    `${plural(summary.compared, 'object')} compared`,
    ...(summary.accepted > 0 ? [`${summary.accepted} accepted`] : []),
    ...(summary.ignored > 0 ? [`${summary.ignored} ignored`] : []),
  ].join(', ');
  return [
    `### ${icon} ${code(release.name)} in ${code(release.namespace)}: ${headline(report)}`,
    '',
    `${plain(`Compared${originText(report, absolute).replace(/^,/, ':')}`)}. ${count}.${passes ? ' Passes by the policy of this check.' : ''}`,
    ...notes.map((note) => `\n> ${plain(note)}`),
    ...groups.flatMap((group, at) => objectPart(group, {open: groups.length <= OPEN_UP_TO, diff: at < DIFFS_SHOWN})),
    ...(shown.length > kept.size
      ? ['', `…and ${shown.length - kept.size} more (\`-o html\` and \`-o json\` list them all).`]
      : []),
    ...gapsPart(gaps),
    '',
  ].join('\n');
}

function objectPart(group: readonly Finding[], {open, diff}: {open: boolean; diff: boolean}): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const worst = worstFirst(group)[0] as Finding;
  const diffs = diff ? group.slice(0, FINDINGS_SHOWN).map(diffText) : [];
  return [
    '',
    `<details${open ? ' open' : ''}><summary><b>${html(refLabel(first.ref))}</b>: ${plural(group.length, 'difference')}, worst ${MARK[worst.severity]} ${worst.severity}</summary>`,
    '',
    '| | What | Where | Baseline → live | |',
    '|---|---|---|---|---|',
    ...group.map(row),
    '',
    ...(diffs.length === 0 ? [] : [...fenced(diffs.join('\n')), '']),
    '</details>',
  ];
}

function row(finding: Finding): string {
  const {severity, verdict, controlPath, path, id} = finding;
  const cells = [
    verdict === 'drift' ? `${MARK[severity]} ${severity}` : verdict,
    plain(controlPath.title),
    path.length === 0 ? '' : code(formatPath(path)),
    code(valuesText(finding)),
    `${plain(sentencesOf(finding, absolute))} ${code(id)}`,
  ];
  // GitHub splits a row at every bar, also at one inside code.
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function gapsPart(gaps: DriftReport['gaps']): string[] {
  if (gaps.length === 0) return [];
  const more = gaps.length - GAPS_SHOWN;
  return [
    '',
    `<details open><summary><b>Could not be verified</b>: ${gaps.length}</summary>`,
    '',
    ...gaps.slice(0, GAPS_SHOWN).map(({reason, message}) => `- ${code(reason)} ${plain(safeText(message, 400))}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    '</details>',
  ];
}

/** Inside code nothing is a link, a mention or HTML; the fence is longer than any run of backticks in it. */
function code(text: string): string {
  const safe = safeText(text);
  const fence = '`'.repeat(longestRun(safe) + 1);
  const pad = safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return safe === '' ? '' : `${fence}${pad}${safe}${pad}${fence}`;
}

function fenced(text: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}diff`, text, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A text of somebody else's in running Markdown: no HTML, no emphasis, no link, and nobody is mentioned. */
function plain(text: string): string {
  return html(safeText(text, 1000))
    .replace(/[\\`*_[\]~]/g, '\\$&')
    .replace(/#(?!64;)/g, '#<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//');
}

function html(text: string): string {
  return safeText(text, 1000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}
