import type {Runtime} from '../../app/runtime.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import {PLAN_FLAGS, planFlags, ROLLOUT_FLAGS, rolloutFlags, SELECTION_FLAGS, selectionFlags} from '../flags/fix.ts';
import type {PlanFlags, RolloutFlags, SelectionFlags} from '../flags/fix.ts';
import {COLOR_FLAGS, OUTCOME_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import {UserError} from '../../model/errors.ts';
import {withSession} from '../session.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const FIX_FLAGS = {
  ...SELECTION_FLAGS,
  ...PLAN_FLAGS,
  ...ROLLOUT_FLAGS,
  ...OUTCOME_FLAGS,
  ...CHECKING_FLAGS,
  ...COLOR_FLAGS,
} as const satisfies FlagGroup;

export interface FixFlags extends SelectionFlags, PlanFlags, RolloutFlags, OutcomeFlags {
  /** The plan's own where nothing is said. */
  readonly release: string | undefined;
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
  ],
  run: (args, runtime) => {
    const selection = selectionFlags(args);
    const {output, color, release} = args;
    if (release === undefined && args.plan === undefined)
      throw new UserError(
        'no release was named',
        'Name one: `helm drift fix RELEASE -n NAMESPACE`, or a plan: `helm drift fix --plan FILE`.',
      );
    const flags = {...selection, ...planFlags(args, selection), ...rolloutFlags(args), output, color, release};
    return runFix(flags, writingSession(args, runtime.env), runtime);
  },
});

function writingSession(args: ArgsOf<typeof CHECKING_FLAGS> & GlobalArgs, env: NodeJS.ProcessEnv): SessionFlags {
  return {settings: connectionFlags(args, env), ...checkingFlags(args), showSecrets: false, writes: true};
}

async function runFix(flags: FixFlags, sessionFlags: SessionFlags, runtime: Runtime): Promise<number> {
  const {runPlan} = await import('./fix-run.ts');
  return withSession(sessionFlags, runtime, (session, progress) => runPlan(flags, session, progress, runtime));
}
