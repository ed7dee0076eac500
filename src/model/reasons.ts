/**
 * Every code by which a report says why a difference does not count, or why something could not be seen. A script reads the
 * codes, so they are part of the JSON schema; `docs/reasons.md` is generated from this file.
 */

/** What a person reads of a code. */
export interface ReasonEntry {
  /** One line, as it stands in a report beside the finding. */
  readonly text: string;
  /** When the code is given, in one or two sentences. */
  readonly when: string;
}

/** Why a difference is `ignored` or `accepted`. */
export const IGNORE_REASONS = {
  'accepted-by-rule': {
    text: 'a rule of yours accepts it',
    when: 'A rule of .helm-drift.yaml, or an annotation of the declared object, names this field. The report quotes the reason that the rule gives.',
  },
  'as-helm-wrote': {
    text: 'nobody wrote it since Helm did for this revision: the API server or a webhook changed it on its way in',
    when: 'The value differs from the manifest, and stands as it was when Helm wrote the baseline. Only where the API server could not be asked by a dry run.',
  },
  autoscaled: {
    text: 'an autoscaler scaled it, within its range',
    when: 'The replicas of a workload differ, an autoscaler targets the workload, and the number lies within its minimum and maximum.',
  },
  'aggregated-rules': {
    text: 'the control plane fills the rules of an aggregated ClusterRole',
    when: 'The ClusterRole declares an aggregationRule, and its rules differ.',
  },
  'ca-bundle-injected': {
    text: 'a CA injector fills in what the intent leaves open',
    when: 'The manifest declares no caBundle, or an empty one, on a webhook, an APIService or a CustomResourceDefinition.',
  },
  'controller-annotation': {
    text: "a controller's own note, in a domain that belongs to one",
    when: 'A manager that is not kubectl added an annotation in a domain of Kubernetes, of a distribution or of a cloud.',
  },
  'deployment-revision': {
    text: 'the deployment controller counts revisions here',
    when: 'The annotation deployment.kubernetes.io/revision stands on the object.',
  },
  'finished-job': {
    text: 'a finished Job or Pod with a time to live is expected to go',
    when: 'A declared Job with ttlSecondsAfterFinished is gone.',
  },
  'helm-ownership': {
    text: 'Helm knows its objects by this, and this is the very release',
    when: "The label or annotation is one of Helm's ownership stamps, with this release's name.",
  },
  'hook-done': {
    text: 'a hook that has run has done its work',
    when: 'A declared hook is gone: it is a Job or a Pod, or it has a delete policy.',
  },
  'kept-on-purpose': {
    text: 'helm.sh/resource-policy: keep leaves it behind when a chart drops it',
    when: 'An object of the release that the intent does not declare has the annotation helm.sh/resource-policy: keep, and an earlier revision declares it. Where Helm keeps no record of the first revisions, objects that only hold data are passed over without one.',
  },
  'last-applied': {
    text: "kubectl apply's own memory of what it applied",
    when: 'The annotation kubectl.kubernetes.io/last-applied-configuration was added.',
  },
  'left-to-server': {
    text: 'declared empty, which leaves the choice to the API server, and nobody else has made it',
    when: 'The manifest declares an empty text, a zero or false, which Go cannot tell from a field that is left out, and the API server filled in its default.',
  },
  'operational-restart': {
    text: '`kubectl rollout restart` stamps its time here',
    when: 'The annotation kubectl.kubernetes.io/restartedAt was added, as a rule to a pod template.',
  },
  'server-allocated': {
    text: 'the API server allocates it once, and never changes it',
    when: 'A Service holds its cluster IP, its IP families or its health check port by the name of whoever made it anew from its own export. A cluster IP of None is no such value.',
  },
  'same-to-server': {
    text: 'the API server would make the same of it: only the spelling differs',
    when: 'Both sides look different, and a dry run of the intent changes nothing.',
  },
  'service-account-secrets': {
    text: 'the control plane lists the secrets here that it makes for the account',
    when: 'The controller manager wrote secrets or imagePullSecrets of a ServiceAccount.',
  },
  'template-generation': {
    text: 'the API server counts the changes of a DaemonSet here',
    when: 'The annotation deprecated.daemonset.template.generation of a DaemonSet differs.',
  },
  'unknown-field': {
    text: 'the API server has no such field, and drops it from what it is given',
    when: 'The manifest declares a field that the type does not have.',
  },
  'webhook-failure-policy': {
    text: 'its own controller lets the webhook fail closed once it is up',
    when: "Istio's controller changed failurePolicy from Ignore to Fail.",
  },
} as const satisfies Record<string, ReasonEntry>;

export type IgnoreReasonCode = keyof typeof IGNORE_REASONS;

/** Why something could not be seen: a gap. */
export const GAP_REASONS = {
  forbidden: {
    text: 'the credentials do not allow to read it',
    when: 'The API server answered 403 to the read of the object, of its kind or of the release records.',
  },
  unauthorized: {text: 'the credentials are not accepted', when: 'The API server answered 401.'},
  'unknown-kind': {
    text: 'the cluster does not serve its kind',
    when: 'The CustomResourceDefinition is missing, or the aggregated API server of the group is down.',
  },
  unreachable: {
    text: 'the API server did not answer',
    when: 'The connection was refused or broke, also when it was tried again.',
  },
  timeout: {text: 'the API server did not answer in time', when: 'No answer came within the limit of a request.'},
  'server-error': {
    text: 'the API server answered with an error',
    when: 'The API server answered 5xx, or a status that says nothing about the object.',
  },
  'not-in-snapshot': {
    text: 'the snapshot holds no object of its kind',
    when: 'With --live: the file holds no object of this kind in this namespace, so that nobody knows whether there is one.',
  },
  'no-name': {
    text: 'the manifest gives it no name',
    when: 'The document declares generateName: the API server chose the name.',
  },
  'no-release-record': {
    text: 'the release has no record',
    when: "Helm's own record of the release could not be found.",
  },
  'pending-release': {
    text: 'helm is at work on the release, or died there',
    when: 'The newest revision is pending-install, pending-upgrade, pending-rollback or uninstalling.',
  },
  'unreadable-release': {
    text: 'the release record cannot be read',
    when: 'The record is damaged, or its manifest is not what Helm writes.',
  },
  unconfirmed: {
    text: 'the API server did not confirm it',
    when: 'With --fidelity server: no dry run could be made of an object that looks different.',
  },
  'other-version': {
    text: 'live was read at a version without what the intent declares',
    when: 'A snapshot, or a kind that is served at other versions only, does not show the declared field.',
  },
  'no-managed-fields': {
    text: 'nobody can tell who owns which field',
    when: 'managedFields are stripped, or older than the object: what was added beside the declared fields cannot be seen.',
  },
  'altered-record': {
    text: "Helm's record of the release may not be what Helm wrote",
    when: 'Somebody else wrote the content or the labels of the record after Helm, its labels say another thing than its content, or nobody owns what it holds. What it promises cannot be taken for approved.',
  },
  unsearched: {
    text: 'extra objects of some kinds could not be looked for',
    when: "The credentials do not allow to list every kind in which an object under the release's marks may stand, or the API server failed, or had not answered in time, when it was asked for one. The declared objects are read by name all the same.",
  },
  unexplained: {
    text: 'nobody can tell where an undeclared field comes from',
    when: 'The live object holds a field that the release does not declare, that is no default and that nobody owns, and the API server could not be asked whether it sets it itself.',
  },
  terminating: {
    text: 'it is being deleted',
    when: 'The live object has a deletionTimestamp: it goes as soon as its finalizers are through, whatever it holds now.',
  },
  redacted: {text: 'a mask stands for the value', when: 'The file was captured without --show-secrets.'},
} as const satisfies Record<string, ReasonEntry>;

export type GapReason = keyof typeof GAP_REASONS;

/** The entry of a code of either kind; undefined for a code that is none. */
export function reasonEntry(code: string): ReasonEntry | undefined {
  if (Object.hasOwn(IGNORE_REASONS, code)) return IGNORE_REASONS[code as IgnoreReasonCode];
  return Object.hasOwn(GAP_REASONS, code) ? GAP_REASONS[code as GapReason] : undefined;
}

/** Why a difference does not count. The text of `accepted-by-rule` is the rule's own. */
export interface Reason {
  readonly code: IgnoreReasonCode;
  readonly text: string;
}

/** The registry's own words for a code. */
export function reason(code: IgnoreReasonCode): Reason {
  return {code, text: IGNORE_REASONS[code].text};
}
