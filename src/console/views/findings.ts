import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {byText, shortened, worstFirst} from '../../report/finding-words.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import type {AttributionView, FindingView, GapView} from '../contract.ts';
import {valueView} from './values.ts';

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
