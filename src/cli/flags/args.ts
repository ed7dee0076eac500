import type {InferredOptionType, Options} from 'yargs';

/** A group of flags, as yargs takes them. */
export type FlagGroup = Readonly<Record<string, Options>>;

/** What yargs makes of a group: its types are read off the flags themselves. */
export type ArgsOf<Flags extends FlagGroup> = {readonly [Name in keyof Flags]: InferredOptionType<Flags[Name]>};

/** What yargs makes of a command's usage line: `explain <release> [id]`. */
export type PositionalsOf<Usage extends string> = Usage extends `${infer Word} ${infer Rest}`
  ? PositionalOf<Word> & PositionalsOf<Rest>
  : PositionalOf<Usage>;

type PositionalOf<Word extends string> = Word extends `<${infer Name}>`
  ? {readonly [One in Name]: string}
  : Word extends `[${infer Name}]`
    ? {readonly [One in Name]?: string | undefined}
    : object;

/** yargs makes a list of a flag that was given twice; like helm, the last one counts. */
export function last(value: string | undefined): string | undefined {
  const given: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof given === 'string' && given !== '' ? given : undefined;
}

/** Leaves out what is undefined, for types whose optional fields must not hold it. */
export function present<Fields extends object>(
  fields: Fields,
): {
  [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
