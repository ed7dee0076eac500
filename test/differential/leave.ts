/** Fields that would set something in motion that goes beyond the pair itself, whatever their type says. */
const LEFT_ALONE = new Set([
  // Pods bound to a node that is not there are collected as garbage, claims bound to nobody's volume are lost.
  'nodeName',
  'volumeName',
  'claimRef',
  // One of a kind in the whole cluster, or allocated from a pool that the pairs share.
  'globalDefault',
  'clusterIP',
  'clusterIPs',
  'nodePort',
  'healthCheckNodePort',
  'loadBalancerIP',
  // Ends a Job, a pod or the object itself while we look.
  'ttlSecondsAfterFinished',
  'activeDeadlineSeconds',
  'finalizers',
  // An APIService with a service that is away is a group that discovery waits for.
  'service',
  'caBundle',
]);

export const isLeftAlone = (name: string, kind: string): boolean =>
  LEFT_ALONE.has(name) && !(name === 'service' && kind !== 'APIService');
