import type {Action, Outcome} from '../model/fix.ts';

/** The part of the contract that is about writes: what was written from here, and what is being written. */

export interface RecordRow {
  readonly id: string;
  readonly of: 'fix' | 'undo';
  readonly release: string;
  readonly namespace: string;
  /** RFC 3339. */
  readonly at: string;
  /** `2 of 2 objects, verified`. */
  readonly text: string;
  readonly verified: boolean;
  /** In the plan's order; the first ones of many. */
  readonly fields: readonly RecordFieldView[];
  /** How many there are beside those. */
  readonly moreFields?: number;
  /** Of an undo: the record that it took back. */
  readonly undoes?: string;
  readonly undoneBy?: string;
  /** Whether `POST /api/undo/plan` makes sense. */
  readonly undoable: boolean;
}

/** One field of a record: `Service/test-nginx port 8080 → 80`. */
export interface RecordFieldView {
  readonly object: string;
  /** '' for a whole object. */
  readonly field: string;
  /** What was there, and what was written: `8080 → 80`, `created`. */
  readonly values: string;
  readonly unwritten?: true;
}

/** A reconcile or an undo, from the first write to the verdict; or a scenario that is played live, to its last write. */
export interface Activity {
  readonly id: string;
  readonly kind: 'reconcile' | 'undo' | 'scenario';
  /** `sandbox-nginx/test-nginx`. */
  readonly release: string;
  /** introduced: a scenario's drift is written; the watch brings it. */
  readonly phase: 'writing' | 'verifying' | 'verified' | 'unverified' | 'introduced' | 'failed';
  readonly startedAt: string;
  readonly endedAt?: string;
  /** In the order in which they are written. */
  readonly objects: readonly ActivityObject[];
  /** The record, from when there is one: what undo takes. */
  readonly record?: string;
  /** What the plan was to put right and what is still there, a line each. */
  readonly left: readonly string[];
  /** `Verified: 2 objects put back, and in contract there`. */
  readonly text: string;
  readonly problem?: Problem;
}

export interface ActivityObject {
  readonly object: string;
  readonly action: Action;
  readonly fields: number;
  /** waiting, writing, or what became of it. */
  readonly status: 'waiting' | 'writing' | Outcome;
  readonly message?: string;
}

/** What went wrong, for a person. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}
