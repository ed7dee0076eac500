import {asList, asObj, asText, isObj, scalarText} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import type {Schema} from './openapi.ts';
import {fieldStep, placeOf} from './paths.ts';
import type {Place} from './paths.ts';
import {subjectKey} from './subjects.ts';

/** What a detector says of one object, in words in which it can be held against the truth. */
export interface Reported {
  readonly key: string;
  readonly change: string;
  readonly verdict: string;
  /** `Service/web spec.ports[0].port`. */
  readonly text: string;
  readonly segments: readonly Obj[];
  /** Of an item that goes by its own value, and is said to be another one now: that other value. */
  readonly became?: Json;
  readonly code: string;
  readonly by?: {readonly manager: string; readonly certainty: string};
}

/** Findings of `check -A -o json` about these releases. */
export function reportedBy(
  stdout: string,
  releases: ReadonlySet<string>,
): {found: Reported[]; gaps: string[]; checked: number} {
  const report = JSON.parse(stdout) as Obj;
  const documents = report['kind'] === 'DriftReportList' ? asList(report['reports']).map(asObj) : [report];
  const found: Reported[] = [];
  const gaps: string[] = [];
  let checked = 0;
  for (const document of documents) {
    const release = asText(asObj(document['release'])['name']);
    if (!releases.has(release)) continue;
    checked++;
    for (const gap of asList(document['gaps']).map(asObj))
      gaps.push(`${release}: ${asText(gap['reason'])}: ${asText(gap['message'])}`);
    for (const finding of asList(document['findings']).map(asObj)) found.push(reportedOf(release, finding));
  }
  return {found, gaps, checked};
}

function reportedOf(release: string, finding: Obj): Reported {
  const ref = asObj(finding['ref']);
  const by = finding['by'];
  const [group, kind, namespace, name] = [ref['group'], ref['kind'], ref['namespace'], ref['name']].map((part) =>
    asText(part),
  );
  return {
    key: subjectKey(release, group ?? '', kind ?? '', namespace ?? '', name ?? ''),
    change: asText(finding['change']),
    verdict: asText(finding['verdict']),
    text: asText(finding['path']),
    segments: asList(finding['segments']).map(asObj),
    ...(finding['change'] === 'changed' && finding['live'] !== undefined ? {became: finding['live']} : {}),
    code: asText(asObj(finding['why'])['code']),
    ...(isObj(by) ? {by: {manager: asText(by['manager']), certainty: asText(by['certainty'])}} : {}),
  };
}

/** Everything that a reported path may mean: read in each of the documents that its author can have had in mind. */
export function placesOf(
  {segments, key, became}: Pick<Reported, 'segments' | 'key' | 'became'>,
  documents: readonly Obj[],
  schema: Schema | undefined,
): Place[] {
  const ownValue = asObj(asObj(segments.at(-1))['select'])[''];
  if (became !== undefined && ownValue !== undefined) {
    const there = [...segments.slice(0, -1), {select: {'': became}, nth: 0}];
    return [
      {segments, key},
      {segments: there, key},
    ].flatMap((one) => placesOf(one, documents, schema));
  }
  const isSecret = key.split(' ')[2] === 'Secret';
  const named = segments.map((segment, index) =>
    isSecret && index === 0 && segment['field'] === 'stringData' ? {field: 'data'} : segment,
  );
  const pointers = documents.map((document) => ({document, pointer: resolved(document, named)}));
  return pointers.map(({document, pointer}) =>
    // A step that the document does not have is a field, or an item that nothing else says anything about.
    placeOf(document, pointer, schema).map((step, index) => {
      const text = pointer[index] ?? '';
      return text.startsWith(UNRESOLVED) ? [`?${text}`] : step.length > 0 ? step : fieldStep(text);
    }),
  );
}

const UNRESOLVED = '\0';

function resolved(document: Obj, segments: readonly Obj[]): Pointer {
  let here: Json | undefined = document;
  const pointer: string[] = [];
  for (const segment of segments) {
    const step = stepOf(here, segment);
    pointer.push(step);
    here = Array.isArray(here) ? here[Number(step)] : asObj(here)[step];
  }
  return pointer;
}

function stepOf(here: Json | undefined, {field, index, select, nth}: Obj): string {
  if (typeof field === 'string') return field;
  if (typeof index === 'number') return Array.isArray(here) ? String(index) : `${UNRESOLVED}${index}`;
  const wanted = Object.entries(asObj(select));
  const matching = asList(here).flatMap((item, position) => {
    const same = wanted.every(([key, value]) => {
      // A set's item goes by its own value, under no key; a key that an item leaves out is at its default.
      const own = key === '' ? item : asObj(item)[key];
      return own === undefined || scalarText(own) === scalarText(value);
    });
    return same ? [String(position)] : [];
  });
  return matching[Number(nth ?? 0)] ?? `${UNRESOLVED}${JSON.stringify(select ?? null)}`;
}
