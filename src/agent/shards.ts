import {createHash} from 'node:crypto';

/**
 * The shard of a namespace: the one of the highest weight by a hash of both (rendezvous). Of one shard more only its own share of
 * the namespaces moves.
 */
export function shardOf(namespace: string, count: number): number {
  let [found, highest] = [0, -1];
  for (let shard = 0; shard < count; shard++) {
    const weight = createHash('sha256').update(`${shard} ${namespace}`).digest().readUInt32BE(0);
    if (weight > highest) [found, highest] = [shard, weight];
  }
  return found;
}

/** Whether a namespace is a shard's, remembered for as many namespaces as a cluster has. */
export function holderOf(shard: number, count: number): (namespace: string) => boolean {
  if (count <= 1) return () => true;
  const known = new Map<string, boolean>();
  return (namespace) => {
    let is = known.get(namespace);
    if (is !== undefined) return is;
    if (known.size >= KNOWN_AT_MOST) known.clear();
    is = shardOf(namespace, count) === shard;
    known.set(namespace, is);
    return is;
  };
}

const KNOWN_AT_MOST = 100_000;
