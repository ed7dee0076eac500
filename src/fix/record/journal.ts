import type {Author, Outcome, Plan, StepResult, Write} from '../../model/fix.ts';
import type {JsonObject} from '../../model/json.ts';

/** The first line of a record: what was going to be done, and what was there. Undoing makes a record of its own. */
export interface RecordHead {
  readonly type: 'head';
  /** 3: contents of Secrets are sealed. A version that knows no seals must not take one for an object. */
  readonly schemaVersion: '3';
  readonly id: string;
  readonly of: 'fix' | 'undo';
  /** Who did it; absent in records of older versions. */
  readonly by?: Author;
  /** The record before: whoever changes one afterwards would have to change all that follow. Absent in the first, and in older versions. */
  readonly previous?: RecordLink;
  /** For an undo: the record that it takes back. */
  readonly undoes?: string;
  readonly plan: Plan;
  /** The objects as they were reviewed, one for each step; null where there was none. They may hold secrets. */
  readonly before: readonly (JsonObject | null)[];
}

/** A record as it was when it had ended. */
export interface RecordLink {
  readonly id: string;
  /** SHA-256 of its file, hex. */
  readonly digest: string;
}

/** What happened, in order. A write is there twice: before it was sent, and after it was answered. */
export type RecordLine =
  | RecordHead
  /** The object as it stood when its step began, where that is not what was reviewed. */
  | {readonly type: 'begin'; readonly step: number; readonly before: JsonObject}
  /** What is about to be sent: after a kill it tells what to look for. */
  | {
      readonly type: 'write-ahead';
      readonly step: number;
      readonly write: number;
      readonly kind: Write['kind'];
      readonly uid?: string;
      readonly resourceVersion?: string;
      /** The name that it is written under; absent in a deletion, and in records of older versions. */
      readonly manager?: string;
      /** The object as its dry run shows it; absent where it goes, and in records of older versions. */
      readonly expected?: JsonObject;
      /** Of what the object should be afterwards, as its dry run says; '' where it should be gone. */
      readonly digest: string;
      readonly at: string;
    }
  | {
      readonly type: 'outcome';
      readonly step: number;
      readonly write: number;
      readonly result: 'done' | 'conflict' | 'refused' | 'lost';
      /** The object as the server answered; absent where it is gone, or was not written. */
      readonly after?: JsonObject;
      readonly message?: string;
      readonly at: string;
    }
  | {readonly type: 'result'; readonly step: number; readonly outcome: Outcome; readonly message?: string}
  | {readonly type: 'end'; readonly at: string; readonly verified: boolean};

/** Takes lines down, each on the disk before it returns. Throws where that cannot be: then nothing may be written to the cluster. */
export interface Journal {
  readonly id: string;
  append(line: RecordLine): Promise<void>;
}

/** A journal that was begun, and must be closed. */
export interface OpenJournal extends Journal {
  /** SHA-256 of all that was taken down so far, hex. */
  digest(): string;
  close(): Promise<void>;
}

export function resultLine(step: number, {outcome, message}: StepResult): RecordLine {
  return {type: 'result', step, outcome, ...(message === undefined ? {} : {message})};
}
