import type {ClusterQueries} from '../../model/ports.ts';
import type {Gap, LiveObject} from '../../model/evidence.ts';
import type {JsonObject} from '../../model/json.ts';
import {refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import type {StageResult} from '../../model/stage.ts';
import {hasAutoscaler, isScaled, isSwitchedOff, isUndeclaredScale} from './autoscalers.ts';

interface ScalingResult extends StageResult {
  /** Autoscalers that were read for it. */
  readonly autoscalers: readonly LiveObject[];
}

/** An autoscaler need not be the release's own: the namespaces where something was scaled are asked for theirs. */
export async function resolveScaling(
  variances: readonly Variance[],
  known: readonly {readonly ref: ObjectRef; readonly object: JsonObject}[],
  queries: ClusterQueries | undefined,
): Promise<ScalingResult> {
  const isOpen = (variance: Variance): boolean => isScaled(variance) && !hasAutoscaler(variance.ref, known);
  const namespaces = [...new Set(variances.filter(isOpen).map(({ref}) => ref.namespace))];
  const answers =
    queries === undefined ? [] : await Promise.all(namespaces.map((namespace) => queries.autoscalers(namespace)));
  const autoscalers = answers.flatMap((answer) => answer.objects);
  const failures = new Map(namespaces.map((namespace, at) => [namespace, answers[at]?.failure]));
  const gaps: Gap[] = [];
  const left = variances.filter((variance) => {
    if (!isUndeclaredScale(variance)) return true;
    const {ref} = variance;
    // An autoscaler stands aside at nought, unless nought is in its range: whoever put it there has switched it off.
    if (hasAutoscaler(ref, [...known, ...autoscalers])) return isSwitchedOff(variance, [...known, ...autoscalers]);
    const failure = failures.get(ref.namespace);
    if (failure === undefined) return true;
    const message = `${refLabel(ref)}: it was scaled, and whether by an autoscaler cannot be read: ${failure.message}`;
    gaps.push({ref, reason: failure.reason, message});
    return false;
  });
  return {variances: left, gaps, notes: [], autoscalers};
}
