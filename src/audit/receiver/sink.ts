import type {PostedEvent} from './posted.ts';
import type {Missed} from './vouching.ts';

/** Who takes what was posted. */
export interface EventSink {
  /** Resolves when the events are kept for good, and rejects where they are not. One call after the other. */
  readonly keep: (events: readonly PostedEvent[]) => Promise<void>;
  /** A batch is not kept, or was late. */
  readonly missed: (how: Missed) => void;
}

/** What has happened, as far as somebody may want to be told of it. */
export type ReceiverEvent =
  | {readonly kind: 'kept'; readonly events: number; readonly kept: number}
  | {readonly kind: 'stranger' | 'misplaced' | 'turned-away' | 'unreadable' | 'not-kept'; readonly why: string}
  | {readonly kind: 'late'; readonly seconds: number}
  /** `why` says why the new files cannot be used. */
  | {readonly kind: 'credentials'; readonly why: string | undefined};
