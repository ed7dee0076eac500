import type {CommandLine} from '../../app/faces.ts';
import type {CommandAnswer, CompletionAnswer} from '../routes.ts';
import {completed} from './completion.ts';
import type {ConsoleContext, Workspace} from './context.ts';
import {argvOf} from './prompt-line.ts';
import {RefusedError} from './refusal.ts';

/** The prompt: the product's own commands, by the same code as the CLI. No shell, no other program, no file written but by ignore. */
export interface Prompt {
  /** Throws RefusedError; what the prompt does not run is an answer without an exit code. */
  run(line: string, workspace: Workspace | undefined): Promise<CommandAnswer>;
  complete(line: string, workspace: Workspace | undefined): Promise<CompletionAnswer>;
}

const LONGEST = 4000;
const SHOWN = 512 * 1024;
const AT_ONCE = 4;

export function prompt(context: ConsoleContext, commands: CommandLine['commands']): Prompt {
  let running = 0;
  return {
    async run(line, workspace) {
      if (line.length > LONGEST) throw new RefusedError('bad-request', 'the line is too long');
      if (running >= AT_ONCE)
        throw new RefusedError('busy', 'four commands are running already', 'Wait for one to end.');
      const asked = argvOf(line, workspace, commands, context);
      if ('refused' in asked) return said(asked.refused, asked.hint);
      running += 1;
      try {
        const {exitCode, stdout, stderr} = await context.command(asked.argv);
        return {exitCode, stdout: cut(stdout), stderr: cut(stderr)};
      } finally {
        running -= 1;
      }
    },
    complete: (line, workspace) => completed(line.slice(0, LONGEST), workspace, commands, context),
  };
}

function said(what: string, hint?: string): CommandAnswer {
  return {stdout: '', stderr: `Error: ${what}\n${hint === undefined ? '' : `${hint}\n`}`};
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… (${text.length} characters, cut here)\n` : text;
}
