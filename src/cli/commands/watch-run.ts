import {cpuUsage, memoryUsage} from 'node:process';
import {EXIT} from '../../app/exit.ts';
import {Interruption} from '../../app/runtime.ts';
import type {Runtime} from '../../app/runtime.ts';
import {serveMetrics} from '../../app/serve-metrics.ts';
import type {MetricsServer} from '../../app/serve-metrics.ts';
import {watchReleases} from '../../app/watch.ts';
import type {ReleaseWatcher, WatchListener} from '../../app/watch.ts';
import {driftEventJson, driftEventText, watchReadyJson} from '../../report/drift-event.ts';
import {cut, liveRows, listLines, rowOf, standingText} from '../../report/live-list.ts';
import type {ReleaseRow} from '../../report/live-list.ts';
import {DURATIONS, metricsText} from '../../report/metrics.ts';
import type {ProcessUse} from '../../report/metrics.ts';
import {paintFor} from '../../report/paint.ts';
import {withSession} from '../session.ts';
import {wantsColor} from '../text/color.ts';
import {eventRunner} from '../text/event-runner.ts';
import type {EventRunner} from '../text/event-runner.ts';
import {liveScreen} from '../text/live-screen.ts';
import type {Key} from '../text/live-screen.ts';
import {say, sayOutcome} from '../text/output.ts';
import type {WatchFlags} from './watch.ts';

/** Follows releases until it has what it waits for, or somebody ends it. */
export async function runWatch(flags: WatchFlags, runtime: Runtime): Promise<number> {
  return withSession(flags.session, runtime, async (session, progress) => {
    const face = faceOf(flags, runtime);
    let watcher: ReleaseWatcher | undefined;
    // A cluster that is gone leaves no socket that would keep the process.
    const alive = setInterval(() => {}, ALIVE_MS);
    let metrics: MetricsServer | undefined;
    try {
      if (flags.metrics !== undefined) metrics = await serveMetrics(flags.metrics, () => face.metrics(watcher));
      if (metrics !== undefined) say(runtime.stderr, `Metrics are at ${metrics.url}\n`);
      const place = flags.isEverywhere ? undefined : await session.namespace();
      const {release, ledger} = flags;
      watcher = await watchReleases(session, runtime, {namespace: place, release, ledger}, face.listener);
      progress.done();
      face.begin(watcher);
      return await ended(watcher, face, flags, runtime);
    } finally {
      clearInterval(alive);
      watcher?.close();
      face.close();
      metrics?.close();
    }
  });
}

const ALIVE_MS = 60_000;

/** The first of all that can end it: what is waited for, a key, a signal, a fault. */
async function ended(watcher: ReleaseWatcher, face: Face, flags: WatchFlags, {signal}: Runtime): Promise<number> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, {once: true});
  });
  const code = await Promise.race([
    interrupted,
    watcher.failed,
    face.wanted,
    watcher.start().then(() => (flags.onceStable ? stable(watcher).then(face.exitCode) : interrupted)),
  ]);
  // What was told is heard to its end, unless somebody wants it to end now.
  if (code !== EXIT_INTERRUPTED) await Promise.race([interrupted, face.settled()]);
  return code;
}

const EXIT_INTERRUPTED = new Interruption('SIGINT').exitCode;
const LOOK_MS = 100;
/** As long as what was written last needs to reach us. */
const QUIET_LOOKS = 4;

async function stable(watcher: ReleaseWatcher): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const {queued, isReady, isDown} = watcher.standing();
    quiet = isReady && !isDown && queued === 0 ? quiet + 1 : 0;
  }
}

/** What a user or a program sees of a watch. */
interface Face {
  readonly listener: WatchListener;
  begin(watcher: ReleaseWatcher): void;
  /** What ends the watch from here: drift that is waited for, or a key. */
  readonly wanted: Promise<number>;
  exitCode(): number;
  metrics(watcher: ReleaseWatcher | undefined): string;
  settled(): Promise<void>;
  close(): void;
}

function faceOf(flags: WatchFlags, runtime: Runtime): Face {
  const {policy, outcome, untilDrift, exec} = flags;
  const {stdout, stderr, env, cwd, now} = runtime;
  const isLive = stdout.isTTY === true && env['TERM'] !== 'dumb' && outcome.output === 'text';
  const paint = paintFor(wantsColor(outcome.color, env, stdout.isTTY === true));
  const rows = new Map<string, ReleaseRow>();
  const counted = {checks: 0, incomplete: 0, seconds: 0, durations: DURATIONS.map(() => 0)};
  let end: (code: number) => void = () => {};
  const wanted = new Promise<number>((resolve) => (end = resolve));
  const notes = new Map<string, number>();
  const note = (text: string): void => {
    // The same is said once a minute.
    const time = now().getTime();
    if (time - (notes.get(text) ?? 0) < 60_000) return;
    if (notes.size > 100) notes.clear();
    notes.set(text, time);
    if (screen === undefined) say(stderr, `Note: ${text}\n`);
    else screen.note(text);
  };
  const runner: EventRunner | undefined =
    exec === undefined ? undefined : eventRunner({program: exec, env, cwd, isHeard: !isLive, onNote: note});
  let screen: LiveList | undefined;
  let written: Promise<void> = Promise.resolve();
  const print = (text: string): void => {
    written = written.then(() => sayOutcome(stdout, outcome.output, text));
  };
  const exitCode = (): number => {
    const outcomes = new Set([...rows.values()].map((row) => row.outcome));
    if (outcomes.has('drift')) return EXIT.drift;
    return outcomes.has('incomplete') ? EXIT.incomplete : EXIT.clean;
  };
  const isJson = outcome.output === 'json';

  const listener: WatchListener = {
    onReport(report, entries, seconds) {
      const {namespace, name} = report.release;
      const key = `${namespace}/${name}`;
      const row = rowOf(report, entries, {policy, before: rows.get(key), now: now().getTime()});
      rows.set(key, row);
      counted.checks += 1;
      counted.seconds += seconds;
      if (row.gaps > 0) counted.incomplete += 1;
      for (const [at, bound] of DURATIONS.entries())
        if (seconds <= bound) counted.durations[at] = (counted.durations[at] ?? 0) + 1;
      for (const entry of entries) {
        if (!isLive) print(isJson ? driftEventJson(report, entry) : driftEventText(report, entry, paint));
        runner?.run(driftEventJson(report, entry), `${key}: ${entry.title}`);
      }
      screen?.soon();
      if (untilDrift && row.outcome === 'drift') {
        if (entries.length === 0 && !isLive && !isJson)
          print(`${key}\n${row.lines.map((line) => `  ${line}\n`).join('')}`);
        end(EXIT.drift);
      }
    },
    onGone({namespace, name}) {
      rows.delete(`${namespace}/${name}`);
      screen?.soon();
    },
    onReady() {
      if (isLive) return screen?.soon();
      const named = (isMeant: (row: ReleaseRow) => boolean): string[] =>
        [...rows.values()].filter(isMeant).map(({key}) => key);
      if (isJson)
        print(
          watchReadyJson(now().toISOString(), {
            all: rows.size,
            drifted: named(({drift}) => drift > 0),
            incomplete: named(({gaps}) => gaps > 0),
          }),
        );
      else print(`${now().toISOString()} ${standingText(rows.values())}\n`);
    },
    onStanding: () => screen?.soon(),
    onNote: note,
  };

  return {
    listener,
    begin(watcher) {
      if (!isLive) return;
      screen = liveList({runtime, rows, paint, watcher}, (key) =>
        end(key === 'interrupt' ? EXIT_INTERRUPTED : exitCode()),
      );
    },
    wanted,
    exitCode,
    metrics: (watcher) =>
      metricsText(rows.values(), watcher?.standing() ?? NOT_YET, {
        counted: {...counted, execs: runner?.counts ?? {ok: 0, failed: 0}},
        used: processUse(),
        version: HELM_DRIFT_VERSION,
      }),
    async settled() {
      await runner?.settled();
      await written;
    },
    close() {
      runner?.close();
      screen?.close();
    },
  };
}

function processUse(): ProcessUse {
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

interface LiveList {
  /** Shows what is, not more often than an eye follows. */
  soon(): void;
  note(text: string): void;
  close(): void;
}

interface LiveListOf {
  readonly runtime: Runtime;
  readonly rows: ReadonlyMap<string, ReleaseRow>;
  readonly paint: ReturnType<typeof paintFor>;
  readonly watcher: ReleaseWatcher;
}

const REDRAW_MS = 250;
/** Marks of what is new fade without an event. */
const FADE_MS = 10_000;

function liveList({runtime, rows, paint, watcher}: LiveListOf, onEnd: (key: Key) => void): LiveList {
  let [from, all, height] = [0, 0, 1];
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    timer = undefined;
    const {columns, rows: lines} = screen;
    const now = runtime.now().getTime();
    const head = paint.bold(cut(`helm drift  ${standingText(rows.values())}`, columns));
    const foot = [
      ...(said === '' ? [] : [paint.warn(cut(`Note: ${said}`, columns))]),
      paint.dim(cut(footText(watcher, all > height), columns)),
    ];
    height = Math.max(1, lines - 4 - foot.length);
    const list = listLines(liveRows(rows.values(), now), {width: columns, height, from, now, paint});
    all = list.all;
    // What was resolved takes lines away.
    if (from > Math.max(0, all - height)) {
      from = Math.max(0, all - height);
      return draw();
    }
    screen.show([head, '', ...list.lines, '', ...foot]);
  };
  const soon = (): void => {
    timer ??= setTimeout(draw, REDRAW_MS);
  };
  const move = (by: number): void => {
    from = Math.min(Math.max(0, from + by), Math.max(0, all - height));
    draw();
  };
  const screen = liveScreen(
    runtime,
    (key) => {
      if (key === 'quit' || key === 'interrupt') onEnd(key);
      else move({up: -1, down: 1, 'page-up': -height, 'page-down': height}[key]);
    },
    soon,
  );
  const fading = setInterval(soon, FADE_MS);
  draw();
  return {
    soon,
    note(text) {
      said = text;
      soon();
    },
    close() {
      clearTimeout(timer);
      clearInterval(fading);
      draw();
      clearTimeout(timer);
      screen.close();
    },
  };
}

function footText(watcher: ReleaseWatcher, isLong: boolean): string {
  const {queued, watches, behind, refused, isDown, isReady} = watcher.standing();
  const state = isDown
    ? 'the API server does not answer: this is what was'
    : !isReady
      ? 'checking every release once'
      : queued > 0
        ? `${queued} to check`
        : 'up to date';
  const told = [
    state,
    `${watches} watches`,
    ...(behind > 0 ? [`${behind} behind`] : []),
    ...(refused > 0 ? [`${refused} not allowed`] : []),
  ];
  return `${told.join(', ')}   ${isLong ? '↑ ↓ PgUp PgDn  ' : ''}q ends`;
}
