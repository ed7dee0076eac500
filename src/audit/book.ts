import {textOf} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import type {Path} from '../model/path.ts';
import {LogSplitter} from './documents.ts';
import type {Piece} from './documents.ts';
import {COVERAGE_WORD, coverageIn, narrower} from './coverage.ts';
import type {Coverage} from './coverage.ts';
import {effectOn} from './effect.ts';
import type {Effect} from './effect.ts';
import {microseconds} from './event.ts';
import type {AuditEvent} from './event.ts';
import {Revisions} from './revisions.ts';
import {documentsIn, parseEmbedded, writeIn} from './shapes.ts';

/** Events of one object that are kept, the newest: what a controller in a loop writes must not fill the memory. */
const MOST_EVENTS = 20_000;

/** An object, as URLs name it. */
export interface Named {
  readonly group: string;
  readonly resource: string;
  /** '' outside namespaces. */
  readonly namespace: string;
  readonly name: string;
}

/** A place that is asked about. */
export interface Place {
  readonly path: Path;
  /** What stands there now; undefined where nothing does. */
  readonly live: Json | undefined;
}

/** A write to an object that somebody asks about, without its body. */
export interface Entry extends Omit<AuditEvent, 'body'> {
  /** What it did to the places that are asked about, in their order. */
  readonly effects: readonly Effect[];
}

/** What a log tells of one object. */
export interface Page {
  /** By the time of their answers; each request once. What is older than the log is whole is none of them. */
  readonly entries: readonly Entry[];
  /** What stands in the way of knowing all of its writes: one line. */
  readonly doubt?: string;
}

export interface AuditBook {
  take(chunk: Buffer): void;
  /** The end of a file. */
  endFile(): void;
  page(named: Named): Page;
  /** Whether the log holds a text that was made for this very run: then all that came before it is there. */
  readonly isMarked: () => boolean;
  /** Whether an object of this resourceVersion has no write that the log cannot hold. */
  readonly reaches: (resourceVersion: string | undefined) => boolean;
  /** What a receiver says of the log that it has written; undefined for any other. */
  readonly coverage: () => Coverage | undefined;
  /** Documents that could not be read, whether or not they are about something that is asked for. */
  readonly unread: () => number;
}

interface Kept {
  readonly places: readonly Place[];
  entries: Map<string, Entry>;
  /** The entries in their order, until another one comes. */
  sorted?: readonly Entry[] | undefined;
  doubt?: string;
}

/**
 * Reads a log for what it tells of some objects, and keeps nothing else. `asked` holds every object with the places of it that
 * are asked about; `mark` is a text that stands in the log if it reaches up to now.
 */
export function auditBook(
  asked: ReadonlyMap<string, Named & {readonly places: readonly Place[]}>,
  mark?: string,
): AuditBook {
  const pages = new Map<string, Kept>();
  const byName = new Map<string, Kept[]>();
  for (const [key, {name, places}] of asked) {
    const kept: Kept = {places, entries: new Map()};
    pages.set(key, kept);
    byName.set(name, [...(byName.get(name) ?? []), kept]);
  }
  const needles = needlesOf([...byName.keys()], mark);
  const revisions = new Revisions();
  let splitter = new LogSplitter();
  let [marked, unread] = [-1, 0];
  let coverage: Coverage | undefined;
  /**
   * A document that cannot be read may be of any object that it names, and of all where an event in it ends before it names one,
   * or where it told what the log covers.
   */
  const doubt = (text: string, kind: Piece['kind']): void => {
    unread += 1;
    const isNameless =
      text.includes(COVERAGE_WORD) || (kind !== 'cut' && countOf(text, 'requestURI') < countOf(text, 'audit.k8s.io'));
    for (const [name, all] of byName)
      if (isNameless || text.includes(name)) for (const kept of all) kept.doubt = UNREADABLE;
  };
  const takePiece = ({bytes, kind}: Piece): void => {
    const text = bytes.toString('latin1');
    if (kind !== 'whole') return doubt(text, kind);
    if (!needles.test(text)) return revisions.take(text);
    const isMark = mark !== undefined && text.includes(mark);
    if (isMark) marked = Math.max(marked, 0);
    try {
      const parsed = parseEmbedded(bytes.toString('utf8'));
      const told = coverageIn(parsed);
      if (told !== undefined) coverage = narrower(coverage, told);
      for (const document of documentsIn(parsed)) {
        revisions.see(document);
        if (isMark) marked = Math.max(marked, microseconds(textOf(document['stageTimestamp'])) ?? 0);
        const event = writeIn(document);
        if (event !== undefined) keep(event, asked, pages);
      }
    } catch {
      doubt(text, kind);
    }
  };
  return {
    take: (chunk) => splitter.push(chunk).forEach(takePiece),
    endFile() {
      splitter.end().forEach(takePiece);
      splitter = new LogSplitter();
    },
    page(named) {
      const kept = pages.get(keyOf(named));
      if (kept === undefined) return {entries: []};
      // Each of an object's differences asks for its page.
      kept.sorted ??= [...kept.entries.values()].toSorted((a, b) => a.done - b.done);
      const from = coverage?.from;
      const entries = from === undefined ? kept.sorted : kept.sorted.filter(({done}) => done > from);
      return {entries, ...(kept.doubt === undefined ? {} : {doubt: kept.doubt})};
    },
    isMarked: () => marked > (coverage?.settled ?? -1),
    reaches: (resourceVersion) => revisions.reach(resourceVersion, coverage?.settled),
    coverage: () => coverage,
    unread: () => unread,
  };
}

const UNREADABLE = 'a line of the log about it cannot be read';
const countOf = (text: string, word: string): number => text.split(word).length - 1;

export function keyOf({group, resource, namespace, name}: Named): string {
  return `${group}/${resource}/${namespace}/${name}`;
}

/** Of most lines of a log nothing is asked: they are told by a name that they do not hold. */
function needlesOf(names: readonly string[], mark: string | undefined): RegExp {
  const words = [...names, 'deletecollection', COVERAGE_WORD, ...(mark === undefined ? [] : [mark])];
  return new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'));
}

function keep(
  event: AuditEvent,
  asked: ReadonlyMap<string, Named & {readonly places: readonly Place[]}>,
  pages: ReadonlyMap<string, Kept>,
): void {
  if (event.verb === 'deletecollection') {
    for (const [key, {group, resource, namespace}] of asked)
      if (
        group === event.group &&
        resource === event.resource &&
        (event.namespace === '' || namespace === event.namespace)
      )
        add(event, pages.get(key));
    return;
  }
  add(event, pages.get(keyOf(event)));
}

function add(event: AuditEvent, kept: Kept | undefined): void {
  if (kept === undefined) return;
  const {body: _body, ...rest} = event;
  const effects = kept.places.map(({path, live}) => effectOn(event, path, live));
  // A log that is read twice, or from several servers, tells of each request once.
  const {auditID, name} = event.person;
  kept.sorted = undefined;
  kept.entries.set(auditID ?? `${event.done} ${name} ${event.verb}`, {...rest, effects});
  if (kept.entries.size <= MOST_EVENTS) return;
  const oldest = [...kept.entries].toSorted(([, a], [, b]) => a.done - b.done).slice(0, MOST_EVENTS / 2);
  for (const [id] of oldest) kept.entries.delete(id);
  kept.doubt = `it was written more than ${MOST_EVENTS} times`;
}
