import {UserError} from '../model/errors.ts';
import type {CommandLine, StartConsole} from '../app/faces.ts';
import type {Command} from './commands/command.ts';
import {COMMANDS} from './commands/registry.ts';
import {assertConfined} from './confined.ts';
import {assertEffective} from './effects.ts';
import {givenFlags} from './given-flags.ts';
import {EXIT} from '../app/exit.ts';
import {last} from './flags/args.ts';
import type {FlagGroup} from './flags/args.ts';
import {GLOBAL_FLAGS} from './flags/connection.ts';
import {plainLine} from './plain-line.ts';
import type {ParsedLine} from './plain-line.ts';
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
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) {
    const {showHelp} = await import('./full-line.ts');
    await showHelp(argv.length === 0 ? ['--help'] : argv, runtime);
    return EXIT.clean;
  }
  const args =
    plainLine(argv, COMMANDS, GLOBAL_FLAGS) ?? (await (await import('./full-line.ts')).fullLine(argv, runtime));
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
