import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {appendFile, mkdtemp, readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {UserError} from '../model/errors.ts';
import {runAction} from './action.ts';
import type {Step} from './action.ts';

// The step of a workflow: action.yml names what this is built to. It runs the program beside it as a process of its own.

const SAID_BYTES = 4096;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const program = join(dirname(process.argv[1] ?? ''), 'helm-drift.cjs');
const say = (text: string): void => void process.stdout.write(text);

const check: Step['check'] = (args, {env, cwd}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {env, cwd, stdio: ['ignore', 'pipe', 'pipe']});
    // Both on one stream: the runner reads two side by side, and would obey one while the other says that it must not.
    child.stdout.setEncoding('utf8').on('data', say);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      say(text);
      said = `${said}${text}`.slice(-SAID_BYTES);
    });
    // A run that is cancelled: the program lets go of what it holds, and says so.
    const passOn = (name: NodeJS.Signals): void => void child.kill(name);
    for (const name of SIGNALS) process.on(name, passOn);
    child.on('error', (cause) =>
      reject(
        new UserError(
          `the check cannot be started in ${cwd}: ${cause.message}`,
          'Name a folder of the workspace in working-directory, or leave it out.',
          {cause},
        ),
      ),
    );
    child.on('close', (code) => {
      for (const name of SIGNALS) process.off(name, passOn);
      resolve({code: code ?? 1, said});
    });
  });

async function start(): Promise<void> {
  process.exitCode = await runAction({
    env: process.env,
    say,
    check,
    read: (file) => readFile(file, 'utf8'),
    append: (file, text) => appendFile(file, text),
    folder: (below) => mkdtemp(join(below, 'helm-drift-')),
    random: () => randomBytes(16).toString('hex'),
    fetch,
    pause: async (milliseconds) => {
      await setTimeout(milliseconds);
    },
  });
}

void start();
