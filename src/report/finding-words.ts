import {clusterText} from '../model/cluster-words.ts';
import type {Json} from '../model/json.ts';
import {stopsUpgrade} from '../model/notes.ts';
import {formatPath} from '../model/path.ts';
import {personText} from '../model/person-words.ts';
import {refKey, refLabel} from '../model/refs.ts';
import {SEVERITIES, stateOf} from '../model/report.ts';
import type {Attribution, DriftReport, Finding} from '../model/report.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {When} from './when.ts';
import {plural, safeText} from './words.ts';

/** What the formats for people say of reports and findings, each in its own layout. */

/** On one line, cut beyond `longest` characters. */
export function valueText(value: Json | undefined, longest?: number): string {
  const isPlain = typeof value === 'string' && value !== '' && value === value.trim();
  return safeText(isPlain ? value : stringifyJson(value), longest);
}

export function valuesText({change, desired, live}: Finding): string {
  switch (change) {
    case 'missing':
      return 'missing';
    case 'extra':
      return 'not declared';
    case 'added':
      return `+ ${valueText(live)}`;
    case 'removed':
      return `− ${valueText(desired)}`;
    case 'changed':
      return `${valueText(desired)} → ${valueText(live)}`;
  }
}

/** Persons that are named one by one; the others are a number. */
const NAMED_PERSONS = 3;

/** `alice`, `alice or bob`: those whom an audit log names; undefined where it names nobody. */
export function personsText({person}: Attribution): string | undefined {
  if (person === undefined || person.candidates.length === 0) return undefined;
  const names = person.candidates.slice(0, NAMED_PERSONS).map((one) => personText(one, safeText));
  const more = person.candidates.length - names.length;
  return [...names, ...(more > 0 ? [plural(more, 'other')] : [])].join(' or ');
}

/** Whoever is known to have written: a person where one is, else the manager. */
export function writerText(by: Attribution): string | undefined {
  return personsText(by) ?? (by.manager === undefined ? undefined : safeText(by.manager));
}

/** Of a person the very time; a manager's entry has that of its last write. */
export function timeOf({person, time}: Attribution): string | undefined {
  return person?.certainty === 'exact' ? person.candidates[0]?.at : time;
}

const BY = {exact: 'By', likely: 'Likely by', unknown: 'By somebody among'} as const;

/** Without `when` nothing is said of the time: a page that stays open says it itself. */
export function byText({by}: Finding, when?: When): string | undefined {
  const named = personsText(by);
  if (by.manager === undefined && named === undefined) return undefined;
  const run = by.revision === undefined ? '' : `, revision ${by.revision} (${by.status})`;
  const through = `${by.subresource === undefined ? '' : ` (${by.subresource})`}${run}`;
  const at = timeOf(by);
  const time = at === undefined || when === undefined ? '' : `, ${when(at)}`;
  if (named === undefined) return `${BY[by.certainty]} ${safeText(by.manager ?? '')}${through}${time}.`;
  const tool = by.manager === undefined || by.certainty !== 'exact' ? '' : ` (${safeText(by.manager)})`;
  return `By ${named}${tool}${through}${time}.`;
}

/** Where the last write does not tell how long it stands: since when a check of this machine knows of it. */
export function seenSince({by, firstSeen}: Pick<Finding, 'by' | 'firstSeen'>, when: When): string | undefined {
  if (firstSeen === undefined) return undefined;
  const isOlder = by.time === undefined || Date.parse(firstSeen) < Date.parse(by.time);
  return isOlder ? when(firstSeen) : undefined;
}

/** The same as a sentence. */
export function seenText(finding: Pick<Finding, 'by' | 'firstSeen'>, when: When): string | undefined {
  const since = seenSince(finding, when);
  return since === undefined ? undefined : `First seen ${since}.`;
}

const HOW = {
  'dry-run': "the API server's own dry run",
  structure: 'comparing both sides by their schema',
  'managed-fields': 'metadata.managedFields, which names its owner',
} as const;

/** How a difference is known, and why it is not confirmed. `shown` makes the note fit for where it stands. */
export function methodText(
  {method, methodNote}: Pick<Finding, 'method' | 'methodNote'>,
  shown: (note: string) => string = safeText,
): string {
  if (methodNote === undefined) return HOW[method];
  return `${HOW[method]}; ${stopsUpgrade(methodNote) ? '' : 'not confirmed: '}${shown(methodNote)}`;
}

export function whyText({verdict, why}: Finding): string {
  return safeText(verdict === 'accepted' ? `Accepted: ${why?.text}.` : `Ignored: ${why?.text} (${why?.code}).`);
}

/** The server's own words can be a page long, and end in a stop or not: so many characters of them, up to a whole word. */
export function shortened(text: string, most = 200): string {
  const plain = text.replace(/\s+/g, ' ').replace(/\.$/, '');
  if (plain.length <= most) return safeText(plain, most);
  const end = plain.lastIndexOf(' ', most - 1);
  return safeText(`${plain.slice(0, end > most / 2 ? end : most - 1)}…`, most);
}

/** What a finding means and who did it, as one line of sentences; without its values. */
export function sentencesOf(finding: Finding, when: When): string {
  const {verdict, controlPath} = finding;
  const impact = controlPath.impact === undefined ? undefined : safeText(controlPath.impact);
  return [verdict === 'drift' ? impact : whyText(finding), byText(finding, when), seenText(finding, when)]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** `Service/test-nginx spec.ports[name=http].port`. */
export function placeOf({ref, path}: Finding): string {
  return safeText(`${refLabel(ref)} ${formatPath(path)}`.trimEnd());
}

export function shownFindings(report: DriftReport, showIgnored: boolean): Finding[] {
  return report.findings.filter(({verdict}) => verdict === 'drift' || showIgnored);
}

const rank = ({verdict, severity}: Finding): number =>
  (verdict === 'drift' ? 0 : 10) + SEVERITIES.length - SEVERITIES.indexOf(severity);

/** By severity; among equals, as the report has them. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** The findings of one object each, worst object first. */
export function byObject(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(refKey(finding.ref));
    if (group === undefined) groups.set(refKey(finding.ref), [finding]);
    else group.push(finding);
  }
  const worst = (group: readonly Finding[]): number => Math.min(...group.map(rank));
  return [...groups.values()].toSorted((a, b) => worst(a) - worst(b));
}

/** `, revision 3 of 2 days ago, cluster sandbox, rules of .helm-drift.yaml`. */
export function originText(report: DriftReport, when: When): string {
  return baselineText(report, when) + rulesText(report);
}

/** Whoever reads of nothing should know who may have said that it is nothing. */
export function rulesText({rules}: DriftReport): string {
  return rules === undefined ? '' : `, rules of ${rules}`;
}

function baselineText(report: DriftReport, when: When): string {
  const {release, from, evidence} = report;
  const age = release.deployedAt === undefined ? '' : ` of ${when(release.deployedAt)}`;
  const where = evidence.kind === 'cluster' ? clusterText(evidence.cluster) : `live from ${evidence.file}`;
  switch (from.kind) {
    case 'release':
      return `, revision ${release.revision}${age}, ${where}`;
    case 'chart':
      return `, chart ${from.chart}, ${where}`;
    case 'file':
      return `, baseline ${from.file}, ${where}`;
    case 'git':
      return `, chart ${from.chart} at ${from.ref} (${from.commit.slice(0, 12)}), ${where}`;
  }
}

/** The answer in one line. */
export function headline(report: DriftReport): string {
  const {drift, objects} = report.summary;
  const drifted = new Set(report.findings.filter(({verdict}) => verdict === 'drift').map(({ref}) => refKey(ref))).size;
  const gaps = report.gaps.filter(({ref}) => ref !== undefined).length;
  const unseen = gaps > 0 ? `; ${plural(gaps, 'object')} could not be verified` : '';
  switch (stateOf(report)) {
    case 'variance-detected':
      return `Variance detected: ${drift} in ${drifted} of ${plural(objects, 'object')}${unseen}`;
    case 'incomplete':
      return incompleteText(report);
    case 'in-contract':
      return `In contract: ${plural(report.summary.compared, 'object')} compared`;
  }
}

function incompleteText({summary: {objects}, gaps}: DriftReport): string {
  if (objects === 0) return 'Incomplete: this release could not be checked';
  const unseen = gaps.filter(({ref}) => ref !== undefined).length;
  if (unseen === 0)
    return `Incomplete: ${plural(objects, 'object')} in contract with the last deployed revision, and helm is not through`;
  const rest = unseen < objects ? ', the rest is in contract' : '';
  return `Incomplete: ${unseen} of ${plural(objects, 'object')} could not be verified${rest}`;
}

/** How many of several releases came to what. */
export function totalText(reports: readonly DriftReport[], seconds: number): string {
  const count = (state: string): number => reports.filter((report) => stateOf(report) === state).length;
  return `${plural(reports.length, 'release')}: ${count('in-contract')} in contract, ${count('variance-detected')} drifted, ${count('incomplete')} incomplete, ${seconds.toFixed(2)} s`;
}
