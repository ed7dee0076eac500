import {spawn} from 'node:child_process';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {expect, inject, onTestFinished} from 'vitest';
import {BUNDLE, helmBinary, must, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

/** The definition of ReleaseDrift, in the cluster for as long as the test file runs. */
export async function withDefinition(): Promise<void> {
  await must(inject('kubectl'), ['apply', '--server-side', '-f', 'charts/helm-drift/files/releasedrift.yaml']);
  await must(inject('kubectl'), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const {port} = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

export interface Agent {
  readonly ended: Promise<number>;
  readonly log: () => LogLine[];
  readonly errors: () => string;
  readonly url: string;
  /** The status and the body of one of its pages. */
  page(path: string): Promise<{readonly status: number; readonly body: string}>;
  ready(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** An agent as a process of its own, as a pod of this name would run it. */
export async function agent(
  args: readonly string[],
  {pod = 'agent', env = {}}: {readonly pod?: string; readonly env?: Readonly<Record<string, string | undefined>>} = {},
): Promise<Agent> {
  const port = await freePort();
  const child = spawn(process.execPath, [BUNDLE, 'agent', '--listen', `127.0.0.1:${port}`, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: temporaryFolder(),
      KUBECONFIG: plane().kubeconfig,
      HELM_BIN: helmBinary('4.3.1'),
      HOSTNAME: pod,
      ...env,
    },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  child.stdout.resume();
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  const page: Agent['page'] = async (path) => {
    const answer = await fetch(`${url}${path}`).catch(() => undefined);
    return {status: answer?.status ?? 0, body: (await answer?.text()) ?? ''};
  };
  return {
    ended,
    url,
    page,
    errors: () => errors,
    log: () =>
      errors
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LogLine),
    ready: async () => {
      await expect
        .poll(async () => (await page('/readyz')).status, {timeout: 30_000, interval: 100, message: errors})
        .toBe(200);
    },
    kill: (signal) => void child.kill(signal),
  };
}

export interface Drifted {
  readonly metadata: {readonly name: string; readonly uid: string; readonly resourceVersion: string};
  readonly status: {
    readonly state: string;
    readonly worst?: string;
    readonly drift: number;
    readonly gaps: number;
    readonly gapReasons?: readonly string[];
    readonly revision: number;
    readonly told?: string;
    readonly findings?: readonly {readonly id: string; readonly state: string; readonly path: string}[];
    readonly conditions: readonly {readonly status: string; readonly lastTransitionTime: string}[];
  };
}

/** What is written of a release; undefined where nothing is. */
export async function written(place: string, name: string): Promise<Drifted | undefined> {
  const {code, stdout} = await run(inject('kubectl'), ['get', 'releasedrift', name, '-n', place, '-o', 'json']);
  return code === 0 ? (JSON.parse(stdout) as Drifted) : undefined;
}
