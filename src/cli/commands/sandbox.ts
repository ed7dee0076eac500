import {UserError} from '../../model/errors.ts';
import type {Status} from '../../sandbox/sandbox.ts';
import {command} from './command.ts';
import {EXIT} from '../../app/exit.ts';
import {say, sayOutcome} from '../text/output.ts';
import {progressOn} from '../text/progress.ts';
import {quotedForShell} from '../text/shell.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {OUTCOME_FLAGS} from '../flags/report.ts';
import type {Runtime} from '../../app/runtime.ts';

const SANDBOX_FLAGS = {
  dir: {
    type: 'string',
    nargs: 1,
    describe: 'folder of the sandbox: another folder is another sandbox',
    group: 'Sandbox:',
  },
  merge: {
    type: 'boolean',
    default: false,
    describe: 'put its context into your own kubeconfig too, until `sandbox down`',
    group: 'Sandbox:',
  },
  ...OUTCOME_FLAGS,
} as const satisfies FlagGroup;

interface SandboxFlags {
  readonly action: string | undefined;
  readonly dir: string | undefined;
  readonly merge: boolean;
  readonly output: 'text' | 'json';
}

/** `helm drift sandbox`: a real control plane of one's own, to rehearse on. */
export const SANDBOX = command({
  usage: 'sandbox [action]',
  describe: 'a real local control plane to rehearse on: up, status, down, reset',
  options: SANDBOX_FLAGS,
  examples: [
    ['helm drift sandbox up', 'starts it, and installs test-nginx in sandbox-nginx'],
    ['helm drift sandbox status -o json', 'where it is, and whether it runs'],
    ['helm drift sandbox down', 'ends it, and removes all of it'],
  ],
  run: ({action, dir, merge, output}, runtime) => runSandbox({action, dir: last(dir), merge, output}, runtime),
});

/** systemd's number for "not running": a script can tell it from an error. */
const NOT_UP = 3;

async function runSandbox(flags: SandboxFlags, runtime: Runtime): Promise<number> {
  const {env, cwd, stdin, stdout} = runtime;
  const {sandboxFolder} = await import('../../sandbox/home.ts');
  const folder = await sandboxFolder(env, flags.dir, cwd);
  if (flags.merge && flags.action !== 'up' && flags.action !== 'reset')
    throw new UserError('--merge goes with `sandbox up` and `sandbox reset`', 'Leave it out.');
  switch (flags.action) {
    case 'up':
      return guarded(flags, folder, runtime, false);
    case 'reset':
      return guarded(flags, folder, runtime, true);
    case 'down':
      return (await import('./sandbox-down.ts')).takeDown(folder, runtime);
    case 'status':
      return show(flags, folder, runtime);
    case 'supervise': {
      // Not for people: `up` starts it, see src/sandbox/supervisor.ts.
      const {supervise} = await import('../../sandbox/supervisor.ts');
      await supervise(folder, stdin, stdout);
      return EXIT.clean;
    }
    default:
      throw new UserError(
        flags.action === undefined ? 'sandbox needs a word more' : `sandbox knows no "${flags.action}"`,
        'It is one of: up, status, down, reset.',
      );
  }
}

async function guarded(flags: SandboxFlags, folder: string, runtime: Runtime, anew: boolean): Promise<number> {
  const {Interrupted, interruptible} = await import('../../sandbox/interrupt.ts');
  try {
    return await interruptible((signal) => bringUp(flags, folder, runtime, {anew, signal}));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    say(runtime.stderr, 'Interrupted: nothing of the sandbox is left.\n');
    return error.code;
  }
}

async function bringUp(
  {merge, output}: SandboxFlags,
  folder: string,
  {env, stdout, stderr, now}: Runtime,
  {anew, signal}: {readonly anew: boolean; readonly signal: AbortSignal},
): Promise<number> {
  const [{down, status, up}, {shipped}, {alone}, {assertMergeable, mergeContext, unmerge}] = await Promise.all([
    import('../../sandbox/sandbox.ts'),
    import('../../sandbox/shipped.ts'),
    import('../../sandbox/turn.ts'),
    import('./sandbox-merge.ts'),
  ]);
  const started = performance.now();
  const parts = await shipped(env);
  const progress = progressOn(stderr, env);
  const onNotice = (text: string): void => {
    progress.done();
    say(stderr, `Note: ${text}\n`);
  };
  try {
    const onProgress = (text: string): void => progress.say(text);
    const start = async (): ReturnType<typeof up> => {
      if (merge) await assertMergeable(folder, env);
      // What is broken is made anew too, and its context must not stay behind.
      if (anew || (await status(folder)).state === 'broken') {
        progress.say('Ending the sandbox …');
        await unmerge(await down(folder), stderr);
      }
      return up({folder, parts, env, now: now(), signal, onProgress, onNotice});
    };
    const isUp = !anew && (await status(folder)).state === 'up';
    const one = isUp ? await start() : await alone(folder, env, start);
    progress.done();
    if (merge) await mergeContext(folder, env, stderr);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const first = one.already ? 'The sandbox was up already.\n' : `The sandbox is up after ${seconds} s.\n`;
    await sayOutcome(stdout, output, output === 'json' ? await asJson(one) : first + (await asText(one)));
    return EXIT.clean;
  } finally {
    progress.done();
  }
}

async function show({output}: SandboxFlags, folder: string, {env, stdout}: Runtime): Promise<number> {
  const [{status}, {starterOf}, {holderText}] = await Promise.all([
    import('../../sandbox/sandbox.ts'),
    import('../../sandbox/turn.ts'),
    import('../../sandbox/lock.ts'),
  ]);
  const one = await status(folder);
  const starter = one.state === 'up' ? undefined : await starterOf(folder, env);
  // Its parts may still be under way, and nothing of it be there.
  const text =
    starter === undefined ? await asText(one) : `A sandbox is being started in ${folder}, by ${holderText(starter)}\n`;
  await sayOutcome(stdout, output, output === 'json' ? await asJson(one) : text);
  return one.state === 'up' ? EXIT.clean : NOT_UP;
}

async function asText(one: Status): Promise<string> {
  const {kubeconfigFile} = await import('../../sandbox/home.ts');
  switch (one.state) {
    case 'up': {
      const {facts, folder, createdAt} = one;
      const {name, namespace} = facts.release;
      return [
        `Sandbox up since ${createdAt}, in ${folder}`,
        `  server      ${facts.server} (Kubernetes ${facts.kubernetes}, no kubelet: pods stay Pending)`,
        `  kubeconfig  ${kubeconfigFile(folder)}, context sandbox-control-plane`,
        `  release     ${name} in ${namespace}, by ${facts.helm}`,
        '',
        `Next: export KUBECONFIG=${quotedForShell(kubeconfigFile(folder))}`,
        `      helm drift check ${name} -n ${namespace}`,
        `      helm drift simulate governed-drift --live --step mutation`,
        '',
      ].join('\n');
    }
    case 'starting':
      return `A sandbox is being started in ${one.folder}\n`;
    case 'broken':
      return `Sandbox broken, in ${one.folder}: ${one.problem}\nNext: helm drift sandbox reset, or down\n`;
    case 'down':
      return `There is no sandbox in ${one.folder}\nNext: helm drift sandbox up\n`;
  }
}

async function asJson(one: Status): Promise<string> {
  const {kubeconfigFile} = await import('../../sandbox/home.ts');
  const {state, folder, processes} = one;
  const facts = one.state === 'up' ? {createdAt: one.createdAt, ...one.facts} : {};
  const document = {
    schemaVersion: '1',
    kind: 'Sandbox',
    state,
    folder,
    ...(state === 'broken' ? {problem: one.problem} : {}),
    ...(state === 'up' ? {kubeconfig: kubeconfigFile(folder), context: 'sandbox-control-plane'} : {}),
    ...facts,
    processes,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
