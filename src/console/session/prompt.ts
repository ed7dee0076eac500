import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {Command} from '../../cli/commands/command.ts';
import type {Workspace, ConsoleContext} from './context.ts';
import {RefusedError} from '../server/refusal.ts';
import type {CommandAnswer, CompletionAnswer} from '../routes.ts';

/** The prompt: the product's own commands, by the same code as the CLI. No shell, no other program, no file written but by ignore. */
export interface Prompt {
  run(line: string, workspace: Workspace | undefined): Promise<CommandAnswer>;
  complete(line: string, workspace: Workspace | undefined): Promise<CompletionAnswer>;
}

const ALLOWED = ['check', 'explain', 'ignore', 'capture', 'fix', 'undo', 'history', 'simulate'] as const;
/** Whose secrets, which cluster and which files: settled when the console was started. */
const REFUSED_FLAG = /^--(?:show-secrets|kubeconfig|kube-[\w-]+|out|plan|yes|live|dir|debug)(?:=|$)|^-y$/;
const LONGEST = 4000;
const SHOWN = 512 * 1024;
const AT_ONCE = 4;

export function prompt(context: ConsoleContext, commands: Readonly<Record<string, Command>>): Prompt {
  let running = 0;
  return {
    async run(line, workspace) {
      if (line.length > LONGEST) throw new RefusedError('bad-request', 'the line is too long');
      if (running >= AT_ONCE)
        throw new RefusedError('busy', 'four commands are running already', 'Wait for one to end.');
      const words = wordsOf(line);
      if (words === undefined) return said('a quote is not closed');
      const argv = argvOf(words, workspace, commands, context);
      if ('refused' in argv) return said(argv.refused, argv.hint);
      running += 1;
      try {
        const {exitCode, stdout, stderr} = await context.command(argv.argv);
        return {exitCode, stdout: cut(stdout), stderr: cut(stderr)};
      } finally {
        running -= 1;
      }
    },
    async complete(line, workspace) {
      const head = line.slice(0, LONGEST);
      const typed = /\S*$/.exec(head)?.[0] ?? '';
      const before = wordsOf(head.slice(0, head.length - typed.length)) ?? [];
      const [name] = before;
      const redactor = workspace === undefined ? undefined : idsOf(before, workspace, context);
      if (redactor !== undefined)
        return {from: head.length - typed.length, candidates: redactor.filter(({text}) => text.startsWith(typed))};
      // Positions are the CLI's, where the release stands first.
      const words =
        workspace === undefined || name === undefined ? before : withRelease(before, workspace, commands, 1);
      const {stdout} = await context.command(['__complete', ...words, typed]);
      const candidates = stdout
        .split('\n')
        .filter((one) => one !== '' && !one.startsWith(':'))
        .map((one) => one.split('\t'))
        .filter(([text = '']) => name !== undefined || text === 'help' || ALLOWED.some((allowed) => allowed === text))
        .map(([text = '', about]) => ({text, ...(about === undefined ? {} : {about})}));
      return {from: head.length - typed.length, candidates};
    },
  };
}

/** IDs of what is shown, without another look at the cluster. */
function idsOf(
  [name, ...rest]: readonly string[],
  workspace: Workspace,
  {redactor}: ConsoleContext,
): CompletionAnswer['candidates'] | undefined {
  const given = rest.filter((word) => !word.startsWith('-') && word !== workspace.name);
  const inspection = workspace.inspection();
  if ((name !== 'explain' && name !== 'ignore') || given.length > 0 || inspection === undefined) return undefined;
  return redactor
    .report(inspection.report)
    .findings.filter(({verdict}) => verdict === 'drift')
    .map(({id, severity, ref, path}) => ({text: id, about: `${severity} ${refLabel(ref)} ${formatPath(path)}`}));
}

function said(what: string, hint?: string): CommandAnswer {
  return {stdout: '', stderr: `Error: ${what}\n${hint === undefined ? '' : `${hint}\n`}`};
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… (${text.length} characters, cut here)\n` : text;
}

/** Words as a shell would split them, and nothing else of a shell; undefined where a quote is not closed. */
export function wordsOf(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}

type Argv = {readonly argv: readonly string[]} | {readonly refused: string; readonly hint?: string};

function argvOf(
  given: readonly string[],
  workspace: Workspace | undefined,
  commands: Readonly<Record<string, Command>>,
  {readOnly, store}: ConsoleContext,
): Argv {
  // Whoever copies a whole command line means its end.
  const words = given[0] === 'helm' && given[1] === 'drift' ? given.slice(2) : given;
  const [name, ...rest] = words;
  if (name === undefined) return {argv: ['--help']};
  if (name === 'help') return {argv: rest[0] === undefined ? ['--help'] : [rest[0], '--help']};
  if (!ALLOWED.some((allowed) => allowed === name))
    return {refused: `the prompt has no command "${name}"`, hint: `It runs ${ALLOWED.join(', ')} and help.`};
  if (rest.includes('--help') || rest.includes('-h')) return {argv: [name, '--help']};
  const flag = rest.find((word) => REFUSED_FLAG.test(word));
  if (flag !== undefined) return {refused: `the prompt takes no ${flag.split('=')[0]}`, hint: 'Run it in a terminal.'};
  if (store.state().connection.kind === 'demo' && (name === 'fix' || name === 'undo' || name === 'capture'))
    return {
      refused: `${name} needs a cluster, and this is recorded evidence`,
      hint: 'On a cluster of your own: helm drift sandbox up, then helm drift console.',
    };
  const refused = refusalOf(name, rest, readOnly);
  if (refused !== undefined) return refused;
  const isCapture = name === 'capture' && !rest.some((word) => word.startsWith('--file'));
  const argv = workspace === undefined ? words : withRelease(words, workspace, commands, 0);
  return {argv: isCapture ? [...argv, '--file', '-'] : argv};
}

function refusalOf(name: string, rest: readonly string[], readOnly: boolean): Argv | undefined {
  if ((name === 'fix' || name === 'undo') && !rest.includes('--dry-run'))
    return {
      refused: `${name} is gated here: it writes to the cluster`,
      hint: `Add --dry-run to see what it would do, or use the console's ${name === 'fix' ? 'Reconcile' : 'Undo'}, which shows the plan first.`,
    };
  if (name === 'ignore' && readOnly) return {refused: 'ignore writes a rule, and this console writes nothing'};
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

/** The open release, where the command wants one and the line names none. While somebody is typing, the word he types is one of them. */
function withRelease(
  words: readonly string[],
  workspace: Workspace,
  commands: Readonly<Record<string, Command>>,
  typing: 0 | 1,
): string[] {
  const [name = '', ...rest] = words;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const places = [...(command?.usage.matchAll(/([[<])(\w+)[\]>]/g) ?? [])];
  const at = places.findIndex(([, , place]) => place === 'release');
  if (command === undefined || at < 0 || rest.some((word) => /^(?:-A|--all|--all-namespaces)$/.test(word)))
    return [...words];
  const given = rest.filter((word, index) => !word.startsWith('-') && !takesValue(rest[index - 1], command));
  const required = places.filter(([, bracket]) => bracket === '<').length;
  const isMissing =
    required > 0
      ? given.length + typing === required - 1 && given.length >= at
      : name === 'check' && given.length + typing === 0;
  const [release = '', ...where] = workspace.arguments();
  if (!isMissing) return given[at] === release ? [...words, ...where] : [...words];
  const index = at === 0 ? 0 : rest.indexOf(given[at - 1] as string) + 1;
  return [name, ...rest.slice(0, index), release, ...rest.slice(index), ...where];
}

function takesValue(word: string | undefined, {options}: Command): boolean {
  const name = /^--([\w-]+)$/.exec(word ?? '')?.[1] ?? /^-(\w)$/.exec(word ?? '')?.[1];
  if (name === undefined) return false;
  if (name === 'n' || name === 'namespace') return true;
  const found = Object.entries(options).find(([key, {alias}]) => key === name || alias === name);
  return found !== undefined && found[1].type !== 'boolean';
}
