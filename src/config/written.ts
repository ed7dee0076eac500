import type {Change} from '../model/report.ts';

/** A rule as it stands in a `.helm-drift.yaml`. */
export interface WrittenRule {
  readonly reason: string;
  readonly expires?: string;
  readonly target: {
    readonly release?: string;
    readonly group: string;
    readonly kind: string;
    readonly name: string;
  };
  readonly paths?: readonly string[];
  readonly changes?: readonly Change[];
}
