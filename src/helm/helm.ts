import {spawn} from 'node:child_process';
import {kill} from 'node:process';
import {UserError, errorCodeOf} from '../model/errors.ts';
import type {ErrorCode} from '../model/errors.ts';
import {helmFlags, helmVariables} from './environment.ts';
import type {ConnectionSettings} from '../kube/connection.ts';
import {contextFor} from '../kube/kubeconfig/chosen.ts';

export interface HelmRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Helm {
  /** Runs helm and returns what it said; throws UserError only when helm itself cannot be started. */
  run(args: readonly string[], signal?: AbortSignal): Promise<HelmRun>;
}

export interface HelmSettings {
  /** HELM_BIN as Helm set it (its argv[0], so possibly relative to the working directory), or `helm`. */
  readonly bin: string;
  readonly namespace: string | undefined;
  readonly connection: ConnectionSettings;
  readonly env: NodeJS.ProcessEnv;
  /**
   * Whether all that helm has started ends with it: HELM_BIN may be a script around it. It has no terminal then, which a
   * kubeconfig's login may need.
   */
  readonly isAlone?: boolean;
  /** What each run finds on stdin; nothing where it is undefined. */
  readonly input?: string | undefined;
}

/** The user's own helm, pointed at the cluster that we read ourselves. */
export function helmCommand(settings: HelmSettings): Helm {
  return {
    async run(args, signal) {
      const env = await helmEnv(settings);
      signal?.throwIfAborted();
      return runHelm(settings, [...args, ...helmFlags(settings.connection)], env, signal);
    },
  };
}

/**
 * The signal ends helm at once: it catches SIGTERM, and heeds it only where it waits, so one that renders without end would
 * outlive us. Nothing is asked with a signal that a helm would have to tidy up after.
 */
function runHelm(
  {bin, isAlone = false, input}: HelmSettings,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<HelmRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(bin, args, {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: isAlone,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : {signal}),
    });
    const endGroup = (): void => killGroup(child.pid);
    if (isAlone) signal?.addEventListener('abort', endGroup);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    // A run that reads nothing ends before all is written; what went wrong then, helm itself says.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => {
      reject(
        error.name === 'AbortError'
          ? error
          : new UserError(`cannot run helm (${bin}): ${error.message}`, 'Put helm on PATH, or name it in HELM_BIN.', {
              cause: error,
            }),
      );
    });
    child.on('close', (code) => {
      signal?.removeEventListener('abort', endGroup);
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
  });
}

/** Every process of a group that may have ended already. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    kill(-leader, 'SIGKILL');
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error;
  }
}

/**
 * Helm takes all of it from its environment; flags would put a token into the process list. The context is named: what the
 * kubeconfig calls its current one may change before helm reads it.
 */
async function helmEnv({env, namespace, connection}: HelmSettings): Promise<NodeJS.ProcessEnv> {
  const context = connection.context || env['HELM_KUBECONTEXT'] || (await contextFor(connection, env));
  return {
    ...env,
    ...helmVariables(namespace, context === undefined ? connection : {...connection, context}),
    // Its debug lines would only make helm's one error line harder to find.
    HELM_DEBUG: 'false',
  };
}

/** Helm's own last words on what went wrong, in one line and without its prefix. */
export function helmError({stderr}: HelmRun): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(WARNING|W\d{4}|I\d{4}|level=)/.test(line));
  const start = lines.findIndex((line) => line.startsWith('Error: '));
  return lines
    .slice(Math.max(start, 0))
    .filter((line) => !line.startsWith('Use --debug'))
    .map((line) => line.trim())
    .join('; ')
    .replace(/^Error: /, '');
}

/** What helm's words say of trying again; `usage` where they do not plainly say it. */
export function helmErrorCode(run: HelmRun): ErrorCode {
  const said = helmError(run);
  if (/kubernetes cluster unreachable/i.test(said)) return 'unreachable';
  return /release: not found/.test(said) ? 'not-found' : 'usage';
}

/** A failed run as an error: `what` it was for, and helm's own words. */
export function helmFailure(what: string, run: HelmRun, hint?: string): UserError {
  return new UserError(`${what}: ${helmError(run)}`, hint, {code: helmErrorCode(run)});
}
