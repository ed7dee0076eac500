import {annotationRules} from '../config/annotations.ts';
import {applyRules} from '../config/apply.ts';
import type {RuleLedger} from '../config/apply.ts';
import type {Config} from '../config/file.ts';
import type {Evidence, Gap, LiveObject, LiveState, OwnedObjects} from '../model/evidence.ts';
import type {Intent, IntentObject} from '../model/intent.ts';
import type {JsonObject} from '../model/json.ts';
import type {Baseline, EvidenceSource, ReleaseRecord, ScopeOf} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../model/refs.ts';
import {summarize} from '../model/report.ts';
import type {DriftReport, Fidelity, Finding} from '../model/report.ts';
import {align} from './align/align.ts';
import {extraObject} from './compare/compare.ts';
import {writersOf} from './compare/controllers.ts';
import type {Writers} from './compare/controllers.ts';
import {confirm} from './confirm/confirm.ts';
import {merged, ownedBy} from './evidence/owned.ts';
import {unattributed} from './blind-spots/ownership.ts';
import {onTheirWayOut} from './blind-spots/terminating.ts';
import {inHaste, unsearched} from './blind-spots/unsearched.ts';
import {otherVersions} from './blind-spots/versions.ts';
import {explainByHistory} from './history.ts';
import {asApplied} from './intent/applied.ts';
import {makeIntent, parseManifest} from './intent/parse.ts';
import type {ParsedManifest} from './intent/parse.ts';
import {resolveNamespaces} from './intent/scope.ts';
import {stamped} from './intent/stamp.ts';
import {isWanted} from './intent/supplements.ts';
import type {Hooks} from './intent/supplements.ts';
import {judge} from './judge/judge.ts';
import {excludeMasked} from './blind-spots/masked.ts';
import {shapes} from './normalize/shapes.ts';
import type {ShapeOf} from './normalize/shapes.ts';
import {resolveScaling} from './autoscaling/scaling.ts';
import {gatherDuplicates, chooseDuplicates} from './intent/duplicates.ts';
import {collect} from '../model/stage.ts';

export interface CheckOptions {
  readonly fidelity: Fidelity;
  /** Rules and settings of the user's `.helm-drift.yaml`; the objects' own annotations come beside them. */
  readonly config: Config;
  /** Which of the release's hooks count; `lasting` where nothing is said. */
  readonly hooks?: Hooks;
  /** Whether the chart's crds/ count, which Helm installs once and never upgrades. */
  readonly includeCrds?: boolean;
  /** Where many releases are checked: who checks them tells what rules are unused. */
  readonly ledger?: RuleLedger;
}

/** A report, and what it was made of: whoever puts drift right needs the objects themselves. */
export interface Inspection {
  readonly report: DriftReport;
  readonly intent: Intent;
  /** The release's live objects, each as the report saw it, and those under its name that it does not declare. */
  readonly live: readonly LiveObject[];
  readonly shapeOf: ShapeOf;
  readonly writers: Writers;
}

/** The report alone. */
export async function check(
  baseline: Baseline,
  source: EvidenceSource,
  options: CheckOptions,
  now: Date,
): Promise<DriftReport> {
  return (await inspect(baseline, source, options, now)).report;
}

/** The whole story: a baseline's text and a source of evidence in, a report out. */
export async function inspect(
  baseline: Baseline,
  source: EvidenceSource,
  options: CheckOptions,
  now: Date,
): Promise<Inspection> {
  const {config} = options;
  // Intent: what the release promised. Evidence: what the cluster holds of it, and what could not be seen.
  const {intent, record, scopeOf, state, owned, shapeOf, notes, gaps} = await readBothSides(baseline, source, options);

  // Align pairs both sides; confirm compares each pair, and asks the server about what looks different.
  const doubted = doubtGaps(baseline, record?.doubts ?? []);
  const unread = {notes: [], gaps: [...doubted, ...pendingGap(baseline), ...gaps, ...state.gaps]};
  const {paired, missing, extra} = align(
    intent.objects,
    state.objects,
    unread.gaps,
    ownedBy(owned, intent.release, state.objects),
  );
  const writers = writersOf({controllers: config.settings.controllers, ...runOf(baseline)});
  const queries = await source.queries?.(intent.release, baseline.applyMethod);
  const confirmed = await confirm(paired, missing, {fidelity: options.fidelity, queries, shapeOf, writers, baseline});
  const live = [...confirmed.reread, ...state.objects];

  // Other revisions of the release explain some of it: a failed one has half-landed, an older one was rolled back to.
  const history = await explainByHistory([...confirmed.variances, ...extra.map(extraObject)], {
    baseline,
    extra,
    sides: {intent: intent.objects, live, shapeOf},
    objectsOf: (text) => placed(baseline, parseManifest(text, baseline.name).objects, scopeOf),
  });

  // Blind spots and autoscalers: what nobody can tell is a gap, and no difference.
  const snapshot = source.from.kind === 'file' ? source.from.file : undefined;
  const isFile = {intent: baseline.from.kind === 'file', live: snapshot !== undefined};
  const masked = excludeMasked(history.variances, isFile);
  const scaled = await resolveScaling(masked.variances, [...intent.objects, ...live], queries);
  const versions = otherVersions(paired, shapeOf);
  const seenLive = paired.map((pair) => pair.live);
  const blind = unattributed(seenLive, snapshot);
  const leaving = onTheirWayOut(intent.objects, live);
  const stages = [
    {gaps: [], notes},
    unread,
    confirmed,
    history,
    unsearched(owned),
    masked,
    scaled,
    versions,
    blind,
    leaving,
  ];
  const collected = collect(scaled.variances, stages);

  // Judge makes a finding of every variance; the user's rules accept what the user knows of.
  const seen = [...live, ...scaled.autoscalers];
  const judged = judge(collected.variances, intent, seen, config.settings.controlPaths);
  const objects = {intent: intent.objects, live: [...extra, ...state.objects, ...confirmed.reread]};
  const ruled = accepted(judged, objects, options, {release: intent.release, now});

  const report: DriftReport = {
    schemaVersion: '1',
    release: intent.release,
    from: intent.from,
    evidence: source.from,
    takenAt: now.toISOString(),
    ...(config.file === undefined ? {} : {rules: config.file}),
    notes: [...collected.notes, ...ruled.notes],
    findings: ruled.findings,
    gaps: collected.gaps.toSorted((a, b) => (a.ref && b.ref ? refKey(a.ref).localeCompare(refKey(b.ref)) : 0)),
    summary: summarize(ruled.findings, {
      objects: intent.objects.length + gaps.length,
      compared: paired.length + missing.length - confirmed.gaps.length,
      gaps: collected.gaps.length,
    }),
  };
  return {report, intent, live: [...live, ...extra], shapeOf, writers};
}

interface BothSides {
  readonly intent: Intent;
  /** What the release's record says of itself. */
  readonly record: Awaited<ReturnType<NonNullable<Baseline['record']>>> | undefined;
  readonly scopeOf: ScopeOf;
  readonly state: LiveState;
  readonly owned: OwnedObjects;
  readonly shapeOf: ShapeOf;
  /** What the reader must know of the choice of baseline. */
  readonly notes: readonly string[];
  /** Documents of the baseline that name no object. */
  readonly gaps: readonly Gap[];
}

async function readBothSides(baseline: Baseline, source: EvidenceSource, options: CheckOptions): Promise<BothSides> {
  const [parsed, record] = await Promise.all([parseBaseline(baseline, options), baseline.record?.()]);
  const scopeOf = await source.scopeOf(parsed.objects.map(({ref}) => ref));
  // Each object in the namespace it lands in.
  const objects = placed(baseline, parsed.objects, scopeOf);
  const search = ownedIn(source, baseline.release.namespace, objects);
  search.catch(() => {});
  const [state, schemas] = await Promise.all([source.read(objects), source.schemas?.(objects)]);
  const owned = await inHaste(search, source);
  const shapeOf = shapes(schemas);
  const chosen = chooseDuplicates(objects, state.objects, shapeOf);
  const release = {...baseline.release, ...(record?.deployedAt === undefined ? {} : {deployedAt: record.deployedAt})};
  const intent = makeIntent(release, baseline.from, baseline.text, chosen.objects);
  return {
    intent,
    record,
    scopeOf,
    state,
    owned,
    shapeOf,
    notes: [...baseline.notes, ...parsed.notes, ...chosen.notes],
    gaps: parsed.gaps,
  };
}

/** Extra objects stand in any namespace that the release uses. */
async function ownedIn(source: EvidenceSource, own: string, objects: readonly IntentObject[]): Promise<OwnedObjects> {
  const others = new Set(objects.flatMap(({ref}) => (ref.namespace === own ? [] : (ref.namespace ?? []))));
  const declared = objects.map(({ref}) => ref);
  return merged(
    await Promise.all([
      source.owned(own, {declared}),
      ...[...others].map((namespace) => source.owned(namespace, {beside: true})),
    ]),
  );
}

/** Applies the user's rules. Annotations count on the intent alone: whoever can edit a live object could write one there. */
function accepted(
  judged: readonly Finding[],
  objects: {readonly intent: readonly IntentObject[]; readonly live: readonly LiveObject[]},
  {config, ledger}: CheckOptions,
  {release, now}: {readonly release: ReleaseRef; readonly now: Date},
): {readonly findings: readonly Finding[]; readonly notes: readonly string[]} {
  const annotated = objects.intent.flatMap(({ref, object}) => annotationRules(ref, object));
  const subject = {objects: byKey(objects.intent), live: byKey(objects.live), release, now, ledger};
  return applyRules(judged, [...annotated, ...config.rules], subject);
}

/** The baseline's objects: its manifest's, and the hooks and crds/ that count. */
async function parseBaseline(
  baseline: Baseline,
  {hooks: mode = 'lasting', includeCrds = false}: CheckOptions,
): Promise<Pick<ParsedManifest, 'objects' | 'gaps'> & {readonly notes: readonly string[]}> {
  const {objects, hooks, gaps} = parseManifest(baseline.text, baseline.name);
  const supplements = mode === 'exclude' && !includeCrds ? [] : ((await baseline.supplements?.()) ?? []);
  const beside = supplements.flatMap(({part, text, template, ran}): IntentObject[] => {
    if (part === 'crd' && !includeCrds) return [];
    const parsed = parseManifest(text, `${template} of ${baseline.name}`);
    const found = part === 'hook' ? parsed.hooks.filter((hook) => isWanted(hook, ran, mode)) : parsed.objects;
    return found.map((object) => ({
      ...object,
      part,
      origin: {...object.origin, ...(template === '' ? {} : {template})},
    }));
  });
  const rendered = hooks.filter((hook) => isWanted(hook, undefined, mode));
  const more = includeCrds ? await baseline.moreCrds?.() : undefined;
  return {
    objects: await asApplied([...objects, ...rendered, ...beside], baseline.applyMethod),
    gaps,
    notes: more === undefined ? [] : [more],
  };
}

/** Objects where they land, and with what Helm writes beside a release's. */
function placed({release, from}: Baseline, objects: readonly IntentObject[], scopeOf: ScopeOf): IntentObject[] {
  const resolved = gatherDuplicates(resolveNamespaces(objects, release.namespace, scopeOf));
  return from.kind === 'release' ? resolved.map((entry) => withStamps(entry, release)) : resolved;
}

function withStamps(entry: IntentObject, release: ReleaseRef): IntentObject {
  const {duplicates = [], ...own} = stamped(entry, release);
  return duplicates.length === 0
    ? own
    : {...own, duplicates: duplicates.map((duplicate) => stamped(duplicate, release))};
}

/** When Helm's run for this very state ended, and whether it has run since; a baseline that is not deployed has no such time. */
function runOf({release, from, newer = []}: Baseline): {writtenAt: string | undefined; isOutrun: boolean} {
  const isDeployed = from.kind === 'release' && release.status === 'deployed';
  return {writtenAt: isDeployed ? (release.writtenAt ?? release.deployedAt) : undefined, isOutrun: newer.length > 0};
}

function byKey(entries: readonly {readonly ref: ObjectRef; readonly object: JsonObject}[]): Map<string, JsonObject> {
  return new Map(entries.map(({ref, object}) => [refKey(ref), object]));
}

/** A baseline that somebody else wrote is compared all the same; that it is the approved one nobody can say. */
function doubtGaps({name}: Pick<Baseline, 'name'>, doubts: readonly string[]): Gap[] {
  return doubts.map((doubt) => ({reason: 'altered-record', message: `${name}: ${doubt}`}));
}

function pendingGap({pending}: Baseline): Gap[] {
  return pending === undefined ? [] : [{reason: 'pending-release', message: pendingText(pending)}];
}

function pendingText({revision, status, modifiedAt}: ReleaseRecord): string {
  const since = modifiedAt === undefined ? '' : ` since ${modifiedAt}`;
  return `revision ${revision} is ${status}${since}: helm is at work on it, or died there`;
}

/** The report of a release whose first install is under way: nothing was compared, and that is said. */
export function unseen(record: ReleaseRecord, from: Evidence['from'], now: Date): DriftReport {
  const report = gapReport(record, from, now, {reason: 'pending-release', message: pendingText(record)});
  const doubted = doubtGaps({name: `record of ${record.name}, revision ${record.revision}`}, record.doubts ?? []);
  const gaps = [...doubted, ...report.gaps];
  return {...report, gaps, summary: {...report.summary, gaps: gaps.length}};
}

/** The report of a release about which nothing can be said but why. */
export function gapReport(record: ReleaseRecord, from: Evidence['from'], now: Date, gap: Gap): DriftReport {
  const {name, namespace, revision, status, modifiedAt} = record;
  return {
    schemaVersion: '1',
    release: {name, namespace, revision, status, ...(modifiedAt === undefined ? {} : {deployedAt: modifiedAt})},
    from: {kind: 'release', revision},
    evidence: from,
    takenAt: now.toISOString(),
    notes: [],
    findings: [],
    gaps: [gap],
    summary: {objects: 0, compared: 0, drift: 0, accepted: 0, ignored: 0, gaps: 1},
  };
}
