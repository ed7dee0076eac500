import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
import {onTestFinished, vi} from 'vitest';
import type {Runtime} from '../../src/app/runtime.ts';
import type {Session} from '../../src/app/session.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import type {ConsoleState} from '../../src/console/contract.ts';
import type {ClusterAccess, CommandOutput, ConsoleContext, Workspace} from '../../src/console/session/context.ts';
import {documentStore} from '../../src/console/session/document-store.ts';
import {problemOf} from '../../src/console/session/problem.ts';
import {consoleStore} from '../../src/console/session/store.ts';
import type {Store} from '../../src/console/session/store.ts';
import {createRedactor} from '../../src/redact/redactor.ts';

export const NOW = new Date('2026-11-24T09:15:00Z');

/** A runtime with nothing of this process in it. */
export function runtimeOf(parts: Partial<Runtime> = {}): Runtime {
  const [stdout, stderr] = [new Writable({write: (_c, _e, done) => done()}), new Writable()];
  const signal = new AbortController().signal;
  return {
    argv: [],
    cwd: process.cwd(),
    env: {},
    stdin: Readable.from([]),
    stdout,
    stderr,
    now: () => NOW,
    signal,
    ...parts,
  };
}

export function storeOf(parts: Partial<ConsoleState> = {}, now: () => Date = () => NOW): Store {
  const first = {
    version: '0.0.0',
    readOnly: false,
    connection: {kind: 'live', since: NOW.toISOString(), by: 'watch'},
    releases: {rows: [], checking: false},
    scenarios: [],
    records: [],
  } as const;
  return consoleStore({...first, ...parts}, now);
}

const unscripted = (what: string) => async (): Promise<never> => {
  throw new Error(`${what} is not scripted`);
};

export function sessionOf(parts: Partial<Session> = {}): Session {
  return {
    settings: {namespace: undefined, connection: {}, helmBin: 'helm', driver: 'secret'},
    redactor: createRedactor(),
    options: async () => ({fidelity: 'client', config: NO_CONFIG}),
    open: unscripted('open'),
    inspectOpened: unscripted('inspectOpened'),
    inspectOne: unscripted('inspectOne'),
    checkOne: unscripted('checkOne'),
    checkAll: unscripted('checkAll'),
    cluster: unscripted('cluster'),
    helm: () => {
      throw new Error('helm is not scripted');
    },
    namespace: async () => 'shop',
    close: () => {},
    ...parts,
  };
}

/** A cluster that says nothing of its own accord: `follow` lasts until its signal. */
export function clusterOf(parts: Partial<ClusterAccess> = {}): ClusterAccess {
  return {
    session: sessionOf(),
    identity: async () => ({name: 'test', server: 'https://test:6443'}),
    ping: async () => {},
    follow: (_followed, _listener, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), {once: true})),
    here: async () => ({name: 'test', server: 'https://test:6443', uid: 'cluster-1'}),
    openForFix: unscripted('openForFix'),
    foretell: unscripted('foretell'),
    remember: async (report) => report,
    earlier: async () => [],
    prepareUndo: unscripted('prepareUndo'),
    isSandbox: async () => false,
    introduceDrift: unscripted('introduceDrift'),
    close: () => {},
    ...parts,
  };
}

export interface TestContext extends ConsoleContext {
  /** Command lines that were run. */
  readonly ran: (readonly string[])[];
}

export function contextOf(
  parts: Partial<ConsoleContext> = {},
  answer: (argv: readonly string[]) => Partial<CommandOutput> = () => ({}),
): TestContext {
  const redactor = createRedactor({key: 'a key of a test'});
  const ran: (readonly string[])[] = [];
  return {
    store: storeOf(),
    documents: documentStore(redactor),
    redactor,
    runtime: runtimeOf(),
    readOnly: false,
    cluster: undefined,
    scenarios: [],
    command: async (argv) => {
      ran.push(argv);
      return {exitCode: 0, stdout: '', stderr: '', ...answer(argv)};
    },
    problem: (error) => problemOf(error, redactor),
    ran,
    ...parts,
  };
}

export function workspaceOf(parts: Partial<Workspace> = {}): Workspace {
  return {
    name: 'web',
    namespace: 'shop',
    inspection: () => undefined,
    refresh: async () => {},
    arguments: () => ['web', '--namespace', 'shop'],
    playable: () => [],
    close: () => {},
    ...parts,
  };
}

/** Lets promises and setImmediate run, without the time that fake timers hold. */
export async function settled(rounds = 20): Promise<void> {
  for (let round = 0; round < rounds; round++) await new Promise((resolve) => realImmediate(resolve));
}
const realImmediate = setImmediate;

/** Waits for what comes by real sockets and files: at once as a rule, and later on a busy machine. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, {timeout: 30_000, interval: 10});
}

/** Whatever a test opened. */
export function closing<T extends {close(): void}>(one: T): T {
  onTestFinished(() => one.close());
  return one;
}

/** A folder that goes when the test ends, with these files in it. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-console-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
