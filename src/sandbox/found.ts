import {errorCodeOf} from '../model/errors.ts';
import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import {planeFolder} from './home.ts';

const exec = promisify(execFile);

/** A running process of one sandbox. */
export interface Found {
  readonly pid: number;
  readonly name: 'supervisor' | 'etcd' | 'kube-apiserver' | 'kube-controller-manager';
}

/** The flag by which each component names its sandbox's folder. */
const FLAGS = {
  etcd: (plane: string) => `--data-dir=${plane}/etcd`,
  'kube-apiserver': (plane: string) => `--cert-dir=${plane}/certs`,
  'kube-controller-manager': (plane: string) => `--kubeconfig=${plane}/kubeconfig`,
} as const;

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager'] as const;

const GRACE_MS = 20_000;

/**
 * What runs for the sandbox in `folder`, by the command lines of the processes there are. No file of process ids is kept:
 * an id of yesterday's may be anybody's today, while whoever was started on this very folder is ours.
 */
export async function processesOf(folder: string, system: NodeJS.Platform = process.platform): Promise<Found[]> {
  // There `up` refuses, and nothing tells command lines.
  if (system === 'win32') return [];
  const lines = await commandLines();
  return lines.flatMap(({pid, args}) => {
    const name = memberName(folder, args);
    return name === undefined || pid === process.pid ? [] : [{pid, name}];
  });
}

function memberName(folder: string, args: readonly string[]): Found['name'] | undefined {
  const [, , ...rest] = args;
  if (rest.join('\n') === supervisorArgs(folder).join('\n')) return 'supervisor';
  return COMPONENTS.find((name) => {
    const isNamed = args.slice(0, 2).some((arg) => basename(arg) === name);
    return isNamed && args.includes(FLAGS[name](planeFolder(folder)));
  });
}

/** The supervisor's command line behind node and its script. */
export function supervisorArgs(folder: string): string[] {
  return ['sandbox', 'supervise', '--dir', folder];
}

interface CommandLine {
  readonly pid: number;
  readonly args: readonly string[];
}

async function commandLines(): Promise<CommandLine[]> {
  const entries = await readdir('/proc').catch(() => undefined);
  if (entries === undefined) return listedByPs();
  const pids = entries.filter((entry) => /^\d+$/.test(entry));
  return Promise.all(
    pids.map(async (pid) => {
      // A process may end between the two looks.
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return {pid: Number(pid), args: text.split('\0').slice(0, -1)};
    }),
  );
}

/** Where there is no /proc. Arguments with spaces come apart here, so each flag up to the next ` --` counts as one. */
async function listedByPs(): Promise<CommandLine[]> {
  const {stdout} = await exec('ps', ['-axww', '-o', 'pid=,args='], {maxBuffer: 64 * 1024 * 1024});
  return stdout.split('\n').flatMap((line) => {
    const [, pid, text] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || text === undefined) return [];
    const [, command = '', supervisor] = /^(.*) (sandbox supervise --dir .*)$/.exec(text) ?? [];
    if (supervisor !== undefined) {
      const [one = '', two = '', three = '', ...dir] = supervisor.split(' ');
      return [{pid: Number(pid), args: [command, '', one, two, three, dir.join(' ')]}];
    }
    return [{pid: Number(pid), args: text.split(/ (?=--)/).map((arg) => arg.trim())}];
  });
}

/** Ends all that runs for the sandbox and waits for it: the supervisor ends its components, and what outlives it is ended here. */
export async function endProcesses(folder: string): Promise<void> {
  const started = Date.now();
  let found = await processesOf(folder);
  const supervised = found.filter(({name}) => name === 'supervisor');
  (supervised.length > 0 ? supervised : found).forEach((one) => signal(one, 'SIGTERM'));
  while ((found = await processesOf(folder)).length > 0) {
    const isLate = Date.now() - started > GRACE_MS;
    // Without a supervisor nobody else ends them.
    if (!found.some(({name}) => name === 'supervisor')) found.forEach((one) => signal(one, 'SIGTERM'));
    if (isLate) found.forEach((one) => signal(one, 'SIGKILL'));
    await sleep(100);
  }
}

function signal({pid}: Found, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error;
  }
}
