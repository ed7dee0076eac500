import {spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {platform, tmpdir} from 'node:os';
import {join} from 'node:path';
import {EXIT} from '../../app/exit.ts';
import {redactorFor} from '../../app/redaction.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Settings} from '../../app/settings.ts';
import {UserError} from '../../model/errors.ts';
import {last} from '../flags/args.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import type {CheckingFlags} from '../flags/evidence.ts';
import {EVENT_FLAGS} from '../flags/fix.ts';
import {say} from '../text/output.ts';
import {clusterFlags} from './console-cluster-flags.ts';
import type {ClusterFlags} from './console-cluster-flags.ts';
import {command} from './command.ts';
import type {Faces} from './command.ts';

const {hooks, 'include-crds': includeCrds, fidelity, config} = CHECKING_FLAGS;

const CONSOLE_FLAGS = {
  'read-only': {
    type: 'boolean',
    default: false,
    describe: 'write nothing: no reconcile, no undo, no ignore rule',
    group: 'Console:',
  },
  demo: {
    type: 'boolean',
    default: false,
    describe: 'recorded evidence instead of a cluster; needs neither cluster nor helm',
    group: 'Console:',
  },
  port: {
    type: 'number',
    default: 0,
    describe: 'port on 127.0.0.1; a free one where nothing is said',
    group: 'Console:',
  },
  'no-open': {type: 'boolean', default: false, describe: 'print the address, and open no browser', group: 'Console:'},
  audit: {
    type: 'string',
    nargs: 1,
    describe: "the API server's audit log, which names persons: a file, or a folder of rotated ones (gzip too)",
    group: 'Console:',
  },
  'in-cluster': {
    type: 'boolean',
    default: false,
    describe: 'for many, behind the cluster’s own authentication: writes nothing, and shows each what he may see',
    group: 'Console in the cluster:',
  },
  listen: {
    type: 'string',
    nargs: 1,
    describe: '[HOST]:PORT; every address where no host is named (:8080 unless told)',
    group: 'Console in the cluster:',
  },
  'allowed-host': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'a host name of an ingress, which speaks TLS (repeatable); without one loopback names alone are answered',
    group: 'Console in the cluster:',
  },
  audience: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'whom a token must be meant for (repeatable); the API server’s own without it',
    group: 'Console in the cluster:',
  },
  namespaces: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'list releases of this namespace alone (repeatable, or with commas)',
    group: 'Console in the cluster:',
  },
  ...EVENT_FLAGS,
  hooks,
  'include-crds': includeCrds,
  fidelity,
  config,
} as const satisfies FlagGroup;

interface ConsoleFlags {
  readonly release: string | undefined;
  readonly readOnly: boolean;
  readonly demo: boolean;
  readonly port: number;
  readonly open: boolean;
  readonly audit: string | undefined;
  readonly settings: Settings;
  readonly checking: CheckingFlags;
  readonly inCluster: ClusterFlags | undefined;
}

/** `helm drift console`: drift, who did it, and the way back, in a browser; served on this machine alone. */
export const CONSOLE = command({
  usage: 'console [release]',
  describe: 'the operator console, in a browser on this machine',
  examples: [
    ['helm drift console test-nginx -n sandbox-nginx', 'one release; without a name all that there are'],
    [
      'helm drift console test-nginx -n sandbox-nginx --audit /var/log/kubernetes/audit',
      'with the person behind each change',
    ],
    ['helm drift console --demo --no-open', 'recorded evidence: needs neither cluster nor helm'],
  ],
  options: CONSOLE_FLAGS,
  run: (args, runtime, faces) => runConsole(consoleFlags(args, runtime.env), runtime, faces),
});

function consoleFlags(
  args: ArgsOf<typeof CONSOLE_FLAGS> & GlobalArgs & {readonly release?: string | undefined},
  env: NodeJS.ProcessEnv,
): ConsoleFlags {
  const {port, release, demo} = args;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError('--port takes a whole number up to 65535', 'Leave it out for a free one.');
  if (demo && release !== undefined)
    throw new UserError(
      `--demo shows recorded evidence, and "${release}" names a release`,
      'Leave out one of the two.',
    );
  const audit = last(args.audit);
  if (audit === '-')
    throw new UserError(
      'the console reads the audit log again as it grows, and stdin is read once',
      'Name the file, or the folder.',
    );
  return {
    release,
    readOnly: args['read-only'],
    demo,
    port,
    open: !args['no-open'],
    audit,
    settings: {...connectionFlags(args, env), events: !args['no-event']},
    checking: checkingFlags(args),
    inCluster: clusterFlags({...args, audit}),
  };
}

async function runConsole(flags: ConsoleFlags, runtime: Runtime, {startConsole, commandLine}: Faces): Promise<number> {
  const {stdout, stderr, env, signal} = runtime;
  const {port, release, readOnly, audit, checking, inCluster} = flags;
  if (inCluster !== undefined) {
    const {runInCluster} = await import('./console-in-cluster.ts');
    return runInCluster({...flags, inCluster}, runtime, {startConsole, commandLine});
  }
  const {demo, settings, note} = await whereTo(flags, runtime);
  const redactor = redactorFor({show: false}, env);
  const options = {settings, demo, port, release, readOnly, redactor, audit, ...checking};
  const console = await startConsole(options, runtime, commandLine).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new UserError(`port ${port} cannot be had: ${error.message}`, 'Leave --port out for a free one.');
  });
  if (note !== undefined) say(stderr, `${note}\n`);
  say(stdout, `${console.url}\n`);
  say(stderr, 'The address works once, for one page. Ctrl+C ends the console.\n');
  if (flags.open && stdout.isTTY === true && env['CI'] === undefined) await openBrowser(console.url);
  const end = (): void => console.close();
  signal.addEventListener('abort', end, {once: true});
  await console.closed;
  signal.removeEventListener('abort', end);
  return EXIT.clean;
}

interface Place {
  readonly demo: boolean;
  readonly settings: Settings;
  readonly note?: string;
}

/** The cluster that is named; else the sandbox, if it is up; else recorded evidence. */
async function whereTo({settings, demo, release}: ConsoleFlags, {env, cwd}: Runtime): Promise<Place> {
  if (demo) return {demo: true, settings};
  const {connect} = await import('../../kube/connection.ts');
  const failure = await connect(settings.connection, {env}).then(
    (connection) => connection.close(),
    (error: unknown) => error,
  );
  if (failure === undefined) return {demo: false, settings};
  const isNamed = release !== undefined || Object.keys(settings.connection).length > 0;
  if (isNamed || !(failure instanceof UserError)) throw failure;
  const [{kubeconfigFile, sandboxFolder}, {status}] = await Promise.all([
    import('../../sandbox/home.ts'),
    import('../../sandbox/sandbox.ts'),
  ]);
  const folder = await sandboxFolder(env, undefined, cwd);
  const sandbox = await status(folder);
  if (sandbox.state !== 'up')
    return {demo: true, settings, note: `No cluster: ${failure.message}. Recorded evidence is shown instead.`};
  return {
    demo: false,
    settings: {...settings, connection: {kubeconfig: kubeconfigFile(folder)}},
    note: 'No cluster is named by a kubeconfig: the sandbox is shown.',
  };
}

/** What opens a file as a double click would. No shell: it would read the file's name. */
export function openerOn(system: NodeJS.Platform): readonly string[] {
  if (system === 'darwin') return ['open'];
  return system === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}

/** By a file that only its owner can read: a command line with the token in it everybody on the machine could. */
async function openBrowser(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'helm-drift-console-'));
  const file = join(folder, 'open.html');
  await writeFile(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${url}">`, {
    mode: 0o600,
  });
  const [program = '', ...words] = openerOn(platform());
  const child = spawn(program, [...words, file], {stdio: 'ignore', detached: true});
  // Whoever has no browser here copies the address.
  child.on('error', () => {});
  child.unref();
  setTimeout(() => void rm(folder, {recursive: true, force: true}), 30_000).unref();
}
