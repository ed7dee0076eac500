import type {Options} from 'yargs';
import {UserError} from '../../model/errors.ts';
import type {Severity} from '../../model/report.ts';
import {SEVERITIES} from '../../model/report.ts';
import {CHECK_OPTIONS, withSession} from './check.ts';
import type {CheckArgs} from './check.ts';
import type {Command} from './command.ts';
import {OUTCOME_FLAG} from '../flags/flags.ts';
import type {Runtime} from '../../app/runtime.ts';

const {hooks, 'include-crds': includeCrds, fidelity, config, color} = CHECK_OPTIONS;

const FIX_OPTIONS = {
  only: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'only these objects or fields: KIND/NAME[:PATH], with * and ? (repeatable)',
    group: 'Selection:',
  },
  exclude: {type: 'string', array: true, nargs: 1, describe: 'all but these (repeatable)', group: 'Selection:'},
  severity: {type: 'string', choices: [...SEVERITIES], describe: 'only from this severity on', group: 'Selection:'},
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
  wait: {type: 'boolean', default: false, describe: 'wait for the rollout of what was changed', group: 'Verify:'},
  timeout: {type: 'string', nargs: 1, default: '5m', describe: 'how long to wait for it', group: 'Verify:'},
  ...OUTCOME_FLAG,
  hooks,
  'include-crds': includeCrds,
  fidelity,
  config,
  color,
} as const satisfies Record<string, Options>;

export interface FixArgs extends CheckArgs {
  readonly release: string;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly severity?: Severity;
  readonly added: boolean;
  readonly prune: boolean;
  readonly recreate: boolean;
  readonly out?: string;
  readonly plan?: string;
  readonly 'valid-for': string;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly wait: boolean;
  readonly timeout: string;
}

/** `helm drift fix`: plan, show, ask, apply, verify. */
export const FIX = {
  usage: 'fix <release>',
  describe: 'put back what drifted: shows the plan, asks, writes, verifies',
  options: FIX_OPTIONS,
  examples: [
    [
      'helm drift fix test-nginx -n sandbox-nginx --dry-run',
      'what would be put back, by the API server’s own dry runs',
    ],
    [
      'helm drift fix test-nginx -n sandbox-nginx --only "HorizontalPodAutoscaler/*" --out plan.json',
      'a plan to review: it names the objects as they are now, and holds for a day',
    ],
    [
      'helm drift fix test-nginx -n sandbox-nginx --plan plan.json --yes',
      'carries out that plan and no other, without asking',
    ],
    [
      'helm drift fix test-nginx -n sandbox-nginx --severity high --yes --wait --timeout 2m',
      'what is high or critical, and waits for the rollout of it',
    ],
  ],
  run: runFix,
} satisfies Command;

async function runFix(args: FixArgs, runtime: Runtime): Promise<number> {
  validate(args);
  const {runPlan} = await import('./fix-run.ts');
  return withSession(args, runtime, (session, progress) => runPlan(args, session, progress, runtime));
}

function validate({plan, out, only, exclude, severity, added, prune}: FixArgs): void {
  const narrowing = only !== undefined || exclude !== undefined || severity !== undefined || added || prune;
  if (plan !== undefined && narrowing)
    throw new UserError(
      '--plan says itself what is selected',
      'Leave out --only, --exclude, --severity, --added and --prune.',
    );
  if (plan !== undefined && out !== undefined)
    throw new UserError('--plan carries a plan out, and --out writes a new one', 'Leave out one of the two.');
}
