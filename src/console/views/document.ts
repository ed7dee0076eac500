import {createHash} from 'node:crypto';
import type {IntentObject} from '../../model/intent.ts';
import {isList, isObject, metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {positionOf} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {linesOf} from '../../yaml/lines.ts';
import {writeYaml} from '../../yaml/write.ts';
import {arrangedFields, keptOf} from './arrange.ts';
import type {DocumentForm, DocumentPart, DocumentView} from '../routes.ts';

/** Documents that pages may still ask for. */
export interface DocumentStore {
  /** Answers with the document's id. */
  add(side: Side): string;
  /** Undefined where it was forgotten. */
  view(id: string, form: DocumentForm): DocumentView | undefined;
}

/** One side of a comparison, to be written as YAML when a page asks for it. */
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
    const written = writtenPart(entry, side, form, redactor);
    for (const [id, at] of written.lines) lines[id] = line + at;
    const {key, ref, template} = entry;
    const size = countLines(written.text);
    parts.push({key, object: refLabel(ref), line, lines: size, ...(template === undefined ? {} : {template})});
    texts.push(written.text);
    line += size;
  }
  return {form, text: texts.join(''), parts, lines};
}

/** One object's text, and the lines of its findings in it, counted from 0. */
function writtenPart(
  entry: Entry,
  side: Side,
  form: DocumentForm,
  redactor: Redactor,
): {readonly text: string; readonly lines: readonly (readonly [id: string, line: number])[]} {
  const findings = side.findings.filter(({ref}) => refKey(ref) === entry.key);
  const safe = redactor.object(shownValue(entry, findings, form));
  const shown = form === 'compact' ? shortened(safe) : safe;
  const head = `---\n${entry.template === undefined ? '' : `# Source: ${entry.template}\n`}`;
  const body = writeYaml(shown);
  const before = countLines(head) - 1;
  const places = findings.length === 0 ? new Map<string, number>() : linesOf(body);
  const lines = findings.map(({id, path}) => [id, before + placeOf(path, shown, places)] as const);
  return {text: head + body, lines};
}

/** Of all that a document is made of, so that one id stands for one content. */
export function documentId({kind, intent, live, findings}: Side): string {
  const hash = createHash('sha256').update(kind).update(intentDigest(intent));
  if (kind === 'live')
    for (const {ref, object} of live) {
      const {resourceVersion, uid} = metadataOf(object);
      // An object of the cluster is known by its version; what was made here is not.
      const isVersioned = typeof resourceVersion === 'string' && typeof uid === 'string';
      hash.update(refKey(ref)).update(isVersioned ? `${uid}@${resourceVersion}` : writeYaml(object));
    }
  for (const {id, verdict, change} of findings) hash.update(`${id}${verdict}${change}`);
  return hash.digest('hex').slice(0, 24);
}

const digests = new WeakMap<readonly IntentObject[], string>();

/** A baseline stays the same for many refreshes, and both sides of each state hang on it. */
function intentDigest(intent: readonly IntentObject[]): string {
  const known = digests.get(intent);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const {ref, object, origin} of intent)
    hash.update(`${refKey(ref)} ${origin.template ?? ''}\n`).update(writeYaml(object));
  const digest = hash.digest('hex');
  digests.set(intent, digest);
  return digest;
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
  const found = declared.flatMap((entry): Entry[] => {
    const object = there.get(entry.key)?.object;
    there.delete(entry.key);
    return object === undefined ? [] : [{...entry, object}];
  });
  return [...found, ...[...there].map(([key, {ref, object}]): Entry => ({key, ref, object}))];
}

function shownValue({object, desired}: Entry, findings: readonly Finding[], form: DocumentForm): JsonObject {
  if (form === 'full') return object;
  const plain = withoutNoise(object);
  // The baseline, and an object that nobody declared, have nothing to be compared with.
  if (desired === undefined) return plain;
  const shown = findings.filter(({verdict}) => verdict !== 'ignored').map(({path}) => path);
  return arrangedFields(plain, desired, form === 'compact' ? keptOf(shown) : undefined);
}

function withoutNoise(object: JsonObject): JsonObject {
  const {status: _status, ...rest} = object;
  if (!isObject(rest['metadata'])) return rest;
  const {managedFields: _managed, ...metadata} = rest['metadata'];
  return {...rest, metadata};
}

/** The same object with each of its long texts cut. */
function shortened(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, shortenedValue(value ?? null)]));
}

function shortenedValue(value: Json): Json {
  if (isList(value)) return value.map(shortenedValue);
  if (isObject(value)) return shortened(value);
  if (typeof value !== 'string' || value.length <= LONGEST) return value;
  return `${value.slice(0, LONGEST)}… (${value.length} characters, cut here)`;
}

/** The line of a path in a document of its own; of what is not there, of the nearest that leads to it. */
function placeOf(path: Path, object: JsonObject, places: ReadonlyMap<string, number>): number {
  let here: Json | undefined = object;
  let pointer = '';
  let line = 1;
  for (const segment of path) {
    const step = stepOf(segment, here);
    if (step === undefined) break;
    here = isList(here) ? here[Number(step)] : isObject(here) ? here[step] : undefined;
    pointer += `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (here === undefined) break;
    line = places.get(pointer) ?? line;
  }
  return line;
}

/** A segment as one step of a JSON pointer; undefined where the value has no such step. */
function stepOf(segment: Segment, here: Json | undefined): string | undefined {
  if ('field' in segment) return segment.field;
  return isList(here) ? String(itemOf(segment, here)) : undefined;
}

function itemOf(segment: Exclude<Segment, {readonly field: string}>, items: readonly Json[]): number {
  return 'index' in segment ? segment.index : positionOf(items, segment.select, segment.nth);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
