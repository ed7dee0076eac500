import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';

/** What the API server writes into every container that leaves it out. A person who reads of a container did not write it. */
const CONTAINER: JsonObject = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  resources: {},
};
const PORT: JsonObject = {protocol: 'TCP'};
const PROBE: JsonObject = {timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3};
const PROBES = new Set(['livenessProbe', 'readinessProbe', 'startupProbe']);

/** A container without the server's defaults, for people to read; whatever is no container is returned as it is. */
export function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(withoutDefaults);
  // No other object of Kubernetes' has both.
  if (!isObject(value) || typeof value['name'] !== 'string' || typeof value['image'] !== 'string') return value;
  const image = value['image'];
  const own = without(value, {...CONTAINER, imagePullPolicy: pullPolicyOf(image)});
  return Object.fromEntries(
    Object.entries(own).map(([key, item]) => {
      if (key === 'ports' && Array.isArray(item))
        return [key, (item as Json[]).map((port) => (isObject(port) ? without(port, PORT) : port))];
      return [key, PROBES.has(key) && isObject(item) ? without(item, PROBE) : item];
    }),
  );
}

/** The server's rule: what may be another image tomorrow is pulled each time. */
function pullPolicyOf(image: string): string {
  const tag = /:([^:/@]+)(?:@|$)/.exec(image)?.[1];
  return !image.includes('@') && (tag === undefined || tag === 'latest') ? 'Always' : 'IfNotPresent';
}

function without(object: JsonObject, defaults: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([key, value]) => !Object.hasOwn(defaults, key) || JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
