import type {Command} from './commands/command.ts';
import type {FlagGroup} from './flags/args.ts';

/** What is typed behind a command, by its names: options, their aliases, and the words of its usage line. */
export type ParsedLine = Record<string, unknown> & {readonly _: readonly (string | number)[]};

/** A word or a value that means itself: no quotes, which yargs takes off, no spaces, and nothing that looks like a flag. */
const ITSELF = /^[A-Za-z0-9_./:@,=%+][A-Za-z0-9_./:@,=%+-]*$/;
const FLAG = /^(?:--([a-z][a-z-]*)|-([A-Za-z]))(?:=(.*))?$/s;

type Option = FlagGroup[string];

/**
 * What yargs makes of a plain line: a command, then its flags, each once and with values that mean themselves, and its words.
 * Undefined for every other line, and for each that is wrong: of these yargs itself is asked, which takes as long to load and to
 * set up as a check takes to compare.
 */
export function plainLine(
  [name = '', ...words]: readonly string[],
  commands: Readonly<Record<string, Command>>,
  globals: FlagGroup,
): ParsedLine | undefined {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return undefined;
  const flags = byName({...globals, ...command.options});
  const args: Record<string, unknown> = {};
  const places: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, long, short, joined] = FLAG.exec(word) ?? [];
    const flag = flags.get(long ?? short ?? '');
    if (flag === undefined) {
      if (!ITSELF.test(word)) return undefined;
      places.push(word);
      continue;
    }
    const {type, array = false} = flag.option;
    const next = words[at + 1];
    if (type === 'boolean') {
      if (joined !== undefined || next === 'true' || next === 'false') return undefined;
      flag.set(args, true);
      continue;
    }
    const value = joined ?? next;
    if (type !== 'string' || value === undefined || !isValue(value, flag.option)) return undefined;
    if (joined === undefined) at += 1;
    const before = args[flag.names[0] ?? ''];
    if (before !== undefined && !array) return undefined;
    flag.set(args, array ? [...((before as readonly string[] | undefined) ?? []), value] : value);
  }
  const placed = placedWords(command.usage, places);
  return placed === undefined ? undefined : {...defaults(flags), ...args, ...placed, _: [name], $0: 'helm drift'};
}

interface Flag {
  readonly option: Option;
  /** Its own, then its aliases. */
  readonly names: readonly string[];
  set(args: Record<string, unknown>, value: unknown): void;
}

function byName(options: FlagGroup): Map<string, Flag> {
  const flags = new Map<string, Flag>();
  for (const [own, option] of Object.entries(options)) {
    const names = [own, ...[option.alias ?? []].flat()];
    const set = (args: Record<string, unknown>, value: unknown): void => {
      for (const name of names) args[name] = value;
    };
    for (const name of names) flags.set(name, {option, names, set});
  }
  return flags;
}

/** A list takes one value a time, or yargs would take the words behind it too. */
function isValue(value: string, {choices, array = false, nargs}: Option): boolean {
  if (!ITSELF.test(value) || (array && nargs !== 1)) return false;
  return choices === undefined || choices.includes(value);
}

function defaults(flags: ReadonlyMap<string, Flag>): Record<string, unknown> {
  return Object.fromEntries(
    [...flags].flatMap(([name, {option}]) => (option.default === undefined ? [] : [[name, option.default]])),
  );
}

/** Words by their names in a usage line; undefined where there are too many of them, or too few. */
function placedWords(usage: string, words: readonly string[]): Record<string, string> | undefined {
  const places = [...usage.matchAll(/([[<])(\w+)[\]>]/g)].map(([, bracket, name = '']) => ({
    name,
    isNeeded: bracket === '<',
  }));
  if (words.length > places.length || places.some(({isNeeded}, at) => isNeeded && at >= words.length)) return undefined;
  return Object.fromEntries(words.map((word, at) => [places[at]?.name ?? '', word]));
}
