import {governedChanges} from './governed-changes.ts';
import {kubectl} from './harness.ts';

export {governedFindings} from './governed-changes.ts';

/** Makes the four out-of-band changes on this worker's cluster. */
export async function introduceGovernedDrift(namespace: string, name = 'test-nginx'): Promise<void> {
  for (const args of governedChanges(namespace, name)) await kubectl(...args);
}
