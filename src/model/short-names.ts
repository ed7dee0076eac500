/** kubectl's short names of built-in kinds, which are small here. */
const KINDS: Readonly<Record<string, string>> = {
  cm: 'configmap',
  cj: 'cronjob',
  crd: 'customresourcedefinition',
  deploy: 'deployment',
  ds: 'daemonset',
  hpa: 'horizontalpodautoscaler',
  ing: 'ingress',
  netpol: 'networkpolicy',
  ns: 'namespace',
  pdb: 'poddisruptionbudget',
  po: 'pod',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  rs: 'replicaset',
  sa: 'serviceaccount',
  sc: 'storageclass',
  sts: 'statefulset',
  svc: 'service',
};

const NAMES = new Map(Object.entries(KINDS).map(([short, kind]) => [kind, short]));

/** `HorizontalPodAutoscaler` → `hpa`; a kind without a short name is itself, small. */
export function shortName(kind: string): string {
  const small = kind.toLowerCase();
  return NAMES.get(small) ?? small;
}

/** `hpa` → `horizontalpodautoscaler`; undefined for what is no short name. */
export function kindOfShort(short: string): string | undefined {
  return Object.hasOwn(KINDS, short) ? KINDS[short] : undefined;
}
