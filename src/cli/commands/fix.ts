import type {Runtime} from '../../app/runtime.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import {
  EVENT_FLAGS,
  PLAN_FLAGS,
  planFlags,
  ROLLOUT_FLAGS,
  rolloutFlags,
  SELECTION_FLAGS,
  selectionFlags,
} from '../flags/fix.ts';
import type {PlanFlags, RolloutFlags, SelectionFlags} from '../flags/fix.ts';
import {COLOR_FLAGS, FAIL_ON, OUTCOME_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import type {Policy} from '../../report/context.ts';
import {SCOPE_FLAGS, scopeFlags} from '../flags/scope.ts';
import type {Scope} from '../flags/scope.ts';
import {UserError} from '../../model/errors.ts';
import {withSession} from '../session.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const FAIL_FLAGS = {
  'fail-on': {
    type: 'string',
    choices: FAIL_ON,
    describe:
      'the severity from which drift that stands at the end fails: exit code 2; low, where nothing was narrowed',
    group: 'Exit code:',
  },
} as const satisfies FlagGroup;

const FIX_FLAGS = {
  ...SCOPE_FLAGS,
  ...SELECTION_FLAGS,
  ...PLAN_FLAGS,
  ...ROLLOUT_FLAGS,
  ...EVENT_FLAGS,
  ...FAIL_FLAGS,
  ...OUTCOME_FLAGS,
  ...CHECKING_FLAGS,
  ...COLOR_FLAGS,
} as const satisfies FlagGroup;

export interface FixFlags extends SelectionFlags, PlanFlags, RolloutFlags, OutcomeFlags {
  /** The plan's own where nothing is said. */
  readonly release: string | undefined;
  /** From which severity on what stands at the end fails; undefined where nobody says. */
  readonly failOn: Policy['failOn'] | undefined;
}

/** `helm drift fix`: plan, show, ask, apply, verify. */
export const FIX = command({
  usage: 'fix [release]',
  describe: 'put back what drifted: shows the plan, asks, writes, verifies',
  options: FIX_FLAGS,
  examples: [
    [
      'helm drift fix test-nginx -n sandbox-nginx --dry-run',
      'what would be put back, by the API server’s own dry runs',
    ],
    [
      'helm drift fix test-nginx -n sandbox-nginx --only "HorizontalPodAutoscaler/*" --out plan.json',
      'a plan to review: it names the objects as they are now, and holds for a day',
    ],
    ['helm drift fix --plan plan.json --yes', 'carries out that plan and no other, without asking'],
    [
      'helm drift fix test-nginx -n sandbox-nginx --severity high --yes --wait --timeout 2m',
      'what is high or critical, and waits for the rollout of it',
    ],
    ['helm drift fix --all -n sandbox-nginx --dry-run', 'every release of the namespace that drifted'],
  ],
  run: (args, runtime) => {
    const selection = selectionFlags(args);
    const {output, color, release} = args;
    const scope = scopeFlags(args);
    if (scope !== 'release') assertFixesMany(args);
    else if (release === undefined && args.plan === undefined)
      throw new UserError(
        'no release was named',
        'Name one: `helm drift fix RELEASE -n NAMESPACE`, all with --all or -A, or a plan: `helm drift fix --plan FILE`.',
      );
    const flags: FixFlags = {
      ...selection,
      ...planFlags(args, selection),
      ...rolloutFlags(args),
      failOn: args['fail-on'],
      output,
      color,
      release,
    };
    return runFix(flags, scope, writingSession(args, runtime.env), runtime);
  },
});

function writingSession(
  args: ArgsOf<typeof CHECKING_FLAGS & typeof EVENT_FLAGS> & GlobalArgs,
  env: NodeJS.ProcessEnv,
): SessionFlags {
  const settings = {...connectionFlags(args, env), events: !args['no-event']};
  return {settings, ...checkingFlags(args), showSecrets: false, writes: true};
}

/** Throws UserError where all releases are meant and something is of one. */
function assertFixesMany({
  release,
  plan,
  out,
  revision,
}: ArgsOf<typeof FIX_FLAGS> & {readonly release?: string | undefined}): void {
  if (release !== undefined)
    throw new UserError(
      `--all fixes every release that drifted, and "${release}" names one`,
      'Leave out one of the two.',
    );
  const flag = Object.entries({plan, out, revision}).find(([, value]) => value !== undefined)?.[0];
  if (flag !== undefined)
    throw new UserError(
      `--${flag} is about one release, and --all means every one`,
      'Name the release instead of --all.',
    );
}

async function runFix(flags: FixFlags, scope: Scope, sessionFlags: SessionFlags, runtime: Runtime): Promise<number> {
  if (scope !== 'release') {
    const {runMany} = await import('./fix-many-run.ts');
    return withSession(sessionFlags, runtime, (session, progress) => runMany(flags, scope, session, progress, runtime));
  }
  const {runPlan} = await import('./fix-run.ts');
  return withSession(sessionFlags, runtime, (session, progress) => runPlan(flags, session, progress, runtime));
}
