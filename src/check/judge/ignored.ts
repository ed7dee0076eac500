import {reason} from '../../model/reasons.ts';
import type {IgnoreReasonCode, Reason} from '../../model/reasons.ts';
import type {LiveObject} from '../../model/evidence.ts';
import {isObject, metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import {isAutoscaled} from '../autoscaling/autoscalers.ts';

/** What a rule may know beside the variance. */
interface Known {
  readonly release: ReleaseRef;
  readonly declared: JsonObject | undefined;
  /** The release's live objects. */
  readonly live: readonly LiveObject[];
  /** Objects under the release's ownership metadata. */
  readonly owned: readonly LiveObject[];
}

interface IgnoreRule {
  readonly code: IgnoreReasonCode;
  readonly matches: (variance: Variance, path: string, known: Known) => boolean;
}

/** What Helm stamps on every object of a release; a baseline that is no release's does not say so. */
const STAMPS: Readonly<Record<string, (release: ReleaseRef) => string>> = {
  'metadata.labels["app.kubernetes.io/managed-by"]': () => 'Helm',
  'metadata.annotations["meta.helm.sh/release-name"]': ({name}) => name,
  'metadata.annotations["meta.helm.sh/release-namespace"]': ({namespace}) => namespace,
};

const WEBHOOK_KINDS = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'APIService',
  'CustomResourceDefinition',
]);

/** What charts write where a CA injector is to fill in: nothing, or the base64 of a line break. */
const NO_BUNDLE = new Set(['', 'Cg==']);

/** Istio ships its webhooks with Ignore and switches them to Fail. */
const POLICY_FLIPPERS = /^(pilot-discovery|istiod)$/;

/** Fields of a Service that the API server fills in when it is made, and takes from nobody afterwards (core/v1, ServiceSpec). */
const ALLOCATED = /^spec\.(clusterIP|clusterIPs|ipFamilies|ipFamilyPolicy|healthCheckNodePort)(\[|$)/;

/** Whoever says None has chosen: no address is allocated then. */
const isHeadless = (live: Json | undefined): boolean => JSON.stringify(live ?? null).includes('None');

/** Annotations that controllers of Kubernetes and of its distributions write; a person who writes one does it with kubectl. */
const CONTROLLER_NOTE =
  /^metadata\.annotations\["(?:[a-z0-9.-]+\.)?(?:autoscaling\.alpha\.kubernetes\.io|pv\.kubernetes\.io|volume\.(?:beta\.)?kubernetes\.io|endpoints\.kubernetes\.io|control-plane\.alpha\.kubernetes\.io|service\.(?:beta\.)?kubernetes\.io|cloud\.google\.com|openshift\.io|cattle\.io)\/|^metadata\.annotations\["(?:ingress\.kubernetes\.io\/|kubernetes\.digitalocean\.com\/|metallb\.(?:io|universe\.tf)\/ip-allocated-from-pool)/;

/** Differences that are there and are nobody's drift. Each hides as little as it can, and says why. */
const RULES: readonly IgnoreRule[] = [
  {
    code: 'autoscaled',
    matches: (variance, _path, {live}) => isAutoscaled(variance, live),
  },
  {
    code: 'controller-annotation',
    matches: ({change, by}, path) =>
      change === 'added' && by?.manager?.startsWith('kubectl') === false && CONTROLLER_NOTE.test(path),
  },
  {
    code: 'operational-restart',
    matches: ({change}, path) =>
      change === 'added' && path.endsWith('metadata.annotations["kubectl.kubernetes.io/restartedAt"]'),
  },
  {
    code: 'last-applied',
    matches: ({change}, path) =>
      change === 'added' && path === 'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]',
  },
  {
    code: 'deployment-revision',
    matches: ({change}, path) =>
      change === 'added' && path === 'metadata.annotations["deployment.kubernetes.io/revision"]',
  },
  {
    code: 'template-generation',
    matches: ({ref, change}, path) =>
      ref.kind === 'DaemonSet' &&
      change !== 'removed' &&
      path === 'metadata.annotations["deprecated.daemonset.template.generation"]',
  },
  {
    code: 'ca-bundle-injected',
    matches: ({ref, change, desired}, path) =>
      WEBHOOK_KINDS.has(ref.kind) &&
      path.endsWith('caBundle') &&
      (change === 'added' || NO_BUNDLE.has(textOf(desired))),
  },
  {
    code: 'webhook-failure-policy',
    matches: ({change, live, by}, path) =>
      change === 'changed' &&
      live === 'Fail' &&
      path.endsWith('failurePolicy') &&
      POLICY_FLIPPERS.test(by?.manager ?? ''),
  },
  {
    code: 'server-allocated',
    matches: ({ref, change, live}, path) =>
      change === 'added' && ref.group === '' && ref.kind === 'Service' && ALLOCATED.test(path) && !isHeadless(live),
  },
  {
    code: 'service-account-secrets',
    matches: ({ref, by}, path) =>
      ref.kind === 'ServiceAccount' &&
      /^(secrets|imagePullSecrets)\b/.test(path) &&
      /^(kube|openshift)-controller-manager$/.test(by?.manager ?? ''),
  },
  {
    code: 'aggregated-rules',
    matches: ({ref}, path, {declared}) =>
      ref.kind === 'ClusterRole' && path.startsWith('rules') && declared?.['aggregationRule'] !== undefined,
  },
  {
    code: 'kept-on-purpose',
    matches: ({change, ref}, _path, {owned}) => change === 'extra' && isKept(owned, ref),
  },
  {
    code: 'helm-ownership',
    matches: ({change, live}, path, {release}) => change === 'added' && STAMPS[path]?.(release) === live,
  },
  {
    code: 'hook-done',
    matches: ({change, ref}, _path, {declared}) =>
      change === 'missing' && declared !== undefined && isTransient(ref.kind, declared),
  },
  {
    code: 'finished-job',
    matches: ({ref, change}, _path, {declared}) =>
      change === 'missing' &&
      ref.kind === 'Job' &&
      isObject(declared?.['spec']) &&
      declared['spec']['ttlSecondsAfterFinished'] !== undefined,
  },
];

/** The first rule that explains a variance away; undefined where it is drift. */
export function ignoredBecause(variance: Variance, known: Known): Reason | undefined {
  const path = formatPath(variance.path);
  const rule = RULES.find(({matches}) => matches(variance, path, known));
  return rule === undefined ? undefined : reason(rule.code);
}

/** Jobs and Pods end, and what has a delete policy is Helm's to delete: only other hooks are there to stay. */
function isTransient(kind: string, declared: JsonObject): boolean {
  const {annotations} = metadataOf(declared);
  if (!isObject(annotations) || annotations['helm.sh/hook'] === undefined) return false;
  return kind === 'Job' || kind === 'Pod' || annotations['helm.sh/hook-delete-policy'] !== undefined;
}

function isKept(owned: readonly LiveObject[], ref: ObjectRef): boolean {
  const found = owned.find((object) => refKey(object.ref) === refKey(ref));
  const metadata = found === undefined ? {} : metadataOf(found.object);
  return isObject(metadata['annotations']) && metadata['annotations']['helm.sh/resource-policy'] === 'keep';
}
