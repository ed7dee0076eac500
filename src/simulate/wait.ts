import {setTimeout as sleep} from 'node:timers/promises';
import {isObject, metadataOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {ClusterReader} from '../model/ports.ts';

/** The autoscaler looks at its target every 15 s. */
const WITHIN_MS = 25_000;

/**
 * Waits until the controllers of a namespace have seen what was written: each one notes the generation that it has seen,
 * and an autoscaler moves its target into its range. Two checks of the same state then see the same.
 */
export async function waitUntilStable(reader: ClusterReader, namespace: string): Promise<void> {
  const resources = await reader.discover();
  const list = async (group: string, kind: string): Promise<readonly JsonObject[]> => {
    const resource = resources.find(group, kind);
    const answer = resource === undefined ? {objects: []} : await reader.list(resource, namespace);
    return 'objects' in answer ? answer.objects : [];
  };
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const [deployments, autoscalers, budgets] = await Promise.all([
      list('apps', 'Deployment'),
      list('autoscaling', 'HorizontalPodAutoscaler'),
      list('policy', 'PodDisruptionBudget'),
    ]);
    const isQuiet =
      [...deployments, ...budgets].every(hasBeenSeen) &&
      autoscalers.every((autoscaler) => isWithinRange(autoscaler, deployments));
    if (isQuiet || Date.now() > deadline) return;
    await sleep(100);
  }
}

function field(object: JsonObject, part: string, name: string): Json | undefined {
  const value = object[part];
  return isObject(value) ? value[name] : undefined;
}

function hasBeenSeen(object: JsonObject): boolean {
  return field(object, 'status', 'observedGeneration') === metadataOf(object)['generation'];
}

/** Scaled to none, a target is left alone. */
function isWithinRange(autoscaler: JsonObject, deployments: readonly JsonObject[]): boolean {
  const target = field(autoscaler, 'spec', 'scaleTargetRef');
  const name = isObject(target) ? target['name'] : undefined;
  const deployment = deployments.find((candidate) => metadataOf(candidate)['name'] === name);
  if (deployment === undefined) return true;
  const replicas = Number(field(deployment, 'spec', 'replicas'));
  const floor = Number(field(autoscaler, 'spec', 'minReplicas') ?? 1);
  const hasLooked = Array.isArray(field(autoscaler, 'status', 'conditions'));
  return (
    hasLooked && (replicas === 0 || (replicas >= floor && replicas <= Number(field(autoscaler, 'spec', 'maxReplicas'))))
  );
}
