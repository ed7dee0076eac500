/**
 * Lists that the API treats as one value although their order means nothing. A reordered one is no drift. Paths that start
 * at the object's root are whole; those that start with `…` may stand anywhere (a pod template lies at many depths). Sources: the API reference's descriptions of these fields, and Kubernetes issue #74099 for HPA metrics.
 * Order matters where this table is silent: `args`, `command`, `envFrom`, `initContainers`, webhooks, Ingress paths.
 */
const UNORDERED: readonly string[] = [
  // RBAC: rules are a union, and so are the lists in a rule.
  'rules',
  'rules.apiGroups',
  'rules.resources',
  'rules.resourceNames',
  'rules.verbs',
  'rules.nonResourceURLs',
  'subjects',
  // Admission webhooks' rules, likewise a union.
  'webhooks.rules',
  'webhooks.rules.apiGroups',
  'webhooks.rules.apiVersions',
  'webhooks.rules.operations',
  'webhooks.rules.resources',
  // The HPA's conversion between versions reorders its metrics.
  'spec.metrics',
  // NetworkPolicy: peers, ports and rules are unions.
  'spec.ingress',
  'spec.ingress.from',
  'spec.ingress.ports',
  'spec.egress',
  'spec.egress.to',
  'spec.egress.ports',
  'spec.policyTypes',
  // Pods.
  '….tolerations',
  '….capabilities.add',
  '….capabilities.drop',
  '….matchExpressions',
  '….matchExpressions.values',
  '….supplementalGroups',
  // Claims and ingress hosts.
  '….accessModes',
  'spec.tls',
  'spec.tls.hosts',
  'spec.loadBalancerSourceRanges',
  'spec.externalIPs',
];

const ROOTED = new Set(UNORDERED);
const ANYWHERE = UNORDERED.filter((path) => path.startsWith('….')).map((path) => path.slice(1));

/** `where` is a path of field names: `spec.template.spec.tolerations`. */
export function isUnordered(where: string): boolean {
  return ROOTED.has(where) || ANYWHERE.some((path) => where.endsWith(path));
}
