import {isObject, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {eventOf} from './event.ts';
import {documentsIn, parseEmbedded} from './shapes.ts';

/** Lines of a log that are kept until somebody asks: the newest, by what they say. */
const [MOST, LONGEST] = [8, 4 * 1024 * 1024];
/** Of an update that went through, in whatever depth of quotes; what a client has made up of it is found out when it is looked at. */
const VERSION = /resourceVersion\\*"\s*:\s*\\*"(\d{1,19})\\*"/;
const UPDATE = /verb\\*"\s*:\s*\\*"update\\*"/;
/** Kinds that clusters keep apart, where revisions of their own count. */
const APART: ReadonlySet<string> = new Set(['events', 'leases']);

/**
 * How far a log reaches, by the cluster's own count of its writes: an update that went through names the revision of what it
 * changed, and that one was there before. An object of no newer revision was not written after the log's end.
 */
export class Revisions {
  private readonly lines: {readonly version: bigint; readonly text: string}[] = [];
  private known: Proof | undefined;
  private seen: Proof = NOTHING;

  /** `text` is a whole document. */
  take(text: string): void {
    if (text.length > LONGEST || !UPDATE.test(text)) return;
    const version = BigInt(VERSION.exec(text)?.[1] ?? 0);
    const least = this.lines.at(-1);
    if (version === 0n || (this.lines.length >= MOST && least !== undefined && version <= least.version)) return;
    this.lines.push({version, text});
    this.lines.sort((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0));
    this.lines.length = Math.min(this.lines.length, MOST);
    this.known = undefined;
  }

  /** A document that was read anyway. */
  see(document: JsonObject): void {
    this.seen = newer(this.seen, provenBy(document));
  }

  /** Whether an object of this resourceVersion has no write that the log cannot hold; nothing up to `settled` proves it. */
  reach(resourceVersion: string | undefined, settled = -Infinity): boolean {
    if (resourceVersion === undefined || !/^\d{1,19}$/.test(resourceVersion)) return false;
    this.known ??= this.lines.map(({text}) => provenIn(text)).reduce(newer, NOTHING);
    const {version, done} = newer(this.known, this.seen);
    return version >= BigInt(resourceVersion) && done > settled;
  }
}

/** A revision that was there before a request was answered: microseconds since 1970. */
interface Proof {
  readonly version: bigint;
  readonly done: number;
}

const NOTHING: Proof = {version: 0n, done: 0};
const newer = (one: Proof, other: Proof): Proof => (other.version > one.version ? other : one);

/** The newest revision that a document proves; 0 where it proves none. */
function provenIn(text: string): Proof {
  let newest = NOTHING;
  try {
    for (const event of documentsIn(parseEmbedded(text))) newest = newer(newest, provenBy(event));
  } catch {
    // A line that cannot be read proves nothing.
  }
  return newest;
}

function provenBy(event: JsonObject): Proof {
  const told = eventOf(event);
  const ref = event['objectRef'];
  const isOwn = told !== undefined && /^[a-z]*$|\.k8s\.io$/.test(told.group) && !APART.has(told.resource);
  if (told?.verb !== 'update' || !isOwn || !isObject(ref)) return NOTHING;
  const text = textOf(ref['resourceVersion']);
  return /^\d{1,19}$/.test(text) ? {version: BigInt(text), done: told.done} : NOTHING;
}
