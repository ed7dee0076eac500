import {isDeepStrictEqual} from 'node:util';
import type {Gap, LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath, isInSpec, valueAt} from '../../model/path.ts';
import type {ClusterQueries, DryRunResult} from '../../model/ports.ts';
import {parseApiVersion, refLabel} from '../../model/refs.ts';
import type {Fidelity, Variance} from '../../model/report.ts';
import {reason} from '../../model/reasons.ts';
import type {StageResult} from '../../model/stage.ts';
import type {Writers} from '../compare/controllers.ts';
import {fieldShape} from '../normalize/shape.ts';
import type {ShapeOf} from '../normalize/shapes.ts';
import {someOf} from '../../model/plural.ts';

interface Asking {
  readonly fidelity: Fidelity;
  readonly queries: ClusterQueries | undefined;
  readonly shapeOf: ShapeOf;
  readonly writers: Writers;
}

/** Of so many fields the gap's one line tells the paths. */
const TOLD_AT_MOST = 3;

/**
 * Settles what the books do not tell: undeclared values that nobody owns, or Helm alone. The server is asked what the object
 * would be, were it written anew as the release has it: what stands there too is the server's own doing, or a webhook's, and no
 * difference. Where nobody can be asked, what is put down to a write of Helm's name is told as it stands, and the rest is a gap.
 */
export async function settle(
  intent: IntentObject,
  live: LiveObject,
  variances: readonly Variance[],
  {fidelity, queries, shapeOf, writers}: Asking,
): Promise<StageResult> {
  const {known, gaps} = onTheWayIn(intent, live, variances, writers);
  const open = known.filter((variance) => variance.open === true);
  if (open.length === 0) return {variances: known, gaps, notes: []};
  const rest = known.filter((variance) => variance.open !== true);
  const {left, answer} = await asked(intent, live, open, {fidelity, queries});
  if (answer === 'told')
    return {
      variances: [...rest, ...left.map((one): Variance => ({...closed(one), method: 'dry-run'}))],
      gaps,
      notes: [],
    };
  const told = open.filter(({by}) => by !== undefined).map(closed);
  const untold = open.filter(({by}) => by === undefined && !isUnschooled(live, queries, shapeOf));
  const untoldGaps = untold.length === 0 ? [] : [gapOf(intent, untold, answer)];
  return {variances: [...rest, ...told], gaps: [...gaps, ...untoldGaps], notes: []};
}

/**
 * Declared values that look different and could not be confirmed, but stand under Helm's own name since its run. In a spec that
 * nobody has changed since, the API server or a webhook made them so on their way in. Elsewhere that is likely, and not sure:
 * whoever may write an object may write its books too.
 */
function onTheWayIn(
  {ref}: IntentObject,
  live: LiveObject,
  variances: readonly Variance[],
  writers: Writers,
): {readonly known: readonly Variance[]; readonly gaps: readonly Gap[]} {
  const isOpen = ({method, dismissed, change}: Variance): boolean =>
    method === 'structure' && dismissed === undefined && (change === 'changed' || change === 'removed');
  const isLeft = (variance: Variance): boolean =>
    isInSpec(variance.path) &&
    writers.isUntouched(live.object) &&
    (variance.byHelm === true || variance.by?.certainty !== 'exact');
  const known = variances.map((variance) =>
    isOpen(variance) && isLeft(variance) ? {...variance, dismissed: reason('as-helm-wrote')} : variance,
  );
  const untold = known.filter(
    (variance) => isOpen(variance) && variance.byHelm === true && writers.isOfRun(variance.by ?? {}),
  );
  if (untold.length === 0) return {known, gaps: []};
  const message = `${refLabel(ref)}: ${pathsOf(untold)}: not as declared, and under Helm's name since its run; the API server or a webhook may have made it so, or somebody who left no trace`;
  return {known: known.filter((variance) => !untold.includes(variance)), gaps: [{ref, reason: 'unexplained', message}]};
}

interface Answered {
  /** What the server would not make so by itself. */
  readonly left: readonly Variance[];
  /** `told` where it has said so; else why it has not. */
  readonly answer: 'told' | DryRunResult | undefined;
}

/** Asks twice at most: some webhooks, and the server's own defaults of a class, act where an object is made, and not later. */
async function asked(
  intent: IntentObject,
  live: LiveObject,
  open: readonly Variance[],
  {fidelity, queries}: Pick<Asking, 'fidelity' | 'queries'>,
): Promise<Answered> {
  if (fidelity === 'client' || queries === undefined) return {left: open, answer: undefined};
  const occasion = {live: live.object, isInsisted: fidelity === 'server'};
  const first = await queries.replaced(intent, occasion);
  const left = 'object' in first ? open.filter((one) => !isMadeSo(first.object, one)) : open;
  if (left.length === 0) return {left, answer: 'told'};
  const second = await queries.made(intent, occasion);
  if ('object' in second) return {left: left.filter((one) => !isMadeSo(second.object, one)), answer: 'told'};
  return {left, answer: 'object' in first ? 'told' : first};
}

function isMadeSo(object: JsonObject, {path, live}: Variance): boolean {
  return isDeepStrictEqual(valueAt(object, path), live);
}

function closed({open: _open, ...variance}: Variance): Variance {
  return variance;
}

/** A snapshot brings no schema of a custom resource: its defaults look like anybody's values. */
function isUnschooled({ref, apiVersion}: LiveObject, queries: ClusterQueries | undefined, shapeOf: ShapeOf): boolean {
  if (queries !== undefined) return false;
  return fieldShape(shapeOf(ref.group, parseApiVersion(apiVersion).version, ref.kind), 'spec').kind === 'unknown';
}

function gapOf({ref}: IntentObject, untold: readonly Variance[], answer: DryRunResult | undefined): Gap {
  const why =
    answer === undefined ? 'the API server was not asked' : 'unasked' in answer ? answer.unasked : wordsOf(answer);
  return {
    ref,
    reason: 'unexplained',
    message: `${refLabel(ref)}: ${pathsOf(untold)}: neither declared nor a default, and nobody owns it; a webhook may have set it, or somebody who left no trace (${why})`,
  };
}

function pathsOf(variances: readonly Variance[]): string {
  return someOf(
    variances.map(({path}) => formatPath(path)),
    TOLD_AT_MOST,
  );
}

function wordsOf(answer: DryRunResult): string {
  return 'refused' in answer ? `the API server refuses to tell: ${answer.refused}` : '';
}
