import {reason} from '../../model/reasons.ts';
import type {IgnoreReasonCode, Reason} from '../../model/reasons.ts';
import type {LiveObject} from '../../model/evidence.ts';
import {isList, isObject, metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import {isAutoscaled} from '../autoscaling/autoscalers.ts';
import {isAllocated} from '../compare/allocated.ts';
import {isPartOfKubernetes} from '../compare/business.ts';
import {sweepingRules} from './aggregated.ts';
import {isControllerNote} from './controller-notes.ts';

/** What a rule may know beside the variance. */
interface Known {
  readonly release: ReleaseRef;
  readonly declared: JsonObject | undefined;
  /** The release's live objects. */
  readonly live: readonly LiveObject[];
  /** The ClusterRoles that the release declares. */
  readonly roles: readonly JsonObject[];
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

/** An object of the release as it is; empty where there is none. */
function objectOf(live: readonly LiveObject[], ref: ObjectRef): JsonObject {
  return live.find((one) => refKey(one.ref) === refKey(ref))?.object ?? {};
}

/**
 * Whether a manager may be one that injects certificates. Each operator brings an injector of its own, under any name: but it
 * has one, and it is neither a person's tool nor a part of Kubernetes.
 */
function isInjector(manager: string): boolean {
  if (manager === '' || manager === 'helm' || manager.startsWith('kubectl')) return false;
  return manager.endsWith('cainjector') || !isPartOfKubernetes(manager);
}

/** Istio ships its webhooks with Ignore and switches them to Fail. */
const POLICY_FLIPPERS = /^(pilot-discovery|istiod)$/;

/** Fields of a Service that the API server fills in when it is made, and takes from nobody afterwards (core/v1, ServiceSpec). */
const ALLOCATED = /^spec\.(clusterIP|clusterIPs|ipFamilies|ipFamilyPolicy|healthCheckNodePort)(\[|$)/;

/** `…annotations["KEY"]`, of the object itself. */
const OWN_ANNOTATION = /^metadata\.annotations(?:\["(.*)"\]|\.([\w-]+))$/;

/** The names that the control plane gives to the secrets which it makes for an account. */
const isMadeFor = (account: string, secret: Json | undefined): boolean =>
  isObject(secret) &&
  new RegExp(`^${account.replaceAll('.', '\\.')}-(?:token|dockercfg)-[a-z0-9]{5}$`).test(textOf(secret['name']));

/** What one side holds beyond the other; a value that is no list is one item. */
function beyond(desired: Json | undefined, live: Json | undefined): readonly Json[] {
  const known = new Set((isList(desired) ? desired : []).map((item) => JSON.stringify(item)));
  const items = isList(live) ? live : live === undefined ? [] : [live];
  return items.filter((item) => !known.has(JSON.stringify(item)));
}

/** A time as programs write it, and nothing beside it. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Stamps by which a rollout is set off, each with what such a stamp looks like. */
const RESTARTS: readonly {readonly path: RegExp; readonly value: RegExp}[] = [
  {path: /metadata\.annotations\["kubectl\.kubernetes\.io\/restartedAt"\]$/, value: TIME},
  {path: /metadata\.annotations\["cattle\.io\/timestamp"\]$/, value: TIME},
  {path: /metadata\.annotations\["reloader\.stakater\.com\/last-reloaded-from"\]$/, value: /^\{[^{}]*\}$/},
  {
    path: /\.env\[name=STAKATER_[A-Z0-9_]+_(?:CONFIGMAP|SECRET)\]$/,
    value: /^\{"name":"STAKATER_[A-Z0-9_]+","value":"[0-9a-f]{40}"\}$/,
  },
];

function isRestart({change, live}: Variance, path: string): boolean {
  const text = typeof live === 'string' ? live : JSON.stringify(live ?? null);
  return change === 'added' && RESTARTS.some((one) => one.path.test(path) && one.value.test(text));
}

/** Differences that are there and are nobody's drift. Each hides as little as it can, and says why. */
const RULES: readonly IgnoreRule[] = [
  {
    code: 'autoscaled',
    matches: (variance, _path, {live}) => isAutoscaled(variance, live),
  },
  {
    code: 'controller-annotation',
    matches: ({ref, change, by}, path) => {
      const [, quoted, plain] = OWN_ANNOTATION.exec(path) ?? [];
      const isPersons = by?.manager?.startsWith('kubectl') === true;
      return change === 'added' && !isPersons && isControllerNote(ref, quoted ?? plain ?? '', by?.manager ?? '');
    },
  },
  {
    code: 'operational-restart',
    matches: isRestart,
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
    matches: ({ref, change, desired, by}, path) =>
      WEBHOOK_KINDS.has(ref.kind) &&
      path.endsWith('caBundle') &&
      isInjector(by?.manager ?? '') &&
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
    matches: ({ref, path: at, change, live: is = null}, path, {live, declared = {}}) =>
      change === 'added' &&
      ref.group === '' &&
      ref.kind === 'Service' &&
      ALLOCATED.test(path) &&
      isAllocated(ref, at, is, {live: objectOf(live, ref), declared}),
  },
  {
    code: 'service-account-secrets',
    matches: ({ref, by, desired, live}, path) =>
      ref.kind === 'ServiceAccount' &&
      /^(secrets|imagePullSecrets)\b/.test(path) &&
      beyond(desired, live).every((one) => isMadeFor(ref.name, one)) &&
      /^(kube|openshift)-controller-manager$/.test(by?.manager ?? ''),
  },
  {
    code: 'aggregated-rules',
    matches: ({ref}, path, {declared, live, roles}) =>
      ref.kind === 'ClusterRole' &&
      path.startsWith('rules') &&
      declared?.['aggregationRule'] !== undefined &&
      sweepingRules(objectOf(live, ref), roles).length === 0,
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
