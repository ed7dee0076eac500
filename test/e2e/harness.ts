import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {inject, onTestFinished} from 'vitest';
import {plane} from './plane.ts';
import type {Report} from './reports.ts';

export {findingLines} from './reports.ts';
export type {Report} from './reports.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
}

export const BUNDLE = resolve('dist/helm-drift.cjs');

/** Each run is on a machine of its own, unless a test names one: none knows of another's findings, and none leaves any behind. */
const STATE = mkdtempSync(join(tmpdir(), 'helm-drift-test-state-'));
process.once('exit', () => rmSync(STATE, {recursive: true, force: true}));
let machines = 0;

/** Variables of the machine's own that would change what helm and we do. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(HELM_|KUBE|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|VITEST)/.test(name),
    ),
  );
}

/** Runs a command to its end; a failing one is an answer, not an exception. */
export function run(command: string, args: readonly string[], {env = {}, input, cwd}: RunOptions = {}): Promise<Run> {
  const state = join(STATE, String((machines += 1)));
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      env: {...cleanEnv(), KUBECONFIG: plane().kubeconfig, XDG_STATE_HOME: state, ...env},
      ...(cwd === undefined ? {} : {cwd}),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({code: code ?? -1, stdout, stderr}));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Runs a command that must succeed. */
export async function must(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const {code, stdout, stderr} = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`);
  return stdout;
}

export const kubectl = (...args: string[]): Promise<string> => must(inject('kubectl'), args);

export function helmBinary(version: string): string {
  const binary = inject('helms')[version];
  if (binary === undefined) throw new Error(`no helm ${version} was provisioned`);
  return binary;
}

/** The bundle without helm around it; HELM_BIN names the helm that it asks for manifests. */
export function drift(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run(process.execPath, [BUNDLE, ...args], {...options, env: {HELM_BIN: helmBinary('4.3.1'), ...options.env}});
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-test-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** Installs this repository as a plugin of a helm that keeps its data in a folder of its own. */
export async function pluginHome(helm: string): Promise<Record<string, string>> {
  const home = temporaryFolder();
  const env = {
    HELM_DATA_HOME: join(home, 'data'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_CACHE_HOME: join(home, 'cache'),
  };
  await must(helm, ['plugin', 'install', process.cwd()], {env});
  return env;
}

let counter = 0;

/** A namespace of the test's own. */
export async function namespace(prefix: string): Promise<string> {
  const name = `${prefix}-${process.pid}-${counter++}`;
  await kubectl('create', 'namespace', name);
  onTestFinished(async () => {
    await run(inject('kubectl'), ['delete', 'namespace', name, '--wait=false']);
  });
  return name;
}

export function reportOf({stdout, stderr}: Run): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`no JSON report on stdout: ${stdout}${stderr}`);
  }
}
