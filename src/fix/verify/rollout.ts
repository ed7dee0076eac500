import {setTimeout as sleep} from 'node:timers/promises';
import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {refLabel} from '../../model/refs.ts';
import type {StepResult} from '../../model/fix.ts';
import {placeOf, resourceOf} from '../apply/write-context.ts';
import type {WriteContext} from '../apply/write-context.ts';
import type {PlannedStep} from '../plan/step.ts';

const PAUSE_MS = 1000;
const ROLLING = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/**
 * Waits until the workloads that were written have rolled out, as `kubectl rollout status` means it. Answers with those that
 * have not, a line each, when the time is up.
 */
export async function awaitRollouts(
  steps: readonly PlannedStep[],
  results: readonly StepResult[],
  writeContext: WriteContext,
  {seconds, onProgress}: {readonly seconds: number; readonly onProgress: (text: string) => void},
): Promise<string[]> {
  const written = steps.filter(
    ({step}, index) =>
      ROLLING.has(step.ref.kind) && ['patched', 'created', 'recreated'].includes(results[index]?.outcome ?? ''),
  );
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const states = await Promise.all(written.map(({step}) => stateOf(step, writeContext)));
    const open = states.filter((state) => state !== undefined);
    if (open.length === 0 || performance.now() >= deadline) return open;
    onProgress(`Waiting for ${open.length} of ${written.length} rollouts: ${open[0]}`);
    await sleep(PAUSE_MS);
  }
}

/** What a workload still lacks; undefined where it is through. */
async function stateOf(step: PlannedStep['step'], writeContext: WriteContext): Promise<string | undefined> {
  const resource = await resourceOf(step, writeContext);
  const {namespace, name} = placeOf(step);
  const answer = resource === undefined ? undefined : await writeContext.reader.get(resource, namespace, name);
  const label = refLabel(step.ref);
  if (answer === undefined || !('object' in answer)) return `${label} cannot be read`;
  const lack = lackOf(step.ref.kind, answer.object);
  return lack === undefined ? undefined : `${label}: ${lack}`;
}

function lackOf(kind: string, object: JsonObject): string | undefined {
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const status = isObject(object['status']) ? object['status'] : {};
  const count = (field: string): number => Number(status[field] ?? 0);
  if (count('observedGeneration') < Number(metadataOf(object)['generation'] ?? 0))
    return 'its controller has not seen it yet';
  const [wanted, updated, ready] =
    kind === 'DaemonSet'
      ? [count('desiredNumberScheduled'), count('updatedNumberScheduled'), count('numberAvailable')]
      : [
          Number(spec['replicas'] ?? 1),
          count('updatedReplicas'),
          count(kind === 'Deployment' ? 'availableReplicas' : 'readyReplicas'),
        ];
  if (updated < wanted) return `${updated} of ${wanted} pods are new`;
  return ready < wanted ? `${ready} of ${wanted} pods are ready` : undefined;
}
