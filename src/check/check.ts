import type {Evidence, Gap} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import type {ReleaseRecord} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import {align} from './align/align.ts';
import {compareAll} from './compare/compare.ts';
import {ownedBy} from './evidence/owned.ts';
import type {Owned} from './evidence/owned.ts';
import type {LiveState} from './evidence/read.ts';
import type {Baseline} from './intent/baseline.ts';
import {makeIntent, parseManifest} from './intent/parse.ts';
import {settleNamespaces} from './intent/scope.ts';
import type {ScopeOf} from './intent/scope.ts';
import {judge} from './judge/judge.ts';
import {shapes} from './normalize/shapes.ts';

/** Where live objects come from: a cluster, or a snapshot of one. */
export interface EvidenceSource {
  readonly from: Evidence['from'];
  scopeOf(): Promise<ScopeOf>;
  read(intent: readonly IntentObject[]): Promise<LiveState>;
  /** Objects under Helm's ownership metadata in a namespace, this release's among them. */
  owned(namespace: string): Promise<Owned>;
}

/** The whole story: a baseline's text and a place to look at in, a report out. */
export async function check(baseline: Baseline, look: EvidenceSource, now: Date): Promise<DriftReport> {
  // Intent: what the release promised, each object in the namespace it lands in.
  const manifest = parseManifest(baseline.text, baseline.name);
  const objects = settleNamespaces(manifest.objects, baseline.release.namespace, await look.scopeOf());
  const intent = makeIntent(baseline.release, baseline.from, baseline.text, objects);

  // Evidence: what the cluster holds of it, and what could not be seen.
  const [live, owned] = await Promise.all([look.read(intent.objects), look.owned(intent.release.namespace)]);
  const gaps: Gap[] = [...manifest.gaps, ...live.gaps];

  // Align pairs both sides; compare normalizes each pair and yields variances; judge makes findings of them.
  const alignment = align(intent.objects, live.objects, gaps, ownedBy(owned, intent.release));
  const findings = judge(compareAll(alignment, shapes()), intent, {live: live.objects, owned: alignment.extra});

  const count = (verdict: string): number => findings.filter((finding) => finding.verdict === verdict).length;
  return {
    schemaVersion: '1',
    release: intent.release,
    from: intent.from,
    evidence: look.from,
    takenAt: now.toISOString(),
    notes: [...baseline.notes, ...unsearchedNote(owned)],
    findings,
    gaps: gaps.toSorted((a, b) => (a.ref && b.ref ? refKey(a.ref).localeCompare(refKey(b.ref)) : 0)),
    summary: {
      objects: intent.objects.length + manifest.gaps.length,
      compared: alignment.paired.length + alignment.missing.length,
      drift: count('drift'),
      accepted: count('accepted'),
      ignored: count('ignored'),
      gaps: gaps.length,
    },
  };
}

function unsearchedNote({unsearched}: Owned): string[] {
  if (unsearched.length === 0) return [];
  const named = unsearched.slice(0, 3).join(', ');
  return [
    `extra objects were not looked for among ${named}${unsearched.length > 3 ? ` and ${unsearched.length - 3} more kinds` : ''}: they may not be listed`,
  ];
}

/** The report of a release that a helm run has in hand: nothing was compared, and that is said. */
export function unseen(record: ReleaseRecord, from: Evidence['from'], now: Date): DriftReport {
  const since = record.modifiedAt === undefined ? '' : ` since ${record.modifiedAt}`;
  return gapReport(record, from, now, {
    reason: 'pending-release',
    message: `revision ${record.revision} is ${record.status}${since}: helm is at work on it, or died there`,
  });
}

/** The report of a release about which nothing can be said but why. */
export function gapReport(record: ReleaseRecord, from: Evidence['from'], now: Date, gap: Gap): DriftReport {
  const {name, namespace, revision, status, modifiedAt} = record;
  return {
    schemaVersion: '1',
    release: {name, namespace, revision, status, ...(modifiedAt === undefined ? {} : {deployedAt: modifiedAt})},
    from: {kind: 'release', revision},
    evidence: from,
    takenAt: now.toISOString(),
    notes: [],
    findings: [],
    gaps: [gap],
    summary: {objects: 0, compared: 0, drift: 0, accepted: 0, ignored: 0, gaps: 1},
  };
}
