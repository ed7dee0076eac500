import type {IntentSource} from '../../model/intent.ts';
import type {ReleaseRef} from '../../model/refs.ts';

/** A baseline's text as some source gave it, not parsed yet. */
export interface Baseline {
  readonly release: ReleaseRef;
  readonly from: IntentSource;
  readonly text: string;
  /** What messages about its lines call it: a file's name, `manifest of shop, revision 3`. */
  readonly name: string;
  /** What the reader of the report must know about this choice of baseline. */
  readonly notes: readonly string[];
}
