import {patternMatches} from '../../model/patterns.ts';
import {BEFORE_FIRST_APPLY} from './managed-fields.ts';
import type {ManagedEntry} from './managed-fields.ts';

/** Managers that are parts of Kubernetes or its usual add-ons: what they write is their work, not somebody's change. */
const CONTROLLERS: readonly RegExp[] = [
  /^kube-controller-manager$/,
  /^kube-scheduler$/,
  /^kube-apiserver$/,
  /^kubelet$/,
  /^kubelite$/,
  /^k3s$/,
  /^([a-z0-9]+-)*cloud-controller-manager$/,
  /^openshift-controller-manager$/,
  /^cluster-autoscaler$/,
  /^vpa-(recommender|updater|admission-controller)$/,
  /^keda(-operator)?$/,
  /^(cainjector|cert-manager-cainjector)$/,
];

/** Tells whether an entry's writer is neither Helm nor a controller. */
export type IsForeign = (entry: ManagedEntry, all: readonly ManagedEntry[]) => boolean;

interface Writers {
  /** The user's own controllers, as patterns: see model/patterns.ts. */
  readonly controllers: readonly string[];
  /** RFC 3339: when Helm's run for the baseline ended; undefined where the baseline is no deployed revision. */
  readonly writtenAt: string | undefined;
}

/** The known controllers, and those of the user, are not foreign. Status is written by controllers alone. */
export function foreignTo({controllers, writtenAt}: Writers): IsForeign {
  const isController = (manager: string): boolean =>
    CONTROLLERS.some((pattern) => pattern.test(manager)) ||
    controllers.some((pattern) => patternMatches(pattern, manager));
  return (entry, all) => {
    if (entry.isHelm) return isBorrowedName(entry, all, writtenAt);
    // All that stood there when field management began, the server's defaults and Helm's own among it.
    if (entry.manager === BEFORE_FIRST_APPLY) return false;
    return entry.subresource !== 'status' && !isController(entry.manager);
  };
}

/** Somebody can pass `--field-manager=helm`. Where Helm itself applies, an update under its name after its run is not Helm's. */
function isBorrowedName(
  {operation, time}: ManagedEntry,
  all: readonly ManagedEntry[],
  writtenAt: string | undefined,
): boolean {
  if (operation !== 'Update' || time === undefined || writtenAt === undefined || time <= writtenAt) return false;
  return all.some((other) => other.operation === 'Apply' && other.isHelm);
}
