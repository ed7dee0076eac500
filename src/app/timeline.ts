import {join} from 'node:path';
import type {Inspection} from '../check/check.ts';
import {targetMatches} from '../fix/plan/select.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import type {FixRecord} from '../fix/record/history.ts';
import {readLedger} from '../ledger/disk/file.ts';
import {ledgerFolder, ledgerName} from '../ledger/disk/folder.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import {authorText} from '../model/fix.ts';
import {personText} from '../model/person-words.ts';
import type {ReleaseRecord} from '../model/ports.ts';
import type {DriftReport} from '../model/report.ts';
import {valuesText} from '../report/finding-words.ts';
import {writtenText} from '../report/history.ts';
import type {Moment} from '../report/timeline.ts';
import type {AuditWitness, AuditedWrite} from './audit.ts';
import {clusterOf} from './cluster.ts';
import {noRelease} from './no-release.ts';
import {allRecords, recordsOf} from './records.ts';
import type {Runtime} from './runtime.ts';
import {asDeployed} from './session.ts';
import type {Session} from './session.ts';

export interface TimelineRequest {
  readonly release: string;
  /** As `fix --only` takes them: what is not about such an object or field is left out. */
  readonly fields: readonly string[];
  /** Milliseconds; undefined for all that is known. */
  readonly since: number | undefined;
  /** Where an audit log was given. */
  readonly witness: AuditWitness | undefined;
}

/**
 * What all books know of a release, in one order: helm's revisions, the writes that managedFields or an audit log tell of, what
 * checks of this machine have told, and its fixes. Nothing is written.
 */
export async function timelineOf(
  {release, fields, since, witness}: TimelineRequest,
  session: Session,
  runtime: Runtime,
): Promise<readonly Moment[]> {
  const cluster = await session.cluster();
  const namespace = await session.namespace();
  const history = await cluster.records.history(namespace, release);
  if (history.length === 0) throw await noRelease(cluster.records, {name: release, namespace});
  const here = await clusterOf(cluster);
  const inspection = await session.inspectOne(asDeployed(release));
  const report = 'report' in inspection ? await toldReport(inspection, witness, session, runtime) : undefined;
  const shown = report === undefined ? undefined : session.redactor.report(report);
  const records = recordsOf(await allRecords(recordsFolder(runtime.env)), here).filter(
    ({head: {plan}}) => plan.release.name === release && plan.release.namespace === namespace,
  );
  const folder = ledgerFolder(runtime.env);
  const place = {name: release, namespace};
  const told =
    folder === undefined
      ? []
      : await readLedger(join(folder, ledgerName(here, place)), ({findings}) => [...findings.newest('')]);
  const moments = [
    ...(fields.length > 0 ? [] : history.flatMap(revisionMoment)),
    ...(shown === undefined ? [] : writeMoments(shown, witness?.writes() ?? [])),
    ...told.flatMap(findingMoments),
    ...records.flatMap((record) => recordMoments(record, fields)),
  ];
  const oldest = since === undefined ? -Infinity : runtime.now().getTime() - since;
  return moments
    .filter((moment) => Date.parse(moment.at) >= oldest && isMeant(moment, fields))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

async function toldReport(
  {report}: Inspection,
  witness: AuditWitness | undefined,
  session: Session,
  runtime: Runtime,
): Promise<DriftReport> {
  return (await witness?.tell([report], session, runtime))?.[0] ?? report;
}

function isMeant({ref, path, kind}: Moment, fields: readonly string[]): boolean {
  if (fields.length === 0 || kind === 'fix' || kind === 'undo') return true;
  if (ref === undefined) return false;
  if (typeof path !== 'string') return fields.some((field) => targetMatches(field, {ref, path: path ?? []}));
  // A ledger keeps a path as a text.
  return fields.some((field) => {
    const [object = '', wanted] = field.split(/:(.*)/s);
    return (
      targetMatches(object, {ref, path: []}) &&
      (wanted === undefined || path === wanted || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`))
    );
  });
}

function revisionMoment({revision, status, modifiedAt}: ReleaseRecord): Moment[] {
  return modifiedAt === undefined
    ? []
    : [{at: modifiedAt, kind: 'revision', what: `helm made revision ${revision}, which is ${status}`}];
}

/** Writes of a log, each as it was; of what no log tells, the last write of the manager that a difference is put down to. */
function writeMoments({findings}: DriftReport, writes: readonly AuditedWrite[]): Moment[] {
  const logged = new Set(writes.map(({ref}) => `${ref.kind}/${ref.name}`));
  const told = writes.map(({ref, person, manager, verb, subresource}): Moment => {
    return {
      at: person.at,
      kind: 'write',
      ref,
      person: personText(person),
      ...(manager === undefined ? {} : {manager}),
      what: `${verb}${subresource === '' ? '' : ` of its ${subresource}`}`,
    };
  });
  const guessed = findings.flatMap((finding): Moment[] => {
    const {ref, path, by, verdict} = finding;
    const {manager} = by;
    if (
      verdict === 'ignored' ||
      by.time === undefined ||
      manager === undefined ||
      logged.has(`${ref.kind}/${ref.name}`)
    )
      return [];
    return [{at: by.time, kind: 'write', ref, path, manager, what: valuesText(finding), isLatest: true}];
  });
  return [...told, ...guessed];
}

function findingMoments(entry: LedgerEntry): Moment[] {
  const {ref, path, first, since, state, at, title, severity, by, endedBy, acceptance, returns} = entry;
  const moment = (time: string, what: string): Moment => ({at: time, kind: 'finding', ref, path, what});
  const who = by.manager === undefined ? {} : {manager: by.manager};
  return [
    {...moment(first, `${title} seen first, ${severity}`), ...who},
    ...(returns > 0 && since !== first ? [moment(since, `${title} came back`)] : []),
    ...(state === 'resolved' ? [moment(at, `${title} resolved: ${endedBy ?? 'nobody knows how'}`)] : []),
    ...(state === 'changed' ? [moment(at, `${title} changed`)] : []),
    ...(state === 'accepted'
      ? [
          moment(
            at,
            `${title} accepted${acceptance === undefined ? '' : ` by ${acceptance.by} until ${acceptance.until}`}`,
          ),
        ]
      : []),
  ];
}

function recordMoments(record: FixRecord, fields: readonly string[]): Moment[] {
  const {head, ended, verified} = record;
  const {plan, of, by, id} = head;
  const touches = plan.steps.some((step) =>
    step.fields.some(
      ({path}) => fields.length === 0 || isMeant({at: '', kind: 'write', what: '', ref: step.ref, path}, fields),
    ),
  );
  if (fields.length > 0 && !touches) return [];
  const end = !ended ? 'interrupted' : verified ? 'verified' : 'not verified';
  const what = `${writtenText(record)}, ${end}; record ${id}`;
  return [{at: plan.createdAt, kind: of, what, ...(by === undefined ? {} : {person: authorText(by)})}];
}
