import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {last} from '../flags/args.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const {config} = CHECKING_FLAGS;

const NOTIFY_FLAGS = {
  sink: {type: 'string', nargs: 1, describe: 'this sink alone', group: 'Notify:'},
  'dry-run': {
    type: 'boolean',
    default: false,
    describe: 'with `test`: print what would be sent, and send nothing',
    group: 'Notify:',
  },
  config,
} as const satisfies FlagGroup;

/** `helm drift notify`: whether the sinks of the rules file take what a watch would tell them. */
export const NOTIFY = command({
  usage: 'notify [action]',
  describe: 'try the sinks of .helm-drift.yaml, or send again what they did not take: test, replay',
  options: NOTIFY_FLAGS,
  examples: [['helm drift notify test --dry-run --config notify.yaml', 'what each sink would be sent']],
  run: async (args, runtime) => {
    const flags = notifyFlags(args, runtime.env);
    const {runNotify} = await import('./notify-run.ts');
    return runNotify(flags, runtime);
  },
});

export interface NotifyFlags {
  readonly action: 'test' | 'replay';
  readonly session: SessionFlags;
  readonly sink: string | undefined;
  readonly isDry: boolean;
}

function notifyFlags(
  args: ArgsOf<typeof NOTIFY_FLAGS> & GlobalArgs & {readonly action?: string | undefined},
  env: Runtime['env'],
): NotifyFlags {
  const {action} = args;
  if (action !== 'test' && action !== 'replay')
    throw new UserError(
      action === undefined ? 'notify needs a word more' : `notify knows no "${action}"`,
      'It is one of: test, replay.',
    );
  const isDry = args['dry-run'];
  if (isDry && action === 'replay') throw new UserError('--dry-run goes with `notify test`', 'Leave it out.');
  return {
    action,
    session: {
      settings: connectionFlags(args, env),
      ...checkingFlags({config: args.config}),
      showSecrets: false,
    },
    sink: last(args.sink),
    isDry,
  };
}
