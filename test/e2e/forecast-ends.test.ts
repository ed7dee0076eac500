import {spawn} from 'node:child_process';
import {chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {BUNDLE, helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';

const SIGNALS = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143} as const;

/** What helm is doing when the process is told to end. */
type Doing = 'waits for its first read' | 'waits for its dry write' | 'renders without end';

/** A helm as it is, or behind a script that passes no signal on, as version managers put it on PATH. */
type Bin = (folder: string) => string;

const scriptAround =
  (helm: string): Bin =>
  (folder) => {
    const script = join(folder, 'helm');
    writeFileSync(script, `#!/bin/sh\n"${helm}" "$@"\nexit $?\n`);
    chmodSync(script, 0o755);
    return script;
  };

/** A chart whose rendering takes hours: helm heeds no signal meanwhile. */
function endlessChart(folder: string): string {
  const chart = join(folder, 'chart');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: test-nginx\nversion: 0.1.0\n');
  const loops = '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}\n';
  writeFileSync(join(chart, 'templates', 'all.yaml'), loops);
  return chart;
}

/** Processes of this machine whose arguments or environment name a folder. */
function processesOf(folder: string): {readonly pid: number; readonly line: string}[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => [Number(pid), textOf(`/proc/${pid}/cmdline`), textOf(`/proc/${pid}/environ`)] as const)
    .filter(([, ...texts]) => texts.some((text) => text.includes(folder)))
    .map(([pid, line]) => ({pid, line: line.replaceAll('\0', ' ')}));
}

/** '' of a process that has gone, or is another user's. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const forecastsIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('helm-drift-forecast-'));

/** A proxy that never hands on what helm is to wait for; `until` resolves when it has come that far. */
async function holding(doing: Doing, tmp: string) {
  let arrived = (): void => {};
  const until = new Promise<void>((resolve) => (arrived = resolve));
  const {env, requests} = await proxy({
    before: async (method, url) => {
      // Only helm asks while its folder is there.
      if (forecastsIn(tmp).length === 0) return;
      if (doing === 'renders without end') {
        // The last that it asks before it renders.
        if (url.includes('/secrets?')) setTimeout(arrived, 1000);
        return;
      }
      if (doing === 'waits for its dry write' && (method === 'GET' || !url.includes('dryRun=All'))) return;
      arrived();
      await new Promise<void>(() => {});
    },
  });
  return {env, requests, until};
}

/** Starts a forecast, and returns when its helm does what it is to be ended in. */
async function forecast(doing: Doing, bin: Bin, place: string) {
  const folder = temporaryFolder();
  const tmp = join(folder, 'tmp');
  mkdirSync(tmp);
  const {env, requests, until} = await holding(doing, tmp);
  const chart = doing === 'renders without end' ? endlessChart(folder) : 'charts/nginx';
  const args = ['check', 'test-nginx', chart, '-n', place, '--forecast', '--fidelity', 'client'];
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    env: {PATH: process.env['PATH'], HOME: folder, TMPDIR: tmp, HELM_BIN: bin(folder), ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = new Promise<{code: number | null; said: string}>((resolve) =>
    child.on('close', (code) => resolve({code, said})),
  );
  // What a failing test would leave: helm inherits TMPDIR.
  onTestFinished(() => processesOf(tmp).forEach(({pid}) => process.kill(pid, 'SIGKILL')));
  const early = end.then(() => {
    throw new Error(`it ended before helm had begun: ${said}\n${requests.join('\n')}`);
  });
  await Promise.race([until, early]);
  return {child, end, tmp};
}

async function drifted(): Promise<string> {
  const place = await namespace('ends');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', 'ADDED=1');
  return place;
}

/** Tells the process to end while its helm is at work, and looks at what is left of both. */
async function ended(signal: keyof typeof SIGNALS, doing: Doing, bin: Bin) {
  const {child, end, tmp} = await forecast(doing, bin, await drifted());
  const [folder = 'none'] = forecastsIn(tmp);
  const before = processesOf(folder);
  const started = performance.now();
  child.kill(signal);
  const {code, said} = await end;
  return {
    before,
    seconds: (performance.now() - started) / 1000,
    code,
    said,
    after: [...processesOf(folder), ...readdirSync(tmp)],
  };
}

describe.each(['3.22.0', '4.3.1'])('a forecast by helm %s', (version) => {
  const DOINGS = ['waits for its first read', 'waits for its dry write', 'renders without end'] as const;
  const cases = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).flatMap((signal) =>
    DOINGS.map((doing) => ({signal, doing})),
  );
  test.each(cases)('that is ended by $signal while helm $doing leaves nothing', async ({signal, doing}) => {
    const {before, seconds, ...rest} = await ended(signal, doing, () => helmBinary(version));
    expect(before).toEqual([expect.objectContaining({line: expect.stringContaining(' upgrade test-nginx ')})]);
    expect(rest).toEqual({code: SIGNALS[signal], said: '', after: []});
    expect(seconds).toBeLessThan(5);
  });

  test('leaves nothing where a script stands around helm', async () => {
    const {before, seconds, ...rest} = await ended('SIGTERM', 'renders without end', scriptAround(helmBinary(version)));
    expect(before).toHaveLength(2);
    expect(rest).toEqual({code: 143, said: '', after: []});
    expect(seconds).toBeLessThan(5);
  });
});
