import type {Options} from 'yargs';
import type {Command} from './command.ts';
import {CHECK_OPTIONS} from './check.ts';
import type {CheckArgs} from './check.ts';
import type {Runtime} from '../../app/runtime.ts';

const {revision, git, hooks, config} = CHECK_OPTIONS;

const CAPTURE_OPTIONS = {
  file: {
    type: 'string',
    nargs: 1,
    describe: 'where to write: release-baseline.yaml or live-snapshot.yaml where nothing is said; - is stdout',
    group: 'Capture:',
  },
  'show-secrets': {...CHECK_OPTIONS['show-secrets'], group: 'Capture:'},
  'allow-incomplete': CHECK_OPTIONS['allow-incomplete'],
  revision,
  git,
  hooks,
  'include-crds': CHECK_OPTIONS['include-crds'],
  config,
  values: CHECK_OPTIONS.values,
  set: CHECK_OPTIONS.set,
  'set-string': CHECK_OPTIONS['set-string'],
  'set-file': CHECK_OPTIONS['set-file'],
  'set-json': CHECK_OPTIONS['set-json'],
  'set-literal': CHECK_OPTIONS['set-literal'],
  version: CHECK_OPTIONS.version,
  repo: CHECK_OPTIONS.repo,
  devel: CHECK_OPTIONS.devel,
  'dependency-update': CHECK_OPTIONS['dependency-update'],
} as const satisfies Record<string, Options>;

export interface CaptureArgs extends CheckArgs {
  readonly what: 'baseline' | 'live';
  readonly file?: string;
}

/** `helm drift capture`: the baseline or what is live of it, as a file that `check --baseline` and `--live` read. */
export const CAPTURE = {
  usage: 'capture <what> <release> [chart]',
  describe: 'write the baseline, or what is live of it, to a file (what: baseline or live)',
  options: CAPTURE_OPTIONS,
  examples: [
    [
      'helm drift capture baseline test-nginx ./charts/nginx -n sandbox-nginx --include-crds',
      'of a chart, as helm template renders it',
    ],
    ['helm drift capture baseline test-nginx -n sandbox-nginx', 'release-baseline.yaml, of what is installed'],
    ['helm drift capture live test-nginx -n sandbox-nginx --file live.yaml', 'to a file of another name'],
  ],
  run: async (args: CaptureArgs, runtime: Runtime) => (await import('./capture-run.ts')).runCapture(args, runtime),
} satisfies Command;
