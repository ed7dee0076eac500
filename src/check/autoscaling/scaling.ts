import type {ClusterQueries} from '../../model/ports.ts';
import type {Gap, LiveObject} from '../../model/evidence.ts';
import {refLabel} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import type {StageResult} from '../../model/stage.ts';
import {hasAutoscaler, isAtWork, isAutoscaled, isScaled, isUndeclaredScale} from './autoscalers.ts';

interface ScalingResult extends StageResult {
  /** Autoscalers that were read for it. */
  readonly autoscalers: readonly LiveObject[];
}

/** An autoscaler need not be the release's own: the namespaces where something was scaled are asked for theirs. */
export async function resolveScaling(
  variances: readonly Variance[],
  known: readonly LiveObject[],
  queries: ClusterQueries | undefined,
): Promise<ScalingResult> {
  const isOpen = (variance: Variance): boolean => isScaled(variance) && !hasAutoscaler(variance.ref, known);
  const namespaces = [...new Set(variances.filter(isOpen).map(({ref}) => ref.namespace))];
  const answers =
    queries === undefined ? [] : await Promise.all(namespaces.map((namespace) => queries.autoscalers(namespace)));
  const scaled = variances.filter(isScaled);
  const autoscalers = answers
    .flatMap((answer) => answer.objects)
    .filter((one) => scaled.some(({ref, live}) => hasAutoscaler(ref, [one]) && isAtWork(one, live)));
  const failures = new Map(namespaces.map((namespace, at) => [namespace, answers[at]?.failure]));
  const gaps: Gap[] = [];
  const left = variances.filter((variance) => {
    if (!isUndeclaredScale(variance)) return true;
    const {ref} = variance;
    // An autoscaler keeps to its range, and stands aside at nought: whoever put it beyond has overruled it or switched it off.
    if (hasAutoscaler(ref, [...known, ...autoscalers])) return !isAutoscaled(variance, [...known, ...autoscalers]);
    const failure = failures.get(ref.namespace);
    if (failure === undefined) return true;
    const message = `${refLabel(ref)}: it was scaled, and whether by an autoscaler cannot be read: ${failure.message}`;
    gaps.push({ref, reason: failure.reason, message});
    return false;
  });
  return {variances: left, gaps, notes: [], autoscalers};
}
