import {createHash} from 'node:crypto';
import type {IntentObject} from '../../model/intent.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {positionOf} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {linesOf} from '../../yaml/lines.ts';
import {writeYaml} from '../../yaml/write.ts';
import {arranged, keptOf} from './arrange.ts';
import type {DocumentForm, DocumentPart, DocumentView} from '../routes.ts';

/** One side of a comparison, to be written as YAML when somebody looks at it. */
export interface Side {
  readonly kind: 'baseline' | 'live';
  /** What the baseline declares, in its order. */
  readonly intent: readonly IntentObject[];
  /** For the live side: what is there of it, and what else is the release's. */
  readonly live: readonly {readonly ref: ObjectRef; readonly object: JsonObject}[];
  readonly findings: readonly Finding[];
}

/** In the compact form a text longer than this is cut: a browser need not lay out ten megabytes to show a port. */
const LONGEST = 64 * 1024;

/** The side as YAML, without secrets, and where each object and each finding stands in it. */
export function documentOf(side: Side, form: DocumentForm, redactor: Redactor): Omit<DocumentView, 'id'> {
  const parts: DocumentPart[] = [];
  const lines: Record<string, number> = {};
  const texts: string[] = [];
  let line = 1;
  for (const entry of entriesOf(side)) {
    const findings = side.findings.filter(({ref}) => refKey(ref) === entry.key);
    const value = shownValue(entry, findings, form);
    const safe = form === 'compact' ? shortened(redactor.object(value)) : redactor.object(value);
    const head = `---\n${entry.template === undefined ? '' : `# Source: ${entry.template}\n`}`;
    const body = writeYaml(safe);
    const before = countLines(head);
    const places = findings.length === 0 ? new Map<string, number>() : linesOf(body);
    for (const finding of findings) lines[finding.id] = line + before + placeOf(finding.path, safe, places) - 1;
    const size = before + countLines(body);
    parts.push({
      key: entry.key,
      object: refLabel(entry.ref),
      line,
      lines: size,
      ...(entry.template === undefined ? {} : {template: entry.template}),
    });
    texts.push(head, body);
    line += size;
  }
  return {form, text: texts.join(''), parts, lines};
}

/** Of what a document is made of, so that one id stands for one content. */
export function documentId(side: Side): string {
  const hash = createHash('sha256').update(side.kind);
  for (const {ref, object} of side.kind === 'baseline' ? side.intent : side.live) {
    const {resourceVersion, uid} = metadataOf(object);
    // An object of the cluster is known by its version; what was made here is not.
    const content = typeof resourceVersion === 'string' && typeof uid === 'string' ? `${uid}@${resourceVersion}` : '';
    hash.update(refKey(ref)).update(content === '' ? writeYaml(object) : content);
  }
  for (const {id, verdict, change} of side.findings) hash.update(`${id}${verdict}${change}`);
  return hash.digest('hex').slice(0, 24);
}

interface Entry {
  readonly key: string;
  readonly ref: ObjectRef;
  readonly object: JsonObject;
  readonly desired?: JsonObject;
  readonly template?: string;
}

function entriesOf({kind, intent, live}: Side): Entry[] {
  const declared = intent.map(({ref, object, origin}): Entry => ({
    key: refKey(ref),
    ref,
    object,
    ...(kind === 'live' ? {desired: object} : {}),
    ...(origin.template === undefined ? {} : {template: origin.template}),
  }));
  if (kind === 'baseline') return declared;
  // The newest reading of an object comes first.
  const there = new Map(live.toReversed().map(({ref, object}) => [refKey(ref), {ref, object}]));
  const redactor = declared.flatMap((entry): Entry[] => {
    const object = there.get(entry.key)?.object;
    there.delete(entry.key);
    return object === undefined ? [] : [{...entry, object}];
  });
  return [...redactor, ...[...there].map(([key, {ref, object}]): Entry => ({key, ref, object}))];
}

function shownValue({object, desired}: Entry, findings: readonly Finding[], form: DocumentForm): JsonObject {
  if (form === 'full') return object;
  const plain = withoutNoise(object);
  // The baseline, and an object that nobody declared, have nothing to be compared with.
  if (desired === undefined) return plain;
  const shown = findings.filter(({verdict}) => verdict !== 'ignored').map(({path}) => path);
  return arranged(plain, desired, form === 'compact' ? keptOf(shown) : undefined) as JsonObject;
}

function withoutNoise(object: JsonObject): JsonObject {
  const {status: _status, ...rest} = object;
  if (!isObject(rest['metadata'])) return rest;
  const {managedFields: _managed, ...metadata} = rest['metadata'];
  return {...rest, metadata};
}

function shortened(value: JsonObject): JsonObject {
  return eachText(value, (text) =>
    text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters, cut here)` : text,
  ) as JsonObject;
}

function eachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as Json[]).map((item) => eachText(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, eachText(item as Json, change)]));
}

/** The line of a path in a document of its own; of what is not there, of the nearest that leads to it. */
function placeOf(path: Path, object: JsonObject, places: ReadonlyMap<string, number>): number {
  let here: Json | undefined = object;
  let pointer = '';
  let line = 1;
  for (const segment of path) {
    const step: string | undefined =
      'field' in segment ? segment.field : Array.isArray(here) ? String(itemOf(segment, here as Json[])) : undefined;
    if (step === undefined || here === null || typeof here !== 'object') break;
    here = (here as Record<string, Json | undefined>)[step];
    pointer += `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (here === undefined) break;
    line = places.get(pointer) ?? line;
  }
  return line;
}

function itemOf(segment: Exclude<Path[number], {field: string}>, items: readonly Json[]): number {
  return 'index' in segment ? segment.index : positionOf(items, segment.select, segment.nth);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
