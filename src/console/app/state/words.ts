import type {FindingView, ValueView} from '../../contract.ts';
import type {Group, Severity, State} from '../../../model/report.ts';

export const SHAPES: Record<Severity, string> = {critical: '◆', high: '▲', medium: '●', low: '○'};

export const STATES: Record<State, {readonly words: string; readonly shape: string}> = {
  'in-contract': {words: 'In contract', shape: '✓'},
  'variance-detected': {words: 'Variance detected', shape: '▲'},
  incomplete: {words: 'Incomplete', shape: '?'},
};

/** By how soon somebody feels it. */
export const GROUPS: readonly Group[] = [
  'traffic',
  'security',
  'availability',
  'autoscaling',
  'workload',
  'config',
  'storage',
  'metadata',
];

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Of a kind of objects, as Kubernetes forms its plural: `NetworkPolicies`, `Ingresses`. */
export function pluralOfKind(kind: string): string {
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  if (kind === 'Endpoints') return kind;
  return /(?:s|x|ch)$/.test(kind) ? `${kind}es` : `${kind}s`;
}

/** A value on one line. */
export function short(value: ValueView | undefined, absent: string): string {
  if (value === undefined) return absent;
  const [first = '', ...more] = value.text.trimEnd().split('\n');
  const cut = first.length > 60 ? `${first.slice(0, 59)}…` : first;
  return more.length > 0 || value.cutFrom !== undefined ? `${cut} …` : cut;
}

/** The two sides of a finding in few words, and from where they differ. */
export function sides(finding: FindingView): {readonly desired: string; readonly live: string} {
  if (finding.change === 'missing') return {desired: 'present', live: 'missing'};
  if (finding.change === 'extra') return {desired: 'none', live: 'present'};
  const {desired, live} = finding.glance;
  return {desired: desired ?? (finding.change === 'added' ? 'none' : 'absent'), live: live ?? 'absent'};
}
