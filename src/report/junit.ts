import {refLabel} from '../model/refs.ts';
import type {Gap} from '../model/evidence.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {headline, placeOf, sentencesOf, shownFindings, valuesText, worstFirst} from './finding-words.ts';
import {baselineOf, sourceOf} from './place.ts';
import {escaped} from './markup.ts';
import {fails} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {absolute} from './when.ts';
import {plural, safeText} from './words.ts';

interface Case {
  readonly name: string;
  readonly className: string;
  /** Why it does not pass. */
  readonly failure?: {
    readonly element: 'failure' | 'error';
    readonly type: string;
    readonly message: string;
    readonly text: string;
  };
}

/**
 * A suite for each release: a case for each finding and gap, and one for all the objects that are as declared. What passes
 * under --fail-on and --allow-incomplete passes here. Valid by Ant's schema and by Jenkins' own, which know no more in common.
 */
export function junitReport(reports: readonly SafeReport[], context: ReportContext): string {
  const suites = reports.map((report, at) => suite(report, at, context));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
}

function suite(report: DriftReport, id: number, context: ReportContext): string {
  const {release, evidence, takenAt} = report;
  const cases = casesOf(report, context);
  const count = (element: string): number => cases.filter(({failure}) => failure?.element === element).length;
  const attributes = attributesText({
    name: `helm drift ${release.name}`,
    package: release.namespace,
    id: String(id),
    timestamp: takenAt.slice(0, 19),
    hostname: evidence.kind === 'cluster' ? evidence.cluster.name : 'localhost',
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    time: context.seconds.toFixed(3),
  });
  const said = [headline(report), ...report.notes.map((note) => safeText(note, 1000)), ...passing(report, context)];
  return [
    `  <testsuite${attributes}>`,
    '    <properties>',
    `      <property${attributesText({name: 'release', value: `${release.namespace}/${release.name}`})}/>`,
    ...(report.rules === undefined ? [] : [`      <property${attributesText({name: 'rules', value: report.rules})}/>`]),
    '    </properties>',
    ...cases.map(caseText),
    `    <system-out>${escaped(said.join('\n'))}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
}

function casesOf(report: DriftReport, context: ReportContext): Case[] {
  const shown = worstFirst(shownFindings(report, context.showIgnored));
  const objects = new Set(
    shown.filter(({verdict, change}) => verdict === 'drift' && change !== 'extra').map(({ref}) => refLabel(ref)),
  );
  const clean = Math.max(0, report.summary.compared - objects.size);
  return [
    ...(clean > 0 || shown.length + report.gaps.length === 0
      ? [{name: `${plural(clean, 'object')} as declared`, className: classOf(report)}]
      : []),
    ...shown.map((finding) => findingCase(report, finding, context)),
    ...report.gaps.map((gap) => gapCase(report, gap, context)),
  ];
}

function classOf({release}: DriftReport): string {
  return `${release.namespace}.${release.name}`;
}

function findingCase(report: DriftReport, finding: Finding, {policy}: ReportContext): Case {
  const {controlPath, severity, change, id} = finding;
  const base = {name: `${placeOf(finding)} [${id}]`, className: classOf(report)};
  if (!fails(finding, policy)) return base;
  const source = sourceOf(report, finding);
  const baseline = baselineOf(report, finding);
  const text = [
    sentencesOf(finding, absolute),
    ...(source === undefined || source.line !== undefined ? [] : [`Declared in ${safeText(source.file)}`]),
    ...(baseline?.line === undefined ? [] : [`Line ${baseline.line} of ${safeText(baseline.file)}`]),
  ].filter((line) => line !== '');
  const message = `${controlPath.title}: ${valuesText(finding)} (${severity})`;
  return {...base, failure: {element: 'failure', type: change, message, text: text.join('\n')}};
}

function gapCase(report: DriftReport, {ref, reason, message}: Gap, {policy}: ReportContext): Case {
  const base = {name: `${ref === undefined ? 'release' : refLabel(ref)} could be verified`, className: classOf(report)};
  if (policy.allowIncomplete) return base;
  return {...base, failure: {element: 'error', type: reason, message: safeText(message, 400), text: ''}};
}

/** What did not fail and yet is worth a line: these cases count as passed. */
function passing(report: DriftReport, {policy, showIgnored}: ReportContext): string[] {
  return worstFirst(shownFindings(report, showIgnored))
    .filter((finding) => !fails(finding, policy))
    .map(
      (finding) =>
        `${finding.verdict === 'drift' ? `below --fail-on (${finding.severity})` : finding.verdict}: ${placeOf(finding)}: ${valuesText(finding)}. ${sentencesOf(finding, absolute)}`,
    );
}

function caseText({name, className, failure}: Case): string {
  const start = `    <testcase${attributesText({name, classname: className, time: '0'})}`;
  if (failure === undefined) return `${start}/>`;
  const {element, type, message, text} = failure;
  return `${start}>\n      <${element}${attributesText({type, message})}>${escaped(text)}</${element}>\n    </testcase>`;
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(safeText(value, 600))}"`)
    .join('');
}
