import type {Selection} from '../../fix/plan/select.ts';
import {UserError} from '../../model/errors.ts';
import {SEVERITIES} from '../../model/report.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';
import {secondsOf} from './duration.ts';

/** Which findings a fix is to put right. */
export const SELECTION_FLAGS = {
  only: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'only these objects or fields: KIND/NAME[:PATH], with * and ? (repeatable)',
    group: 'Selection:',
  },
  exclude: {type: 'string', array: true, nargs: 1, describe: 'all but these (repeatable)', group: 'Selection:'},
  severity: {type: 'string', choices: SEVERITIES, describe: 'only from this severity on', group: 'Selection:'},
  added: {
    type: 'boolean',
    default: false,
    describe: 'also take out fields that were added beside the declared ones',
    group: 'Selection:',
  },
  prune: {
    type: 'boolean',
    default: false,
    describe: "also delete objects under the release's name that it does not declare",
    group: 'Selection:',
  },
  recreate: {
    type: 'boolean',
    default: false,
    describe: 'delete and make anew what the API server will not change',
    group: 'Selection:',
  },
} as const satisfies FlagGroup;

export interface SelectionFlags {
  readonly selection: Selection;
  readonly recreate: boolean;
  /** Whether the question was narrowed: then what was not selected fails nothing. */
  readonly isNarrowed: boolean;
}

export function selectionFlags(args: ArgsOf<typeof SELECTION_FLAGS>): SelectionFlags {
  const {only, exclude, severity, added, prune, recreate} = args;
  return {
    selection: {
      only: only ?? [],
      exclude: exclude ?? [],
      added,
      prune,
      ...(severity === undefined ? {} : {severity}),
    },
    recreate,
    isNarrowed: only !== undefined || exclude !== undefined || severity !== undefined,
  };
}

/** What becomes of the plan. */
export const PLAN_FLAGS = {
  out: {type: 'string', nargs: 1, describe: 'write the plan to this file, and nothing to the cluster', group: 'Plan:'},
  plan: {type: 'string', nargs: 1, describe: 'carry out this plan, and only this', group: 'Plan:'},
  'valid-for': {
    type: 'string',
    nargs: 1,
    default: '24h',
    describe: 'how long a written plan holds: 30m, 8h, 7d',
    group: 'Plan:',
  },
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'show what the API server would make of it, by its own dry runs, and write nothing',
    group: 'Plan:',
  },
  yes: {alias: 'y', type: 'boolean', default: false, describe: 'do not ask', group: 'Plan:'},
} as const satisfies FlagGroup;

export interface PlanFlags {
  readonly out: string | undefined;
  readonly plan: string | undefined;
  /** Seconds. */
  readonly validFor: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Throws UserError where a plan is both read and written, or read and selected from. */
export function planFlags(args: ArgsOf<typeof PLAN_FLAGS>, {isNarrowed, selection}: SelectionFlags): PlanFlags {
  const [plan, out] = [last(args.plan), last(args.out)];
  if (plan !== undefined && (isNarrowed || selection.added || selection.prune))
    throw new UserError(
      '--plan says itself what is selected',
      'Leave out --only, --exclude, --severity, --added and --prune.',
    );
  if (plan !== undefined && out !== undefined)
    throw new UserError('--plan carries a plan out, and --out writes a new one', 'Leave out one of the two.');
  return {
    out,
    plan,
    validFor: secondsOf(last(args['valid-for']) ?? '', '--valid-for'),
    dryRun: args['dry-run'],
    yes: args.yes,
  };
}

export const ROLLOUT_FLAGS = {
  wait: {type: 'boolean', default: false, describe: 'wait for the rollout of what was changed', group: 'Verify:'},
  timeout: {type: 'string', nargs: 1, default: '5m', describe: 'how long to wait for it', group: 'Verify:'},
} as const satisfies FlagGroup;

export interface RolloutFlags {
  /** Seconds to wait for rollouts; undefined where nobody waits. */
  readonly waitFor: number | undefined;
}

export function rolloutFlags(args: ArgsOf<typeof ROLLOUT_FLAGS>): RolloutFlags {
  const seconds = secondsOf(last(args.timeout) ?? '', '--timeout');
  return {waitFor: args.wait ? seconds : undefined};
}
