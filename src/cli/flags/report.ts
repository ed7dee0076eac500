import type {Policy} from '../../report/context.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** The severity from which drift fails. */
export const FAIL_ON = ['low', 'medium', 'high', 'critical', 'none'] as const;

export const COLOR_FLAGS = {
  color: {
    type: 'string',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'colour in the report',
    group: 'Report:',
  },
} as const satisfies FlagGroup;

export type ColorFlag = ArgsOf<typeof COLOR_FLAGS>['color'];

export const IGNORED_FLAGS = {
  'show-ignored': {
    type: 'boolean',
    default: false,
    describe: 'list what was ignored too, each with its reason',
    group: 'Report:',
  },
} as const satisfies FlagGroup;

export const SECRETS_FLAGS = {
  'show-secrets': {
    type: 'boolean',
    default: false,
    describe:
      'secret values as they are, instead of their length and a keyed digest; files are made readable to you alone',
    group: 'Report:',
  },
} as const satisfies FlagGroup;

export const INCOMPLETE_FLAGS = {
  'allow-incomplete': {
    type: 'boolean',
    default: false,
    describe: 'what could not be verified fails nothing: no exit code 3',
    group: 'Exit code:',
  },
} as const satisfies FlagGroup;

export const LEDGER_FLAGS = {
  'no-ledger': {
    type: 'boolean',
    default: false,
    describe: 'do not keep the history of findings on this machine, and do not read it (see `history --drift`)',
    group: 'Report:',
  },
} as const satisfies FlagGroup;

/** How a drift report is printed, and what of it fails. */
export const REPORT_FLAGS = {
  output: {
    alias: 'o',
    type: 'string',
    array: true,
    nargs: 1,
    // Kept here as text: the formats themselves are loaded when they are asked for.
    describe:
      'FORMAT or FORMAT=FILE (repeatable): text, table, json, yaml, markdown, junit, sarif, github, html; text is the default',
    group: 'Report:',
  },
  ...COLOR_FLAGS,
  diff: {
    type: 'boolean',
    default: false,
    describe: 'a YAML diff below each object (text)',
    group: 'Report:',
  },
  verbose: {
    type: 'boolean',
    default: false,
    describe: 'with --all or -A: each release whole, those in contract too (text)',
    group: 'Report:',
  },
  ...IGNORED_FLAGS,
  ...SECRETS_FLAGS,
  'fail-on': {
    type: 'string',
    choices: FAIL_ON,
    default: 'low',
    describe: 'the severity from which drift fails: exit code 2',
    group: 'Exit code:',
  },
  ...INCOMPLETE_FLAGS,
} as const satisfies FlagGroup;

export interface ReportFlags {
  /** `sarif=drift.sarif`, as they were given. */
  readonly outputs: readonly string[];
  readonly color: ColorFlag;
  readonly diff: boolean;
  readonly verbose: boolean;
  readonly showIgnored: boolean;
  readonly policy: Policy;
}

export function reportFlags(args: ArgsOf<typeof REPORT_FLAGS>): ReportFlags {
  return {
    outputs: args.output ?? ['text'],
    color: args.color,
    diff: args.diff,
    // What is asked for of each finding needs each finding.
    verbose: args.verbose || args.diff || args['show-ignored'],
    showIgnored: args['show-ignored'],
    policy: {failOn: args['fail-on'], allowIncomplete: args['allow-incomplete']},
  };
}

/** For commands whose outcome is no drift report: words, or one document for machines. */
export const OUTCOME_FLAGS = {
  output: {
    alias: 'o',
    type: 'string',
    choices: ['text', 'json'],
    default: 'text',
    describe: 'format of the outcome',
    group: 'Report:',
  },
} as const satisfies FlagGroup;

export interface OutcomeFlags {
  readonly output: 'text' | 'json';
  readonly color: ColorFlag;
}
