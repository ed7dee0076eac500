import {isObject} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {Variance} from '../../model/report.ts';

export interface Reason {
  readonly code: string;
  readonly text: string;
}

interface IgnoreRule extends Reason {
  readonly matches: (variance: Variance, path: string, declared: JsonObject | undefined) => boolean;
}

const WEBHOOK_KINDS = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'APIService',
  'CustomResourceDefinition',
]);

/** Differences that are there and are nobody's drift. Each hides as little as it can, and says why. */
const RULES: readonly IgnoreRule[] = [
  {
    code: 'operational-restart',
    text: '`kubectl rollout restart` stamps its time here',
    matches: ({change}, path) =>
      change === 'added' && path.endsWith('metadata.annotations["kubectl.kubernetes.io/restartedAt"]'),
  },
  {
    code: 'last-applied',
    text: "kubectl apply's own memory of what it applied",
    matches: ({change}, path) =>
      change === 'added' && path === 'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]',
  },
  {
    code: 'deployment-revision',
    text: 'the deployment controller counts revisions here',
    matches: ({change}, path) =>
      change === 'added' && path === 'metadata.annotations["deployment.kubernetes.io/revision"]',
  },
  {
    code: 'ca-bundle-injected',
    text: 'a CA injector fills in what the intent leaves open',
    matches: ({ref, change}, path) => WEBHOOK_KINDS.has(ref.kind) && change === 'added' && path.endsWith('caBundle'),
  },
  {
    code: 'aggregated-rules',
    text: 'the control plane fills the rules of an aggregated ClusterRole',
    matches: ({ref}, path, declared) =>
      ref.kind === 'ClusterRole' && path.startsWith('rules') && declared?.['aggregationRule'] !== undefined,
  },
  {
    code: 'finished-job',
    text: 'a finished Job or Pod with a time to live is expected to go',
    matches: ({ref, change}, _path, declared) =>
      change === 'missing' &&
      ref.kind === 'Job' &&
      isObject(declared?.['spec']) &&
      declared['spec']['ttlSecondsAfterFinished'] !== undefined,
  },
];

/** The first rule that explains a variance away; undefined where it is drift. */
export function ignoredBecause(variance: Variance, declared: JsonObject | undefined): Reason | undefined {
  const path = formatPath(variance.path);
  const rule = RULES.find(({matches}) => matches(variance, path, declared));
  return rule === undefined ? undefined : {code: rule.code, text: rule.text};
}
