import {doubled} from '../model/backoff.ts';
import type {LedgerEntry} from '../ledger/entry.ts';
import {isStanding} from '../ledger/entry.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource} from '../model/ports.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {Clock} from '../watch/clock.ts';
import {workQueue} from '../watch/queue.ts';
import type {Again, WorkQueue} from '../watch/queue.ts';
import {policyReport, reportDigest, reportPlace} from './policy-report.ts';
import type {OwnAnswer, OwnWriter} from './ports.ts';
import {knownRelease, releaseDrift, statusOf, writtenOf} from './release-drift.ts';
import type {ReleasePlace, WrittenStatus} from './release-drift.ts';

export interface BookPorts {
  readonly writer: OwnWriter;
  readonly drifts: ApiResource;
  /** The kind of reports that is written beside; undefined for none. */
  readonly reports: ApiResource | undefined;
  /** Whether the release is there, asked anew: only what is not loses its state. Throws where nobody can tell. */
  readonly isThere: (release: ReleasePlace) => Promise<boolean>;
  /** Whether the object is needed though its release is gone: what was told stands in it too. Absent where nothing else does. */
  readonly isHeld?: (release: ReleasePlace) => boolean;
  readonly clock: Clock;
  /** Which key the digests of values are under. */
  readonly key: string;
  /** What stood in the way of a write, once for each attempt. */
  readonly onRefused: (release: ReleasePlace, why: string) => void;
  readonly onFault: (error: unknown) => void;
}

/** The cluster's own record of releases: a ReleaseDrift each. */
export interface StatusBook {
  /** Takes down what is in the cluster already. */
  known(object: JsonObject): void;
  /** What stands of a release as far as it was told before. */
  standing(release: ReleasePlace): readonly LedgerEntry[];
  /** A check's outcome is written where it is another one than what is written. */
  tell(report: SafeReport, news: readonly LedgerEntry[]): void;
  gone(release: ReleasePlace): void;
  /** The object is not held any more: it goes, if its release has gone. */
  released(release: ReleasePlace): void;
  /** Lets go of what is written of releases that no check has met. */
  sweep(): void;
  readonly counts: () => BookCounts;
  /** Writes what is still to be written, for so long at most; nothing is written afterwards. */
  close(withinMs: number): Promise<void>;
}

export interface BookCounts {
  readonly written: number;
  readonly failed: number;
  readonly unwritten: number;
}

interface Page extends ReleasePlace {
  readonly standing: Map<string, LedgerEntry>;
  written: WrittenStatus | undefined;
  reportDigest: string | undefined;
  /** The newest outcome that is not written; 'gone' where the release is. */
  next: SafeReport | 'gone' | undefined;
  /** Since when it waits. */
  waitsSince: number;
  /** A write is under way: what is written is not what stands there in a moment. */
  isWriting: boolean;
  isMet: boolean;
  failures: number;
}

const WRITES_AT_ONCE = 4;
const SETTLE_MS = 20;
const [FIRST_RETRY_MS, LONGEST_RETRY_MS] = [500, 60_000];
const LOOK_MS = 25;
const LATE_MS = 2000;

function retryOf(failures: number, chance: number): Again {
  const grown = doubled(failures - 1, FIRST_RETRY_MS, LONGEST_RETRY_MS);
  return {afterMs: grown * (0.75 + chance / 2)};
}

export function statusBook(ports: BookPorts): StatusBook {
  const {clock} = ports;
  const pages = new Map<string, Page>();
  const counts = {written: 0, failed: 0};
  let isClosed = false;
  const queue = workQueue({
    workers: WRITES_AT_ONCE,
    settleMs: SETTLE_MS,
    clock,
    onFault: ports.onFault,
    work: (key) => turn(pages.get(key)),
  });
  queue.start();

  function pageOf(place: ReleasePlace): Page {
    const key = `${place.namespace}/${place.name}`;
    const found = pages.get(key) ?? newPage(place);
    pages.set(key, found);
    return found;
  }

  function put(page: Page, next: SafeReport | 'gone'): void {
    if (page.next === undefined) page.waitsSince = clock.now();
    page.next = next;
    queue.wake(`${page.namespace}/${page.name}`);
  }

  async function turn(page: Page | undefined): Promise<Again | undefined> {
    if (page?.next === undefined || isClosed) return undefined;
    const {next} = page;
    if (next === 'gone' && ports.isHeld?.(page) === true) return undefined;
    page.isWriting = true;
    const writing = next === 'gone' ? letGo(ports, page) : writeDown(ports, page, next);
    const why = await writing.finally(() => (page.isWriting = false));
    if (why === undefined) {
      page.failures = 0;
      if (page.next === next) page.next = undefined;
      if (next === 'gone' && page.next === undefined) pages.delete(`${page.namespace}/${page.name}`);
      counts.written += 1;
      return undefined;
    }
    counts.failed += 1;
    page.failures += 1;
    ports.onRefused(page, why);
    return retryOf(page.failures, clock.chance());
  }

  return {
    known(object) {
      const {name, namespace, written, entries} = knownRelease(object, ports.key);
      const page = pageOf({name, namespace});
      page.written = written;
      takeDown(page, entries);
    },
    standing: (release) => [...(pages.get(`${release.namespace}/${release.name}`)?.standing.values() ?? [])],
    tell(report, news) {
      const page = pageOf(report.release);
      page.isMet = true;
      takeDown(page, news);
      if (page.isWriting || isDue(ports, page, report)) put(page, report);
      else page.next = undefined;
    },
    gone: (release) => put(pageOf(release), 'gone'),
    released(release) {
      const page = pages.get(`${release.namespace}/${release.name}`);
      // Without a page it was let go already: whoever held it has made it once more.
      if (page === undefined) put(pageOf(release), 'gone');
      else if (page.next === 'gone') put(page, 'gone');
    },
    sweep() {
      for (const page of pages.values()) if (!page.isMet) put(page, 'gone');
    },
    counts: () => ({...counts, unwritten: [...pages.values()].filter((page) => isLate(page, ports)).length}),
    async close(withinMs) {
      await emptied(queue, clock, withinMs);
      isClosed = true;
      queue.close();
    },
  };
}

function takeDown({standing}: Page, news: readonly LedgerEntry[]): void {
  for (const entry of news) {
    if (isStanding(entry)) standing.set(entry.id, entry);
    else standing.delete(entry.id);
  }
}

async function emptied(queue: WorkQueue, clock: Clock, withinMs: number): Promise<void> {
  const ends = clock.now() + withinMs;
  while (clock.now() < ends && (queue.waiting() > 0 || queue.running() > 0))
    await new Promise<void>((done) => void clock.later(LOOK_MS, done));
}

/** What is on its way for a moment is no state that could not be written. */
const isLate = (page: Page, {clock, isHeld}: BookPorts): boolean =>
  page.next !== undefined &&
  (page.failures > 0 || clock.now() - page.waitsSince > LATE_MS) &&
  !(page.next === 'gone' && isHeld?.(page) === true);

const newPage = ({namespace, name}: ReleasePlace): Page => ({
  namespace,
  name,
  standing: new Map(),
  written: undefined,
  reportDigest: undefined,
  next: undefined,
  waitsSince: 0,
  isWriting: false,
  isMet: false,
  failures: 0,
});

function isDue({key, reports}: BookPorts, page: Page, report: SafeReport): boolean {
  const status = statusOf(report, {standing: [...page.standing.values()], before: page.written, key});
  if (status !== undefined) return true;
  return reports !== undefined && reportDigest(policyReport(reports, report)) !== page.reportDigest;
}

/** Answers with what stood in the way. */
async function writeDown(ports: BookPorts, page: Page, report: SafeReport): Promise<string | undefined> {
  const {key, reports, writer} = ports;
  const status = statusOf(report, {standing: [...page.standing.values()], before: page.written, key});
  if (status !== undefined) {
    const answer = await applied(ports, page, status);
    if (!('object' in answer)) return whyOf(answer);
    page.written = writtenOf(answer.object);
  }
  if (reports === undefined) return undefined;
  const body = policyReport(reports, report);
  const digest = reportDigest(body);
  if (digest === page.reportDigest) return undefined;
  const answer = await writer.apply(reports, reportPlace(page), body);
  if (!('object' in answer)) return whyOf(answer);
  page.reportDigest = digest;
  return undefined;
}

/** A status needs its object: it is made where it is not there, by whoever met that first. */
async function applied({writer, drifts}: BookPorts, page: Page, status: JsonObject): Promise<OwnAnswer> {
  const object = {...releaseDrift(page), status};
  if (page.written !== undefined) {
    const answer = await writer.apply(drifts, page, object, 'status');
    if (!('absent' in answer)) return answer;
  }
  const made = await writer.apply(drifts, page, releaseDrift(page));
  return 'object' in made ? writer.apply(drifts, page, object, 'status') : made;
}

/** Deletes what was written, once it is sure that the release is gone. */
async function letGo({writer, drifts, reports, isThere, isHeld}: BookPorts, page: Page): Promise<string | undefined> {
  try {
    // It may have been installed anew meanwhile: the next check says what it is.
    if (await isThere(page)) return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  // Whoever else writes to it may have made it, and made it anew.
  if (page.written !== undefined || isHeld !== undefined) {
    const answer = await writer.remove(drifts, page, page.written?.uid ?? '');
    if ('conflict' in answer && isHeld !== undefined) page.written = undefined;
    if (!('object' in answer) && !('absent' in answer)) return whyOf(answer);
    page.written = undefined;
  }
  if (reports === undefined) return undefined;
  const answer = await writer.remove(reports, reportPlace(page), '');
  return 'object' in answer || 'absent' in answer ? undefined : whyOf(answer);
}

function whyOf(answer: Exclude<OwnAnswer, {readonly object: JsonObject}>): string {
  if ('absent' in answer) return answer.absent;
  if ('conflict' in answer) return answer.conflict;
  return 'refused' in answer ? answer.refused : answer.lost;
}
