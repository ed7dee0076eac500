import {EXIT} from '../../app/exit.ts';
import {keptRecords} from '../../app/records.ts';
import type {KeptRecords} from '../../app/records.ts';
import {forgettable, isOlder} from '../../app/retention.ts';
import type {Runtime} from '../../app/runtime.ts';
import {assertConsent} from '../../fix/gate/gate.ts';
import {brokenLinks} from '../../fix/record/chain.ts';
import {forgetRecords, forgottenRecords} from '../../fix/record/forget.ts';
import {recordsFolder} from '../../fix/record/folder.ts';
import type {FixRecord} from '../../fix/record/history.ts';
import {UserError} from '../../model/errors.ts';
import {historyJson, historyText} from '../../report/history.ts';
import {plural} from '../../report/words.ts';
import {printedJson} from '../../yaml/json.ts';
import {say, sayOutcome} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import type {HistoryFlags} from './history.ts';

/** Lists the records that are meant, and takes them away where that is asked for. */
export async function showHistory(flags: HistoryFlags, runtime: Runtime): Promise<number> {
  const {env, stderr} = runtime;
  const folder = recordsFolder(env);
  const kept = await keptRecords(folder);
  for (const {why} of kept.damaged) say(stderr, `Note: ${why}\n`);
  await noteBroken(folder, kept, stderr);
  const meant = kept.records.filter((record) => isMeant(record, flags, runtime.now()));
  return flags.forget ? forget(folder, kept, meant, flags, runtime) : list(meant, flags, runtime);
}

function isMeant(record: FixRecord, {record: named, namespace, olderThan}: HistoryFlags, now: Date): boolean {
  const {id, plan} = record.head;
  return (
    (named === undefined || plan.release.name === named || id.startsWith(named)) &&
    (namespace === undefined || plan.release.namespace === namespace) &&
    (olderThan === undefined || isOlder(record, now, olderThan * 1000))
  );
}

async function list(records: readonly FixRecord[], {output}: HistoryFlags, runtime: Runtime): Promise<number> {
  const text = output === 'json' ? historyJson(records) : historyText(records, runtime.now(), widthOf(runtime));
  await sayOutcome(runtime.stdout, output, text);
  return EXIT.clean;
}

/** Records that somebody has changed or taken away behind our back are told, whatever is listed. */
async function noteBroken(folder: string, {records, damaged}: KeptRecords, stderr: Runtime['stderr']): Promise<void> {
  const forgotten = await forgottenRecords(folder);
  const known = new Map(forgotten.flatMap(({id, digest}) => (digest === undefined ? [] : [[id, digest] as const])));
  const heads = records.map(({head}) => head);
  const told = new Set(damaged.map(({id}) => id));
  for (const {id, by, named} of await brokenLinks(folder, heads, known)) {
    if (told.has(id)) continue;
    told.add(id);
    const what = by === 'gone' ? 'is gone, and nobody has forgotten it with --forget' : 'was changed since it ended';
    say(stderr, `Note: the record ${id} ${what}: ${named} has its digest\n`);
  }
}

/** One that is damaged or was cut short goes only by its own name. */
async function forget(
  folder: string,
  {records, damaged}: KeptRecords,
  meant: readonly FixRecord[],
  flags: HistoryFlags,
  runtime: Runtime,
): Promise<number> {
  const {record: named, namespace, olderThan, output, yes} = flags;
  if (named === undefined && namespace === undefined && olderThan === undefined)
    throw new UserError(
      '--forget takes records away, and does not say which',
      'Name a record or a release, or say --older-than 90d.',
    );
  const byName = [...meant.map(({head}) => head), ...damaged].flatMap(({id}) => (id === named ? [id] : []));
  if (named !== undefined && meant.length === 0 && byName.length === 0)
    throw new UserError(`there is no record ${named}, and none of a release ${named}`, 'See `helm drift history`.');
  const ids = byName.length > 0 ? withPair(byName, records) : forgettable(meant, records);
  const {stdout, stderr, now} = runtime;
  const isJson = output === 'json';
  const finish = (done: readonly string[], text: string): number => {
    stdout.write(isJson ? printedJson({schemaVersion: '1', kind: 'ForgottenRecords', records: done}) : text);
    return EXIT.clean;
  };
  if (ids.length === 0) return finish([], 'No record is meant: nothing was forgotten.\n');
  const going = records.filter(({head}) => ids.includes(head.id));
  say(stderr, historyText(going, now(), widthOf(runtime)));
  const text = `Forget ${plural(ids.length, 'record')}? What they tell of cannot be undone then.`;
  await assertConsent({text, yes, hint: 'See which they are and add --yes.'}, runtime);
  await forgetRecords(folder, ids, now());
  return finish(ids, `${plural(ids.length, 'record')} forgotten.\n`);
}

/** Without its undo a fix would pass for one that stands. */
function withPair(ids: readonly string[], records: readonly FixRecord[]): string[] {
  const undone = records.flatMap(({head: {id, undoes}}) =>
    ids.includes(id) && undoes !== undefined && records.some(({head}) => head.id === undoes) ? [undoes] : [],
  );
  return [...new Set([...ids, ...undone])];
}
