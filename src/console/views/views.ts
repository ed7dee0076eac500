import type {Json} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import {SEVERITIES, stateOf} from '../../model/report.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import {byText, headline, shortened, worstFirst} from '../../report/finding-words.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import {writeYaml} from '../../yaml/write.ts';
import type {AttributionView, FindingView, GapView, ReleaseRow, ValueView} from '../contract.ts';

/** A value longer than this is shown by its beginning; the whole comes when it is asked for. */
const SHOWN = 2000;

export function valueText(value: Json): string {
  return writeYaml(value).replace(/\n$/, '');
}

export function valueView(value: Json | undefined): ValueView | undefined {
  if (value === undefined) return undefined;
  // Not laid out whole only to be thrown away.
  const text = typeof value === 'string' && value.length > SHOWN ? value : valueText(value);
  return text.length > SHOWN ? {text: `${text.slice(0, SHOWN)}…`, cutFrom: text.length} : {text};
}

const HOW = {
  'dry-run': "the API server's own dry run",
  structure: 'comparing both sides by their schema',
  'managed-fields': 'metadata.managedFields, which names its owner',
} as const;

export interface Lines {
  readonly baseline: Readonly<Record<string, number>>;
  readonly live: Readonly<Record<string, number>>;
}

/** A finding of a report that was made safe. */
export function findingView(finding: Finding, lines: Lines): FindingView {
  const {id, ref, path, controlPath, severity, change, verdict, why, method, methodNote, origin} = finding;
  const {title, group, meaning, impact} = controlPath;
  const [desired, live] = [valueView(finding.desired), valueView(finding.live)];
  const [baselineLine, liveLine] = [lines.baseline[id], lines.live[id]];
  return {
    id,
    ref,
    object: refLabel(ref),
    path: formatPath(path),
    title,
    group,
    severity,
    change,
    verdict,
    by: attributionView(finding),
    method,
    methodText: methodNote === undefined ? HOW[method] : `${HOW[method]}; not confirmed: ${shortened(methodNote)}`,
    ...(why === undefined ? {} : {why}),
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
    ...(meaning === undefined ? {} : {meaning}),
    ...(impact === undefined ? {} : {impact}),
    ...(baselineLine === undefined ? {} : {baselineLine}),
    ...(liveLine === undefined ? {} : {liveLine}),
    ...(origin?.template === undefined ? {} : {template: origin.template}),
  };
}

function attributionView(finding: Finding): AttributionView {
  const {manager, operation, subresource, time, certainty} = finding.by;
  return {
    text: byText(finding) ?? 'Nobody knows: the API server keeps no trace of who did this.',
    certainty,
    ...(manager === undefined ? {} : {manager}),
    ...(operation === undefined ? {} : {operation}),
    ...(subresource === undefined ? {} : {subresource}),
    ...(time === undefined ? {} : {time}),
  };
}

const VERDICTS = ['drift', 'accepted', 'ignored'] as const;

export function findingViews(report: SafeReport, lines: Lines): FindingView[] {
  return worstFirst(report.findings)
    .toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
    .map((finding) => findingView(finding, lines));
}

export function gapViews({gaps}: SafeReport): GapView[] {
  return gaps.map(({ref, reason, message}) => ({
    reason,
    message,
    ...(ref === undefined ? {} : {object: refLabel(ref)}),
  }));
}

export function releaseRow(report: SafeReport): ReleaseRow {
  const {name, namespace, revision, status, deployedAt} = report.release;
  const worst = SEVERITIES.findLast((one) =>
    report.findings.some(({severity, verdict}) => verdict === 'drift' && severity === one),
  );
  return {
    name,
    namespace,
    state: stateOf(report),
    headline: headline(report),
    summary: report.summary,
    ...(revision === undefined ? {} : {revision}),
    ...(status === undefined ? {} : {status}),
    ...(deployedAt === undefined ? {} : {deployedAt}),
    ...(worst === undefined ? {} : {worst}),
  };
}

export function sourceText({from}: DriftReport): string {
  switch (from.kind) {
    case 'release':
      return `revision ${from.revision}`;
    case 'chart':
      return `chart ${from.chart}`;
    case 'file':
      return from.file;
    case 'git':
      return `chart ${from.chart} at ${from.ref} (${from.commit.slice(0, 12)})`;
  }
}
