import {scalarText} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {MANAGED_BY, RELEASE_NAME, RELEASE_NAMESPACE} from '../../model/ownership.ts';
import {formatPath} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import {plural} from '../../model/plural.ts';
import {refLabel} from '../../model/refs.ts';
import type {ControlPath, Group, Severity, Variance} from '../../model/report.ts';
import catalogue from './control-paths.json' with {type: 'json'};

export interface CatalogueEntry {
  /** `autoscaling/HorizontalPodAutoscaler`; `*` for any kind. The group is left out for the core group. */
  readonly kinds: readonly string[];
  /** Field names joined by dots; list items are left out, `*` is any one field, `**` any number of them. */
  readonly path: string;
  readonly title: string;
  readonly severity: Severity;
  readonly group?: Group;
  /** What the path is for. */
  readonly meaning?: string;
  /** What its drift does; `{desired}` and `{live}` are filled in, `{live pod}` as so many pods. */
  readonly impact?: string;
  /** The same of what is not declared at all, where it is not the same sentence. */
  readonly added?: string;
  /** And of what is declared and gone. */
  readonly removed?: string;
}

interface Catalogue {
  readonly paths: readonly CatalogueEntry[];
  readonly kinds: Readonly<Record<string, Group>>;
  readonly groups: Readonly<Record<Group, Severity>>;
}

const {paths, kinds, groups} = catalogue as Catalogue;

export type JudgedPath = ControlPath & {readonly severity: Severity};

/** What the catalogue calls a variance; what it does not name falls under the default of its kind's group. */
export function controlPathOf(variance: Variance, own: readonly CatalogueEntry[] = []): JudgedPath {
  const {ref, path, change} = variance;
  const kind = ref.group === '' ? ref.kind : `${ref.group}/${ref.kind}`;
  const group = groupOf(kind, path);
  if (change === 'missing' || change === 'extra') return wholeObject(variance, group);
  if (change === 'changed' && OWNERSHIP.has(formatPath(path))) return adopted(variance, group);
  const fields = path.flatMap((segment) => ('field' in segment ? [segment.field] : []));
  const entry = [...own, ...paths].find(
    (candidate) =>
      (candidate.kinds.includes(kind) || candidate.kinds.includes('*')) && matches(candidate.path.split('.'), fields),
  );
  if (entry === undefined) return {title: titleOf(fields), group, severity: groups[group]};
  const sentence = (change === 'changed' ? undefined : entry[change]) ?? entry.impact;
  const impact = sentence === undefined ? undefined : filled(sentence, variance);
  return {
    title: entry.title,
    group: entry.group ?? group,
    severity: entry.severity,
    ...(entry.meaning === undefined ? {} : {meaning: entry.meaning}),
    ...(impact === undefined ? {} : {impact}),
  };
}

/** What an extra object can do decides how bad it is. */
const EXTRA: Readonly<Record<string, Severity>> = {
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'critical',
  'rbac.authorization.k8s.io/RoleBinding': 'critical',
  'rbac.authorization.k8s.io/ClusterRole': 'high',
  'rbac.authorization.k8s.io/Role': 'high',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': 'critical',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': 'high',
  'apiregistration.k8s.io/APIService': 'critical',
  '/ServiceAccount': 'high',
};

function wholeObject({ref, change}: Variance, group: Group): JudgedPath {
  if (change === 'extra')
    return {
      title: 'Extra object',
      group,
      severity: EXTRA[`${ref.group}/${ref.kind}`] ?? (group === 'workload' ? 'high' : 'medium'),
      impact: `${refLabel(ref)} carries this release's labels, and no revision declares it.`,
    };
  const severe = ['workload', 'traffic', 'security', 'storage'].includes(group);
  return {
    title: 'Missing object',
    group,
    severity: severe ? 'critical' : 'high',
    impact: `${refLabel(ref)} is promised by the release and not in the cluster.`,
  };
}

const OWNERSHIP = new Set([
  `metadata.labels["${MANAGED_BY}"]`,
  `metadata.annotations["${RELEASE_NAME}"]`,
  `metadata.annotations["${RELEASE_NAMESPACE}"]`,
]);

/** Helm's own marks name somebody else: `helm install --take-ownership` writes them. */
function adopted({ref, path, live}: Variance, group: Group): JudgedPath {
  const place = formatPath(path);
  const who = scalarText(live);
  const whose = place.includes(RELEASE_NAMESPACE)
    ? `a release in ${who}`
    : place.includes(RELEASE_NAME)
      ? `release ${who}`
      : who;
  return {
    title: `Adopted by ${whose}`,
    group,
    severity: 'critical',
    meaning: 'By these marks Helm knows which release an object is of.',
    impact: `${refLabel(ref)} is ${whose}'s by Helm's own marks: what differs in it may be what that one promises.`,
  };
}

function groupOf(kind: string, path: Path): Group {
  const first = path[0];
  if (first !== undefined && 'field' in first && first.field === 'metadata') return 'metadata';
  return kinds[kind] ?? 'config';
}

function matches(pattern: readonly string[], fields: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return fields.length === 0;
  if (head === '**') return matches(rest, fields) || (fields.length > 0 && matches(pattern, fields.slice(1)));
  return fields.length > 0 && (head === '*' || head === fields[0]) && matches(rest, fields.slice(1));
}

/** `spec.minReadySeconds` → `Min ready seconds`: better than nothing where the catalogue has no name. */
function titleOf(fields: readonly string[]): string {
  const last = fields.at(-1) ?? '';
  if (!/^[a-z][A-Za-z]+$/.test(last)) return last;
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const BLANK = /\{(desired|live)(?: (\w+))?\}/g;

function filled(sentence: string, {desired, live}: Variance): string | undefined {
  const values: Readonly<Record<string, Json | undefined>> = {desired, live};
  // A sentence about a value that is not there, or is no plain value, would mislead.
  const usable = [...sentence.matchAll(BLANK)].every(([, side = '']) =>
    ['string', 'number', 'boolean'].includes(typeof values[side]),
  );
  if (!usable) return undefined;
  return sentence.replace(BLANK, (_all, side: string, noun?: string) => {
    const text = scalarText(values[side]);
    if (noun === undefined) return text;
    // A budget may also be a share: `50%`.
    return /^\d+$/.test(text) ? plural(Number(text), noun) : `${text} of the ${noun}s`;
  });
}
