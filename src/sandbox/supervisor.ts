import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {UserError, messageOf} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import {startControlPlane} from './control-plane.ts';
import type {ControlPlane} from './control-plane.ts';
import {endProcesses, supervisorArgs} from './found.ts';
import {logFile, planeFolder} from './home.ts';
import type {ControlPlaneBinaries} from './provision.ts';
import {OWN_SCRIPT} from './shipped.ts';

/** What the supervisor says, one JSON line. */
type Word = {readonly server: string} | {readonly failure: string; readonly hint?: string};

export interface Supervisor {
  readonly server: string;
  /** It goes on without us, whatever becomes of this process and its terminal. */
  release(): void;
  /** Ends the control plane, and waits for it. */
  stop(): Promise<void>;
}

/** Another program may take a port between our finding it free and the component's asking for it. */
const ATTEMPTS = 3;

/**
 * Starts the control plane under a process of its own session that outlives us. Until `release` it holds on to us by a
 * pipe: when we go, also by kill -9, it ends all that it started.
 */
export async function startSupervisor(
  folder: string,
  binaries: ControlPlaneBinaries,
  signal: AbortSignal,
): Promise<Supervisor> {
  const log = openSync(logFile(folder), 'a', 0o600);
  const child = spawn(process.execPath, [OWN_SCRIPT, ...supervisorArgs(folder)], {
    detached: true,
    stdio: ['pipe', 'pipe', log],
    cwd: '/',
    // It is nobody's plugin: what helm started ends with its helm, and this is to outlive us.
    env: {...process.env, HELM_PLUGIN_DIR: undefined},
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin?.destroy();
    await ended;
    await endProcesses(folder);
  };
  child.stdin?.on('error', () => {});
  child.stdin?.write(`${JSON.stringify(binaries)}\n`);
  const interrupt = (): void => void child.stdin?.destroy();
  signal.addEventListener('abort', interrupt, {once: true});
  const word = await firstWord(child);
  signal.removeEventListener('abort', interrupt);
  if ('failure' in word) {
    await stop();
    throw new UserError(word.failure, word.hint);
  }
  return {
    server: word.server,
    release() {
      child.stdin?.end('stay\n');
      child.stdout?.destroy();
      child.unref();
    },
    stop,
  };
}

function firstWord(child: ChildProcess): Promise<Word> {
  return new Promise((resolve) => {
    if (child.stdout !== null) createInterface({input: child.stdout}).once('line', (line) => resolve(wordOf(line)));
    child.once('error', (error) => resolve({failure: `cannot start the supervisor: ${error.message}`}));
    child.once('close', () =>
      resolve({failure: 'the sandbox was ended while it started', hint: 'Start it again: `helm drift sandbox up`.'}),
    );
  });
}

function wordOf(line: string): Word {
  const word: unknown = JSON.parse(line);
  const {server, failure, hint} = isObject(word) ? word : {};
  if (typeof server === 'string') return {server};
  return {failure: textOf(failure), ...(typeof hint === 'string' ? {hint} : {})};
}

function binariesOf(line: string): ControlPlaneBinaries {
  const value: unknown = JSON.parse(line);
  const of = (component: keyof ControlPlaneBinaries): string => textOf(isObject(value) ? value[component] : undefined);
  return {
    etcd: of('etcd'),
    'kube-apiserver': of('kube-apiserver'),
    'kube-controller-manager': of('kube-controller-manager'),
    kubectl: of('kubectl'),
  };
}

/** The supervisor itself: holds the control plane until it is told to end, or its starter is gone too early. */
export async function supervise(
  folder: string,
  stdin: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  // Its starter may be gone when it speaks.
  stdout.on('error', () => {});
  const say = (word: Word): void => void stdout.write(`${JSON.stringify(word)}\n`);
  const lines = createInterface({input: stdin})[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) return;
  const binaries = binariesOf(first.value);
  const told = toldToEnd(lines);
  try {
    const plane = await Promise.race([startSomewhere(binaries, planeFolder(folder)), told]);
    // Half up there is nothing to stop in order: the warden of processes.ts ends whom we leave.
    if (plane === undefined) process.exit(0);
    say({server: plane.server});
    await told;
    await plane.stop();
  } catch (error) {
    const hint = error instanceof UserError ? error.hint : undefined;
    say({failure: messageOf(error), ...(hint === undefined ? {} : {hint})});
  }
}

function toldToEnd(lines: AsyncIterator<string>): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => resolve());
    const wait = async (): Promise<void> => {
      const next = await lines.next();
      if (next.done === true || next.value !== 'stay') resolve();
    };
    void wait();
  });
}

async function startSomewhere(binaries: ControlPlaneBinaries, folder: string): Promise<ControlPlane> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startControlPlane({binaries, folder});
    } catch (error) {
      if (attempt === ATTEMPTS || !/address already in use/.test(messageOf(error))) throw error;
    }
  }
}
