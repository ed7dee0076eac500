import {UserError} from '../../model/errors.ts';
import type {CheckRequest} from '../../app/session.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {last} from '../flags/args.ts';
import {BASELINE_FLAGS, baselineFlags} from '../flags/baseline.ts';
import {CHART_FLAGS, givenValues} from '../flags/chart.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import {INCOMPLETE_FLAGS, SECRETS_FLAGS} from '../flags/report.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const {revision, git} = BASELINE_FLAGS;
const {hooks, 'include-crds': includeCrds, config} = CHECKING_FLAGS;

const CAPTURE_FLAGS = {
  file: {
    type: 'string',
    nargs: 1,
    describe: 'where to write: release-baseline.yaml or live-snapshot.yaml where nothing is said; - is stdout',
    group: 'Capture:',
  },
  'show-secrets': {...SECRETS_FLAGS['show-secrets'], group: 'Capture:'},
  ...INCOMPLETE_FLAGS,
  revision,
  git,
  hooks,
  'include-crds': includeCrds,
  config,
  ...CHART_FLAGS,
} as const satisfies FlagGroup;

const FILES = {baseline: 'release-baseline.yaml', live: 'live-snapshot.yaml'} as const;

export interface CaptureFlags {
  readonly what: 'baseline' | 'live';
  readonly file: string;
  readonly session: SessionFlags;
  readonly request: CheckRequest;
  readonly showSecrets: boolean;
  readonly allowIncomplete: boolean;
}

/** `helm drift capture`: the baseline or what is live of it, as a file that `check --baseline` and `--live` read. */
export const CAPTURE = command({
  usage: 'capture <what> <release> [chart]',
  describe: 'write the baseline, or what is live of it, to a file (what: baseline or live)',
  options: CAPTURE_FLAGS,
  examples: [
    [
      'helm drift capture baseline test-nginx ./charts/nginx -n sandbox-nginx --include-crds',
      'of a chart, as helm template renders it',
    ],
    ['helm drift capture baseline test-nginx -n sandbox-nginx', 'release-baseline.yaml, of what is installed'],
    ['helm drift capture live test-nginx -n sandbox-nginx --file live.yaml', 'to a file of another name'],
  ],
  run: async (args, runtime) => {
    const flags = captureFlags(args, runtime.env);
    return (await import('./capture-run.ts')).runCapture(flags, runtime);
  },
});

function captureFlags(
  args: ArgsOf<typeof CAPTURE_FLAGS> &
    GlobalArgs & {readonly what: string; readonly release: string; readonly chart?: string | undefined},
  env: NodeJS.ProcessEnv,
): CaptureFlags {
  const {what} = args;
  // yargs has no choices for positional arguments in this notation.
  if (what !== 'baseline' && what !== 'live')
    throw new UserError(
      `there is no "${what}" to capture`,
      'Capture the baseline, or what is live: helm drift capture baseline RELEASE.',
    );
  return {
    what,
    file: last(args.file) ?? FILES[what],
    session: {
      settings: connectionFlags(args, env),
      ...checkingFlags(args),
      showSecrets: args['show-secrets'],
      given: givenValues(args, args.chart),
    },
    request: {...baselineFlags(args), live: undefined},
    showSecrets: args['show-secrets'],
    allowIncomplete: args['allow-incomplete'],
  };
}
