export interface ReportContext {
  /** Whether several releases were asked for: then the output is a list, even of one. */
  readonly many: boolean;
  readonly color: boolean;
  /** Columns to fill. */
  readonly width: number;
  readonly showIgnored: boolean;
  readonly now: Date;
  /** How long the check took. */
  readonly seconds: number;
}
