import {cpuUsage, memoryUsage} from 'node:process';
import {EXIT, worstOf} from '../../app/exit.ts';
import {Interruption} from '../../app/runtime.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {SinkCounts} from '../../app/notify.ts';
import type {ReleaseWatcher, WatchListener} from '../../app/watch.ts';
import {driftEventJson, driftEventText, watchReadyJson} from '../../report/drift-event.ts';
import type {ToldEntry} from '../../model/told.ts';
import {rowOf, standingText} from '../../report/live-list.ts';
import type {ReleaseRow} from '../../report/live-list.ts';
import {DURATIONS, metricsText} from '../../report/metrics.ts';
import type {Counted, ProcessUse, ToldCounts} from '../../report/metrics.ts';
import {paintFor} from '../../report/paint.ts';
import type {Paint} from '../../report/paint.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import {wantsColor} from '../text/color.ts';
import {eventRunner} from '../text/event-runner.ts';
import {say, sayOutcome} from '../text/output.ts';
import {liveList} from '../text/watched-list.ts';
import type {LiveList} from '../text/watched-list.ts';
import type {WatchFlags} from './watch.ts';

/** What a user or a program sees of a watch. */
export interface Face {
  readonly listener: WatchListener;
  begin(watcher: ReleaseWatcher): void;
  /** What ends the watch from here: drift that is waited for, or a key. */
  readonly wanted: Promise<number>;
  exitCode(): number;
  metrics(watcher: ReleaseWatcher | undefined, counts?: MoreCounts): string;
  /** Done when all that was told is written, and heard by the program of --exec. */
  settled(): Promise<void>;
  close(): void;
}

const INTERRUPTED = new Interruption('SIGINT').exitCode;
/** What is counted beside the checks: by the sinks' names, and by what became of findings that a policy is about. */
interface MoreCounts {
  readonly told?: ReadonlyMap<string, SinkCounts> | undefined;
  readonly putBack?: ReadonlyMap<string, number> | undefined;
}

/** The same note is said once in such a time. */
const NOTE_MS = 60_000;
const NOTES_AT_MOST = 100;
const NO_RUNS = {ok: 0, failed: 0};

export function faceOf(flags: WatchFlags, runtime: Runtime): Face {
  const {policy, outcome, exec} = flags;
  const {stdout, env, cwd, now} = runtime;
  const isLive = stdout.isTTY === true && env['TERM'] !== 'dumb' && outcome.output === 'text';
  const paint = paintFor(wantsColor(outcome.color, env, stdout.isTTY === true));
  const rows = new Map<string, ReleaseRow>();
  const count = counter();
  let list: LiveList | undefined;
  let end: (code: number) => void = () => {};
  const wanted = new Promise<number>((resolve) => (end = resolve));
  const note = onceAMinute(now, (text) => {
    if (list === undefined) say(runtime.stderr, `Note: ${text}\n`);
    else list.note(text);
  });
  const runner =
    exec === undefined ? undefined : eventRunner({program: exec, env, cwd, isHeard: !isLive, onNote: note});
  const lines = isLive ? undefined : linesTo(runtime, outcome.output, paint);
  const exitCode = (): number => worstOf([...rows.values()].map(({outcome: one}) => one));
  return {
    wanted,
    exitCode,
    listener: {
      onReport(report, entries, seconds) {
        const {namespace, name} = report.release;
        const key = `${namespace}/${name}`;
        const row = rowOf(report, entries, {policy, before: rows.get(key), now: now().getTime()});
        rows.set(key, row);
        count.add(row, seconds);
        for (const entry of entries) {
          lines?.event(report, entry);
          runner?.run(driftEventJson(report, entry), `${key}: ${entry.title}`);
        }
        list?.soon();
        if (!flags.untilDrift || row.outcome !== 'drift') return;
        // What a ledger knows is not told again, and is what was waited for all the same.
        if (entries.length === 0) lines?.standing(row);
        end(EXIT.drift);
      },
      onGone({namespace, name}) {
        rows.delete(`${namespace}/${name}`);
        list?.soon();
      },
      onReady() {
        lines?.ready([...rows.values()]);
        list?.soon();
      },
      onStanding: () => list?.soon(),
      onNote: note,
    },
    begin(watcher) {
      if (!isLive) return;
      list = liveList({runtime, rows, paint, watcher}, (key) => end(key === 'interrupt' ? INTERRUPTED : exitCode()));
    },
    metrics(watcher, {told = new Map(), putBack} = {}) {
      const runs: ReadonlyMap<string, ToldCounts> = new Map([['exec', runner?.counts ?? NO_RUNS]]);
      const counted = {
        ...count.counted(),
        told: new Map([...runs, ...told]),
        ...(putBack === undefined ? {} : {putBack}),
      };
      const standing = watcher?.standing() ?? NOT_YET;
      return metricsText(rows.values(), standing, {counted, used: processUse(), version: HELM_DRIFT_VERSION});
    },
    async settled() {
      await runner?.settled();
      await lines?.written();
    },
    close() {
      runner?.close();
      list?.close();
    },
  };
}

export function onceAMinute(now: Runtime['now'], tell: (text: string) => void): (text: string) => void {
  const last = new Map<string, number>();
  return (text) => {
    const time = now().getTime();
    if (time - (last.get(text) ?? 0) < NOTE_MS) return;
    if (last.size >= NOTES_AT_MOST) last.clear();
    last.set(text, time);
    tell(text);
  };
}

interface Lines {
  event(report: SafeReport, entry: ToldEntry): void;
  standing(row: ReleaseRow): void;
  ready(rows: readonly ReleaseRow[]): void;
  written(): Promise<void>;
}

/** A line an event, each behind the one before it. */
function linesTo({stdout, now}: Runtime, output: WatchFlags['outcome']['output'], paint: Paint): Lines {
  const isJson = output === 'json';
  let written: Promise<void> = Promise.resolve();
  const print = (text: string): void => {
    written = written.then(() => sayOutcome(stdout, output, text));
  };
  return {
    event: (report, entry) => print(isJson ? driftEventJson(report, entry) : driftEventText(report, entry, paint)),
    standing({key, lines}) {
      if (!isJson) print(`${key}\n${lines.map((line) => `  ${line}\n`).join('')}`);
    },
    ready(rows) {
      const at = now().toISOString();
      if (!isJson) return print(`${at} ${standingText(rows)}\n`);
      const drifted = rows.filter(({drift}) => drift > 0).map(({key}) => key);
      const incomplete = rows.filter(({gaps}) => gaps > 0).map(({key}) => key);
      print(watchReadyJson(at, {all: rows.length, drifted, incomplete}));
    },
    written: () => written,
  };
}

export interface Counter {
  add(row: ReleaseRow, seconds: number): void;
  counted(): Omit<Counted, 'told' | 'putBack'>;
}

export function counter(): Counter {
  const counted = {checks: 0, incomplete: 0, seconds: 0, durations: DURATIONS.map(() => 0)};
  return {
    counted: () => counted,
    add({gaps}, seconds) {
      counted.checks += 1;
      counted.seconds += seconds;
      if (gaps > 0) counted.incomplete += 1;
      for (const [at, bound] of DURATIONS.entries())
        if (seconds <= bound) counted.durations[at] = (counted.durations[at] ?? 0) + 1;
    },
  };
}

export function processUse(): ProcessUse {
  const {user, system} = cpuUsage();
  const {rss, heapUsed} = memoryUsage();
  return {cpuSeconds: (user + system) / 1_000_000, residentBytes: rss, heapBytes: heapUsed};
}

const NOT_YET = {
  releases: 0,
  queued: 0,
  watches: 0,
  behind: 0,
  refused: 0,
  restarts: 0,
  objects: 0,
  isDown: false,
  isReady: false,
};
