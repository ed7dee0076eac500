import {selectorMatches} from '../config/selector.ts';
import type {QuietHours, Route} from '../config/notify.ts';
import type {NoticeRelease, NoticeState, StandingFinding} from '../model/notify.ts';
import {patternMatches} from '../model/patterns.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Severity} from '../model/report.ts';
import {quietUntil} from './quiet.ts';

/** So many changes of one finding within such a time are told as one: it flaps, until it has been calm for as long. */
export interface Flapping {
  readonly changes: number;
  readonly withinMs: number;
}

/** Who is told what, and when. */
export interface Policy {
  readonly routes: readonly Route[];
  readonly quietHours?: QuietHours;
  readonly remindAfterMs: number | undefined;
  readonly flapping: Flapping;
}

interface Asked {
  readonly release: NoticeRelease;
  readonly finding: Pick<StandingFinding, 'severity' | 'title' | 'ref' | 'path'>;
  readonly sink: string;
  readonly state: NoticeState;
  /** Whether the sink was told of it before: what was begun is told to its end, whatever the routes say by now. */
  readonly isKnown: boolean;
}

/** open: told now. silent: counts as told. quiet: not before a time, milliseconds since 1970. closed: not this sink's business. */
export type Door =
  | {readonly kind: 'open'}
  | {readonly kind: 'silent'}
  | {readonly kind: 'quiet'; readonly until: number}
  | {readonly kind: 'closed'};

/** What the routes say of one thing to tell to one sink: one route that lets it through is enough. */
export function doorOf({release, finding, sink, state, isKnown}: Asked, policy: Policy, now: number): Door {
  const mine = policy.routes.filter(({to}) => to.includes(sink));
  const matching = mine.filter((route) => isRouted(route, release, finding));
  if (matching.length === 0 && !isKnown) return {kind: 'closed'};
  const wanted = matching.filter(({states}) => states === undefined || states.includes(state));
  if (matching.length > 0 && wanted.length === 0) return {kind: 'silent'};
  // What no route names any more is told to its end by the hours that hold for all.
  const hours =
    wanted.length === 0 ? [policy.quietHours] : wanted.map(({quietHours}) => quietHours ?? policy.quietHours);
  const ends = hours.map((one) => heldUntil(one, finding.severity, now));
  if (ends.includes(undefined)) return {kind: 'open'};
  return {kind: 'quiet', until: Math.min(...ends.filter((end) => end !== undefined))};
}

function heldUntil(hours: QuietHours | undefined, severity: Severity, now: number): number | undefined {
  if (hours === undefined) return undefined;
  if (hours.passes !== undefined && isAtLeast(severity, hours.passes)) return undefined;
  return quietUntil(hours, now);
}

function isRouted(
  {namespaces, labels, severity, controlPaths}: Route,
  release: NoticeRelease,
  {severity: of, title, ref, path}: Asked['finding'],
): boolean {
  if (namespaces !== undefined && !namespaces.some((pattern) => patternMatches(pattern, release.namespace)))
    return false;
  if (labels !== undefined && !selectorMatches(labels, {...release.labels})) return false;
  if (severity !== undefined && !isAtLeast(of, severity)) return false;
  if (controlPaths === undefined) return true;
  return controlPaths.some((pattern) => namesControlPath(pattern, {title, ref, path}));
}

/** By the control path's name, or by `Kind path` as a report shows it: patterns both. */
export function namesControlPath(
  pattern: string,
  {title, ref, path}: Pick<StandingFinding, 'title' | 'ref' | 'path'>,
): boolean {
  return patternMatches(pattern, title) || patternMatches(pattern, `${ref.kind} ${path}`.trimEnd());
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
