import {refLabel} from '../model/refs.ts';
import {formatPath} from '../model/path.ts';
import type {ControlPath, DriftReport, Finding, Severity} from '../model/report.ts';
import {printedJson} from '../yaml/json.ts';
import type {ReportContext} from './context.ts';
import {placeOf, sentencesOf, shownFindings, valuesText, worstFirst, personsText} from './finding-words.ts';
import {baselineOf, sourceOf} from './place.ts';
import type {Place} from './place.ts';
import {fails, outcomeOf} from './policy.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {runOf} from './run-notes.ts';
import {absolute} from './when.ts';
import {safeText} from './words.ts';

const LEVEL = {critical: 'error', high: 'error', medium: 'warning', low: 'note'} as const satisfies Record<
  Severity,
  string
>;

/** SARIF 2.1.0: one run, a rule for each control path, a result for each finding. Code scanning takes one run of a tool. */
export function sarifReport(reports: readonly SafeReport[], context: ReportContext): string {
  const found = reports.flatMap((report) =>
    worstFirst(shownFindings(report, context.showIgnored)).map((finding) => ({report, finding})),
  );
  const rules = [...new Map(found.map(({finding: {controlPath}}) => [ruleId(controlPath), controlPath])).entries()];
  const indices = new Map(rules.map(([id], at) => [id, at]));
  const run = {
    tool: {
      driver: {
        name: 'helm-drift',
        version: context.version,
        semanticVersion: context.version,
        rules: rules.map(([id, controlPath]) => ruleOf(id, controlPath)),
      },
    },
    invocations: [invocation(reports, context)],
    results: found.map(({report, finding}) => result(report, finding, indices, context)),
    columnKind: 'utf16CodeUnits',
  };
  const log = {$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run]};
  return printedJson(log);
}

function ruleId({group, title}: ControlPath): string {
  const name = safeText(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${group}/${name === '' ? 'field' : name}`;
}

function ruleOf(id: string, {title, group, meaning}: ControlPath): object {
  return {
    id,
    name: safeText(title),
    shortDescription: message(`${title} differs from the release's approved baseline`),
    ...(meaning === undefined ? {} : {fullDescription: message(meaning)}),
    help: message('`helm drift explain RELEASE ID` says what it means, who changed it, and what would put it back.'),
    properties: {tags: ['drift', group]},
  };
}

function result(
  report: DriftReport,
  finding: Finding,
  indices: ReadonlyMap<string, number>,
  {policy}: ReportContext,
): object {
  const {controlPath, severity, verdict, why, id, firstSeen, by, change, ref, path} = finding;
  const rule = ruleId(controlPath);
  const source = sourceOf(report, finding);
  const baseline = baselineOf(report, finding);
  const place = source ?? baseline;
  const {name, namespace} = report.release;
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule),
    level: verdict === 'drift' ? LEVEL[severity] : 'note',
    kind: 'fail',
    message: message(`${placeOf(finding)}: ${valuesText(finding)}. ${sentencesOf(finding, absolute)}`.trim()),
    locations: [
      {
        ...(place === undefined ? {} : {physicalLocation: physical(place)}),
        logicalLocations: [
          {
            fullyQualifiedName: safeText(`${namespace}/${name}/${ref.kind}/${ref.name}/${formatPath(path)}`, 600),
            kind: 'resource',
          },
        ],
      },
    ],
    ...(baseline === undefined || (baseline.file === place?.file && baseline.line === place.line)
      ? {}
      : {
          relatedLocations: [
            {
              id: 1,
              physicalLocation: physical(baseline),
              message: message(`${refLabel(ref)} in the rendered baseline`),
            },
          ],
        }),
    partialFingerprints: {'helmDriftFinding/v1': `${namespace}/${name}/${id}`},
    ...(verdict === 'drift'
      ? {}
      : {suppressions: [{kind: 'external', status: 'accepted', justification: safeText(why?.text ?? '', 600)}]}),
    properties: {
      id,
      change,
      severity,
      verdict,
      counts: fails(finding, policy),
      ...(by.manager === undefined ? {} : {manager: by.manager}),
      ...(personsText(by) === undefined ? {} : {person: personsText(by)}),
      ...(firstSeen === undefined ? {} : {firstSeen}),
    },
  };
}

function physical({file, line}: Place): object {
  return {
    artifactLocation: {uri: uriOf(file)},
    ...(line === undefined ? {} : {region: {startLine: line}}),
  };
}

/** A file's path as a relative reference, whatever stands in it; an absolute one as a file: URI. */
function uriOf(file: string): string {
  const encoded = file
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  return file.startsWith('/') ? `file://${encoded}` : encoded;
}

function invocation(reports: readonly DriftReport[], {policy, many}: ReportContext): object {
  const outcomes = reports.map((report) => outcomeOf(report, policy));
  const gaps = reports.flatMap((report) => report.gaps.map((gap) => ({report, gap})));
  const run = runOf(reports, {many});
  const notes = run.reports.flatMap((report) =>
    [...report.notes, ...(report.rules === undefined ? [] : [`rules of ${report.rules}`])].map((note) => ({
      report,
      note,
    })),
  );
  return {
    executionSuccessful: !outcomes.includes('incomplete'),
    toolExecutionNotifications: [
      ...gaps.map(({report, gap}) => ({
        level: policy.allowIncomplete ? 'note' : 'warning',
        descriptor: {id: gap.reason},
        message: message(`${report.release.namespace}/${report.release.name}: ${gap.message}`),
      })),
      ...run.notes.map((note) => ({level: 'note', message: message(note)})),
      ...notes.map(({report, note}) => ({
        level: 'note',
        message: message(`${report.release.namespace}/${report.release.name}: ${note}`),
      })),
    ],
  };
}

/** Plain text in SARIF's sense: braces are doubled, for they are placeholders, and brackets are not links. */
function message(text: string): {text: string} {
  return {
    text: safeText(text, 2000)
      .replace(/[{}]/g, '$&$&')
      .replace(/\](?=\()/g, '\\]'),
  };
}
