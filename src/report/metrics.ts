import type {Standing} from '../model/watch.ts';
import type {ReleaseRow} from './live-list.ts';

/** What a watch has counted since it began. */
export interface Counted {
  readonly checks: number;
  readonly incomplete: number;
  readonly seconds: number;
  /** Checks by how long they took, for each bound of DURATIONS: as many or fewer seconds. */
  readonly durations: readonly number[];
  /** Of the program of --exec, as the sink `exec`, and of each sink. */
  readonly told: ReadonlyMap<string, ToldCounts>;
  /** Findings that a policy is about, by what became of them; absent where nothing is put back. */
  readonly putBack?: ReadonlyMap<string, number>;
}

export interface ToldCounts {
  readonly ok: number;
  readonly failed: number;
  /** What a sink will not take. */
  readonly dropped?: number;
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

interface Parts {
  readonly counted: Counted;
  readonly used: ProcessUse;
  readonly version: string;
}

/** Prometheus' text format. No path, value or user is ever a label. */
export function metricsText(rows: Iterable<ReleaseRow>, standing: Standing, parts: Parts): string {
  const releases = [...rows].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const {counted, used, version} = parts;
  const build = gauge('build_info', 'Which helm drift this is.', [[{version}, 1]]);
  const metrics = [build, ...ofReleases(releases), ...ofChecks(counted), ...ofWatches(standing), ...ofProcess(used)];
  return metrics.map(metricText).join('');
}

export function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return {name: `helm_drift_${name}`, type: 'gauge', help, samples};
}

export function counter(name: string, help: string, samples: Metric['samples']): Metric {
  return {name: `helm_drift_${name}`, type: 'counter', help, samples};
}

function ofReleases(releases: readonly ReleaseRow[]): Metric[] {
  const each = (value: (row: ReleaseRow) => number | undefined): Metric['samples'] =>
    releases.flatMap((row) => {
      const found = value(row);
      return found === undefined ? [] : [[labelsOf(row), found] as const];
    });
  const states = releases.flatMap((row) =>
    Object.values(STATES).map((state) => [{...labelsOf(row), state}, Number(STATES[row.outcome] === state)] as const),
  );
  const findings = releases.flatMap((row) => [
    [{...labelsOf(row), tier: 'drift'}, row.drift] as const,
    [{...labelsOf(row), tier: 'accepted'}, row.accepted] as const,
  ]);
  return [
    gauge('release_state', '1 for the state that a release is in.', states),
    gauge('findings', 'Findings of a release that drifted, or that a rule accepts.', findings),
    gauge(
      'gaps',
      'What of a release could not be verified.',
      each(({gaps}) => gaps),
    ),
    gauge(
      'oldest_finding_timestamp_seconds',
      'Since when the oldest drift of a release is known.',
      each(({since}) => (since === undefined ? undefined : Date.parse(since) / 1000)),
    ),
    gauge(
      'last_success_timestamp_seconds',
      'When a release was checked last.',
      each(({takenAt}) => Date.parse(takenAt) / 1000),
    ),
  ];
}

function ofChecks({checks, incomplete, seconds, durations, told, putBack = new Map()}: Counted): Metric[] {
  return [
    counter('checks_total', 'Checks of releases.', [
      [{result: 'complete'}, checks - incomplete],
      [{result: 'incomplete'}, incomplete],
    ]),
    {
      name: 'helm_drift_check_duration_seconds',
      type: 'histogram',
      help: 'How long a check of one release takes.',
      samples: [
        ...DURATIONS.map((bound, at) => [{le: String(bound)}, durations[at] ?? 0, '_bucket'] as const),
        [{le: '+Inf'}, checks, '_bucket'],
        [{}, seconds, '_sum'],
        [{}, checks, '_count'],
      ],
    },
    counter(
      'notifications_total',
      'What was told to each sink, attempts that failed, and what it will not take; exec is the program of --exec.',
      [...told].flatMap(([sink, counts]) =>
        (['ok', 'failed', 'dropped'] as const).flatMap((result) =>
          counts[result] === undefined ? [] : [[{sink, result}, counts[result]] as const],
        ),
      ),
    ),
    ...(putBack.size === 0
      ? []
      : [
          counter(
            'reconciled_total',
            'Findings that the policy put back, or did not.',
            [...putBack].map(([result, findings]) => [{result}, findings] as const),
          ),
        ]),
  ];
}

function ofWatches({queued, watches, behind, refused, restarts}: Standing): Metric[] {
  return [
    gauge('queue_length', 'Releases that wait for a check.', [[{}, queued]]),
    gauge('watches', 'Watches by state.', [
      [{state: 'wanted'}, watches],
      [{state: 'behind'}, behind],
      [{state: 'refused'}, refused],
    ]),
    counter('watch_restarts_total', 'Watches that had to begin anew.', [[{}, restarts]]),
  ];
}

function ofProcess({cpuSeconds, residentBytes, heapBytes}: ProcessUse): Metric[] {
  const of = (name: string, type: 'gauge' | 'counter', help: string, value: number): Metric => ({
    name: `process_${name}`,
    type,
    help,
    samples: [[{}, value]],
  });
  return [
    of('cpu_seconds_total', 'counter', 'Seconds of a core.', cpuSeconds),
    of('resident_memory_bytes', 'gauge', 'Memory that the process takes.', residentBytes),
    of('heap_bytes', 'gauge', 'What of it objects take.', heapBytes),
  ];
}

function labelsOf({key}: ReleaseRow): Readonly<Record<string, string>> {
  const [namespace = '', release = ''] = key.split('/');
  return {namespace, release};
}

export function metricText({name, type, help, samples}: Metric): string {
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
