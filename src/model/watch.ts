import type {ApiResource} from './ports.ts';

/** An object as a watch saw it: enough to tell that it changed, and nothing of what it holds. */
export interface SeenObject {
  readonly uid: string;
  readonly name: string;
  readonly namespace?: string;
  /** Its resourceVersion. */
  readonly version: string;
  /** Equal for as long as only its status, and what its own controllers write there, has changed. */
  readonly hash: string;
  /** `namespace/name` of the release whose it says it is. */
  readonly release?: string;
}

/** `synced`: what was told until now is all that is there. */
export type CollectionEvent =
  | {readonly type: 'there' | 'gone'; readonly object: SeenObject}
  | {readonly type: 'synced'};

/** What one watch is about: objects of one kind. */
export interface Collection {
  readonly resource: ApiResource;
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
  /** Selectors. */
  readonly query: Readonly<Record<string, string>>;
}

/** It may not be watched, or is served no more; the next time either, until somebody acts. */
export class RefusedCollectionError extends Error {
  readonly isGone: boolean;

  constructor(message: string, isGone: boolean) {
    super(message);
    this.name = 'RefusedCollectionError';
    this.isGone = isGone;
  }
}

/** What is there, that this was all, and then what changes. Ends where it has to begin anew, throws where it broke. */
export type WatchCollection = (collection: Collection, signal: AbortSignal) => AsyncIterable<CollectionEvent>;

/** How a watch of releases stands. */
export interface Standing {
  readonly releases: number;
  /** Releases that wait for a check, or are being checked. */
  readonly queued: number;
  readonly watches: number;
  /** Watches that broke and are not back yet. */
  readonly behind: number;
  readonly refused: number;
  readonly restarts: number;
  readonly objects: number;
  /** Whether no watch is up: the API server is gone. */
  readonly isDown: boolean;
  readonly isReady: boolean;
}
