import type {AgentState} from '../agent/liveness.ts';
import {plural} from '../model/plural.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Severity, State} from '../model/report.ts';
import {printedJson} from '../yaml/json.ts';
import {writeYaml} from '../yaml/write.ts';
import type {Policy} from './context.ts';
import type {Outcome} from './policy.ts';
import {aligned} from './table.ts';
import {agoOf, safeText} from './words.ts';

/** What is written of a release in the cluster. */
export interface ReleaseState {
  readonly namespace: string;
  readonly name: string;
  /** unknown: nothing that can be read. */
  readonly state: State | 'unknown';
  readonly worst?: Severity;
  readonly drift: number;
  readonly accepted: number;
  readonly gaps: number;
  readonly revision?: number;
  readonly since?: string;
  readonly changedAt?: string;
  readonly message: string;
}

export interface StatusDocument {
  readonly agent: AgentState;
  readonly releases: readonly ReleaseState[];
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
}

/** What keeps the whole from being relied on: one line each. */
export function doubtsOf({agent, namespace}: StatusDocument): string[] {
  const {state, message, covers} = agent;
  const uncovered =
    covers.length === 0 || (namespace !== undefined && covers.includes(namespace))
      ? []
      : [`only releases of ${covers.join(', ')} are followed`];
  const told = {alive: [], stale: [message], unknown: [message], absent: [`${message}: what is written is of before`]};
  return [...told[state], ...uncovered];
}

/** As of a check: what is not known to be clean is not clean. */
export function statusOutcome(document: StatusDocument, {failOn, allowIncomplete}: Policy): Outcome {
  const {releases} = document;
  // Only the worst severity of a release is written.
  const fails = ({drift, worst}: ReleaseState): boolean =>
    drift > 0 && failOn !== 'none' && (worst === undefined || SEVERITIES.indexOf(worst) >= SEVERITIES.indexOf(failOn));
  if (releases.some(fails)) return 'drift';
  const isOpen = releases.some(({state, gaps}) => gaps > 0 || state === 'unknown' || state === 'incomplete');
  return (isOpen || doubtsOf(document).length > 0) && !allowIncomplete ? 'incomplete' : 'clean';
}

/** The worst first, then by name. */
function inOrder(releases: readonly ReleaseState[]): ReleaseState[] {
  const rank = ({drift, worst, gaps, state}: ReleaseState): number =>
    drift > 0 ? 2 + SEVERITIES.indexOf(worst ?? 'low') : Number(gaps > 0 || state === 'unknown');
  const key = ({namespace, name}: ReleaseState): string => `${namespace}/${name}`;
  return releases.toSorted((a, b) => rank(b) - rank(a) || (key(a) < key(b) ? -1 : 1));
}

function documentOf(document: StatusDocument, outcome: Outcome): object {
  const {agent, releases} = document;
  const count = (state: ReleaseState['state']): number => releases.filter((one) => one.state === state).length;
  return {
    schemaVersion: '1',
    kind: 'DriftStatus',
    outcome,
    agent,
    doubts: doubtsOf(document),
    summary: {
      releases: releases.length,
      inContract: count('in-contract'),
      drifted: count('variance-detected'),
      incomplete: count('incomplete') + count('unknown'),
    },
    releases: inOrder(releases),
  };
}

export const statusJson = (document: StatusDocument, outcome: Outcome): string =>
  printedJson(documentOf(document, outcome));
export const statusYaml = (document: StatusDocument, outcome: Outcome): string =>
  writeYaml(documentOf(document, outcome));

/** A line a release; `isWhole` lists those in contract too. */
export function statusText(document: StatusDocument, now: Date, isWhole: boolean): string {
  const {releases, agent} = document;
  const shown = inOrder(releases).filter(({state}) => isWhole || state !== 'in-contract');
  const clean = releases.filter(({state}) => state === 'in-contract').length;
  const rows = shown.map(({namespace, name, state, worst, drift, gaps, revision, since}) => [
    `${safeText(namespace)}/${safeText(name)}`,
    state,
    worst ?? '-',
    String(drift),
    String(gaps),
    revision === undefined ? '-' : String(revision),
    since === undefined || Number.isNaN(Date.parse(since)) ? '-' : agoOf(since, now),
  ]);
  const table =
    rows.length === 0 ? '' : aligned([['RELEASE', 'STATE', 'WORST', 'DRIFT', 'GAPS', 'REVISION', 'SINCE'], ...rows]);
  const drifted = releases.filter(({drift}) => drift > 0).length;
  const total = [
    plural(releases.length, 'release'),
    ...(drifted > 0 ? [`${drifted} drifted`] : []),
    ...(releases.length > 0 && clean === releases.length ? ['all in contract'] : [`${clean} in contract`]),
    `agent: ${safeText(agent.message)}`,
  ].join(', ');
  const doubts = doubtsOf(document).map((one) => `Not certain: ${safeText(one, 500)}\n`);
  return `${table}${total}\n${doubts.join('')}`;
}
