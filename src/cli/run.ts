import yargs from 'yargs';
import type {Argv} from 'yargs';
import {UserError} from '../model/errors.ts';
import type {CommandLine, StartConsole} from '../app/faces.ts';
import type {Command} from './commands/command.ts';
import {COMMANDS} from './commands/registry.ts';
import {assertConfined} from './confined.ts';
import {assertEffective} from './effects.ts';
import {NEVER} from './idle-rules.ts';
import {givenFlags} from './given-flags.ts';
import {EXIT} from '../app/exit.ts';
import {last} from './flags/args.ts';
import type {FlagGroup} from './flags/args.ts';
import {GLOBAL_FLAGS} from './flags/connection.ts';
import {POSITIONALS} from './flags/positionals.ts';
import {exampleText, helpWidth} from './text/help.ts';
import {nearest} from '../app/nearest.ts';
import type {Runtime} from '../app/runtime.ts';

/**
 * Parses the command line and runs the command; returns the exit code, throws UserError for what the user got wrong. The console
 * is another face, and comes as an argument.
 */
export async function run(runtime: Runtime, startConsole: StartConsole): Promise<number> {
  if (runtime.argv[0] === '__complete') {
    const {complete} = await import('./commands/complete.ts');
    await complete(runtime.argv.slice(1), COMMANDS, runtime);
    return EXIT.clean;
  }
  const argv = separated(runtime.argv);
  const parser = commandLine(helpWidth(runtime));
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) {
    await parser.parseAsync(
      argv.length === 0 ? ['--help'] : argv,
      {},
      (_error, _args, help) => void runtime.stdout.write(`${help}\n`),
    );
    return EXIT.clean;
  }
  const args = await parsed(parser, argv);
  if (runtime.confined !== undefined) assertConfined(args, runtime.confined);
  const name = args._[0] as keyof typeof COMMANDS;
  splitPlace(args);
  const command: Command = COMMANDS[name];
  assertEffective({command: name, given: typedFlags(argv, command), args, cwd: runtime.cwd});
  // yargs has checked the arguments against the command's own options.
  return command.run(args as never, runtime, {startConsole, commandLine: commandLineOf(startConsole)});
}

function commandLineOf(startConsole: StartConsole): CommandLine {
  return {run: (runtime) => run(runtime, startConsole), commands: COMMANDS};
}

function typedFlags(argv: readonly string[], {options}: Command): Set<string> {
  const flags: FlagGroup = {...GLOBAL_FLAGS, ...options};
  const aliases = Object.entries(flags).flatMap(([flag, {alias}]) => [alias ?? []].flat().map((one) => [one, flag]));
  return givenFlags(argv, Object.fromEntries(aliases) as Record<string, string>, (flag) => {
    const {type} = flags[flag] ?? {};
    return type !== undefined && type !== 'boolean';
  });
}

/** `shop/web`, as tables and rules write releases. Throws UserError where -n names another namespace. */
function splitPlace(args: ParsedLine & Record<string, unknown>): void {
  for (const word of placesIn(args)) {
    const place = args[word];
    const [, namespace, name] = typeof place === 'string' ? (/^([^/\s]+)\/([^/\s]+)$/.exec(place) ?? []) : [];
    if (namespace === undefined) continue;
    const given = last(args['namespace'] as string | undefined);
    if (given !== undefined && given !== namespace)
      throw new UserError(
        `${namespace}/${name} is in namespace ${namespace}, and -n names ${given}`,
        'Leave out one of the two.',
      );
    Object.assign(args, {[word]: name, namespace, n: namespace});
  }
}

/** Positionals that can name a release; a flag of such a name is about something else. */
function placesIn({_: [command], record}: ParsedLine): string[] {
  const {usage = ''} = (COMMANDS as Readonly<Record<string, Command>>)[String(command)] ?? {};
  // What is recorded is a release.
  if (String(command) === 'simulate') return record === undefined ? [] : ['scenario'];
  return ['release', 'record'].filter((word) => usage.includes(`[${word}]`) || usage.includes(`<${word}>`));
}

type ParsedLine = Record<string, unknown> & {readonly _: readonly (string | number)[]};

async function parsed(parser: Argv, argv: readonly string[]): Promise<ParsedLine> {
  try {
    return await parser.parseAsync(argv);
  } catch (error) {
    // Only parsing happens in there, so whatever it throws is about the command line.
    throw explained(error, argv);
  }
}

/** `-nshop` and `-ojson`, as kubectl and helm take them (and as helm leaves the first one in our argv), made two words. */
function separated(argv: readonly string[]): string[] {
  return argv.flatMap((arg, at) => {
    // yargs takes a lone dash for no value.
    if (arg === '-' && /^(?:-f|--values)$/.test(argv[at - 1] ?? '')) return [];
    if (/^(?:-f|--values)$/.test(arg) && argv[at + 1] === '-') return ['--values=-'];
    const [, flag, value] = /^-([nof])=?(.+)$/s.exec(arg) ?? [];
    return flag === undefined || value === undefined ? [arg] : [`-${flag}`, value];
  });
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
