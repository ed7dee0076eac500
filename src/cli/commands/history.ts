import type {Runtime} from '../../app/runtime.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {secondsOf} from '../flags/duration.ts';
import {OUTCOME_FLAGS} from '../flags/report.ts';
import {command} from './command.ts';

const HISTORY_FLAGS = {
  drift: {
    type: 'boolean',
    default: false,
    describe: 'the findings that checks of this machine have told of instead: since when, by whom, how they ended',
    group: 'Records:',
  },
  all: {
    type: 'boolean',
    default: false,
    describe: 'with --drift: all findings; without it the first 50, those that stand before those that are over',
    group: 'Records:',
  },
  'older-than': {
    type: 'string',
    nargs: 1,
    describe: 'only those that are older: 8h, 30d',
    group: 'Records:',
  },
  forget: {
    type: 'boolean',
    default: false,
    describe: 'take these records away: they cannot be undone then (without it a year is kept, and 1,000 of them)',
    group: 'Records:',
  },
  yes: {alias: 'y', type: 'boolean', default: false, describe: 'do not ask', group: 'Records:'},
  ...OUTCOME_FLAGS,
} as const satisfies FlagGroup;

export interface HistoryFlags {
  /** Findings instead of records. */
  readonly drift: boolean;
  /** All of them, however many. */
  readonly all: boolean;
  /** The start of a record's or a finding's id, or a release's name. */
  readonly record: string | undefined;
  readonly namespace: string | undefined;
  /** Seconds. */
  readonly olderThan: number | undefined;
  readonly forget: boolean;
  readonly yes: boolean;
  readonly output: 'text' | 'json';
}

/** `helm drift history`: the fixes of this machine, newest first. */
export const HISTORY = command({
  usage: 'history [record]',
  describe: 'what fix and undo have written from here, newest first',
  options: HISTORY_FLAGS,
  examples: [
    ['helm drift history', 'every fix and undo that was started from this machine'],
    ['helm drift history test-nginx -o json', 'those of one release, for programs'],
    ['helm drift history --drift test-nginx', 'what drifted, since when, and how it ended, as checks have told it'],
    ['helm drift history --forget --older-than 90d --yes', 'takes records away, without asking'],
  ],
  run: ({record, output, namespace, forget, yes, drift, all, ...args}, runtime) => {
    const older = last(args['older-than']);
    const olderThan = older === undefined ? undefined : secondsOf(older, '--older-than');
    return runHistory({drift, all, record, namespace: last(namespace), olderThan, forget, yes, output}, runtime);
  },
});

async function runHistory(flags: HistoryFlags, runtime: Runtime): Promise<number> {
  if (flags.drift) {
    const {showDriftHistory} = await import('./history-drift.ts');
    return showDriftHistory(flags, runtime);
  }
  const {showHistory} = await import('./history-run.ts');
  return showHistory(flags, runtime);
}
