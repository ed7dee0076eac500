import type {GivenValues} from '../../app/redaction.ts';
import {UserError} from '../../model/errors.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** What `helm template` takes to render a chart; handed on as it is. */
export const CHART_FLAGS = {
  values: {alias: 'f', type: 'string', array: true, nargs: 1, describe: 'values file (repeatable)', group: 'Chart:'},
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

/** The chart's flags again, as arguments for helm. Throws UserError for values on stdin, which helm would take for none. */
export function helmArguments(args: ChartArgs): string[] {
  if ([...(args.values ?? []), ...(args['set-file'] ?? []).map((pair) => pair.replace(/^[^=]*=/, ''))].includes('-'))
    throw new UserError(
      'values are not read from stdin: the chart may be rendered more than once',
      'Write them to a file, and name it: -f FILE.',
    );
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
  };
}
