import type {Gap, LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {Baseline, ClusterQueries, DryRunResult, ReadFailure} from '../../model/ports.ts';
import {stoppingNote} from '../../model/notes.ts';
import {reason} from '../../model/reasons.ts';
import {parseApiVersion, refLabel} from '../../model/refs.ts';
import type {Fidelity, Variance} from '../../model/report.ts';
import type {Pair} from '../align/align.ts';
import {comparePair, missingObject} from '../compare/compare.ts';
import type {Writers} from '../compare/controllers.ts';
import {hasOwner, managedEntries} from '../compare/managed-fields.ts';
import {overlap} from '../compare/overlap.ts';
import {isHollow} from '../compare/surplus.ts';
import {shapeAt} from '../normalize/shape.ts';
import type {Shape} from '../normalize/shape.ts';
import type {ShapeOf} from '../normalize/shapes.ts';
import {isUndeclaredScale} from '../autoscaling/autoscalers.ts';
import {NOTHING_FOUND} from '../../model/stage.ts';
import type {StageResult} from '../../model/stage.ts';
import {serverVariances} from './server-variances.ts';
import {isSpelling} from '../normalize/scalar.ts';
import {settle} from './settle.ts';

interface Confirmation extends StageResult {
  /** Live objects that were read anew, for they had changed meanwhile. */
  readonly reread: readonly LiveObject[];
}

interface Asking {
  readonly fidelity: Fidelity;
  /** Absent where there is no cluster to ask. */
  readonly queries: ClusterQueries | undefined;
  readonly shapeOf: ShapeOf;
  readonly writers: Writers;
  readonly baseline: Pick<Baseline, 'release' | 'from'>;
}

/** An object that changes more often than this while we look is reported as it was last seen. */
const ROUNDS = 3;
const NOTHING: Confirmation = {...NOTHING_FOUND, reread: []};

/**
 * Confirms every pair: one with nothing suspicious costs no request. What looks different is read once more, so that nothing
 * is reported which a rollout has changed meanwhile, and is confirmed by a dry run of the intent: the server's word wins.
 */
export async function confirm(
  pairs: readonly Pair[],
  missing: readonly IntentObject[],
  asking: Asking,
): Promise<Confirmation> {
  const outcomes = await Promise.all([
    ...pairs.map((pair) => settledPair(pair, asking)),
    ...missing.map((intent) => confirmMissing(intent, asking)),
  ]);
  return {
    variances: outcomes.flatMap(({variances}) => variances),
    gaps: outcomes.flatMap(({gaps}) => gaps),
    notes: [],
    reread: outcomes.flatMap(({reread}) => reread),
  };
}

async function confirmMissing(intent: IntentObject, asking: Asking): Promise<Confirmation> {
  const seen = await asking.queries?.reread(intent);
  if (seen === undefined || ('live' in seen && seen.live === undefined))
    return {...NOTHING, variances: [missingObject(intent.ref)]};
  if ('failure' in seen) return {...NOTHING, gaps: [gapOf(intent, seen.failure)]};
  // It came between both readings: somebody replaced it.
  const live = seen.live as LiveObject;
  const outcomes = await settledPair({intent, live}, asking);
  return {...outcomes, reread: [live, ...outcomes.reread]};
}

/** Confirms what the books or the structure tell, and settles what they do not. */
async function settledPair(pair: Pair, asking: Asking): Promise<Confirmation> {
  const confirmed = await confirmPair(pair, asking);
  const live = confirmed.reread.at(-1) ?? pair.live;
  const {variances, gaps} = await settle(pair.intent, live, confirmed.variances, asking);
  return {...confirmed, variances, gaps: [...confirmed.gaps, ...gaps]};
}

async function confirmPair(pair: Pair, asking: Asking, round = 1): Promise<Confirmation> {
  const {fidelity, queries, shapeOf, writers} = asking;
  const variances = comparePair(pair, shapeOf, writers);
  if (queries === undefined)
    return {...NOTHING, variances: fidelity === 'client' ? variances : unconfirmed(variances, 'no cluster to ask')};
  // Replicas that an autoscaler set are the usual case, and no reason to ask about the object once more: see scales.ts.
  if (variances.every((one) => isUndeclaredScale(one) || one.open === true) && fidelity !== 'server')
    return {...NOTHING, variances};
  const answer = await ask(pair, variances, asking);
  if (answer !== undefined && 'object' in answer && isSame(answer.object, pair.live.object))
    return {...NOTHING, variances: judgedByServer(answer.object, variances, pair, asking)};
  const seen = await queries.reread(pair.intent);
  if ('failure' in seen) return {...NOTHING, gaps: [gapOf(pair.intent, seen.failure)]};
  const {live} = seen;
  if (live === undefined) return {...NOTHING, variances: [missingObject(pair.intent.ref)]};
  if (isSame(live.object, pair.live.object) || round === ROUNDS)
    return {...NOTHING, ...withoutServer(pair.intent, variances, answer, asking)};
  const outcomes = await confirmPair({...pair, live}, asking, round + 1);
  return {...outcomes, reread: [live, ...outcomes.reread]};
}

/** Fields beside the declared ones stand by their owner's name: writing the intent again would say nothing of them. */
async function ask(
  {intent, live}: Pair,
  variances: readonly Variance[],
  {fidelity, queries}: Asking,
): Promise<DryRunResult | undefined> {
  const isWorth = fidelity === 'server' || variances.some(({method}) => method === 'structure');
  if (fidelity === 'client' || !isWorth) return undefined;
  return queries?.dryRun(intent, {live: live.object, isInsisted: fidelity === 'server'});
}

/** What the server would not change is no difference, whatever it looks like; what it would change is one. */
function judgedByServer(
  dried: JsonObject,
  variances: readonly Variance[],
  {intent, live}: Pair,
  {fidelity, shapeOf, writers}: Asking,
): Variance[] {
  const {group, version} = parseApiVersion(intent.apiVersion);
  const shape = shapeOf(group, version, intent.ref.kind);
  const differing = serverVariances(dried, live, shape, writers);
  const told = variances.map((variance): Variance => {
    if (variance.method !== 'structure') return variance;
    if (isMergedWrong(intent.object, variance.path, shape))
      return variance.change === 'removed' ? {...variance, methodNote: LOST_DUPLICATE} : variance;
    const isReal = differing.some(({path}) => overlap(path, variance.path)) || isTakenOut(variance, dried);
    if (!isReal && (isSomebodys(variance) || isTakenBy(variance, live.object, writers)))
      return {...variance, methodNote: WORD_AGAINST_BOOKS};
    const {dismissed = reason('same-to-server'), ...rest} = variance;
    return {...rest, method: 'dry-run', ...(isReal ? {} : {dismissed})};
  });
  const unpaired = differing.filter(({path}) => isPairedOtherwise(path, told));
  if (fidelity !== 'server') return [...told, ...unpaired];
  // Its whole word was asked for: also what no structure shows, like a default that the chart relies on.
  const more = differing.filter(
    ({path, change, byHelm}) =>
      // What stands there by Helm's own hand is nobody's addition: it was made of a null, or of one key twice.
      !(change === 'added' && byHelm === true) &&
      !variances.some((variance) => overlap(listOf(path), listOf(variance.path))) &&
      !unpaired.some((variance) => overlap(path, variance.path)) &&
      !isMergedWrong(intent.object, path, shape) &&
      // A null deletes when it is merged, and creates an empty text where a map is written anew.
      valueAt(intent.object, path) !== null,
  );
  return [...told, ...unpaired, ...more];
}

/**
 * Whether a difference lies in a list whose items are paired by likeness, and all that the structure found there was dismissed:
 * the server's result was paired otherwise, and its word is that something in there differs.
 */
function isPairedOtherwise(path: Path, told: readonly Variance[]): boolean {
  const list = likenessList(path);
  if (list === undefined) return false;
  const there = told.filter((variance) => variance.method === 'dry-run' && overlap(variance.path, list));
  return there.length > 0 && there.every(({dismissed}) => dismissed !== undefined);
}

function likenessList(path: Path): Path | undefined {
  const at = path.findIndex((segment) => 'index' in segment);
  return at < 0 ? undefined : path.slice(0, at);
}

/** A path up to its first list: which items belong together each comparison decides anew. */
function listOf(path: Path): Path {
  const at = path.findIndex((segment) => !('field' in segment));
  return at < 0 ? path : path.slice(0, at);
}

/**
 * Whether a path leads through a list where a strategic merge takes several declared items for one, because its own key has
 * no protocol, or a name stands there twice: what such a merge makes of it says nothing.
 */
function isMergedWrong(object: JsonObject, path: Path, shape: Shape): boolean {
  return path.some((segment, at) => {
    const list = 'select' in segment || 'index' in segment ? valueAt(object, path.slice(0, at)) : undefined;
    const type = shapeAt(shape, path.slice(0, at));
    if (!Array.isArray(list) || type.kind !== 'list' || type.merge !== 'map') return false;
    const keys = type.patchKey === undefined ? type.keys : [type.patchKey];
    const ids = (list as Json[]).map((item) => JSON.stringify(keys.map((key) => (isObject(item) ? item[key] : item))));
    return new Set(ids).size < ids.length;
  });
}

/**
 * Whether a value that the server would leave as it is is not Helm's by its books, and is more than another spelling of what is
 * declared: another manager owns it, or nobody does, which Helm always would. A webhook can answer a dry run with whatever it
 * likes; the books of the real write it cannot. A merge by key does not see the second item under one key.
 */
function isSomebodys({change, path, by, byHelm, desired, live, dismissed}: Variance): boolean {
  if (dismissed !== undefined) return false;
  if (change === 'added' && path.some((one) => 'select' in one && one.nth > 0)) return true;
  if (byHelm === true) return false;
  if (change === 'added') return by?.certainty === 'exact';
  return change === 'changed' && !isSpelling(desired, live);
}

/** Whether a value is gone out of a list that somebody else owns as one: then he has written it without. */
function isTakenBy({ref, change, path, dismissed}: Variance, live: JsonObject, {hasBusiness}: Writers): boolean {
  const at = path.findLastIndex((_segment, end) => Array.isArray(valueAt(live, path.slice(0, end))));
  if (change !== 'removed' || dismissed !== undefined || at < 0) return false;
  const list = path.slice(0, at);
  return managedEntries(live).some(
    (entry) =>
      !entry.isHelm && hasOwner(entry, list, live) && !hasBusiness(entry, ref, list, valueAt(live, list) ?? null),
  );
}

const WORD_AGAINST_BOOKS =
  'a dry run would leave it as it is, and yet it is not Helm that owns this very value: a webhook may have answered';

/** An empty selector is none of the differences between two trees without their empty parts. */
function isTakenOut({change, path, live}: Variance, dried: JsonObject): boolean {
  return change === 'added' && isHollow(live ?? null) && valueAt(dried, path) === undefined;
}

/** An upgrade that brings both at once loses one, and nobody need have removed it (kubernetes#39188, #105610). */
const LOST_DUPLICATE =
  'Helm 3 merges by a key that two items of this list share: an upgrade may have lost this one by itself, and would not put it back';

/** Nobody could ask the server, or it would not take the intent as it is: the structure's word stands, and that is said. */
function withoutServer(
  intent: IntentObject,
  variances: readonly Variance[],
  answer: DryRunResult | undefined,
  {fidelity, baseline}: Asking,
): StageResult {
  if (answer === undefined) return {...NOTHING_FOUND, variances};
  if ('refused' in answer)
    return {
      variances: unconfirmed(variances, refusalNote(answer.refused, baseline)),
      gaps: [],
      notes: [],
    };
  const why = 'unasked' in answer ? answer.unasked : 'the object keeps changing';
  const gaps =
    fidelity === 'server'
      ? [{ref: intent.ref, reason: 'unconfirmed' as const, message: `${refLabel(intent.ref)}: no dry run: ${why}`}]
      : [];
  return {variances: unconfirmed(variances, why), gaps, notes: []};
}

/** The server's verdict on the merged object itself. Admission, quotas and policies look at who asks, and when. */
const INVALID = /^[\w.]+ "[^"]*" is invalid: /;

function refusalNote(said: string, {release, from}: Asking['baseline']): string {
  // Of another baseline nobody knows whether it comes next.
  if (from.kind === 'release' && release.status === 'deployed' && INVALID.test(said)) return stoppingNote(said);
  return `the API server refuses to put it back by merging: ${said}`;
}

function unconfirmed(variances: readonly Variance[], methodNote: string): Variance[] {
  return variances.map((variance) => (variance.method === 'structure' ? {...variance, methodNote} : variance));
}

/** The server moves this with every write; a dry run answers with that of the object it was tried on. */
function isSame(a: JsonObject, b: JsonObject): boolean {
  return versionOf(a) === versionOf(b);
}

function versionOf({metadata}: JsonObject): string {
  return isObject(metadata) ? `${textOf(metadata['uid'])}/${textOf(metadata['resourceVersion'])}` : '';
}

function gapOf({ref}: IntentObject, failure: ReadFailure): Gap {
  return {ref, reason: failure.reason, message: `${refLabel(ref)}: ${failure.message}`};
}
