import type {Gap} from './evidence.ts';
import type {Variance} from './report.ts';

/**
 * What a stage of a check gives. A stage that reads variances gives all of them back, but for those that it made a gap of; a
 * stage that only looks on gives none.
 */
export interface StageResult {
  readonly variances: readonly Variance[];
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
}

/** A stage that found nothing. */
export const NOTHING_FOUND: StageResult = {variances: [], gaps: [], notes: []};

/** Joins the gaps and the notes of all stages, in their order, with the variances of the last one that had some to read. */
export function collect(
  variances: readonly Variance[],
  stages: readonly Omit<StageResult, 'variances'>[],
): StageResult {
  return {
    variances,
    gaps: stages.flatMap(({gaps}) => gaps),
    notes: stages.flatMap(({notes}) => notes),
  };
}
