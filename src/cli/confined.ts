import {CONFINED_COMMANDS} from '../app/runtime.ts';
import type {Confinement} from '../app/runtime.ts';
import {UserError} from '../model/errors.ts';

const STDIN_TAKERS = ['baseline', 'live', 'values', 'set-file', 'audit'] as const;

/** The arguments as they were parsed: what the words looked like decides nothing. */
type Parsed = Readonly<Record<string, unknown>>;

const IN_A_TERMINAL = 'Run it in a terminal.';
/** Whose secrets, and which cluster: settled by whoever confines the command. The namespace alone may be chosen. */
const SETTLED = /^(?:show-secrets|kubeconfig|kube-.+|debug)$/;
/** Each writes a file or to the cluster, or carries out what a file says. */
const WRITING: ReadonlySet<string> = new Set(['out', 'plan', 'yes', 'dir', 'merge', 'forget', 'record']);

/** Throws UserError where a command could do more than look, but for the rules file where that is open to it. */
export function assertConfined(args: Parsed, {writesRules}: Confinement): void {
  const command = String((args['_'] as readonly unknown[])[0]);
  if (!CONFINED_COMMANDS.includes(command)) throw new UserError(`${command} is not run from here`, IN_A_TERMINAL);
  const flag = Object.keys(args).find((name) => isGiven(args[name]) && (SETTLED.test(name) || WRITING.has(name)));
  if (flag !== undefined) throw new UserError(`--${flag} is not taken here`, IN_A_TERMINAL);
  if ((command === 'fix' || command === 'undo') && args['dry-run'] !== true)
    throw new UserError(`${command} writes to the cluster, and only its dry run is open here`, 'Add --dry-run.');
  if (command === 'simulate' && isGiven(args['live'])) throw new UserError('--live is not taken here', IN_A_TERMINAL);
  if (command === 'capture' && args['file'] !== '-')
    throw new UserError('capture writes no file from here', 'Add --file -.');
  if (STDIN_TAKERS.some((name) => listOf(args[name]).some(readsStdin)))
    throw new UserError('nothing is on stdin here', 'Name a file.');
  if (listOf(args['output']).some((output) => String(output).includes('=')))
    throw new UserError('no file is written from here', 'Leave FORMAT=FILE out: -o FORMAT.');
  if (command === 'ignore' && (!writesRules || isGiven(args['config'])))
    throw new UserError(
      writesRules ? '--config is not taken here' : 'ignore writes a rule, and nothing is written from here',
      IN_A_TERMINAL,
    );
}

/** `-`, also in a list or behind a name, as helm takes them. */
function readsStdin(value: unknown): boolean {
  return typeof value === 'string' && /(?:^|[,=])\s*-\s*(?:,|$)/.test(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
