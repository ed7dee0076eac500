import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {wordsOf} from '../../model/shell-words.ts';
import type {Address} from '../../model/address.ts';
import type {Policy} from '../../report/context.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {addressOf} from '../flags/address.ts';
import {last} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import {COLOR_FLAGS, INCOMPLETE_FLAGS, LEDGER_FLAGS, OUTCOME_FLAGS, REPORT_FLAGS} from '../flags/report.ts';
import type {OutcomeFlags} from '../flags/report.ts';
import {SCOPE_FLAGS} from '../flags/scope.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const {'all-namespaces': allNamespaces} = SCOPE_FLAGS;

const WATCH_FLAGS = {
  'all-namespaces': allNamespaces,
  'once-stable': {
    type: 'boolean',
    default: false,
    describe: 'end once every release was checked and nothing waits for a check; exit code as `check`',
    group: 'Watch:',
  },
  'until-drift': {
    type: 'boolean',
    default: false,
    describe: 'end with exit code 2 as soon as something drifted (see --fail-on)',
    group: 'Watch:',
  },
  exec: {
    type: 'string',
    nargs: 1,
    describe: 'run this program for each event, which it reads on stdin as JSON; no shell stands between',
    group: 'Watch:',
  },
  notify: {
    type: 'boolean',
    default: false,
    describe: 'tell the sinks of .helm-drift.yaml, each thing once (docs/notify.md)',
    group: 'Watch:',
  },
  reconcile: {
    type: 'boolean',
    default: false,
    describe: 'put back what the policy of .helm-drift.yaml names, within its budget (docs/reconcile.md)',
    group: 'Watch:',
  },
  metrics: {
    type: 'string',
    nargs: 1,
    describe: 'serve metrics for Prometheus at [HOST]:PORT; on 127.0.0.1 where no host is named',
    group: 'Watch:',
  },
  ...CHECKING_FLAGS,
  ...OUTCOME_FLAGS,
  ...COLOR_FLAGS,
  'fail-on': REPORT_FLAGS['fail-on'],
  ...INCOMPLETE_FLAGS,
  ...LEDGER_FLAGS,
} as const satisfies FlagGroup;

/** `helm drift watch`: the verdicts of `check`, again and again, as soon as something changes. */
export const WATCH = command({
  usage: 'watch [release]',
  describe: 'follow releases, and tell of drift as soon as it is there: a live list, or lines in a pipe',
  options: WATCH_FLAGS,
  examples: [
    ['helm drift watch test-nginx -n sandbox-nginx --once-stable', 'one release, until its state is certain'],
    ['helm drift watch -n sandbox-nginx --until-drift -o json', 'a pipeline that waits for drift'],
    ['helm drift watch -A --exec "./notify.sh drift"', 'the whole cluster, for a program of your own'],
  ],
  run: async (args, runtime) => {
    const flags = watchFlags(args, runtime.env);
    const {runWatch} = await import('./watch-run.ts');
    return runWatch(flags, runtime);
  },
});

export interface WatchFlags {
  readonly session: SessionFlags;
  readonly release: string | undefined;
  readonly isEverywhere: boolean;
  readonly onceStable: boolean;
  readonly untilDrift: boolean;
  /** The program and its arguments. */
  readonly exec: readonly string[] | undefined;
  /** Whether the sinks of the rules file are told. */
  readonly notify: boolean;
  /** Whether what the policy of the rules file names is put back. */
  readonly reconcile: boolean;
  readonly metrics: Address | undefined;
  readonly ledger: boolean;
  readonly policy: Policy;
  readonly outcome: OutcomeFlags;
}

function watchFlags(
  args: ArgsOf<typeof WATCH_FLAGS> & GlobalArgs & {readonly release?: string | undefined},
  env: Runtime['env'],
): WatchFlags {
  const {release, output, color} = args;
  const isEverywhere = args['all-namespaces'];
  if (isEverywhere && release !== undefined)
    throw new UserError(`-A follows every release, and "${release}" names one`, 'Leave out one of the two.');
  const [exec, metrics] = [last(args.exec), last(args.metrics)];
  return {
    session: {
      settings: connectionFlags(args, env),
      ...checkingFlags(args),
      showSecrets: false,
      ...(args.reconcile ? {writes: true as const} : {}),
    },
    release,
    isEverywhere,
    onceStable: args['once-stable'],
    untilDrift: args['until-drift'],
    exec: exec === undefined ? undefined : programOf(exec),
    notify: args.notify,
    reconcile: args.reconcile,
    metrics: metrics === undefined ? undefined : addressOf(metrics, '--metrics', '127.0.0.1'),
    ledger: !args['no-ledger'],
    policy: {failOn: args['fail-on'], allowIncomplete: args['allow-incomplete']},
    outcome: {output, color},
  };
}

function programOf(text: string): readonly string[] {
  const words = wordsOf(text);
  if (words === undefined)
    throw new UserError(`--exec "${text}" has a quote that is not closed`, 'Close it, or leave it out.');
  if (words.length === 0) throw new UserError('--exec names no program', "For example --exec './notify.sh drift'.");
  return words;
}
