import {clusterText} from '../model/cluster-words.ts';
import {isRecordId} from '../model/fix.ts';
import type {PlanCluster} from '../model/fix.ts';
import {refLabel} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Attribution, Severity} from '../model/report.ts';
import {printedJson} from '../yaml/json.ts';
import {rowsText} from './rows.ts';
import {agoOf, plural, safeText} from './words.ts';

/** What a list of findings needs to know of each. */
export interface ToldFinding {
  readonly cluster: PlanCluster;
  readonly release: {readonly name: string; readonly namespace: string};
  readonly id: string;
  readonly state: string;
  readonly at: string;
  readonly ref: ObjectRef;
  readonly path: string;
  readonly change: string;
  readonly title: string;
  readonly severity: Severity;
  readonly by: Pick<Attribution, 'manager' | 'certainty'>;
  readonly first: string;
  readonly since: string;
  readonly worst: Severity;
  readonly returns: number;
  readonly revision?: number;
  readonly endedBy?: string;
  readonly acceptance?: {readonly by: string; readonly until: string; readonly ticket?: string};
  readonly lastSeen?: string;
  readonly unseen?: true;
}

const SHORT_ID = 7;

export interface ListedFindings {
  readonly findings: readonly ToldFinding[];
  /** How many are not listed. */
  readonly more: number;
}

/** The findings of ledgers for people, in the order in which they come. */
export function driftHistoryText({findings, more}: ListedFindings, now: Date, width: number): string {
  if (findings.length === 0) return 'No check of this machine has told of drift yet.\n';
  const rows = findings.map((finding) => rowOf(finding, now));
  const rest = more > 0 ? `${plural(more, 'more finding')}: add --all, or -o json.\n` : '';
  return `${rowsText(rows, width, 1)}${rest}`;
}

function rowOf(finding: ToldFinding, now: Date): string[] {
  const {id, state, at, ref, path, title, release, cluster} = finding;
  const place = safeText(`${refLabel(ref)} ${path}`.trimEnd(), 400);
  return [
    `${id.slice(0, SHORT_ID)} ${state}, ${agoOf(at, now)}`,
    `${place}: ${safeText(title)}`,
    safeText(`${release.name} in ${release.namespace}, ${clusterText(cluster)}`, 400),
    tailOf(finding, now).join(', '),
  ];
}

/** How bad, by whom, how long, how often, and how it ended. */
function tailOf(finding: ToldFinding, now: Date): string[] {
  const {severity, worst, by, returns, endedBy, acceptance} = finding;
  const sure = by.certainty === 'exact' ? '' : ` (${by.certainty})`;
  return [
    severity === worst ? severity : `${severity}, at worst ${worst}`,
    ...(by.manager === undefined ? [] : [`by ${safeText(by.manager)}${sure}`]),
    ...timesOf(finding, now),
    ...(returns > 0 ? [`came back ${plural(returns, 'time')}`] : []),
    ...(endedBy === undefined ? [] : [`ended by ${safeText(endingText(endedBy))}`]),
    ...(acceptance === undefined
      ? []
      : [safeText(`accepted by ${acceptance.by} until ${acceptance.until}${ticketText(acceptance)}`)]),
  ];
}

function timesOf({state, at, first, since, lastSeen = at, unseen}: ToldFinding, now: Date): string[] {
  if (state === 'resolved') return [`stood ${durationOf(since, new Date(at))}`];
  return [
    `stands ${durationOf(since, now)}`,
    ...(first === since ? [] : [`first seen ${agoOf(first, now)}`]),
    `${unseen === true ? 'could be seen last' : 'last seen'} ${agoOf(lastSeen, now)}`,
  ];
}

/** `3 days`, of a time and a later one. */
function durationOf(from: string, to: Date): string {
  const ago = agoOf(from, to);
  return ago.endsWith(' ago') ? ago.slice(0, -' ago'.length) : 'less than a minute';
}

/** A record is named as that; the other endings are words already. */
function endingText(endedBy: string): string {
  return isRecordId(endedBy) ? `record ${endedBy}` : endedBy;
}

function ticketText({ticket}: {readonly ticket?: string}): string {
  return ticket === undefined ? '' : ` (${ticket})`;
}

/** For machines: whole ids, and no value of an object. */
export function driftHistoryJson(findings: readonly ToldFinding[]): string {
  const list = findings.map((finding) => {
    const {id, state, at, cluster, release, ref, path, change, title, severity, worst, by} = finding;
    const {first, since, returns, revision, endedBy, acceptance, lastSeen, unseen} = finding;
    const known = Object.entries({revision, endedBy, acceptance, lastSeen, unseen}).filter(
      ([, value]) => value !== undefined,
    );
    const told = {
      id,
      state,
      at,
      cluster,
      release,
      ref,
      path,
      change,
      title,
      severity,
      worst,
      by,
      first,
      since,
      returns,
    };
    return Object.assign(told, Object.fromEntries(known));
  });
  return printedJson({schemaVersion: '1', kind: 'DriftHistory', findings: list});
}
