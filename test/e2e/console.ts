import {spawn} from 'node:child_process';
import {request} from 'node:http';
import type {IncomingHttpHeaders} from 'node:http';
import {onTestFinished} from 'vitest';
import type {ConsoleState, FindingView, TimelineState} from '../../src/console/contract.ts';
import {KEY_HEADER} from '../../src/console/routes.ts';
import {BUNDLE, helmBinary, must, namespace, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a test says what it expects
  json<T>(): T;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with just these headers: none of those that a browser or fetch would add. */
export function raw(port: number, path: string, {method = 'GET', headers = {}, body}: Ask = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request({host: '127.0.0.1', port, path, method, headers, agent: false}, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
          json: <T>() => JSON.parse(text) as T,
        }),
      );
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A PATH and an environment of nothing but this. */
  readonly bare?: boolean;
}

/** `helm drift console …` as a process of its own, ended with the test. */
export async function startConsole(args: readonly string[], {env = {}, cwd, bare = false}: StartOptions = {}) {
  const own = {
    KUBECONFIG: plane().kubeconfig,
    HELM_BIN: helmBinary('4.3.1'),
    HOME: process.env['HOME'],
    PATH: process.env['PATH'],
  };
  const child = spawn(process.execPath, [BUNDLE, 'console', ...args], {
    env: {...(bare ? {PATH: '/nonexistent'} : own), ...env},
    ...(cwd === undefined ? {} : {cwd}),
  });
  onTestFinished(() => void child.kill());
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.trim());
    });
    child.on('exit', (code) => reject(new Error(`the console ended with ${code}: ${stderr}`)));
  });
  const {port, hash} = new URL(url);
  return {
    port: Number(port),
    token: hash.slice(1),
    url,
    isRunning: () => child.exitCode === null,
    stderr: () => stderr,
  };
}

/** A page that has been let in. */
export async function session({port, token}: {readonly port: number; readonly token: string}) {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  const post = {host, origin, 'content-type': 'application/json'};
  const answer = await raw(port, '/api/session', {method: 'POST', headers: post, body: JSON.stringify({token})});
  if (answer.status !== 200) throw new Error(`no session: ${answer.status} ${answer.text}`);
  const cookie = String(answer.headers['set-cookie']?.[0]).split(';')[0] as string;
  const credentials = {cookie, [KEY_HEADER]: answer.json<{key: string}>().key};
  return {
    credentials,
    headers: {...post, ...credentials},
    setCookie: String(answer.headers['set-cookie']?.[0]),
    get: (path: string) => raw(port, path, {headers: {host, ...credentials}}),
    post: (path: string, body: unknown) =>
      raw(port, path, {method: 'POST', headers: {...post, ...credentials}, body: JSON.stringify(body)}),
  };
}

export type Session = Awaited<ReturnType<typeof session>>;

/** The states of the event stream as they come. */
export function events(port: number, {credentials}: Session) {
  const states: ConsoleState[] = [];
  const waiting = new Set<() => void>();
  let buffer = '';
  let isOver = false;
  const outgoing = request(
    {host: '127.0.0.1', port, path: '/api/events', agent: false, headers: {host: `127.0.0.1:${port}`, ...credentials}},
    (incoming) => {
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        buffer += chunk;
        for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
          const data = /^data: (.*)$/m.exec(buffer.slice(0, end))?.[1];
          buffer = buffer.slice(end + 2);
          if (data !== undefined) states.push(JSON.parse(data) as ConsoleState);
        }
        for (const wake of waiting) wake();
      });
      incoming.on('error', () => {});
    },
  );
  outgoing.on('error', () => {});
  outgoing.end();
  onTestFinished(() => {
    isOver = true;
    outgoing.destroy();
  });
  return {
    states,
    /** The first state, from now on or the newest, of which something is so; fails after a time. */
    until: async (what: string, is: (state: ConsoleState) => boolean, ms = 30_000): Promise<ConsoleState> => {
      const end = Date.now() + ms;
      let from = Math.max(0, states.length - 1);
      for (;;) {
        const found = states.slice(from).find(is);
        if (found !== undefined) return found;
        from = Math.max(0, states.length - 1);
        if (isOver || Date.now() > end)
          throw new Error(
            `not within ${ms} ms: ${what}; the newest state is ${JSON.stringify(states.at(-1))?.slice(0, 3000)}`,
          );
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake);
            clearTimeout(timer);
            resolve();
          };
          const timer = setTimeout(wake, 100);
          waiting.add(wake);
        });
      }
    },
  };
}

export function current({opened: open}: ConsoleState): TimelineState | undefined {
  return open?.timeline[open.now];
}

export function drifted(state: ConsoleState): FindingView[] {
  return (current(state)?.findings ?? []).filter(({verdict}) => verdict === 'drift');
}

/** A namespace of its own with the release in it. */
export async function installed(prefix: string, ...args: string[]): Promise<string> {
  const place = await namespace(prefix);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place, ...args]);
  return place;
}

/** A console on the release, let in and listening. */
export async function opened(place: string, args: readonly string[] = [], options: StartOptions = {}) {
  const folder = temporaryFolder();
  const env = {XDG_STATE_HOME: folder, ...options.env};
  const console = await startConsole(['test-nginx', '-n', place, ...args], {cwd: folder, ...options, env});
  const page = await session(console);
  const stream = events(console.port, page);
  return {console, page, stream, folder};
}

export const isReady = ({opened: open, connection}: ConsoleState): boolean =>
  open?.ready === true && connection.kind === 'live';
export const values = (state: ConsoleState): string[] =>
  drifted(state)
    .map(({title, desired, live}) => `${title} ${desired?.text} → ${live?.text}`)
    .toSorted();
export const GOVERNED = ['CPU target 65 → 85', 'HPA ceiling 12 → 16', 'HPA floor 6 → 4', 'Service port 80 → 8080'];
