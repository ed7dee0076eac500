import {computed, signal} from '@preact/signals';
import type {FindingView} from '../../contract.ts';
import {bulksOf} from '../state/bulk.ts';
import type {Bulk} from '../state/bulk.ts';
import {driftsAnywhere, findingIn} from '../state/moments.ts';
import {current, timeline, union} from '../state/store.ts';
import {GROUPS, sides} from '../state/words.ts';
import {SEVERITIES} from '../../../model/report.ts';
import type {Group, Severity} from '../../../model/report.ts';

export const query = signal('');
export const severity = signal<Severity | 'any'>('any');
export const verdicts = signal<'drift' | 'all'>('drift');
/** Keys of the rows of many alike that are folded out. */
export const unfolded = signal<ReadonlySet<string>>(new Set());

/** A row of the list: a group's heading, a finding, or many alike in one. */
export type Row =
  | {readonly kind: 'group'; readonly group: Group; readonly count: number}
  | {readonly kind: 'bulk'; readonly bulk: Bulk; readonly isOpen: boolean}
  | {readonly kind: 'finding'; readonly finding: FindingView; readonly place: number};

function matches(finding: FindingView, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const {desired, live} = sides(finding);
  const hay = [
    finding.id,
    finding.title,
    finding.object,
    finding.path,
    finding.group,
    finding.severity,
    finding.by.manager ?? '',
    finding.by.writer ?? '',
    desired,
    live,
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => hay.includes(word));
}

export const visible = computed<readonly FindingView[]>(() => {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  return union.value.filter(
    (finding) =>
      (verdicts.value === 'all' || driftsAnywhere(timeline.value, finding.id)) &&
      (severity.value === 'any' || finding.severity === severity.value) &&
      matches(finding, words),
  );
});

/** Whether it can be put back: drift of now. */
export function isSelectable(id: string): boolean {
  return current.value !== undefined && findingIn(current.value, id)?.verdict === 'drift';
}

export const selectable = computed(() => visible.value.filter(({id}) => isSelectable(id)));

const rank = (finding: FindingView): number =>
  (finding.verdict === 'drift' ? 100 : 0) + SEVERITIES.indexOf(finding.severity);

/** Grouped by control path group, in each the severest first; the group with the severest leads. */
export const rows = computed<readonly Row[]>(() => {
  const groups = new Map<Group, FindingView[]>();
  for (const finding of visible.value) {
    const group = groups.get(finding.group);
    if (group === undefined) groups.set(finding.group, [finding]);
    else group.push(finding);
  }
  const worst = (findings: readonly FindingView[]): number => Math.max(...findings.map(rank));
  const ordered = [...groups].toSorted(
    ([a, as], [b, bs]) => worst(bs) - worst(as) || GROUPS.indexOf(a) - GROUPS.indexOf(b),
  );
  let place = 0;
  const row = (finding: FindingView): Row => ({kind: 'finding', finding, place: ++place});
  return ordered.flatMap(([group, findings]): Row[] => [
    {kind: 'group', group, count: findings.length},
    ...bulksOf(findings.toSorted((a, b) => rank(b) - rank(a))).flatMap((each): Row[] => {
      if (!('key' in each)) return [row(each)];
      const isOpen = unfolded.value.has(each.key);
      return [{kind: 'bulk', bulk: each, isOpen}, ...(isOpen ? each.findings.map(row) : [])];
    }),
  ]);
});

export function fold(key: string): void {
  const next = new Set(unfolded.value);
  if (!next.delete(key)) next.add(key);
  unfolded.value = next;
}
