import type {LiveObject} from '../../model/evidence.ts';
import {isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';

/** Who scales for an autoscaler, always through the scale subresource. kubectl uses that too, under its own name. */
const SCALERS = /^(kube-controller-manager|keda(-operator)?)$/;

/** What scales, and is asked for its range: also where another release, or nobody's, holds it. */
export const AUTOSCALERS = [
  {group: 'autoscaling', kind: 'HorizontalPodAutoscaler'},
  {group: 'keda.sh', kind: 'ScaledObject'},
] as const;

/**
 * Whether a variance tells of replicas that nobody declares, and that nobody owns or whoever scales for an autoscaler. Of a
 * workload that an autoscaler targets they are the autoscaler's, and no difference from anything.
 */
export function isUndeclaredScale(variance: Variance): boolean {
  const {path, change, by} = variance;
  return change === 'added' && formatPath(path) === 'spec.replicas' && (by === undefined || isScaled(variance));
}

/** Whether one of these autoscalers steers an object. */
export function hasAutoscaler(
  {namespace, kind, name}: ObjectRef,
  objects: readonly {readonly ref: ObjectRef; readonly object: JsonObject}[],
): boolean {
  return objects.some(
    ({ref, object}) =>
      AUTOSCALERS.some((one) => one.group === ref.group && one.kind === ref.kind) &&
      ref.namespace === namespace &&
      targets(object, kind, name),
  );
}

/**
 * Whether an autoscaler that no release brings shows in its status that it has a hand in these replicas. Anybody can put one
 * beside a workload that he has scaled himself.
 */
export function isAtWork({ref, object}: LiveObject, replicas: Json | undefined): boolean {
  if (ref.group !== 'autoscaling') return true;
  const status = isObject(object['status']) ? object['status'] : {};
  // The controller notes when it scaled last; of what others scaled it only tells how many there are.
  return textOf(status['lastScaleTime']) !== '' && status['desiredReplicas'] === replicas;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * Whether a changed number of replicas is an autoscaler's work: written by its manager through the scale subresource, for
 * an object that it targets, and within its live range. Outside the range, or by anybody else, it is drift.
 */
export function isAutoscaled(variance: Variance, objects: readonly LiveObject[]): boolean {
  const {ref, live} = variance;
  if (typeof live !== 'number' || !isScaled(variance)) return false;
  return objects.some((object) => {
    const range = object.ref.namespace === ref.namespace ? rangeOf(object) : undefined;
    return range !== undefined && targets(object.object, ref.kind, ref.name) && live >= range.min && live <= range.max;
  });
}

/**
 * Whether an autoscaler may have written a number of replicas: who has its range is asked only then. The scale subresource
 * notes no owner for a 0, nor where nobody owned the field before: after a 0, for good.
 */
export function isScaled({path, change, by}: Variance): boolean {
  if (formatPath(path) !== 'spec.replicas') return false;
  if (change !== 'changed' && change !== 'added') return false;
  if (by?.certainty !== 'exact') return true;
  return by?.subresource === 'scale' && SCALERS.test(by.manager ?? '');
}

function rangeOf({ref, object}: {readonly ref: ObjectRef; readonly object: JsonObject}): Range | undefined {
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const number = (field: string, fallback: number): number =>
    typeof spec[field] === 'number' ? spec[field] : fallback;
  // The defaults are the API server's for the one, KEDA's own for the other.
  if (ref.group === 'autoscaling' && ref.kind === 'HorizontalPodAutoscaler')
    return {min: number('minReplicas', 1), max: number('maxReplicas', 1)};
  if (ref.group === 'keda.sh' && ref.kind === 'ScaledObject') {
    const min = number('minReplicaCount', 0);
    return {min: Math.min(min, number('idleReplicaCount', min)), max: number('maxReplicaCount', 100)};
  }
  return undefined;
}

function targets(autoscaler: JsonObject, kind: string, name: string): boolean {
  const spec = isObject(autoscaler['spec']) ? autoscaler['spec'] : {};
  const target = isObject(spec['scaleTargetRef']) ? spec['scaleTargetRef'] : {};
  return (target['kind'] ?? 'Deployment') === kind && target['name'] === name;
}
