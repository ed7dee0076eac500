import type {Operation} from '../model/fix.ts';
import type {Json} from '../model/json.ts';
import {formatPath} from '../model/path.ts';
import {personText} from '../model/person-words.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {methodText} from './finding-words.ts';
import {fittedLines, isSingle, linesOf} from './value-diff.ts';
import {agoOf, bounded, hanging, plural, safeText, wrapped} from './words.ts';

/** Where what is said of a finding begins. */
const INDENT = 12;
/** Lines of one value; `-o json` has it whole. */
const LINES_SHOWN = 40;
const PAGE = 100;

interface Told {
  readonly now: Date;
  /** What would put it back, where that is known. */
  readonly patch?: readonly Operation[] | undefined;
  /** Columns to fill: those of a page where no terminal is. */
  readonly width?: number;
}

/** One finding for a person: what, who, when, what it means, where it was declared, and what would put it back. */
export function explanation(report: SafeReport, id: string, {now, patch, width = PAGE}: Told): string {
  // Picked from the redacted copy: an explanation is read aloud in calls and pasted into tickets.
  const finding = report.findings.find((one) => one.id === id);
  if (finding === undefined) throw new Error(`no finding ${id} in this report`);
  const {ref, path, controlPath, severity} = finding;
  const place = ref.namespace === undefined ? 'outside namespaces' : `in ${ref.namespace}`;
  const columns = bounded(width) - INDENT;
  const rows: [string, string | readonly string[] | undefined][] = [
    ['Desired', valueLines(finding.desired, columns)],
    ['Live', finding.change === 'missing' ? 'not there' : valueLines(finding.live, columns)],
    ['Meaning', controlPath.meaning],
    ['Impact', controlPath.impact],
    ['By', byText(finding, now)],
    ['Person', personLines(finding, {now, columns})],
    ['Seen', seenSince(finding, now)],
    ['Known by', methodText(finding)],
    ['Verdict', verdictText(finding)],
    ['Declared', originText(report, finding)],
    ['Back', backText(finding)],
  ];
  const lines = rows.flatMap(([label, told]) => {
    if (told === undefined) return [];
    const texts = typeof told === 'string' ? wrapped(safeText(told, 4000), columns) : told;
    return texts.map((text, at) => `${at === 0 ? `  ${label}`.padEnd(INDENT) : ' '.repeat(INDENT)}${text}`.trimEnd());
  });
  // One operation a line, to be copied: a patch that wraps is none.
  const sent =
    patch === undefined ? [] : ['  Patch', ...patch.map((one) => `    ${safeText(stringifyJson(one), 2000)}`)];
  return [
    ...hanging(safeText(`${controlPath.title}  ${formatPath(path)}`.trimEnd(), 1000), columns + INDENT),
    ...hanging(
      safeText(
        `${refLabel(ref)} ${place}, release ${report.release.name}; ${severity}, ${controlPath.group}, ${finding.change}; ID ${id}`,
        1000,
      ),
      columns + INDENT,
    ),
    '',
    ...lines,
    ...sent,
    '',
  ].join('\n');
}

/** A single value as it is written in JSON, others as YAML, texts by their lines. */
function valueLines(value: Json | undefined, columns: number): string[] | undefined {
  if (value === undefined) return undefined;
  const single = isSingle(value) ? stringifyJson(value) : undefined;
  if (single !== undefined) return wrapped(safeText(single, 4000), columns);
  // The signs of a diff are of no use here, and take two columns.
  const lines = fittedLines(
    linesOf(value).map((text) => ({sign: '+', text})),
    columns + 2,
  ).map(({text}) => text);
  if (lines.length <= LINES_SHOWN) return lines;
  const more = wrapped(`… and ${plural(lines.length - LINES_SHOWN, 'more line')} (-o json)`, columns);
  return [...lines.slice(0, LINES_SHOWN), ...more];
}

function byText({by}: Finding, now: Date): string {
  if (by.manager === undefined) return 'not known: the API server keeps no trace of who did this';
  const through = by.subresource === undefined ? '' : `, ${by.subresource} subresource`;
  const run = by.revision === undefined ? '' : `, in revision ${by.revision} (${by.status})`;
  const when = by.time === undefined ? '' : `, not later than ${by.time} (${agoOf(by.time, now)})`;
  return `${by.manager} (${by.operation ?? 'write'}${through})${run}${when}; ${SURE[by.certainty]}`;
}

/** All that the audit log tells of whoever it was; a line each. */
function personLines(
  {by: {person}}: Finding,
  {now, columns}: {readonly now: Date; readonly columns: number},
): string | readonly string[] | undefined {
  if (person === undefined) return undefined;
  const {certainty, candidates, why} = person;
  if (certainty === 'unknown') return `not known: ${why ?? 'the audit log does not tell'}`;
  const lines = candidates.map((candidate) => {
    const {groups, sourceIP, userAgent, at, verb, auditID} = candidate;
    return [
      personText(candidate),
      ...(groups === undefined ? [] : [`of ${groups.join(', ')}`]),
      ...(sourceIP === undefined ? [] : [`from ${sourceIP}`]),
      ...(userAgent === undefined ? [] : [`with ${userAgent}`]),
      `${verb} at ${at} (${agoOf(at, now)})`,
      ...(auditID === undefined ? [] : [`audit ID ${auditID}`]),
    ].join('; ');
  });
  if (certainty === 'exact') return `${lines.join('')}; exact: the audit log has this one write`;
  return [`one of ${candidates.length}: ${why ?? ''}`, ...lines].flatMap((line) =>
    hanging(safeText(line, 600), columns),
  );
}

function seenSince({firstSeen}: Finding, now: Date): string | undefined {
  return firstSeen === undefined ? undefined : `first at ${firstSeen} (${agoOf(firstSeen, now)}), from this machine`;
}

const SURE = {
  exact: 'exact: it owns this very field',
  likely: 'likely: the newest foreign write after Helm',
  unknown: 'unknown: a name of the API server for several managers of long ago',
} as const;

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
      return isSingle(live) ? `remove the field (${stringifyJson(live)})` : 'remove the field';
    case 'removed':
    case 'changed':
      return isSingle(desired) ? `set the field to ${stringifyJson(desired)}` : 'set the field to what is desired';
  }
}
