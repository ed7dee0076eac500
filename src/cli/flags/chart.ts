import type {GivenValues} from '../../app/redaction.ts';
import {UserError} from '../../model/errors.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** What `helm template` takes to render a chart; handed on as it is. */
export const CHART_FLAGS = {
  values: {
    alias: 'f',
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'values file (repeatable); - reads stdin',
    group: 'Chart:',
  },
  set: {type: 'string', array: true, nargs: 1, describe: 'set a value (repeatable)', group: 'Chart:'},
  'set-string': {type: 'string', array: true, nargs: 1, describe: 'set a string (repeatable)', group: 'Chart:'},
  'set-file': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'set a value from a file (repeatable)',
    group: 'Chart:',
  },
  'set-json': {type: 'string', array: true, nargs: 1, describe: 'set a JSON value (repeatable)', group: 'Chart:'},
  'set-literal': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'set a literal string (repeatable)',
    group: 'Chart:',
  },
  version: {type: 'string', describe: 'version of the chart', group: 'Chart:'},
  repo: {type: 'string', describe: "URL of the chart's repository", group: 'Chart:'},
  devel: {type: 'boolean', describe: 'development versions of the chart too', group: 'Chart:'},
  'dependency-update': {type: 'boolean', describe: "update the chart's dependencies first", group: 'Chart:'},
} as const satisfies FlagGroup;

export type ChartArgs = ArgsOf<typeof CHART_FLAGS>;

const REPEATED = ['values', 'set', 'set-string', 'set-file', 'set-json', 'set-literal'] as const;
const SINGLE = ['version', 'repo'] as const;
const SWITCHES = ['devel', 'dependency-update'] as const;

/** The flags that read stdin, which helm takes in lists too: each as often as it does. */
function readersOf(args: ChartArgs): string[] {
  const files = (args.values ?? []).flatMap((list) => list.split(','));
  const pairs = (args['set-file'] ?? []).flatMap((list) => list.split(','));
  return [
    ...files.filter((file) => file.trim() === '-').map(() => '--values'),
    ...pairs.filter((pair) => pair.replace(/^[^=]*=/, '').trim() === '-').map(() => '--set-file'),
  ];
}

/** Throws UserError where more than one thing is to be read from stdin; `others` are the flags beside the chart's that read it. */
export function assertStdinOnce(args: ChartArgs, others: readonly string[] = []): void {
  const [first, second] = [...others, ...readersOf(args)];
  if (first === undefined || second === undefined) return;
  throw new UserError(
    first === second ? `${first} reads stdin twice` : `${first} and ${second} both read stdin`,
    'Name a file for all but one: stdin can be read once.',
  );
}

/** The chart's flags again, as arguments for helm. */
export function helmArguments(args: ChartArgs): string[] {
  return [
    ...REPEATED.flatMap((flag) => (args[flag] ?? []).map((value) => `--${flag}=${value}`)),
    ...SINGLE.flatMap((flag) => {
      const value = last(args[flag]);
      return value === undefined ? [] : [`--${flag}=${value}`];
    }),
    ...SWITCHES.flatMap((flag) => (args[flag] === true ? [`--${flag}`] : [])),
  ];
}

/** The values that the user gave, for what of them is secret. */
export function givenValues(args: ChartArgs, chart: string | undefined): GivenValues {
  return {
    pairs: [args.set, args['set-string'], args['set-literal'], args['set-json']].flatMap((list) => list ?? []),
    filePairs: args['set-file'] ?? [],
    files: args.values ?? [],
    chart,
    onStdin: readersOf(args).length > 0,
  };
}
