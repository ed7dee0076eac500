import {auditBook, keyOf} from '../audit/book.ts';
import type {AuditBook, Named, Place} from '../audit/book.ts';
import type {Coverage} from '../audit/coverage.ts';
import {timeText} from '../audit/event.ts';
import type {ReleaseFacts} from '../audit/facts.ts';
import {growing} from '../audit/log/reaches-now.ts';
import {newMark, readLog} from '../audit/log/read-log.ts';
import {factsOf} from '../audit/facts.ts';
import {personsOf, unknown, withPersons, writerOf} from '../audit/join.ts';
import type {Told} from '../audit/join.ts';
import {missingIn} from '../audit/whole.ts';
import type {Inspection} from '../check/check.ts';
import {plural} from '../model/plural.ts';
import type {ApiResources} from '../model/ports.ts';
import {placeKey} from '../model/report.ts';
import type {DriftReport, Finding, Person} from '../model/report.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../model/refs.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** Sees what reports are made of, and says afterwards what an audit log tells of them. */
export interface AuditWitness {
  readonly onInspected: (inspection: Inspection) => void;
  /** The reports with who made each difference. Throws UserError where the log cannot be read. */
  readonly tell: (
    reports: readonly DriftReport[],
    session: Session,
    runtime: Pick<Runtime, 'stdin' | 'signal'>,
  ) => Promise<DriftReport[]>;
  /** After `tell`: all writes to the objects that were asked about, oldest first. */
  readonly writes: () => readonly AuditedWrite[];
}

/** A write to an object, as the log has it. */
export interface AuditedWrite {
  readonly ref: ObjectRef;
  readonly person: Person;
  readonly manager: string | undefined;
  readonly verb: string;
  readonly subresource: string;
}

/** `file` is a file, a folder of rotated ones, or `-` for stdin. `about` says whether objects without a difference count too. */
export function auditWitness(file: string, about: 'differences' | 'all objects' = 'differences'): AuditWitness {
  const facts: ReleaseFacts[] = [];
  const objects: ObjectRef[] = [];
  let writes: Joined['writes'] = () => [];
  return {
    onInspected(inspection) {
      facts.push(factsOf(inspection));
      if (about === 'all objects') objects.push(...inspection.intent.objects.map(({ref}) => ref));
    },
    async tell(reports, session, runtime) {
      const joined = await joinAudit({releases: facts, objects}, file, session, runtime);
      ({writes} = joined);
      return reports.map((report) => reportWith(report, joined));
    },
    writes: () => writes(),
  };
}

/** What the log tells of every difference that the reports are made of. */
interface Joined {
  /** A release's finding with who made it so; itself where the log was not asked about it. */
  readonly told: (release: ReleaseRef, finding: Finding) => Finding;
  /** What must be known of the log: one line each. */
  readonly notes: readonly string[];
  readonly writes: () => readonly AuditedWrite[];
}

/**
 * Reads an audit log (a file, a folder of rotated ones, or `-` for stdin) for what it tells of some releases. Throws UserError
 * where it cannot be read.
 */
async function joinAudit(
  {releases, objects}: {readonly releases: readonly ReleaseFacts[]; readonly objects: readonly ObjectRef[]},
  file: string,
  session: Session,
  {stdin, signal}: Pick<Runtime, 'stdin' | 'signal'>,
): Promise<Joined> {
  const cluster = await session.cluster();
  const resources = await cluster.reader.discover();
  const mark = newMark();
  const asked = questionsOf(releases, objects, resources);
  const isAsked = releases.some(({findings}) => findings.length > 0);
  const log = isAsked ? await growing(file) : undefined;
  // A log that holds what was asked just now holds all that came before.
  await cluster.ownUser(mark);
  await log?.until(mark, signal);
  const book = auditBook(asked, mark);
  await readLog(file, stdin, book);
  const seen = releases.map((release) => seenOf(release, resources, asked, book));
  const missing = missingIn(seen.flat().flatMap(({page, ...one}) => (page === undefined ? [] : [{...one, page}])));
  const told = new Map(seen.flat().map((one) => toldOf(one, missing)));
  const unread = book.unread();
  return {
    told: (release, finding) => {
      const found = told.get(findingKey(release, finding));
      return found === undefined ? finding : {...finding, by: found.by};
    },
    writes: () =>
      writesTo(
        [...objects, ...releases.flatMap(({findings}) => findings.map(({finding}) => finding.ref))],
        resources,
        book,
      ),
    notes: [
      ...(unread === 0 ? [] : [`${plural(unread, 'line')} of the audit log could not be read`]),
      ...removedNote(book.coverage()),
    ],
  };
}

/** What a receiver has let go, to keep its folder small. */
function removedNote(coverage: Coverage | undefined): readonly string[] {
  if (coverage === undefined || coverage.removed === 0) return [];
  const {removed, from} = coverage;
  return [
    `the audit log begins at ${timeText(from)}: ${plural(removed, 'older file')} of it ${removed === 1 ? 'was' : 'were'} removed`,
  ];
}

/** A report whose findings say who, as the log has it. */
function reportWith(report: DriftReport, {told, notes}: Joined): DriftReport {
  return {
    ...report,
    findings: report.findings.map((finding) => told(report.release, finding)),
    notes: [...report.notes, ...notes],
  };
}

function findingKey({namespace, name}: ReleaseRef, finding: Finding): string {
  return `${namespace}/${name} ${placeKey(finding)}`;
}

type Question = Named & {readonly places: Place[]};

/** Each object that a difference is in, with the places, and the records of the releases. */
function questionsOf(
  releases: readonly ReleaseFacts[],
  objects: readonly ObjectRef[],
  resources: ApiResources,
): Map<string, Question> {
  const asked = new Map<string, Question>();
  const ask = (named: Named): Question => {
    const key = keyOf(named);
    const known = asked.get(key) ?? {...named, places: []};
    asked.set(key, known);
    return known;
  };
  for (const ref of objects) {
    const named = namedIn(ref, resources);
    if (named !== undefined) ask(named);
  }
  for (const {release, findings} of releases) {
    for (const record of recordsOf(release)) ask(record);
    for (const {finding, live} of findings) {
      const named = namedIn(finding.ref, resources);
      if (named !== undefined) ask(named).places.push({path: finding.path, live});
    }
  }
  return asked;
}

/** Each request once, though it is about several of them. */
function writesTo(refs: readonly ObjectRef[], resources: ApiResources, book: AuditBook): AuditedWrite[] {
  const found = new Map<string, AuditedWrite & {readonly done: number}>();
  for (const ref of refs) {
    const named = namedIn(ref, resources);
    for (const {person, manager, verb, subresource, done} of named === undefined ? [] : book.page(named).entries)
      found.set(`${refKey(ref)} ${person.auditID ?? done}`, {ref, person, manager, verb, subresource, done});
  }
  return [...found.values()].toSorted((a, b) => a.done - b.done);
}

/** As the log names it; undefined for a kind that is not served. */
function namedIn({group, kind, namespace = '', name}: ObjectRef, resources: ApiResources): Named | undefined {
  const resource = resources.find(group, kind)?.plural;
  return resource === undefined ? undefined : {group, resource, namespace, name};
}

/** Helm keeps a revision in a Secret, or in a ConfigMap, of the same name. */
function recordsOf({name, namespace, revision}: ReleaseFacts['release']): Named[] {
  if (revision === undefined) return [];
  return ['secrets', 'configmaps'].map((resource) => ({
    group: '',
    resource,
    namespace,
    name: `sh.helm.release.v1.${name}.v${revision}`,
  }));
}

interface Seen extends Told {
  readonly release: ReleaseRef;
}

/** What the log has of each of a release's differences. */
function seenOf(
  {release, findings}: ReleaseFacts,
  resources: ApiResources,
  asked: ReadonlyMap<string, Question>,
  book: AuditBook,
): Seen[] {
  const records = recordsOf(release).map((record) => book.page(record));
  const record = records.find(({entries}) => entries.length > 0) ?? {entries: []};
  return findings.map((facts) => {
    const named = namedIn(facts.finding.ref, resources);
    const page = named === undefined ? undefined : book.page(named);
    const places = named === undefined ? [] : (asked.get(keyOf(named))?.places ?? []);
    const place = places.findIndex(({path, live}) => path === facts.finding.path && live === facts.live);
    const isUpToNow = book.isMarked() || book.reaches(facts.resourceVersion);
    return {release, facts, page, place, record, isUpToNow};
  });
}

function toldOf({release, ...told}: Seen, missing: string | undefined): readonly [string, Finding] {
  const {facts, page} = told;
  const persons = missing === undefined ? personsOf(told) : unknown(missing);
  return [findingKey(release, facts.finding), withPersons(facts.finding, persons, writerOf(persons, page))];
}
