/** A small mistake in one file of the detector, of a kind which a maintainer could make. */
export interface Bug {
  readonly name: string;
  readonly file: string;
  /** A text that the file holds exactly once, and what stands there instead. */
  readonly find: string;
  readonly replace: string;
  /** What goes wrong then. */
  readonly why: string;
}
