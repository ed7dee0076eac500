import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';

/** An event of `helm drift watch -o json`, as this suite needs it. */
export interface Event {
  readonly kind: string;
  readonly release: {readonly name: string; readonly namespace: string};
  readonly state: string;
  readonly finding: {
    readonly id: string;
    readonly ref: {readonly kind: string; readonly name: string};
    readonly path: string;
  };
  readonly releases?: number;
  readonly drifted?: readonly string[];
}

export interface Usage {
  /** Seconds of a core since it began. */
  readonly cpu: number;
  /** MiB now, and at most. */
  readonly rss: number;
  readonly peak: number;
}

/** A watch of the whole cluster, as a process of its own. */
export interface Watcher {
  /** Findings that stand now as the events tell: `release id`. */
  readonly standing: ReadonlySet<string>;
  readonly events: () => number;
  /** All releases were checked. */
  readonly ready: Promise<void>;
  /** The next event of an object, when it came by our clock; undefined where none comes. */
  next(release: string, kind: string, name: string, withinMs: number): Promise<number | undefined>;
  usage(): Usage;
  /** The page of its metrics. */
  metrics(): Promise<string>;
  stderr(): string;
  stop(): Promise<void>;
}

interface Waiting {
  readonly key: string;
  readonly done: (at: number | undefined) => void;
}

const TICKS = 100;

export function watcher(env: Readonly<Record<string, string>>, args: readonly string[] = ['-A']): Watcher {
  const child = spawn(
    process.execPath,
    [resolve('dist/helm-drift.cjs'), 'watch', ...args, '-o', 'json', '--no-ledger', '--metrics', ':0'],
    {env: {PATH: process.env['PATH'], HOME: process.env['HOME'], ...env}, stdio: ['ignore', 'pipe', 'pipe']},
  );
  const standing = new Set<string>();
  const waiting = new Set<Waiting>();
  let [count, errors] = [0, ''];
  let isReady: () => void = () => {};
  let isDead: (error: Error) => void = () => {};
  const ready = new Promise<void>((done, fail) => ([isReady, isDead] = [done, fail]));
  ready.catch(() => {});
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.on('close', (code) => isDead(new Error(`watch ended with ${code}: ${errors}`)));
  createInterface({input: child.stdout}).on('line', (line) => {
    const at = performance.now();
    const event = JSON.parse(line) as Event;
    if (event.kind === 'WatchReady') return isReady();
    count += 1;
    const {release, finding, state} = event;
    const id = `${release.name} ${finding.id.slice(0, 7)}`;
    if (state === 'resolved' || state === 'accepted') standing.delete(id);
    else standing.add(id);
    const key = `${release.name} ${finding.ref.kind}/${finding.ref.name}`;
    for (const one of waiting) if (one.key === key) one.done(at);
  });
  const pid = child.pid ?? 0;
  return {
    standing,
    events: () => count,
    ready,
    next: (release, kind, name, withinMs) =>
      new Promise((done) => {
        const one: Waiting = {
          key: `${release} ${kind}/${name}`,
          done: (at) => {
            clearTimeout(timer);
            waiting.delete(one);
            done(at);
          },
        };
        const timer = setTimeout(() => one.done(undefined), withinMs);
        waiting.add(one);
      }),
    usage() {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const mib = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
      return {cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, rss: mib('VmRSS'), peak: mib('VmHWM')};
    },
    async metrics() {
      const url = /http:\S+/.exec(errors)?.[0];
      if (url === undefined) throw new Error(`no metrics: ${errors}`);
      return (await fetch(url)).text();
    },
    stderr: () => errors,
    async stop() {
      if (child.exitCode !== null) return;
      const over = new Promise((done) => child.once('close', done));
      child.kill('SIGINT');
      await over;
    },
  };
}

/** The sum of a metric over all its labels. */
export function metricOf(page: string, name: string): number {
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
