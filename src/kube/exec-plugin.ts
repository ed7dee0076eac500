import {spawn} from 'node:child_process';
import {access, constants} from 'node:fs/promises';
import {posix, win32} from 'node:path';
import {platform} from 'node:process';
import {isatty} from 'node:tty';
import {UserError, messageOf} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';
import {inFlight} from './in-flight.ts';
import {isPath} from './kubeconfig/paths.ts';
import type {ExecPlugin} from './kubeconfig/model.ts';

/** What a plugin gives: a token, a client certificate with its key, or both; '' for what it leaves out. */
export interface ExecCredential {
  readonly token: string;
  readonly certificate: string;
  readonly key: string;
}

export interface ExecLogin {
  /** Runs the plugin where there is no credential, or the last one has expired; whoever asks meanwhile gets the same one. */
  credential(): Promise<ExecCredential>;
  /** The server did not take the last one: the next to ask gets another. */
  readonly renew: () => void;
}

interface ExecOptions {
  /** What `provideClusterInfo` asks for. */
  readonly cluster: JsonObject;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Milliseconds that a plugin may take. */
  readonly patience?: number;
}

/** Logs in by a plugin, as client-go does (plugin/pkg/client/auth/exec). Throws UserError where it gives no credential. */
export function execLogin(
  plugin: ExecPlugin,
  {cluster, env, now = Date.now, patience = patienceHere()}: ExecOptions,
): ExecLogin {
  let current: {readonly credential: ExecCredential; readonly expires: number} | undefined;
  const ask = inFlight(async (): Promise<ExecCredential> => {
    const status = await run(plugin, {cluster, env, patience});
    const expires = Date.parse(textOf(status['expirationTimestamp']));
    const credential = credentialOf(status, plugin);
    current = {credential, expires: Number.isNaN(expires) ? Infinity : expires};
    return credential;
  });
  return {
    credential() {
      if (current !== undefined && now() <= current.expires) return Promise.resolve(current.credential);
      return ask();
    },
    renew() {
      current = undefined;
    },
  };
}

/** Somebody at a terminal may be logging in by a browser for as long as it takes; elsewhere a hanging login would hold a pipeline for ever. */
function patienceHere(): number {
  return isatty(0) || isatty(2) ? Infinity : 60_000;
}

async function run(
  plugin: ExecPlugin,
  {cluster, env, patience}: Pick<Required<ExecOptions>, 'cluster' | 'env' | 'patience'>,
): Promise<JsonObject> {
  const {command, args, apiVersion, provideClusterInfo} = plugin;
  const isInteractive = interactive(plugin);
  const info = {
    kind: 'ExecCredential',
    apiVersion,
    spec: {...(provideClusterInfo ? {cluster} : {}), interactive: isInteractive},
  };
  const given = Object.fromEntries(plugin.env.map(({name, value}) => [name, value]));
  const child = spawn(await executable(plugin, env), args, {
    env: {...env, ...given, KUBERNETES_EXEC_INFO: stringifyJson(info)},
    // Where somebody reads along, the plugin tells him itself where to log in.
    stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', isatty(2) ? 'inherit' : 'pipe'],
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  let timer: NodeJS.Timeout | undefined;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(failed(plugin, messageOf(error))));
    child.on('close', resolve);
    if (patience === Infinity) return;
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      // What it has started may hold its pipes open for ever.
      child.stdout?.destroy();
      child.stderr?.destroy();
      reject(failed(plugin, `it gave no answer within ${patience / 1000} s`));
    }, patience);
  }).finally(() => clearTimeout(timer));
  const said = Buffer.concat(stderr).toString('utf8').trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw failed(plugin, `it exited with ${code}${said === '' ? '' : `: ${printable(said)}`}`);
  return statusOf(Buffer.concat(stdout).toString('utf8'), plugin, command);
}

function interactive(plugin: ExecPlugin): boolean {
  const isTerminal = isatty(0);
  if (plugin.interactiveMode === 'Always' && !isTerminal)
    throw failed(plugin, 'it needs a terminal, and standard input is none');
  return plugin.interactiveMode !== 'Never' && isTerminal;
}

/** Files that a command may mean, in the order in which they are looked for. Windows leaves the ending of a program's name out. */
export function candidatesFor(
  command: string,
  env: NodeJS.ProcessEnv,
  system: NodeJS.Platform = platform,
): readonly string[] {
  const isWindows = system === 'win32';
  const paths = isWindows ? win32 : posix;
  const folders = (env['PATH'] ?? '').split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const files = isPath(command, paths.sep) ? [command] : folders.map((folder) => paths.join(folder, command));
  // Node starts no .cmd and no .bat without a shell, and a shell would read the arguments.
  const endings = isWindows && !/\.(?:exe|com)$/i.test(command) ? ['.exe', '.com'] : [''];
  return files.flatMap((file) => endings.map((ending) => `${file}${ending}`));
}

/** The program itself: by its path, else the first of its name on our own PATH, whatever PATH the plugin gets. */
async function executable(plugin: ExecPlugin, env: NodeJS.ProcessEnv): Promise<string> {
  const {command, installHint} = plugin;
  for (const file of candidatesFor(command, env)) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  const hint = printable(installHint);
  throw new UserError(
    `cannot log in: the exec plugin ${command} of the kubeconfig is not there, or may not be run`,
    hint === '' ? "Install it, or mend the context's user: `kubectl auth whoami` must work." : hint,
    {code: 'unauthorized'},
  );
}

function statusOf(text: string, plugin: ExecPlugin, command: string): JsonObject {
  let answer: unknown;
  try {
    answer = parseJsonExact(text);
  } catch (error) {
    throw failed(plugin, `what it wrote is no JSON: ${messageOf(error)}`);
  }
  if (!isObject(answer)) throw failed(plugin, 'what it wrote is no ExecCredential');
  const {apiVersion, status} = answer;
  if (apiVersion !== plugin.apiVersion)
    throw failed(plugin, `it answers by ${textOf(apiVersion)}, and ${command} is asked by ${plugin.apiVersion}`);
  if (!isObject(status)) throw failed(plugin, 'its answer has no status');
  return status;
}

function credentialOf(status: JsonObject, plugin: ExecPlugin): ExecCredential {
  const token = textOf(status['token']);
  const certificate = textOf(status['clientCertificateData']);
  const key = textOf(status['clientKeyData']);
  if (token === '' && certificate === '' && key === '') throw failed(plugin, 'it gave neither token nor certificate');
  if ((certificate === '') !== (key === '')) throw failed(plugin, 'it gave a certificate or a key, and not both');
  return {token, certificate, key};
}

function failed({command}: ExecPlugin, why: string): UserError {
  return new UserError(
    `cannot log in: the exec plugin ${command} of the kubeconfig gives no credential: ${why}`,
    "Check the context's user: `kubectl auth whoami` must work.",
    {code: 'unauthorized'},
  );
}

/** One line that a terminal can show as it is. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
