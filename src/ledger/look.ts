import {createHmac} from 'node:crypto';
import {wholeId} from '../check/judge/judge.ts';
import {canonicalText} from '../fix/plan/content-digest.ts';
import {customKindsLeftOut} from '../model/notes.ts';
import {formatPath} from '../model/path.ts';
import type {GapReason} from '../model/reasons.ts';
import {refKey} from '../model/refs.ts';
import type {ReleaseRef} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {Width} from './entry.ts';
import type {Look, SeenFinding} from './transitions.ts';

/** Gaps of a whole release that say something about each of its objects. Others are about single documents, or about extra objects. */
const BLINDING: ReadonlySet<GapReason> = new Set([
  'forbidden',
  'unauthorized',
  'unreachable',
  'timeout',
  'server-error',
  'no-release-record',
  'pending-release',
  'unreadable-release',
  'altered-record',
] as const);

/**
 * What a check of a real cluster saw. `shown` are the same findings, redacted, in the same order: paths of sets quote values. The
 * key is the OS user's: without it nobody can try values against the digests.
 */
export function lookOf(
  {release, takenAt, findings, gaps, notes}: DriftReport,
  shown: readonly Finding[],
  {key, within}: {readonly key: Buffer; readonly within: readonly Width[]},
): Look {
  return {
    at: takenAt,
    ...(release.revision === undefined ? {} : {revision: release.revision}),
    findings: findings.flatMap((finding, at) => seenFinding(release, finding, shown[at] ?? finding, key) ?? []),
    hidden: new Set(gaps.flatMap(({ref}) => (ref === undefined ? [] : [refKey(ref)]))),
    isBlind: gaps.some(({ref, reason}) => ref === undefined && BLINDING.has(reason)),
    isSearched: !gaps.some(({reason}) => reason === 'unsearched'),
    leftOut: customKindsLeftOut(notes),
    within,
  };
}

/** Undefined for what is ignored: that is no drift, and has no history. */
export function seenFinding(
  release: Pick<ReleaseRef, 'name' | 'namespace'>,
  finding: Finding,
  {path, controlPath}: Finding,
  key: Buffer,
): SeenFinding | undefined {
  const {verdict, ref, change, severity, live, by} = finding;
  if (verdict === 'ignored') return undefined;
  const {manager, certainty} = by;
  return {
    verdict,
    id: wholeId(release, finding),
    ref,
    path: formatPath(path),
    change,
    title: controlPath.title,
    severity,
    by: {...(manager === undefined ? {} : {manager}), certainty},
    value: createHmac('sha256', key)
      .update(canonicalText([change, live]))
      .digest('hex')
      .slice(0, 32),
  };
}

/** The whole ids of a report's findings, in their order. */
export function wholeIdsOf({release, findings}: DriftReport): string[] {
  return findings.map((finding) => wholeId(release, finding));
}
