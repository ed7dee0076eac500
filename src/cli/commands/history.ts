import type {Options} from 'yargs';
import {EXIT} from '../../app/exit.ts';
import type {Command} from './command.ts';
import {OUTCOME_FLAG} from '../flags/flags.ts';
import type {Runtime} from '../../app/runtime.ts';

const HISTORY_OPTIONS = {
  ...OUTCOME_FLAG,
} as const satisfies Record<string, Options>;

interface HistoryArgs {
  readonly release?: string;
  readonly output: 'text' | 'json';
}

/** `helm drift history`: the fixes of this machine, newest first. */
export const HISTORY = {
  usage: 'history [release]',
  describe: 'what fix and undo have written from here, newest first',
  options: HISTORY_OPTIONS,
  examples: [
    ['helm drift history', 'every fix and undo that was started from this machine'],
    ['helm drift history test-nginx -o json', 'those of one release, for programs'],
  ],
  run: runHistory,
} satisfies Command;

async function runHistory({release, output}: HistoryArgs, {env, stdout, now}: Runtime): Promise<number> {
  const {recordsFolder} = await import('../../fix/record/files.ts');
  const {allRecords} = await import('../../app/records.ts');
  const {historyJson, historyText} = await import('../../report/history.ts');
  const records = (await allRecords(recordsFolder(env))).filter(
    ({head}) => release === undefined || head.plan.release.name === release,
  );
  stdout.write(output === 'json' ? historyJson(records) : historyText(records, now()));
  return EXIT.clean;
}
