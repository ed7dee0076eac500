import {counter, gauge, metricText} from './metrics.ts';

interface AgentCounts {
  readonly held: readonly number[];
  readonly served: readonly number[];
  readonly written: {readonly written: number; readonly failed: number; readonly unwritten: number};
}

/** What an agent tells beside a watch. */
export function agentMetricsText({held, served, written}: AgentCounts): string {
  return [
    gauge('shards', 'Shards of this process: those whose lease it holds, and those that it serves.', [
      [{state: 'held'}, held.length],
      [{state: 'served'}, served.length],
    ]),
    counter('status_writes_total', 'Writes of ReleaseDrifts and reports.', [
      [{result: 'ok'}, written.written],
      [{result: 'failed'}, written.failed],
    ]),
    gauge('status_unwritten', 'Releases whose state could not be written yet.', [[{}, written.unwritten]]),
  ]
    .map(metricText)
    .join('');
}
