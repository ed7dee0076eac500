import {refLabel} from '../model/refs.ts';
import type {Gap} from '../model/evidence.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {headline, placeOf, sentencesOf, shownFindings, valuesText, worstFirst} from './finding-words.ts';
import {baselineOf, sourceOf} from './place.ts';
import {escaped} from './markup.ts';
import {fails} from './policy.ts';
import {bareRunOf} from './run-notes.ts';
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
  const {notes, reports: own} = bareRunOf(reports, context);
  const suites = own.map((report, at) => suite(report, at, context));
  const [first] = own;
  if (first !== undefined && notes.length > 0) suites.push(runSuite(notes, first, {id: own.length, context}));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
}

/** What is said of all releases together stands in a suite without a case. */
function runSuite(
  notes: readonly string[],
  first: DriftReport,
  {id, context}: {readonly id: number; readonly context: ReportContext},
): string {
  const name = {name: 'helm drift', package: 'helm drift', id: String(id)};
  const said = notes.map((note) => safeText(note, 1000));
  return suiteText({...name, ...circumstances(first, [], context)}, {releases: String(id)}, {cases: [], said});
}

function suite(report: DriftReport, id: number, context: ReportContext): string {
  const {release, rules} = report;
  const cases = casesOf(report, context);
  const name = {name: `helm drift ${release.name}`, package: release.namespace, id: String(id)};
  const properties = {release: `${release.namespace}/${release.name}`, ...(rules === undefined ? {} : {rules})};
  const notes = report.notes.map((note) => safeText(note, 1000));
  const said = [headline(report), ...notes, ...passing(report, context)];
  return suiteText({...name, ...circumstances(report, cases, context)}, properties, {cases, said});
}

/** When and where a suite was run, and what came of it. */
function circumstances(
  {takenAt, evidence}: Pick<DriftReport, 'takenAt' | 'evidence'>,
  cases: readonly Case[],
  {seconds}: ReportContext,
): Readonly<Record<string, string>> {
  const count = (element: string): number => cases.filter(({failure}) => failure?.element === element).length;
  return {
    timestamp: takenAt.slice(0, 19),
    hostname: evidence.kind === 'cluster' ? evidence.cluster.name : 'localhost',
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    time: seconds.toFixed(3),
  };
}

function suiteText(
  attributes: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, string>>,
  {cases, said}: {readonly cases: readonly Case[]; readonly said: readonly string[]},
): string {
  return [
    `  <testsuite${attributesText(attributes)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributesText({name, value})}/>`),
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
