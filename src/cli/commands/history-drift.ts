import {forgetKept, keptFindings} from '../../app/drift-history.ts';
import type {KeptFinding} from '../../app/drift-history.ts';
import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {assertConsent} from '../../fix/gate/gate.ts';
import {UserError} from '../../model/errors.ts';
import {driftHistoryJson, driftHistoryText} from '../../report/drift-history.ts';
import {plural} from '../../report/words.ts';
import {printedJson} from '../../yaml/json.ts';
import {say, sayOutcome} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import type {HistoryFlags} from './history.ts';

/** What a terminal holds; a release may have thousands. */
const MOST_LISTED = 50;

/** Lists the findings of this machine's ledgers, and takes them out of these where that is asked for. */
export async function showDriftHistory(flags: HistoryFlags, runtime: Runtime): Promise<number> {
  const {env, stdout, stderr, now} = runtime;
  const {record: named, namespace, olderThan, all, forget: isForgotten, output} = flags;
  const before = olderThan === undefined ? undefined : now().getTime() - olderThan * 1000;
  const most = all || isForgotten || output === 'json' ? undefined : MOST_LISTED;
  const {findings, total, problems} = await keptFindings(env, {named, namespace, before, most});
  for (const problem of problems) say(stderr, `Note: ${problem}\n`);
  if (isForgotten) return forget(findings, flags, runtime);
  const listed = {findings, more: total - findings.length};
  const text = output === 'json' ? driftHistoryJson(findings) : driftHistoryText(listed, now(), widthOf(runtime));
  await sayOutcome(stdout, output, text);
  return EXIT.clean;
}

async function forget(meant: readonly KeptFinding[], flags: HistoryFlags, runtime: Runtime): Promise<number> {
  const {record: named, namespace, olderThan, output, yes} = flags;
  const {stdout, stderr, now} = runtime;
  if (named === undefined && namespace === undefined && olderThan === undefined)
    throw new UserError(
      '--forget takes findings out of the history, and does not say which',
      'Name a release or a finding, or say --older-than 90d.',
    );
  if (named !== undefined && meant.length === 0)
    throw new UserError(
      `no finding ${named} is known here, and none of a release ${named}`,
      'See `helm drift history --drift`.',
    );
  if (meant.length > 0) {
    say(stderr, driftHistoryText({findings: meant, more: 0}, now(), widthOf(runtime)));
    const text = `Forget ${plural(meant.length, 'finding')}? Since when they stand is not known then.`;
    await assertConsent({text, yes, hint: 'See which they are and add --yes.'}, runtime);
    await forgetKept(meant, runtime.env);
  }
  const ids = meant.map(({id}) => id);
  stdout.write(
    output === 'json'
      ? printedJson({schemaVersion: '1', kind: 'ForgottenFindings', findings: ids})
      : meant.length === 0
        ? 'No finding is meant: nothing was forgotten.\n'
        : `${plural(meant.length, 'finding')} forgotten.\n`,
  );
  return EXIT.clean;
}
