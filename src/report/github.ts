import {stateOf} from '../model/report.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {headline, placeOf, rulesText, sentencesOf, shownFindings, valuesText, worstFirst} from './finding-words.ts';
import {sourceOf} from './place.ts';
import {fails, outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {runOf} from './run-notes.ts';
import {absolute} from './when.ts';
import {safeText} from './words.ts';

type Level = 'error' | 'warning' | 'notice';

/**
 * Workflow commands of GitHub Actions. It shows the first ten of each level of a step: the answer comes first, then the
 * worst; all of them stay in the log.
 */
export function githubReport(reports: readonly SafeReport[], context: ReportContext): string {
  const run = runOf(reports, context);
  const notes = run.notes.map((note) => command('notice', {title: 'helm drift'}, safeText(note, 1000)));
  return [...run.reports.flatMap((report) => releaseLines(report, context)), ...notes].join('');
}

function releaseLines(report: DriftReport, context: ReportContext): string[] {
  const {name, namespace} = report.release;
  const title = `${name} in ${namespace}`;
  const level = {clean: 'notice', incomplete: 'warning', drift: 'error'} as const;
  const outcome = outcomeOf(report, context.policy);
  const gapLevel = context.policy.allowIncomplete ? 'notice' : 'warning';
  return [
    command(
      stateOf(report) === 'in-contract' ? 'notice' : level[outcome],
      {title},
      `${headline(report)}${rulesText(report)}`,
    ),
    ...worstFirst(shownFindings(report, context.showIgnored)).map((finding) => findingLine(report, finding, context)),
    ...report.gaps.map(({reason, message}) =>
      command(gapLevel, {title: `${title}: ${reason}`}, safeText(message, 1000)),
    ),
    ...report.notes.map((note) => command('notice', {title}, safeText(note, 1000))),
  ];
}

function findingLine(report: DriftReport, finding: Finding, {policy}: ReportContext): string {
  const {severity, verdict, controlPath} = finding;
  const source = sourceOf(report, finding);
  const level: Level = fails(finding, policy)
    ? severity === 'low' || severity === 'medium'
      ? 'warning'
      : 'error'
    : 'notice';
  const told = [`${placeOf(finding)}: ${valuesText(finding)}.`, sentencesOf(finding, absolute), `[${finding.id}]`];
  return command(
    level,
    {
      ...(source === undefined ? {} : {file: source.file}),
      ...(source?.line === undefined ? {} : {line: String(source.line)}),
      title: `${controlPath.title} (${verdict === 'drift' ? severity : verdict})`,
    },
    told.filter((part) => part !== '').join(' '),
  );
}

/** Percent, colon and comma are the format's own; what a value holds must not begin another command. */
function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const escaped = (text: string): string =>
    safeText(text, 2000).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const pairs = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${level} ${pairs.join(',')}::${escaped(message)}\n`;
}
