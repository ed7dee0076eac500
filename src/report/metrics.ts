import type {Standing} from '../model/watch.ts';
import type {ReleaseRow} from './live-list.ts';

/** What a watch has counted since it began. */
export interface Counted {
  readonly checks: number;
  readonly incomplete: number;
  readonly seconds: number;
  /** Checks by how long they took, for each bound of DURATIONS: as many or fewer seconds. */
  readonly durations: readonly number[];
  readonly execs: {readonly ok: number; readonly failed: number};
}

/** What the process itself takes. */
export interface ProcessUse {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
}

export const DURATIONS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
const STATES = {clean: 'in-contract', drift: 'variance-detected', incomplete: 'incomplete'} as const;

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number, suffix?: string])[];
}

/** Prometheus' text format. No path, value or user is ever a label. */
export function metricsText(
  rows: Iterable<ReleaseRow>,
  standing: Standing,
  {counted, used, version}: {readonly counted: Counted; readonly used: ProcessUse; readonly version: string},
): string {
  const releases = [...rows].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const each = (value: (row: ReleaseRow) => number | undefined): Metric['samples'] =>
    releases.flatMap((row) => {
      const found = value(row);
      return found === undefined ? [] : [[labelsOf(row), found] as const];
    });
  const metrics: Metric[] = [
    {
      name: 'helm_drift_build_info',
      type: 'gauge',
      help: 'Which helm drift this is.',
      samples: [[{version}, 1]],
    },
    {
      name: 'helm_drift_release_state',
      type: 'gauge',
      help: '1 for the state that a release is in.',
      samples: releases.flatMap((row) =>
        Object.values(STATES).map(
          (state) => [{...labelsOf(row), state}, Number(STATES[row.outcome] === state)] as const,
        ),
      ),
    },
    {
      name: 'helm_drift_findings',
      type: 'gauge',
      help: 'Findings of a release that drifted, or that a rule accepts.',
      samples: releases.flatMap((row) => [
        [{...labelsOf(row), tier: 'drift'}, row.drift] as const,
        [{...labelsOf(row), tier: 'accepted'}, row.accepted] as const,
      ]),
    },
    {
      name: 'helm_drift_gaps',
      type: 'gauge',
      help: 'What of a release could not be verified.',
      samples: each(({gaps}) => gaps),
    },
    {
      name: 'helm_drift_oldest_finding_timestamp_seconds',
      type: 'gauge',
      help: 'Since when the oldest drift of a release is known.',
      samples: each(({since}) => (since === undefined ? undefined : Date.parse(since) / 1000)),
    },
    {
      name: 'helm_drift_last_success_timestamp_seconds',
      type: 'gauge',
      help: 'When a release was checked last.',
      samples: each(({takenAt}) => Date.parse(takenAt) / 1000),
    },
    {
      name: 'helm_drift_checks_total',
      type: 'counter',
      help: 'Checks of releases.',
      samples: [
        [{result: 'complete'}, counted.checks - counted.incomplete],
        [{result: 'incomplete'}, counted.incomplete],
      ],
    },
    {
      name: 'helm_drift_check_duration_seconds',
      type: 'histogram',
      help: 'How long a check of one release takes.',
      samples: [
        ...DURATIONS.map((bound, at) => [{le: String(bound)}, counted.durations[at] ?? 0, '_bucket'] as const),
        [{le: '+Inf'}, counted.checks, '_bucket'],
        [{}, counted.seconds, '_sum'],
        [{}, counted.checks, '_count'],
      ],
    },
    {
      name: 'helm_drift_notifications_total',
      type: 'counter',
      help: 'Runs of the program of --exec.',
      samples: [
        [{sink: 'exec', result: 'ok'}, counted.execs.ok],
        [{sink: 'exec', result: 'failed'}, counted.execs.failed],
      ],
    },
    {
      name: 'helm_drift_queue_length',
      type: 'gauge',
      help: 'Releases that wait for a check.',
      samples: [[{}, standing.queued]],
    },
    {
      name: 'helm_drift_watches',
      type: 'gauge',
      help: 'Watches by state.',
      samples: [
        [{state: 'wanted'}, standing.watches],
        [{state: 'behind'}, standing.behind],
        [{state: 'refused'}, standing.refused],
      ],
    },
    {
      name: 'helm_drift_watch_restarts_total',
      type: 'counter',
      help: 'Watches that had to begin anew.',
      samples: [[{}, standing.restarts]],
    },
    {name: 'process_cpu_seconds_total', type: 'counter', help: 'Seconds of a core.', samples: [[{}, used.cpuSeconds]]},
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Memory that the process takes.',
      samples: [[{}, used.residentBytes]],
    },
    {name: 'process_heap_bytes', type: 'gauge', help: 'What of it objects take.', samples: [[{}, used.heapBytes]]},
  ];
  return metrics.map(metricText).join('');
}

function labelsOf({key}: ReleaseRow): Readonly<Record<string, string>> {
  const [namespace = '', release = ''] = key.split('/');
  return {namespace, release};
}

function metricText({name, type, help, samples}: Metric): string {
  const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
