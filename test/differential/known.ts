/** Where the structure alone cannot come to the server's verdict, for no schema publishes what the server knows. */
interface Known {
  readonly kind: RegExp;
  /** Of the finding's path as it is reported, with items and keys. */
  readonly path: RegExp;
  readonly side: Side;
  readonly reason: string;
}

/** Who reports what the other does not; `both` where both report something about an object that nobody touched. */
export type Side = 'client-only' | 'server-only' | 'both';

const KNOWN: readonly Known[] = [
  {
    kind: /^CertificateSigningRequest$/,
    path: /^spec\.(username|uid|groups|extra)\b/,
    side: 'client-only',
    reason: 'the server writes who asked into these at creation, whatever is declared, and no manager owns them',
  },
  {
    kind: /^DaemonSet$/,
    path: /^metadata\.annotations\["deprecated\.daemonset\.template\.generation"\]$/,
    side: 'server-only',
    reason: 'the server counts the changes of a template in an annotation of its own; the change itself is reported',
  },
  {
    kind: /^(DeviceTaintRule|ResourceSlice)$/,
    path: /\.taints?(\[.*\])?\.timeAdded$/,
    side: 'server-only',
    reason: 'the server stamps this with its clock when a taint takes effect anew, and in every write that says null',
  },
  {
    kind: /^Service$/,
    path: /^spec\.healthCheckNodePort$/,
    side: 'server-only',
    reason: 'the server gives the port back when the traffic policy changes; that change itself is reported',
  },
  {
    kind: /^Service$/,
    path: /^spec\.sessionAffinityConfig\b/,
    side: 'server-only',
    reason: 'the server drops it with the session affinity itself, and that change is reported',
  },
  {
    kind: /./,
    path: /(^|\.)(evictionResponders|bindMountOptions|emptyDir\.mode|partitionTypeAttribute|skipNodeOperations|schedulingGroup|stopSignal|defaultUser|preferredHolder|deprecatedTopology|podPreemptionPolicy|schedulingConstraints|httpGet\.protocol)\b/,
    side: 'client-only',
    reason: 'behind a feature gate that is off: the server drops it, and OpenAPI publishes it all the same',
  },
  {
    kind: /^(Lease|Job|PersistentVolumeClaim)$/,
    path: /^spec\.(strategy|scheduling|dataSource(Ref)?)\b/,
    side: 'client-only',
    reason: 'dropped unless a neighbour, or a feature gate, goes with it',
  },
  {
    kind: /^(ResourceSlice|ResourceClaim|ResourceClaimTemplate)$/,
    path: /\.(attributes\.\w+\.(ints|bools|strings|versions)|derivedAttributes)$/,
    side: 'client-only',
    reason: 'alpha fields that the server drops while their feature gate is off, which no schema says',
  },
  {
    kind: /^ServiceAccount$/,
    path: /^secrets\[.*\]\.(?!name)/,
    side: 'client-only',
    reason: 'the server keeps the names of these references and nothing else of them',
  },
  {
    kind: /./,
    path: /\.timeAdded$/,
    side: 'client-only',
    reason: 'one moment, spelled with an offset of zero; the field is a string to its schema',
  },
  {
    kind: /^Node$/,
    path: /^spec\.taints\b/,
    side: 'both',
    reason: 'there is no kubelet: the node lifecycle controller taints every node that a release brings',
  },
  {
    kind: /^Node$/,
    path: /^spec\.taints$/,
    side: 'server-only',
    reason: 'the node lifecycle controller taints a node whose list of taints the release declares empty',
  },
  {
    kind: /^Node$/,
    path: /^spec\.configSource\b/,
    side: 'client-only',
    reason: 'a feature that is gone for good: the server drops it, and OpenAPI publishes it all the same',
  },
  {
    kind: /^Service$/,
    path: /^spec\.sessionAffinityConfig\b/,
    side: 'client-only',
    reason: 'dropped where the session affinity that it is about is off',
  },
  {
    kind: /^(RoleBinding|ClusterRoleBinding|NetworkPolicy)$/,
    path: /^(subjects|spec\.(ingress|egress))\[/,
    side: 'client-only',
    reason:
      'items without a key that went, came or changed together: both find drift there, and each pairs them its own way',
  },
  {
    kind: /^Node$/,
    path: /^spec\.taints\[.*\]\.timeAdded$/,
    side: 'server-only',
    reason: 'the node lifecycle controller times the taints that it puts back',
  },
];

export const knownReason = (kind: string, path: string, side: Side): string | undefined =>
  KNOWN.find((known) => known.side === side && known.kind.test(kind) && known.path.test(path))?.reason;
