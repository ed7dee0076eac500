import {setMaxListeners} from 'node:events';
import {isTransient} from '../model/errors.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {ApiResources, ClusterReader} from '../model/ports.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {markOf, memory, streamsOf} from './follow-streams.ts';
import type {Followed, Stream} from './follow-streams.ts';
import {UnreachableError} from './http.ts';
import {pause} from './pause.ts';
import {watch, WatchRefusedError} from './watch.ts';

export type {Followed} from './follow-streams.ts';

/** Watched, or looked at every second where that is refused. */
export type FollowMode = 'watch' | 'poll';

export interface FollowPorts {
  readonly reader: ClusterReader;
  /** With sockets for all watches at once. */
  readonly connection: Connection;
  /** Something that a person could have changed is not what it was. */
  readonly onChange: () => void;
  /** Told at the start, and whenever it changes. */
  readonly onMode: (mode: FollowMode) => void;
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that never goes back; the process's own unless told. */
  readonly now?: () => number;
}

const POLL_MS = 1000;
const RETRY_MS = 500;
/** How often discovery is asked again while a followed object's kind is not served. */
const REDISCOVER_MS = 30_000;

/**
 * Follows a release until the signal, and leaves nothing running then. Every stream says on its own when something has changed.
 * A kind that is not served is looked for again, and one that goes away, or is served at another version, gets a new stream.
 * Throws what discovery throws, unless the server just gave no answer.
 */
export async function follow(followed: Followed, ports: FollowPorts): Promise<void> {
  const own = childOf(ports.signal);
  const following: Following = {ports, signal: own.signal, running: new Map(), polled: new Set(), lacksKind: false};
  ports.onMode('watch');
  try {
    let maxAge: number | undefined;
    while (!own.signal.aborted) {
      const served = await discovered(following, maxAge);
      if (served === undefined) return;
      renew(followed, served, following, maxAge !== undefined);
      do await quietly(pause(REDISCOVER_MS, own.signal));
      while (!own.signal.aborted && !following.lacksKind);
      // Somebody else may have asked meanwhile.
      maxAge = REDISCOVER_MS;
    }
  } finally {
    own.end();
    await Promise.all([...following.running.values()].map(({ended}) => ended));
  }
}

interface Following {
  readonly ports: FollowPorts;
  readonly signal: AbortSignal;
  readonly running: Map<string, Running>;
  /** Keys of the streams that are polled. */
  readonly polled: Set<string>;
  /** Whether a kind was not served when discovery was asked, or is served no more since. */
  lacksKind: boolean;
}

interface Running {
  readonly end: () => void;
  readonly ended: Promise<void>;
}

/** What is served; undefined upon the signal. */
async function discovered({ports, signal}: Following, maxAge: number | undefined): Promise<ApiResources | undefined> {
  while (!signal.aborted) {
    try {
      return await ports.reader.discover(maxAge);
    } catch (error) {
      // Whether the server is there at all somebody else finds out.
      if (!(error instanceof UnreachableError || isTransient(error))) throw error;
      await quietly(pause(RETRY_MS * 4, signal));
    }
  }
}

/** Ends streams that are not wanted any more and starts those that are new. */
function renew(followed: Followed, served: ApiResources, following: Following, isLater: boolean): void {
  const {running, ports} = following;
  const {wanted, hasUnknown} = streamsOf(followed, served);
  following.lacksKind = hasUnknown;
  for (const [key, {end}] of running) if (!wanted.has(key)) end();
  const missing = [...wanted].filter(([key]) => !running.has(key));
  for (const [key, stream] of missing) begin(key, stream, following);
  if (isLater && missing.length > 0) ports.onChange();
}

function begin(key: string, stream: Stream, following: Following): void {
  const {running, polled, ports} = following;
  const own = childOf(following.signal);
  const onPoll = (): void => {
    if (polled.size === 0) ports.onMode('poll');
    polled.add(key);
  };
  const run = async (): Promise<void> => {
    const end = await followOne(stream, {...ports, signal: own.signal}, onPoll);
    own.end();
    if (polled.delete(key) && polled.size === 0 && !following.signal.aborted) ports.onMode('watch');
    // One that is refused stays in the list, so that it is not begun again.
    if (end === 'refused') return;
    running.delete(key);
    if (end === 'gone') following.lacksKind = true;
  };
  running.set(key, {end: own.end, ended: run()});
}

/** Why a stream ended: the signal came, its kind is served no more, or it may not be looked at. */
type End = 'signal' | 'gone' | 'refused';

async function followOne(stream: Stream, ports: FollowPorts, onPoll: () => void): Promise<End> {
  const {connection, onChange, signal, now = () => performance.now()} = ports;
  const seen = memory(stream.counts, now);
  const request = {path: resourcePath(stream.resource, stream.namespace), query: stream.query, signal};
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      if (!isFirst) onChange();
      seen.restart();
      for await (const {type, object} of watch(connection, request))
        if (seen.isNews(object, type === 'DELETED')) onChange();
    } catch (error) {
      if (error instanceof WatchRefusedError && !signal.aborted) {
        if (stream.isOptional) return 'refused';
        if (error.status === 404) return goneOf(onChange);
        onPoll();
        return poll(stream, ports);
      }
      // Whether the server is there at all somebody else finds out.
    }
    if (signal.aborted) break;
    // A server that ends each watch at once must not be asked without a pause.
    await quietly(pause(RETRY_MS, signal));
  }
  return 'signal';
}

/** Where nobody may watch: a cheap LIST of names and versions. */
async function poll(stream: Stream, {reader, onChange, signal}: FollowPorts): Promise<End> {
  let before: string | undefined;
  while (!signal.aborted) {
    const answer = await reader
      .list(stream.resource, stream.namespace, {...stream.query, metadataOnly: true})
      .catch(() => undefined);
    if (signal.aborted) break;
    if (answer !== undefined && 'objects' in answer) {
      const marks = answer.objects
        .filter(stream.counts)
        .map((one) => `${textOf(metadataOf(one)['uid'])} ${markOf(one)}`);
      const now = marks.toSorted().join('\n');
      if (before !== undefined && now !== before) onChange();
      before = now;
    } else if (answer?.failure.reason === 'unknown-kind') {
      return goneOf(onChange);
    } else if (answer?.failure.reason === 'forbidden') {
      // Nothing cheaper than a look at the release itself is left.
      onChange();
      await quietly(pause(POLL_MS * 4, signal));
    }
    await quietly(pause(POLL_MS, signal));
  }
  return 'signal';
}

function goneOf(onChange: () => void): 'gone' {
  onChange();
  return 'gone';
}

/** A signal that follows another one and can be ended on its own, and that many streams may listen to. */
function childOf(parent: AbortSignal): {readonly signal: AbortSignal; readonly end: () => void} {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const end = (): void => {
    parent.removeEventListener('abort', end);
    controller.abort();
  };
  if (parent.aborted) controller.abort();
  else parent.addEventListener('abort', end);
  return {signal: controller.signal, end};
}

/** A pause that is called off is over. */
function quietly(paused: Promise<void>): Promise<void> {
  return paused.catch(() => {});
}
