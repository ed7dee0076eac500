import {asList, asObj, asText, grouped} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Schema} from '../accuracy/openapi.ts';
import {subjectKey} from '../accuracy/subjects.ts';

/** A finding of one of the two runs. */
export interface Finding {
  readonly key: string;
  readonly verdict: string;
  readonly change: string;
  readonly path: string;
  readonly segments: readonly Obj[];
  readonly desired: Json | undefined;
  readonly live: Json | undefined;
  readonly code: string;
  /** By what it was found, and why not by the server where it should have been. */
  readonly method: string;
}

/** What one run says about the releases of ours, by object. */
export interface Verdicts {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Objects about which the run could not give its word, with its reason. */
  readonly gaps: ReadonlyMap<string, string>;
  readonly checked: number;
}

export function verdictsOf(stdout: string, releases: ReadonlySet<string>): Verdicts {
  const report = JSON.parse(stdout) as Obj;
  const documents = report['kind'] === 'DriftReportList' ? asList(report['reports']).map(asObj) : [report];
  const ours = documents.filter((document) => releases.has(asText(asObj(document['release'])['name'])));
  const findings = ours.flatMap((document) => {
    const release = asText(asObj(document['release'])['name']);
    return asList(document['findings']).map((finding) => findingOf(release, asObj(finding)));
  });
  const gaps = ours.flatMap((document) => {
    const release = asText(asObj(document['release'])['name']);
    return asList(document['gaps']).map((gap): [string, string] => {
      const {ref, reason, message} = asObj(gap);
      return [keyOfRef(release, asObj(ref)), `${asText(reason)}: ${asText(message)}`];
    });
  });
  return {findings: grouped(findings, ({key}) => key), gaps: new Map(gaps), checked: ours.length};
}

const keyOfRef = (release: string, {group, kind, namespace, name}: Obj): string =>
  subjectKey(release, asText(group), asText(kind), asText(namespace), asText(name));

const findingOf = (release: string, finding: Obj): Finding => ({
  key: keyOfRef(release, asObj(finding['ref'])),
  verdict: asText(finding['verdict']),
  change: asText(finding['change']),
  path: asText(finding['path']),
  segments: asList(finding['segments']).map(asObj),
  desired: finding['desired'],
  live: finding['live'],
  code: asText(asObj(finding['why'])['code']),
  method: [finding['method'], finding['methodNote']].map(asText).filter(Boolean).join(': '),
});

/** Whether two paths may speak of one place: one is the other, or holds it. */
export const overlap = (one: Finding, other: Finding): boolean =>
  one.segments.every((segment, index) => {
    const counterpart = other.segments[index];
    return (
      counterpart === undefined ||
      isSameStep(segment, counterpart) ||
      (isRenaming(one.segments, index) && isRenaming(other.segments, index))
    );
  });

function isSameStep(one: Obj, other: Obj): boolean {
  if (one['field'] !== undefined || other['field'] !== undefined) return one['field'] === other['field'];
  // An item may go by its position in one run and by its keys in the other.
  if (one['select'] === undefined || other['select'] === undefined)
    return one['index'] === undefined || other['index'] === undefined || one['index'] === other['index'];
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A key that was changed: the item goes by its old name in one run, and by its new one in the other. */
function isRenaming(segments: readonly Obj[], index: number): boolean {
  const next = segments[index + 1]?.['field'];
  return typeof next === 'string' && asObj(segments[index]?.['select'])[next] !== undefined;
}

/** A path in words that all objects of a kind share: without positions, and without the free keys of maps. */
export function pathClass({segments}: Finding, schema: Schema | undefined): string {
  let here = schema;
  const steps = segments.map((segment) => {
    const {field} = segment;
    if (typeof field !== 'string') {
      here = here?.items;
      return '[]';
    }
    const step = here?.isMap === true ? '*' : field;
    here = here?.of(field);
    return step;
  });
  return steps.join('.').replaceAll('.[]', '[]');
}
