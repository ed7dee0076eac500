import {plural} from '../model/plural.ts';
import type {ShardLease} from './leases.ts';

/** What can be told of the agents of a cluster by their leases. */
export interface AgentState {
  /** alive: what is written is how it stands. stale: some of it may be of before. absent: nobody writes. unknown: nobody can tell. */
  readonly state: 'alive' | 'stale' | 'absent' | 'unknown';
  /** One line. */
  readonly message: string;
  readonly shards: number;
  /** The only namespaces that are followed; empty for all. */
  readonly covers: readonly string[];
  /** When a lease was renewed last, RFC 3339; absent where none was. */
  readonly renewed?: string;
}

/** Clocks of two machines differ by so much, and nobody minds. */
const SKEW_MS = 10_000;

/** `leases` are those of one installation. */
export function agentState(leases: readonly ShardLease[], now: Date): AgentState {
  const isLive = ({holder, renewed: at, durationS}: ShardLease): boolean =>
    holder !== '' && now.getTime() - Date.parse(at) <= durationS * 1000 + SKEW_MS;
  const live = leases.filter(isLive);
  // What a dead one believed counts for nothing: there may be fewer shards since.
  const count = Math.max(0, ...live.map((one) => one.count));
  const covers = (live[0] ?? leases[0])?.covers ?? '';
  const renewed = leases
    .map((one) => one.renewed)
    .toSorted()
    .at(-1);
  const common = {
    shards: count,
    covers: covers === '' ? [] : covers.split(','),
    ...(renewed === undefined || renewed === '' ? {} : {renewed}),
  };
  if (live.length === 0)
    return {
      ...common,
      state: 'absent',
      message: renewed === undefined ? 'no agent was ever here' : 'no agent is alive',
    };
  const ill = Array.from({length: count}, (_, shard) => {
    const one = live.find((lease) => lease.shard === shard);
    if (one === undefined || one.count !== count) return `shard ${shard} has nobody`;
    if (!one.isReady) return `shard ${shard} is being checked for the first time`;
    return one.unwritten > 0 ? `${plural(one.unwritten, 'state')} of shard ${shard} could not be written` : undefined;
  }).filter((one) => one !== undefined);
  return ill.length === 0
    ? {...common, state: 'alive', message: `${plural(count, 'shard')}, all served`}
    : {...common, state: 'stale', message: ill.join('; ')};
}
