import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {valueAt} from '../../model/path.ts';
import {parseApiVersion, refKey} from '../../model/refs.ts';
import type {Attribution, Variance} from '../../model/report.ts';
import {expected} from '../normalize/desired.ts';
import type {Shape} from '../normalize/shape.ts';
import type {ShapeOf} from '../normalize/shapes.ts';
import {declaredDifferences} from './compare.ts';
import {overlap} from './overlap.ts';

/** Another revision of the release, its objects in the namespaces they land in. */
export interface Revision {
  readonly revision: number;
  readonly status: string;
  readonly objects: readonly IntentObject[];
}

export interface Sides {
  readonly intent: readonly IntentObject[];
  readonly live: readonly LiveObject[];
  readonly shapeOf: ShapeOf;
}

/**
 * What a newer revision that failed, or is not through, has written already: it is there, Helm wrote it, and nobody approved
 * it. Differences that it explains are put down to it, and what it added beside the baseline becomes a difference too.
 */
export function withRevision(variances: readonly Variance[], newer: Revision, sides: Sides): Variance[] {
  const explained = variances.map((variance) => explain(variance, newer, sides));
  return [...explained, ...addedBy(newer, explained, sides)];
}

function explain(variance: Variance, newer: Revision, {live, shapeOf}: Sides): Variance {
  const theirs = newer.objects.find(({ref}) => refKey(ref) === refKey(variance.ref));
  const is = live.find(({ref}) => refKey(ref) === refKey(variance.ref));
  const {revision, status} = newer;
  if (variance.change === 'extra' && theirs !== undefined) return {...variance, by: {...HELM, revision, status}};
  const isForeign = variance.byHelm !== true && variance.by?.certainty === 'exact';
  if (theirs === undefined || is === undefined || isForeign || variance.by?.revision !== undefined) return variance;
  // What it does not declare either is none of its doing.
  if (variance.change === 'added' && valueAt(expected(theirs.object, theirs.ref), variance.path) === undefined)
    return variance;
  const still = declaredDifferences(expected(theirs.object, theirs.ref), is.object, shapeFor(theirs, shapeOf));
  if (still.some(({path}) => overlap(path, variance.path))) return variance;
  return {...variance, by: {...(variance.byHelm === true && variance.by ? variance.by : HELM), revision, status}};
}

const HELM: Attribution = {manager: 'helm', operation: 'Apply', certainty: 'likely'};

function addedBy(
  {revision, status, objects}: Revision,
  known: readonly Variance[],
  {intent, live, shapeOf}: Sides,
): Variance[] {
  return objects.flatMap((theirs) => {
    const key = refKey(theirs.ref);
    const declared = intent.find(({ref}) => refKey(ref) === key);
    const is = live.find(({ref}) => refKey(ref) === key);
    if (declared === undefined || is === undefined) return [];
    const shape = shapeFor(theirs, shapeOf);
    const wanted = expected(theirs.object, theirs.ref);
    const fresh = declaredDifferences(wanted, expected(declared.object, theirs.ref), shape);
    const notLanded = declaredDifferences(wanted, is.object, shape);
    return fresh
      .filter(({change}) => change === 'removed')
      .filter(
        ({path}) =>
          ![...notLanded, ...known.filter(({ref}) => refKey(ref) === key)].some((other) => overlap(other.path, path)),
      )
      .map(({path, desired}): Variance => {
        const value = valueAt(is.object, path) ?? desired;
        const by = {...HELM, revision, status};
        return {
          ref: theirs.ref,
          path,
          change: 'added',
          ...(value === undefined ? {} : {live: value}),
          by,
          method: 'structure',
        };
      });
  });
}

/** How many declared differences there would be if that revision were the baseline. */
export function distanceTo(
  {objects}: Pick<Revision, 'objects'>,
  live: readonly LiveObject[],
  shapeOf: ShapeOf,
): number {
  const byKey = new Map(live.map((object) => [refKey(object.ref), object]));
  return objects.reduce((sum, wanted) => {
    const is = byKey.get(refKey(wanted.ref));
    if (is === undefined) return sum + 1;
    return (
      sum +
      declaredDifferences(expected(wanted.object, wanted.ref), is.object, shapeFor(wanted, shapeOf)).filter(
        ({dismissed}) => dismissed === undefined,
      ).length
    );
  }, 0);
}

function shapeFor({apiVersion, ref}: IntentObject, shapeOf: ShapeOf): Shape {
  const {group, version} = parseApiVersion(apiVersion);
  return shapeOf(group, version, ref.kind);
}
