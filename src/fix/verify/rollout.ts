import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {plural} from '../../model/plural.ts';
import {refLabel} from '../../model/refs.ts';
import type {StepResult} from '../../model/fix.ts';
import {placeOf, resourceOf} from '../apply/write-context.ts';
import type {WriteContext} from '../apply/write-context.ts';
import type {PlannedStep} from '../plan/step.ts';

const PAUSE_MS = 1000;
const ROLLING = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** How far the rollouts are. */
export interface RolloutProgress {
  readonly left: number;
  readonly total: number;
  /** What the first of them lacks; one line. */
  readonly first: string;
}

/**
 * Waits until the workloads that were written have rolled out, as `kubectl rollout status` means it. Answers with those that
 * have not, a line each, when the time is up.
 */
export async function awaitRollouts(
  steps: readonly PlannedStep[],
  results: readonly StepResult[],
  writeContext: WriteContext,
  {seconds, onProgress}: {readonly seconds: number; readonly onProgress: (progress: RolloutProgress) => void},
): Promise<string[]> {
  const {clock} = writeContext;
  const written = steps.filter(
    ({step}, index) =>
      ROLLING.has(step.ref.kind) && ['patched', 'created', 'recreated'].includes(results[index]?.outcome ?? ''),
  );
  const deadline = clock.elapsed() + seconds * 1000;
  for (;;) {
    const states = await Promise.all(written.map(({step}) => stateOf(step, writeContext)));
    const open = states.filter((state) => state !== undefined);
    const [first] = open;
    if (first === undefined || clock.elapsed() >= deadline) return open;
    onProgress({left: open.length, total: written.length, first});
    await clock.pause(PAUSE_MS);
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
  const spec = objectAt(object, 'spec');
  const status = objectAt(object, 'status');
  const count = (field: string): number => Number(status[field] ?? 0);
  if (count('observedGeneration') < Number(metadataOf(object)['generation'] ?? 0))
    return 'its controller has not seen it yet';
  const strategy = objectAt(spec, 'updateStrategy');
  // Its pods are replaced as somebody deletes them: nobody can wait for that.
  if (strategy['type'] === 'OnDelete') return undefined;
  const wanted = kind === 'DaemonSet' ? count('desiredNumberScheduled') : Number(spec['replicas'] ?? 1);
  const updated = count(kind === 'DaemonSet' ? 'updatedNumberScheduled' : 'updatedReplicas');
  // A StatefulSet keeps the pods below its partition as they were.
  const partition = kind === 'StatefulSet' ? Number(objectAt(strategy, 'rollingUpdate')['partition'] ?? 0) : 0;
  const anew = Math.max(wanted - partition, 0);
  if (updated < anew) return `${updated} of ${anew} pods are new`;
  const old = kind === 'Deployment' ? count('replicas') - updated : 0;
  if (old > 0) return `${plural(old, 'old pod has', 'old pods have')} not ended yet`;
  const ready = count(READY[kind] ?? 'readyReplicas');
  return ready < wanted ? `${ready} of ${plural(wanted, 'pod is', 'pods are')} ready` : undefined;
}

const READY: Readonly<Record<string, string>> = {Deployment: 'availableReplicas', DaemonSet: 'numberAvailable'};

function objectAt(holder: JsonObject, field: string): JsonObject {
  const value = holder[field];
  return isObject(value) ? value : {};
}
