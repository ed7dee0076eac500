import {spawn} from 'node:child_process';
import {messageOf} from '../../model/errors.ts';
import {plural} from '../../model/plural.ts';

/** Runs a program for each event. */
export interface EventRunner {
  /** `about` names the event where the program fails. */
  run(event: string, about: string): void;
  /** Done when no program runs any more, and none waits. */
  settled(): Promise<void>;
  /** Ends what runs. */
  close(): void;
  readonly counts: {readonly ok: number; readonly failed: number};
}

export interface RunnerOptions {
  /** The program and its arguments; no shell reads them. */
  readonly program: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether what the program says may be shown, on our own stderr. */
  readonly isHeard: boolean;
  readonly onNote: (text: string) => void;
  readonly timeoutMs?: number;
}

const AT_ONCE = 4;
const TIMEOUT_MS = 30_000;
/** Events that wait for a program that is slower than they come. */
const WAITING_AT_MOST = 1000;

/** A program that fails, or takes too long, is told of, and stops nothing. */
export function eventRunner({program, env, cwd, isHeard, onNote, timeoutMs = TIMEOUT_MS}: RunnerOptions): EventRunner {
  const waiting: (readonly [event: string, about: string])[] = [];
  const running = new Set<() => void>();
  const counts = {ok: 0, failed: 0};
  let left = 0;
  let isClosed = false;
  let done: (() => void)[] = [];

  const next = (): void => {
    for (const one of waiting.splice(0, AT_ONCE - running.size)) void begin(...one);
    if (running.size + waiting.length === 0) {
      for (const call of done) call();
      done = [];
    }
  };

  async function begin(event: string, about: string): Promise<void> {
    const ran = ranOnce({program, env, cwd, isHeard, timeoutMs}, event);
    running.add(ran.kill);
    const failure = await ran.failure;
    running.delete(ran.kill);
    counts[failure === undefined ? 'ok' : 'failed'] += 1;
    if (failure !== undefined && !isClosed) onNote(`--exec ${program[0] ?? ''} ${failure}, for ${about}`);
    next();
  }

  return {
    counts,
    run(event, about) {
      if (isClosed) return;
      if (waiting.length >= WAITING_AT_MOST) {
        waiting.shift();
        left += 1;
        if (left === 1 || left % WAITING_AT_MOST === 0)
          onNote(`--exec is slower than events come: ${plural(left, 'event')} left out`);
      }
      waiting.push([event, about]);
      next();
    },
    settled: () =>
      new Promise((resolve) => {
        done.push(resolve);
        next();
      }),
    close() {
      isClosed = true;
      waiting.length = 0;
      for (const kill of running) kill();
    },
  };
}

interface Ran {
  /** Why it failed; undefined once it has ended well. */
  readonly failure: Promise<string | undefined>;
  readonly kill: () => void;
}

function ranOnce(
  {program, env, cwd, isHeard, timeoutMs}: Omit<RunnerOptions, 'onNote'> & {readonly timeoutMs: number},
  event: string,
): Ran {
  const [command = '', ...args] = program;
  const heard = isHeard ? 2 : 'ignore';
  const child = spawn(command, args, {env, cwd, stdio: ['pipe', heard, heard]});
  const kill = (): void => void child.kill('SIGKILL');
  const failure = new Promise<string | undefined>((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(`cannot be run: ${messageOf(error)}`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (isLate) resolve(`took longer than ${timeoutMs / 1000} s`);
      else resolve(code === 0 ? undefined : `ended with ${code === null ? String(signal) : code}`);
    });
  });
  // Whoever does not read the event may still be right.
  child.stdin?.on('error', () => {});
  child.stdin?.end(event);
  return {failure, kill};
}
