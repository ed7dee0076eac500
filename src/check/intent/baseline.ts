import type {IntentSource} from '../../model/intent.ts';
import type {ReleaseRecord} from '../../model/ports.ts';
import type {ApplyMethod, ReleaseRef} from '../../model/refs.ts';
import type {Supplement} from './supplements.ts';

/** Another revision of the same release, read only when it is needed. */
export interface OtherRevision {
  readonly revision: number;
  readonly status: string;
  readonly manifest: () => Promise<string>;
}

/** A baseline's text as some source gave it, not parsed yet. */
export interface Baseline {
  readonly release: ReleaseRef;
  readonly from: IntentSource;
  readonly text: string;
  /** What messages about its lines call it: a file's name, `manifest of shop, revision 3`. */
  readonly name: string;
  /** What the reader of the report must know about this choice of baseline. */
  readonly notes: readonly string[];
  /** How Helm would write it; asked for only when something looks different. */
  readonly applyMethod: () => Promise<ApplyMethod>;
  /** Failed and pending revisions after it, newest first: what they wrote is there and was never approved. */
  readonly newer?: readonly OtherRevision[];
  /** Revisions before it, newest first. */
  readonly older?: readonly OtherRevision[];
  /** What the release brings beside its manifest; absent for a file, which is what it is. */
  readonly supplements?: () => Promise<readonly Supplement[]>;
  /** The helm run that has the release in hand, or died there. */
  readonly pending?: ReleaseRecord;
}
