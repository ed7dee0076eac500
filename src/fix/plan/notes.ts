import {isObject, metadataOf, textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Action} from '../../model/fix.ts';
import {formatPath} from '../../model/path.ts';
import {plural} from '../../model/plural.ts';
import {refLabel} from '../../model/refs.ts';
import type {ApplyMethod} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';

const ROLLING = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** What goes with an object that is deleted, for good or until it is made anew. */
const GOES_WITH_IT: Readonly<Record<string, string>> = {
  Deployment: 'its ReplicaSets and pods',
  StatefulSet: 'its pods (claims stay)',
  DaemonSet: 'its pods',
  Job: 'its pods and their logs',
  CronJob: 'its jobs and their pods',
  Service: 'its cluster IP, node ports and load balancer',
  PersistentVolumeClaim: 'its volume and the data on it, where the reclaim policy is Delete',
  Namespace: 'everything in it',
  CustomResourceDefinition: 'every custom resource of its kind',
  ServiceAccount: 'tokens issued for it',
};

/** What a step costs beside the fields that it changes. */
export function costs(action: Action, {ref, object}: LiveObject, findings: readonly Finding[]): string[] {
  if (action === 'delete' || action === 'recreate') {
    const lost = GOES_WITH_IT[ref.kind];
    return [
      ...(lost === undefined ? [] : [`${lost} ${lost.startsWith('every') ? 'goes' : 'go'} with it`]),
      'undo can make it anew, and not with its uid',
    ];
  }
  const rolls = ROLLING.has(ref.kind) && findings.some(({path}) => formatPath(path.slice(0, 2)) === 'spec.template');
  if (!rolls) return [];
  return [strategyOf(object) === 'OnDelete' ? 'its pods change only as they are deleted' : 'its pods are replaced'];
}

function strategyOf(object: JsonObject): string {
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const strategy = spec['strategy'] ?? spec['updateStrategy'];
  return isObject(strategy) ? textOf(strategy['type']) : '';
}

/** Labels and annotations by which GitOps tools know what they keep in sync. */
const GITOPS: readonly (readonly [tool: string, key: RegExp])[] = [
  ['Argo CD', /^argocd\.argoproj\.io\/(instance|tracking-id)$/],
  ['Flux', /^(kustomize|helm)\.toolkit\.fluxcd\.io\/name$/],
];

/** Tools that write again by themselves, known by the name that they write under. */
const PERSISTENT: readonly (readonly [tool: string, manager: RegExp])[] = [
  ['Argo CD', /^argocd-/],
  ['Flux', /^(kustomize-controller|helm-controller|flux)/],
  ['an autoscaler', /^(kube-controller-manager|keda-operator|vpa-)/],
  ['an operator', /(operator|controller)(-manager)?$/],
];

/** Who may take back what a step writes. */
export function competingManagers({object}: LiveObject, findings: readonly Finding[]): string[] {
  const {labels, annotations} = metadataOf(object);
  const keys = [labels, annotations].flatMap((map) => (isObject(map) ? Object.keys(map) : []));
  const syncing = GITOPS.filter(([, pattern]) => keys.some((key) => pattern.test(key))).map(
    ([tool]) => `${tool} keeps this object in sync, and may write it again`,
  );
  const writers = new Set(findings.flatMap(({by}) => (by.manager === undefined ? [] : [by.manager])));
  const persistent = [...writers].flatMap((manager) => {
    const tool = PERSISTENT.find(([, pattern]) => pattern.test(manager))?.[0];
    return tool === undefined ? [] : [`${manager} is ${tool}: it may write its value again`];
  });
  return [...syncing, ...persistent];
}

const CONFLICTS_SHOWN = 5;

/** Whether a field is somebody else's at another value: there a server-side apply stops. */
function isConflict({change, by, verdict}: Finding): boolean {
  // What only the spelling tells apart is no conflict to the API server either.
  const isSpelling = verdict === 'ignored' && by.manager === 'helm';
  return change === 'changed' && by.certainty === 'exact' && by.revision === undefined && !isSpelling;
}

/**
 * What stays as somebody else wrote it, and differs from what Helm will send: a server-side upgrade stops at each of them.
 */
export function conflictsToCome(
  findings: readonly Finding[],
  isPlanned: (finding: Finding) => boolean,
  method: ApplyMethod,
): string[] {
  if (method !== 'ssa') return [];
  const left = findings.filter((finding) => !isPlanned(finding) && isConflict(finding));
  const lines = left
    .slice(0, CONFLICTS_SHOWN)
    .map(
      ({ref, path, by, verdict}) =>
        `${refLabel(ref)} ${formatPath(path)} stays ${by.manager ?? 'somebody'}'s${verdict === 'drift' ? '' : ` (${verdict})`}: the next helm 4 upgrade conflicts there`,
    );
  const more = left.length - CONFLICTS_SHOWN;
  return more > 0 ? [...lines, `and ${plural(more, 'more field')} where it conflicts`] : lines;
}
