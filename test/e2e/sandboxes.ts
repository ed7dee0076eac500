import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {createConnection} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import {cacheRoot} from '../../src/sandbox/cache.ts';
import {BUNDLE, drift, helmBinary, run} from './harness.ts';
import type {Run} from './harness.ts';

/** A user who named no cluster. Wherever his home is, the parts are those that the tests themselves run on. */
export const NOBODYS = {
  KUBECONFIG: undefined,
  HELM_DRIFT_CACHE: cacheRoot(process.env),
  KUBEBUILDER_ASSETS: process.env['KUBEBUILDER_ASSETS'],
};

export interface SandboxStatus {
  readonly state: string;
  readonly problem?: string;
  readonly server: string;
  readonly kubeconfig: string;
  readonly uid: string;
  readonly processes: readonly {readonly pid: number; readonly name: string}[];
}

export const sandbox = (...args: string[]): Promise<Run> => drift(['sandbox', ...args], {env: NOBODYS});

export async function statusOf(folder: string): Promise<SandboxStatus> {
  return JSON.parse((await sandbox('status', '-o', 'json', '--dir', folder)).stdout) as SandboxStatus;
}

/** Nothing of a sandbox may outlive its test, also where the test fails. */
export function endedAfterwards(folder: string): string {
  onTestFinished(async () => {
    await sandbox('down', '--dir', folder);
  });
  return folder;
}

/** The command line in the background, to be ended from outside. */
export function startUp(
  folder: string,
  more: Readonly<Record<string, string | undefined>> = {},
): {child: ChildProcess; ended: Promise<{code: number | null; stderr: string}>} {
  const env = {...process.env, HELM_BIN: helmBinary('4.3.1'), ...NOBODYS, ...more};
  const child = spawn(process.execPath, [BUNDLE, 'sandbox', 'up', '--dir', folder], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return {child, ended: new Promise((resolve) => child.on('close', (code) => resolve({code, stderr})))};
}

/** Processes whose command line names a folder, by another way than the product's own. */
export async function processesNaming(folder: string): Promise<string[]> {
  const listed = await run('ps', ['-axww', '-o', 'pid=,args=']);
  return listed.stdout.split('\n').filter((line) => line.includes(folder) && !line.includes('sandbox up'));
}

export async function eventually(check: () => Promise<boolean>, seconds = 20): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) if (await check()) return true;
  return false;
}

export function isListening(server: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({host: '127.0.0.1', port: Number(new URL(server).port)});
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
