import type {Baseline, EvidenceSource} from '../model/ports.ts';

/** Hands both sides of a check on, and hears what they tell it. */
export type Listen = (
  baseline: Baseline,
  source: EvidenceSource,
) => {readonly baseline: Baseline; readonly source: EvidenceSource};

export const asItIs: Listen = (baseline, source) => ({baseline, source});
