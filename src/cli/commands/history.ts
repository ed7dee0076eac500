import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {last} from '../flags/args.ts';
import {OUTCOME_FLAGS} from '../flags/report.ts';
import {say, sayOutcome} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import {command} from './command.ts';

/** `helm drift history`: the fixes of this machine, newest first. */
export const HISTORY = command({
  usage: 'history [release]',
  describe: 'what fix and undo have written from here, newest first',
  options: OUTCOME_FLAGS,
  examples: [
    ['helm drift history', 'every fix and undo that was started from this machine'],
    ['helm drift history test-nginx -o json', 'those of one release, for programs'],
  ],
  run: ({release, output, namespace}, runtime) => runHistory({release, namespace: last(namespace)}, output, runtime),
});

async function runHistory(
  {release, namespace}: {readonly release: string | undefined; readonly namespace: string | undefined},
  output: 'text' | 'json',
  runtime: Runtime,
): Promise<number> {
  const {env, stdout, stderr, now} = runtime;
  const {recordsFolder} = await import('../../fix/record/files.ts');
  const {keptRecords} = await import('../../app/records.ts');
  const {historyJson, historyText} = await import('../../report/history.ts');
  const kept = await keptRecords(recordsFolder(env));
  for (const {why} of kept.damaged) say(stderr, `Note: ${why}\n`);
  const records = kept.records.filter(
    ({head: {plan}}) =>
      (release === undefined || plan.release.name === release) &&
      (namespace === undefined || plan.release.namespace === namespace),
  );
  await sayOutcome(
    stdout,
    output,
    output === 'json' ? historyJson(records) : historyText(records, now(), widthOf(runtime)),
  );
  return EXIT.clean;
}
