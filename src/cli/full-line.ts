import yargs from 'yargs';
import type {Argv} from 'yargs';
import {nearest} from '../app/nearest.ts';
import type {Runtime} from '../app/runtime.ts';
import {UserError} from '../model/errors.ts';
import type {Command} from './commands/command.ts';
import {COMMANDS} from './commands/registry.ts';
import {NEVER} from './idle-rules.ts';
import {GLOBAL_FLAGS} from './flags/connection.ts';
import {POSITIONALS} from './flags/positionals.ts';
import type {ParsedLine} from './plain-line.ts';
import {exampleText, helpWidth} from './text/help.ts';

/** Any command line, as yargs takes it. Throws UserError for what is wrong with it. */
export async function fullLine(argv: readonly string[], runtime: Runtime): Promise<ParsedLine> {
  try {
    return await commandLine(helpWidth(runtime)).parseAsync(argv);
  } catch (error) {
    // Only parsing happens in there, so whatever it throws is about the command line.
    throw explained(error, argv);
  }
}

/** Writes the help that a line asks for. */
export async function showHelp(argv: readonly string[], runtime: Runtime): Promise<void> {
  const show = (_error: unknown, _args: unknown, help: string): void => void runtime.stdout.write(`${help}\n`);
  await commandLine(helpWidth(runtime)).parseAsync(argv, {}, show);
}

/** Commands have no handlers: around one, yargs would render the help of every call, which costs more than the parsing. */
function commandLine(width: number): Argv {
  const parser = yargs()
    .scriptName('helm drift')
    .usage('What a Helm release promised, what the cluster really holds, and who changed it.\n\nUsage: $0 COMMAND');
  const commands: readonly Command[] = Object.values(COMMANDS);
  for (const {usage, describe, options, examples} of commands)
    parser.command(usage, describe, (one) => {
      // The ID 1234567 is no number, nor is a release of that name.
      for (const [, name = ''] of usage.matchAll(/[[<](\w+)[\]>]/g))
        one.positional(name, {type: 'string', describe: POSITIONALS[name] ?? ''});
      for (const flag of NEVER[usage.split(' ', 1)[0] ?? '']?.flags ?? []) one.hide(flag);
      return one.options(options).epilog(exampleText(examples, width));
    });
  return (
    parser
      .options(GLOBAL_FLAGS)
      .parserConfiguration({
        'boolean-negation': false,
        'camel-case-expansion': false,
        // `--out.x` is no --out.
        'dot-notation': false,
      })
      .demandCommand(1, 'no command was given')
      .strict()
      // `--version` of a command is the chart's; our own is answered in main.ts.
      .version(false)
      .help()
      .alias('help', 'h')
      .wrap(width)
      .exitProcess(false)
      .fail(false)
  );
}

/** yargs' own complaint, made into one line of what and one of what to do. */
function explained(failure: unknown, argv: readonly string[]): unknown {
  if (!(failure instanceof Error)) return failure;
  const named = argv.find((arg) => Object.hasOwn(COMMANDS, arg)) as keyof typeof COMMANDS | undefined;
  const help = `See \`helm drift ${named === undefined ? '' : `${named} `}--help\`.`;
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(failure.message)?.[1];
  if (unknown === undefined) return new UserError(oneLine(failure.message), help);
  const typed = argv.find((arg) => arg.startsWith('-') && arg.replace(/^-+/, '').split('=', 1)[0]?.includes(unknown));
  if (typed === undefined) {
    const near = named === undefined ? closest(unknown, Object.keys(COMMANDS)) : undefined;
    return new UserError(
      `unknown command or argument "${unknown}"`,
      near === undefined ? help : `Did you mean ${near}?`,
    );
  }
  const word = `${unknown.length === 1 ? '-' : '--'}${unknown}`;
  const others = Object.entries<Command>(COMMANDS).filter(([, {options}]) => Object.hasOwn(options, unknown));
  if (named !== undefined && others.length > 0)
    return new UserError(
      `${named} takes no ${word}`,
      `It goes with ${others.map(([name]) => name).join(', ')}. ${help}`,
    );
  const near = nearFlag(word, named === undefined ? Object.values(COMMANDS) : [COMMANDS[named]]);
  return new UserError(`unknown flag ${word}`, near === undefined ? help : `Did you mean ${near}?`);
}

/** `--context` is meant for `--kube-context`, however far that is by letters. */
function nearFlag(word: string, commands: readonly Command[]): string | undefined {
  const known = [GLOBAL_FLAGS, ...commands.map(({options}) => options)].flatMap((options) =>
    Object.keys(options).map((flag) => `--${flag}`),
  );
  return known.find((flag) => flag.endsWith(word.slice(1)) && flag !== word) ?? closest(word, known);
}

function closest(word: string, known: readonly string[]): string | undefined {
  const best = nearest(word, known);
  return best !== undefined && best.distance <= Math.max(2, word.length / 3) ? best.name : undefined;
}

/** yargs spreads some of its messages over several lines. */
function oneLine(text: string): string {
  const line = text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
