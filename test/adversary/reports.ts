import {asList, asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {groupOfKind} from './kinds.ts';
import type {Target} from './hand.ts';
import {relationOf, stepsOf, valueAt} from './place.ts';
import type {Place} from './place.ts';
import type {Plant} from './way.ts';

export const VERDICTS = ['finding', 'gap', 'ignored', 'in contract', 'no answer', 'refused'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judged {
  readonly verdict: Verdict;
  /** A reason code, or the server's words. */
  readonly words: string;
}

/** What of the cluster a place is read in: as it was before, and as it is now. */
export interface Documents {
  readonly declared: Obj | undefined;
  readonly now: Obj | undefined;
}

export interface Report {
  readonly findings: readonly Obj[];
  readonly gaps: readonly Obj[];
  readonly notes: readonly string[];
}

/** What `check -o json` printed, by the names of the releases; empty where that is no report. */
export function readReports(stdout: string): Map<string, Report> {
  let printed: Obj;
  try {
    printed = JSON.parse(stdout) as Obj;
  } catch {
    return new Map();
  }
  const documents = printed['kind'] === 'DriftReportList' ? asList(printed['reports']).map(asObj) : [printed];
  return new Map(
    documents.map((report) => [
      asText(asObj(report['release'])['name']),
      {
        findings: asList(report['findings']).map(asObj),
        gaps: asList(report['gaps']).map(asObj),
        notes: asList(report['notes']).map(asText),
      },
    ]),
  );
}

export function isAbout(ref: Obj, {kind, name, namespace}: Target): boolean {
  const own = asText(ref['namespace']);
  return (
    ref['kind'] === kind &&
    asText(ref['group']) === groupOfKind(kind) &&
    ref['name'] === name &&
    (own === '' || own === namespace)
  );
}

/**
 * Whether a finding says it: at the place or above it; below it where it says what became of a value that was there, or tells
 * an addition by a part of itself: a list is told item by item, and what several have written by each one's own part.
 */
function says(
  finding: Obj,
  target: Target,
  place: Place,
  documents: readonly (Obj | undefined)[],
  before?: Obj,
): boolean {
  if (!isAbout(asObj(finding['ref']), target)) return false;
  const relation = relationOf(stepsOf(asList(finding['segments']).map(asObj)), place, documents);
  const isPart = valueAt(before, place) !== undefined || finding['change'] === 'added';
  return relation === 'above' || (relation === 'below' && isPart);
}

/** A finding at the place or above it, or a gap that names the object or the reason; what is ignored is hidden all the same. */
export function judge(plant: Plant, report: Report, {declared, now}: Documents): Judged {
  const documents = [now, plant.before, declared];
  const sights = [{target: plant.target, place: plant.place}, ...plant.also];
  const covering = report.findings.filter((finding) =>
    sights.some(({target, place}) => says(finding, target, place, documents, plant.before)),
  );
  const drift = covering.find(({verdict}) => verdict === 'drift');
  if (drift !== undefined) return {verdict: 'finding', words: `${asText(drift['severity'])} ${asText(drift['path'])}`};
  const gap = report.gaps.find(
    ({ref, reason, message}) =>
      (ref !== undefined && sights.some(({target}) => isAbout(asObj(ref), target))) ||
      plant.gap?.test(`${asText(reason)} ${asText(message)}`) === true,
  );
  if (gap !== undefined) return {verdict: 'gap', words: `${asText(gap['reason'])}: ${asText(gap['message'])}`};
  const [ignored] = covering;
  if (ignored !== undefined) return {verdict: 'ignored', words: asText(asObj(ignored['why'])['code'])};
  return {verdict: 'in contract', words: ''};
}

/** Drift of objects that nobody touched. */
export const strays = (report: Report, touched: readonly Target[]): string[] =>
  report.findings
    .filter(({verdict, ref}) => verdict === 'drift' && !touched.some((target) => isAbout(asObj(ref), target)))
    .map(
      ({ref, path, change}) =>
        `${asText(asObj(ref)['kind'])}/${asText(asObj(ref)['name'])} ${asText(path)} ${asText(change)}`,
    );
