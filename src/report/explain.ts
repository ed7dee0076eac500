import type {Operation} from '../model/fix.ts';
import type {Json} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {agoOf, safeText} from './words.ts';

/** One finding for a person: what, who, when, what it means, where it was declared, and what would put it back. */
export function explanation(report: SafeReport, id: string, now: Date, patch?: readonly Operation[]): string {
  // Picked from the redacted copy: an explanation is read aloud in calls and pasted into tickets.
  const finding = report.findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`no finding ${id} in this report`);
  const {ref, path, controlPath, severity} = finding;
  const place = ref.namespace === undefined ? 'outside namespaces' : `in ${ref.namespace}`;
  const rows: [string, string | undefined][] = [
    ['Desired', valueText(finding.desired)],
    ['Live', finding.change === 'missing' ? 'not there' : valueText(finding.live)],
    ['Meaning', controlPath.meaning],
    ['Impact', controlPath.impact],
    ['By', byText(finding, now)],
    ['Known by', methodText(finding)],
    ['Verdict', verdictText(finding)],
    ['Declared', originText(report, finding)],
    ['Back', backText(finding)],
  ];
  const lines = rows.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label.padEnd(10)}${text}`]));
  // One operation a line, to be copied: a patch that wraps is none.
  const sent =
    patch === undefined ? [] : ['  Patch', ...patch.map((one) => `    ${safeText(stringifyJson(one), 2000)}`)];
  return [
    `${controlPath.title}  ${formatPath(path)}`.trimEnd(),
    `${refLabel(ref)} ${place}, release ${report.release.name}; ${severity}, ${controlPath.group}, ${finding.change}; ID ${id}`,
    '',
    ...lines,
    ...sent,
    '',
  ].join('\n');
}

function valueText(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : safeText(stringifyJson(value));
}

function byText({by}: Finding, now: Date): string {
  if (by.manager === undefined) return 'not known: the API server keeps no trace of who did this';
  const through = by.subresource === undefined ? '' : `, ${by.subresource} subresource`;
  const run = by.revision === undefined ? '' : `, in revision ${by.revision} (${by.status})`;
  const when = by.time === undefined ? '' : `, not later than ${by.time} (${agoOf(by.time, now)})`;
  return `${by.manager} (${by.operation ?? 'write'}${through})${run}${when}; ${SURE[by.certainty]}`;
}

const SURE = {
  exact: 'exact: it owns this very field',
  likely: 'likely: the newest foreign write after Helm',
  unknown: 'unknown: a name of the API server for several managers of long ago',
} as const;

function methodText({method, methodNote}: Finding): string {
  const how = {
    'dry-run': "the API server's own dry run",
    structure: 'comparing both sides by their schema',
    'managed-fields': 'metadata.managedFields, which names its owner',
  }[method];
  return methodNote === undefined ? how : `${how}; not confirmed: ${safeText(methodNote)}`;
}

function verdictText({verdict, why}: Finding): string {
  return why === undefined ? verdict : `${verdict}: ${why.text} (${why.code})`;
}

function originText({from}: DriftReport, {origin}: Finding): string | undefined {
  if (origin === undefined) return undefined;
  const what = from.kind === 'release' ? `the manifest of revision ${from.revision}` : 'the baseline';
  return `${origin.template === undefined ? '' : `${origin.template}, `}line ${origin.line} of ${what}`;
}

/** In words, for a value may be masked here: the patch itself is made of the intent, never of this text. */
function backText({change, desired, live}: Finding): string {
  switch (change) {
    case 'missing':
      return 'create the object as declared';
    case 'extra':
      return 'delete the object, or declare it';
    case 'added':
      return `remove the field (${valueText(live) ?? ''})`;
    case 'removed':
    case 'changed':
      return `set the field to ${valueText(desired) ?? ''}`;
  }
}
