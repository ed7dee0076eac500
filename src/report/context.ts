import type {Severity} from '../model/report.ts';
import type {Who} from './who.ts';

export interface ReportContext {
  /** Whether several releases were asked for: then the output is a list, even of one. */
  readonly many: boolean;
  readonly color: boolean;
  /** Whether it is written to a file, which is read later: then times are absolute. */
  readonly isFile?: boolean;
  /** Columns to fill. */
  readonly width: number;
  /** Whether nobody knows how wide the reader's lines are: a release in contract is one line then, however long. */
  readonly isPiped?: boolean;
  readonly showIgnored: boolean;
  /** Whether the text shows a YAML diff below each object. */
  readonly diff: boolean;
  /** Whether each of many releases is told whole. */
  readonly verbose?: boolean;
  /** What counts for the exit code, and so for what CI systems call a failure. */
  readonly policy: Policy;
  readonly now: Date;
  /** How long the check took. */
  readonly seconds: number;
  /** Who is told of; persons on stdout and managers in files where nobody says. */
  readonly who?: Who;
  /** Our own version, for formats that name the tool. */
  readonly version: string;
}

export interface Policy {
  /** Drift below this severity is reported and fails nothing. */
  readonly failOn: Severity | 'none';
  /** Whether what could not be verified fails nothing. */
  readonly allowIncomplete: boolean;
}
