import type {CommandLine} from '../../app/faces.ts';
import {CONFINED_COMMANDS} from '../../app/runtime.ts';
import type {ConsoleContext, Workspace} from './context.ts';
import {withRelease} from './prompt-release.ts';
import {wordsOf} from '../../model/shell-words.ts';

/** Whose secrets, which cluster and which files: settled when the console was started. */
const REFUSED_FLAG = /^--(?:show-secrets|kubeconfig|kube-[\w-]+|out|plan|yes|live|dir|debug)(?:=|$)|^-y$/;

export interface Refusal {
  readonly refused: string;
  readonly hint?: string;
}

/** The command line that a line of the prompt stands for, or why there is none. */
export function argvOf(
  line: string,
  workspace: Workspace | undefined,
  commands: CommandLine['commands'],
  {readOnly, store}: Pick<ConsoleContext, 'readOnly' | 'store'>,
): {readonly argv: readonly string[]} | Refusal {
  const given = wordsOf(line);
  if (given === undefined) return {refused: 'a quote is not closed'};
  // Whoever copies a whole command line means its end.
  const words = given[0] === 'helm' && given[1] === 'drift' ? given.slice(2) : given;
  const [name, ...rest] = words;
  if (name === undefined) return {argv: ['--help']};
  if (name === 'help') return {argv: rest[0] === undefined ? ['--help'] : [rest[0], '--help']};
  if (!CONFINED_COMMANDS.includes(name))
    return {refused: `the prompt has no command "${name}"`, hint: `It runs ${CONFINED_COMMANDS.join(', ')} and help.`};
  if (rest.includes('--help') || rest.includes('-h')) return {argv: [name, '--help']};
  const refusal =
    flagRefusal(rest) ??
    demoRefusal(name, store.state().connection.kind === 'demo') ??
    writeRefusal(name, rest, readOnly) ??
    fileRefusal(rest);
  if (refusal !== undefined) return refusal;
  const argv = workspace === undefined ? words : withRelease(words, workspace, commands, {isTyping: false});
  const isCapture = name === 'capture' && !rest.some((word) => word.startsWith('--file'));
  return {argv: isCapture ? [...argv, '--file', '-'] : argv};
}

function flagRefusal(rest: readonly string[]): Refusal | undefined {
  const flag = rest.find((word) => REFUSED_FLAG.test(word));
  if (flag === undefined) return undefined;
  return {refused: `the prompt takes no ${flag.replace(/=.*/s, '')}`, hint: 'Run it in a terminal.'};
}

function demoRefusal(name: string, isDemo: boolean): Refusal | undefined {
  if (!isDemo || !['fix', 'undo', 'capture'].includes(name)) return undefined;
  return {
    refused: `${name} needs a cluster, and this is recorded evidence`,
    hint: 'On a cluster of your own: helm drift sandbox up, then helm drift console.',
  };
}

function writeRefusal(name: string, rest: readonly string[], readOnly: boolean): Refusal | undefined {
  if ((name === 'fix' || name === 'undo') && !rest.includes('--dry-run')) {
    const button = name === 'fix' ? 'Reconcile' : 'Undo';
    return {
      refused: `${name} is gated here: it writes to the cluster`,
      hint: `Add --dry-run to see what it would do, or use the console's ${button}, which shows the plan first.`,
    };
  }
  if (name === 'ignore' && readOnly) return {refused: 'ignore writes a rule, and this console writes nothing'};
  return undefined;
}

function fileRefusal(rest: readonly string[]): Refusal | undefined {
  const file = rest.findIndex((word) => /^--file(?:=|$)/.test(word));
  const isStdout = file >= 0 && (rest[file] === '--file=-' || rest[file + 1] === '-');
  if (file >= 0 && !isStdout)
    return {refused: 'the prompt writes no files', hint: 'Download it, or run it in a terminal.'};
  const writesFile = rest.some(
    (word, at) =>
      /^(?:-o|--output)/.test(word) && /=./.test(word.replace(/^--output=|^-o=?/, '') + (rest[at + 1] ?? '')),
  );
  return writesFile ? {refused: 'the prompt writes no files', hint: 'Leave FORMAT=FILE out: -o FORMAT.'} : undefined;
}
