import {CONFINED_COMMANDS} from '../../app/runtime.ts';
import type {CommandLine} from '../../app/faces.ts';
import {formatPath} from '../../model/path.ts';
import {refLabel} from '../../model/refs.ts';
import type {CompletionAnswer} from '../routes.ts';
import type {ConsoleContext, Workspace} from './context.ts';

import {withRelease} from './prompt-release.ts';
import {wordsOf} from '../../model/shell-words.ts';

type Candidates = CompletionAnswer['candidates'];

/** What the word at a line's end could become: by the CLI's own completion, and IDs by what is shown. */
export async function completed(
  line: string,
  workspace: Workspace | undefined,
  commands: CommandLine['commands'],
  context: Pick<ConsoleContext, 'command' | 'redactor'>,
): Promise<CompletionAnswer> {
  const typed = /\S*$/.exec(line)?.[0] ?? '';
  const from = line.length - typed.length;
  const before = wordsOf(line.slice(0, from)) ?? [];
  const ids = workspace === undefined ? undefined : idsOf(before, workspace, context);
  if (ids !== undefined) return {from, candidates: ids.filter(({text}) => text.startsWith(typed))};
  const isCommand = before.length === 0;
  // Positions are the CLI's, where the release stands first; a flag takes no position.
  const isTyping = !typed.startsWith('-');
  const words = workspace === undefined || isCommand ? before : withRelease(before, workspace, commands, {isTyping});
  const {stdout} = await context.command(['__complete', ...words, typed]);
  const candidates = candidatesIn(stdout).filter(
    ({text}) => !isCommand || text === 'help' || CONFINED_COMMANDS.includes(text),
  );
  return {from, candidates};
}

/** A candidate a line, a tab before what it is about; a line with a colon is for the shell. */
function candidatesIn(output: string): Candidates {
  return output
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t'))
    .map(([text = '', about]) => ({text, ...(about === undefined ? {} : {about})}));
}

/** IDs of what is shown: the cluster need not be asked for them. Undefined where no ID is wanted. */
function idsOf(
  [name, ...rest]: readonly string[],
  workspace: Workspace,
  {redactor}: Pick<ConsoleContext, 'redactor'>,
): Candidates | undefined {
  const given = rest.filter((word) => !word.startsWith('-') && word !== workspace.name);
  const inspection = workspace.inspection();
  if ((name !== 'explain' && name !== 'ignore') || given.length > 0 || inspection === undefined) return undefined;
  return redactor
    .report(inspection.report)
    .findings.filter(({verdict}) => verdict === 'drift')
    .map(({id, severity, ref, path}) => ({text: id, about: `${severity} ${refLabel(ref)} ${formatPath(path)}`}));
}
