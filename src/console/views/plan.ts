import type {Plan, PlannedField, Step} from '../../model/fix.ts';
import {refLabel} from '../../model/refs.ts';
import type {PlanFieldView, PlanStepView, PlanView} from '../routes.ts';
import {valueView} from './values.ts';

const METHODS = {ssa: 'server-side apply', csa: 'client-side patches'} as const;

export interface ShownPlan {
  readonly kind: PlanView['kind'];
  readonly plan: Plan;
  /** As the terminal shows it. */
  readonly text: string;
  readonly nonce: string;
  readonly expires: Date;
}

/** A plan to review. `safe` takes secrets out of a text. */
export function planView({kind, plan, text, nonce, expires}: ShownPlan, safe: (text: string) => string): PlanView {
  return {
    kind,
    digest: plan.digest,
    nonce,
    expires: expires.toISOString(),
    release: `${plan.release.namespace}/${plan.release.name}`,
    cluster: plan.cluster.name,
    method: METHODS[plan.release.applyMethod],
    steps: plan.steps.map(stepView),
    notes: plan.notes.map(safe),
    possible: isPossible(plan),
    text: safe(text),
  };
}

/** Whether any step can be carried out. */
export function isPossible({steps}: Plan): boolean {
  return steps.some(({refused}) => refused === undefined);
}

/** Its words were made safe where they came in, by the rehearsal. */
function stepView({ref, action, fields, consequences, warnings, refused, recreatable}: Step): PlanStepView {
  return {
    object: refLabel(ref),
    ref,
    action,
    fields: fields.map(fieldView),
    consequences,
    warnings,
    ...(refused === undefined ? {} : {refused}),
    ...(recreatable === undefined ? {} : {recreatable}),
  };
}

function fieldView({id, path, title, severity, change, desired, live, by}: PlannedField): PlanFieldView {
  const [to, from] = [valueView(desired), valueView(live)];
  return {
    id,
    path,
    title,
    severity,
    change,
    ...(to === undefined ? {} : {to}),
    ...(from === undefined ? {} : {from}),
    ...(by.manager === undefined || by.certainty === 'unknown' ? {} : {loser: by.manager}),
  };
}
