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
  'take-ownership': {
    type: 'boolean',
    default: false,
    describe: "also put back objects that another release has by Helm's own marks, and take them from it",
    group: 'Selection:',
  },
  recreate: {
    type: 'boolean',
    default: false,
    describe: 'delete and make anew what the API server will not change',
    group: 'Selection:',
  },
  revision: {
    type: 'number',
    describe: 'put back what this revision promises instead of the newest deployed one',
    group: 'Selection:',
  },
} as const satisfies FlagGroup;

export interface SelectionFlags {
  readonly selection: Selection;
  readonly revision: number | undefined;
  readonly recreate: boolean;
  /** Whether the question was narrowed: then what was not selected fails nothing. */
  readonly isNarrowed: boolean;
}

/** Throws UserError where the revision is none. */
export function selectionFlags(args: ArgsOf<typeof SELECTION_FLAGS>): SelectionFlags {
  const {only, exclude, severity, added, prune, recreate, revision} = args;
  if (revision !== undefined && (!Number.isInteger(revision) || revision < 1))
    throw new UserError(
      '--revision takes a whole number from 1',
      'See `helm history RELEASE` for the revisions there are.',
    );
  return {
    selection: {
      only: only ?? [],
      exclude: exclude ?? [],
      added,
      prune,
      takeOwnership: args['take-ownership'],
      ...(severity === undefined ? {} : {severity}),
    },
    recreate,
    revision,
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
  if (plan !== undefined && (isNarrowed || selection.added || selection.prune || selection.takeOwnership === true))
    throw new UserError(
      '--plan says itself what is selected',
      'Leave out --only, --exclude, --severity, --added, --prune and --take-ownership.',
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

/** For whatever writes to a release's objects. */
export const EVENT_FLAGS = {
  'no-event': {
    type: 'boolean',
    default: false,
    describe: 'make no Event in the cluster that tells of what was written',
    group: 'Record:',
  },
} as const satisfies FlagGroup;

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
