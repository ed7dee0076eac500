import {createHash} from 'node:crypto';
import {canonicalText} from '../fix/plan/content-digest.ts';
import {isStanding} from '../ledger/entry.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import {inertName} from '../model/inert.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {plural} from '../model/plural.ts';
import type {ObjectRef} from '../model/refs.ts';
import {refLabel} from '../model/refs.ts';
import {SEVERITIES, stateOf} from '../model/report.ts';
import type {DriftReport, State} from '../model/report.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {CERTAINTIES, CHANGES, FINDINGS_AT_MOST, FINDINGS_BYTES, STANDING_STATES, TEXT} from './definition.ts';
import {GROUP, KIND, OWN_LABELS, VERSION} from './names.ts';

/** A release by its place. */
export interface ReleasePlace {
  readonly namespace: string;
  readonly name: string;
}

/** What is kept of a status that is written: enough to tell whether the next one is another. */
export interface WrittenStatus {
  readonly uid: string;
  readonly generation: number;
  /** Of all but the times. */
  readonly digest: string;
  readonly condition: string;
  readonly transition: string;
  readonly changedAt: string;
}

/** A ReleaseDrift as it was found in the cluster; whoever may write it may have written anything there. */
export interface KnownRelease extends ReleasePlace {
  readonly written: WrittenStatus;
  /** Digests under another key are empty. */
  readonly entries: readonly LedgerEntry[];
  readonly told: string | undefined;
}

const CONDITIONS = {
  'in-contract': {status: 'True', reason: 'InContract'},
  'variance-detected': {status: 'False', reason: 'VarianceDetected'},
  incomplete: {status: 'Unknown', reason: 'Incomplete'},
} as const satisfies Record<State, object>;
const REASONS_AT_MOST = 20;

/** The object, without a status. */
export function releaseDrift({namespace, name}: ReleasePlace): JsonObject {
  return {apiVersion: `${GROUP}/${VERSION}`, kind: KIND, metadata: {name, namespace, labels: OWN_LABELS}};
}

interface StatusParts {
  /** What stands of the release, by its ledger. */
  readonly standing: readonly LedgerEntry[];
  readonly before: WrittenStatus | undefined;
  readonly key: string;
}

/**
 * The status of a release: counts, what stands, and one condition, whose time moves when its status does. Of redacted reports
 * alone, and no value is in it. Undefined where it would be what is written already.
 */
export function statusOf(report: SafeReport, {standing, before, key}: StatusParts): JsonObject | undefined {
  const status = untimed(report, standing, key, before?.generation ?? 1);
  const digest = digestOf(status);
  if (before?.digest === digest) return undefined;
  const {condition, ...rest} = status;
  const lastTransitionTime =
    before !== undefined && before.condition === condition['status'] ? before.transition : secondsOf(report.takenAt);
  return {...rest, changedAt: secondsOf(report.takenAt), conditions: [{...condition, lastTransitionTime}]};
}

type Untimed = JsonObject & {readonly condition: JsonObject};

function untimed(report: SafeReport, standing: readonly LedgerEntry[], key: string, generation: number): Untimed {
  const state = stateOf(report);
  const drifted = report.findings.filter(({verdict}) => verdict === 'drift');
  const worst = drifted.map(({severity}) => SEVERITIES.indexOf(severity)).toSorted((a, b) => b - a)[0];
  const {findings, omitted} = bounded(standing.filter(isStanding), key);
  const since = standing
    .filter((entry) => isStanding(entry) && entry.state !== 'accepted')
    .map((entry) => entry.since)
    .toSorted()[0];
  const reasons = [...new Set(report.gaps.map(({reason}) => reason))].toSorted();
  return {
    state,
    ...(worst === undefined ? {} : {worst: SEVERITIES[worst] ?? 'low'}),
    drift: report.summary.drift,
    accepted: report.summary.accepted,
    gaps: report.gaps.length,
    ...(reasons.length === 0 ? {} : {gapReasons: reasons.slice(0, REASONS_AT_MOST)}),
    ...(report.release.revision === undefined ? {} : {revision: report.release.revision}),
    ...(since === undefined ? {} : {since: secondsOf(since)}),
    ...(key === '' ? {} : {key}),
    ...(findings.length === 0 ? {} : {findings}),
    ...(omitted === 0 ? {} : {omitted}),
    condition: {
      type: 'InContract',
      ...CONDITIONS[state],
      message: inertName(messageOf(report, drifted)).slice(0, TEXT.message),
      observedGeneration: generation,
    },
  };
}

/** In one line, without a value. */
function messageOf(report: SafeReport, drifted: DriftReport['findings']): string {
  const objects = new Set(drifted.map(({ref}) => refLabel(ref))).size;
  const [gap] = report.gaps;
  const unseen = gap === undefined ? '' : `${report.gaps.length} could not be verified (${gap.reason})`;
  const [worst] = drifted.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  if (worst !== undefined)
    return `${plural(drifted.length, 'difference')} in ${plural(objects, 'object')}, the worst ${worst.severity}: ${worst.controlPath.title} of ${refLabel(worst.ref)}${unseen === '' ? '' : `; ${unseen}`}`;
  if (unseen !== '') return `Nothing drifted, and ${unseen}`;
  return `${plural(report.summary.compared, 'object')} compared, nothing drifted`;
}

/** The worst first, then the oldest, as many as fit. */
function bounded(
  standing: readonly LedgerEntry[],
  key: string,
): {readonly findings: JsonObject[]; readonly omitted: number} {
  const rank = ({state, severity}: LedgerEntry): number => (state === 'accepted' ? -1 : SEVERITIES.indexOf(severity));
  const sorted = standing.toSorted((a, b) => rank(b) - rank(a) || (a.since < b.since ? -1 : 1));
  const findings: JsonObject[] = [];
  let bytes = 0;
  for (const entry of sorted) {
    const one = findingOf(entry, key !== '');
    bytes += Buffer.byteLength(JSON.stringify(one));
    if (findings.length >= FINDINGS_AT_MOST || bytes > FINDINGS_BYTES) break;
    findings.push(one);
  }
  return {findings, omitted: sorted.length - findings.length};
}

/** Under a key that nobody has after this process a digest is of no use. */
function findingOf(entry: LedgerEntry, isKept: boolean): JsonObject {
  const {id, severity, state, since, first, at, worst, returns, ref, path, change, title, by, revision, unseen} = entry;
  return {
    id,
    severity,
    state,
    since: secondsOf(since),
    first: secondsOf(first),
    at: secondsOf(at),
    worst,
    returns,
    object: {...ref},
    path: cut(path, TEXT.path),
    change,
    title: cut(title, TEXT.title),
    ...(by.manager === undefined ? {} : {manager: cut(by.manager, TEXT.name)}),
    certainty: by.certainty,
    ...(revision === undefined ? {} : {revision}),
    ...(unseen === undefined ? {} : {unseen}),
    ...(isKept && entry.value !== '' ? {digest: entry.value} : {}),
  };
}

/** What the object says; nothing of it is believed that has another form. */
export function knownRelease(object: JsonObject, key: string): KnownRelease {
  const {name, namespace, uid, generation} = metadataOf(object);
  const status = isObject(object['status']) ? object['status'] : {};
  const {told, conditions, changedAt, ...rest} = status;
  const condition = objectsIn(conditions).find(({type}) => type === 'InContract') ?? {};
  const {lastTransitionTime, ...untimedCondition} = condition;
  return {
    name: textOf(name),
    namespace: textOf(namespace),
    written: {
      uid: textOf(uid),
      generation: Number(generation ?? 1),
      digest: digestOf({...rest, condition: untimedCondition}),
      condition: textOf(condition['status']),
      transition: textOf(lastTransitionTime),
      changedAt: textOf(changedAt),
    },
    entries: objectsIn(status['findings'])
      .slice(0, FINDINGS_AT_MOST)
      .flatMap((finding, at) => entryOf(finding, at, status['key'] === key) ?? []),
    told: typeof told === 'string' ? told : undefined,
  };
}

function entryOf(finding: JsonObject, at: number, isOurs: boolean): LedgerEntry | undefined {
  const {id, object, since, first, revision} = finding;
  const severity = wordOf(SEVERITIES, finding['severity']);
  const state = wordOf(STANDING_STATES, finding['state']);
  const change = wordOf(CHANGES, finding['change']);
  const ref = refOf(object);
  if (severity === undefined || state === undefined || change === undefined || ref === undefined) return undefined;
  if (!/^[0-9a-f]{64}$/.test(textOf(id)) || Number.isNaN(Date.parse(textOf(since)))) return undefined;
  const manager = textOf(finding['manager']);
  return {
    id: textOf(id),
    severity,
    state,
    change,
    ref,
    since: textOf(since),
    first: timeOr(first, textOf(since)),
    at: timeOr(finding['at'], textOf(since)),
    worst: wordOf(SEVERITIES, finding['worst']) ?? severity,
    returns: typeof finding['returns'] === 'number' ? finding['returns'] : 0,
    path: textOf(finding['path']),
    title: textOf(finding['title']),
    by: {
      ...(manager === '' ? {} : {manager}),
      certainty: wordOf(CERTAINTIES, finding['certainty']) ?? 'unknown',
    },
    seq: at + 1,
    value: isOurs ? textOf(finding['digest']) : '',
    ...(typeof revision === 'number' ? {revision} : {}),
    ...(finding['unseen'] === true ? {unseen: true} : {}),
  };
}

function refOf(object: Json | undefined): ObjectRef | undefined {
  if (!isObject(object)) return undefined;
  const [group, kind, name] = [textOf(object['group']), textOf(object['kind']), textOf(object['name'])];
  const namespace = textOf(object['namespace']);
  return kind === '' || name === '' ? undefined : {group, kind, name, ...(namespace === '' ? {} : {namespace})};
}

const timeOr = (value: Json | undefined, other: string): string =>
  Number.isNaN(Date.parse(textOf(value))) ? other : textOf(value);

function wordOf<const Word extends string>(words: readonly Word[], value: Json | undefined): Word | undefined {
  return words.find((word) => word === value);
}

/** The API server keeps times as they are; conditions have whole seconds everywhere. */
const secondsOf = (time: string): string => time.replace(/\.\d+Z$/, 'Z');
const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

function digestOf(status: JsonObject): string {
  return createHash('sha256').update(canonicalText(status)).digest('base64url').slice(0, 22);
}

/** What the API server answered of a write: what the next status is compared with. */
export function writtenOf(object: JsonObject): WrittenStatus {
  return knownRelease(object, '').written;
}
