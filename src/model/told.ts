import type {ObjectRef} from './refs.ts';
import type {Attribution, Change, Severity} from './report.ts';

/** new: never seen before. changed: another live value or severity. accepted: by a rule. came back: it was gone, or accepted, and counts again. */
export const TOLD_STATES = ['new', 'changed', 'resolved', 'accepted', 'came back'] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** What is told of a finding that is not as it was told before. */
export interface ToldEntry {
  /** The finding's whole id: all 64 hex digits. */
  readonly id: string;
  readonly state: ToldState;
  /** RFC 3339: the time of the check that told it, by the clock of then. */
  readonly at: string;
  readonly ref: ObjectRef;
  /** As `formatPath` writes it; '' for a whole object. */
  readonly path: string;
  readonly change: Change;
  readonly title: string;
  readonly severity: Severity;
  readonly by: Pick<Attribution, 'manager' | 'certainty'>;
  /** When it was seen first. */
  readonly first: string;
  /** How often it came back. */
  readonly returns: number;
  /** Of what is resolved: a fix record's ID, `upgrade to revision N`, or `somebody's hand`. */
  readonly endedBy?: string;
}
