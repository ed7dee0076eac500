import {toLive} from '../model/evidence.ts';
import {isDeepStrictEqual} from 'node:util';
import {comparePair} from '../check/compare/compare.ts';
import type {Writers} from '../check/compare/controllers.ts';
import type {ShapeOf} from '../check/normalize/shapes.ts';
import type {IntentObject} from '../model/intent.ts';
import {formatPath} from '../model/path.ts';
import type {Path} from '../model/path.ts';
import {refKey} from '../model/refs.ts';
import type {Finding, FindingForecast, Variance} from '../model/report.ts';
import type {Cause, Fate, Fates} from './exchange.ts';

interface Known {
  readonly fates: Fates;
  readonly intent: readonly IntentObject[];
  readonly shapeOf: ShapeOf;
  readonly writers: Writers;
  /** helm's own last words, where the upgrade failed. */
  readonly failure?: string | undefined;
}

/** Who rehearses may be allowed less than who upgrades: then helm stops at what the API server would let the other one do. */
const BARRED = /\b(?:forbidden|unauthorized)\b/i;

/**
 * What the upgrade will do to one difference: held against the same baseline once more, with the object as the upgrade would
 * leave it. Gone then: restored. Still the same: kept. Another value: overwritten.
 */
export function forecastOf(finding: Finding, known: Known): FindingForecast {
  const key = refKey(finding.ref);
  const fate = known.fates.of.get(key);
  if (fate === undefined)
    return BARRED.test(known.failure ?? '')
      ? {verdict: 'unforeseen', message: 'for want of rights helm stopped before it came to this object'}
      : {verdict: 'kept', message: 'the upgrade does not write this object'};
  switch (fate.kind) {
    case 'conflict':
      return conflicting(finding, fate);
    case 'refused':
      return {verdict: 'refused', message: fate.message};
    case 'unforeseen':
      return {verdict: 'unforeseen', message: fate.message};
    case 'deleted':
      return {verdict: 'overwritten', message: 'the upgrade deletes this object'};
    case 'created':
    case 'written':
      return written(finding, fate, key, known);
  }
}

function conflicting({path, change}: Finding, {causes, message}: Extract<Fate, {kind: 'conflict'}>): FindingForecast {
  const cause = change === 'added' ? undefined : causes.find(({field}) => isAbout(field, path));
  return cause === undefined
    ? {verdict: 'kept', message: `the upgrade fails on this object: ${message}`}
    : {verdict: 'conflict', manager: cause.manager, message};
}

function written(
  {change, path, live}: Finding,
  fate: Extract<Fate, {kind: 'written' | 'created'}>,
  key: string,
  {intent, shapeOf, writers}: Known,
): FindingForecast {
  if (change === 'missing') return {verdict: 'restored'};
  if (change === 'extra') return {verdict: 'overwritten', message: 'the upgrade takes this object over'};
  const declared = intent.find(({ref}) => refKey(ref) === key);
  if (declared === undefined) return {verdict: 'kept'};
  const after = comparePair({intent: declared, live: toLive(fate.object)}, shapeOf, writers);
  const same = after.find((variance) => isSamePlace(variance, {change, path}));
  if (same === undefined) return {verdict: 'restored'};
  if (isDeepStrictEqual(same.live, live) && same.change === change) return {verdict: 'kept'};
  return {verdict: 'overwritten', ...(same.live === undefined ? {} : {becomes: same.live})};
}

/** A value that was removed may come back as another one: that is the same place. */
function isSamePlace(
  variance: Pick<Variance, 'path' | 'change'>,
  {path, change}: Pick<Finding, 'path' | 'change'>,
): boolean {
  if ((variance.change === 'added') !== (change === 'added')) return false;
  return formatPath(variance.path) === formatPath(path);
}

/** Whether the API server's words for a field (`.spec.ports[port=80,protocol="TCP"].targetPort`) mean a path, or what holds it. */
export function isAbout(field: string, path: Path): boolean {
  const theirs = field.replaceAll(/\[[^\]]*\]/g, '').replace(/^\./, '');
  const ours = path.flatMap((segment) => ('field' in segment ? [segment.field] : [])).join('.');
  return theirs === ours || ours.startsWith(`${theirs}.`) || theirs.startsWith(`${ours}.`);
}

/** Conflicts that no finding tells of: the fields, with whom. */
export function otherCauses(findings: readonly Finding[], {of}: Fates): (Cause & {readonly key: string})[] {
  return [...of].flatMap(([key, fate]) => {
    if (fate.kind !== 'conflict') return [];
    const own = findings.filter(({ref}) => refKey(ref) === key);
    return fate.causes
      .filter(({field}) => !own.some(({path, change}) => change !== 'added' && isAbout(field, path)))
      .map((cause) => ({...cause, key}));
  });
}
