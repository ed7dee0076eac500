import {planDigest, planKey} from '../fix/plan/sign.ts';
import {heldSteps, isProven, isSameCluster, keptProblem, planProblem} from '../fix/plan/stale.ts';
import type {Prepared} from '../fix/fix.ts';
import {clusterText} from '../model/cluster-words.ts';
import {PreconditionError, messageOf} from '../model/errors.ts';
import type {Plan} from '../model/fix.ts';
import {isList, isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Change} from '../model/report.ts';
import {parseJsonExact, stringifyJson} from '../yaml/json.ts';
import {writeWhole} from './files.ts';
import {readText} from './input.ts';

/** Whole or not at all: half a plan could pass for a smaller one. Throws UserError where it cannot be written. */
export async function writePlan(file: string, plan: Plan): Promise<void> {
  await writeWhole(file, `${stringifyJson(plan, 2)}\n`, 'private');
}

export async function readPlan(file: string): Promise<Plan> {
  const text = await readText(file, 'plan');
  let plan: unknown;
  try {
    plan = parseJsonExact(text);
  } catch (error) {
    throw refused(`${file} is no plan: ${messageOf(error)}`);
  }
  if (!isPlan(plan)) throw refused(`${file} is no plan that this version can read`);
  return plan;
}

/** As much as whoever shows it or holds it against the cluster relies on. What somebody edited is met by the digest. */
function isPlan(plan: unknown): plan is Plan {
  if (!isObject(plan) || plan['kind'] !== 'FixPlan' || (plan['schemaVersion'] !== '1' && plan['schemaVersion'] !== '2'))
    return false;
  const {release, cluster, steps, notes, createdAt, expires} = plan;
  return (
    isObject(release) &&
    isObject(cluster) &&
    areTexts([release['name'], release['namespace'], cluster['name'], cluster['server'], createdAt, expires]) &&
    (release['applyMethod'] === 'ssa' || release['applyMethod'] === 'csa') &&
    areTexts(notes) &&
    isList(steps) &&
    steps.every(isStep)
  );
}

function isStep(step: Json): boolean {
  if (!isObject(step) || !isObject(step['ref'])) return false;
  const {ref, action, fields, consequences, warnings, apiVersion} = step;
  return (
    areTexts([ref['kind'], ref['name'], ref['group'], action, apiVersion]) &&
    areTexts(consequences) &&
    areTexts(warnings) &&
    (step['refused'] === undefined || typeof step['refused'] === 'string') &&
    isList(fields) &&
    fields.every(isField)
  );
}

function isField(field: Json): boolean {
  if (!isObject(field) || !isObject(field['by'])) return false;
  const {id, path, title, change, severity} = field;
  return areTexts([id, path, title]) && CHANGES.has(change) && SEVERITIES.some((one) => one === severity);
}

const CHANGES: ReadonlySet<unknown> = new Set(['changed', 'added', 'removed', 'missing', 'extra'] satisfies Change[]);

function areTexts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}

/**
 * What a kept plan lets through of what would be planned now: its own steps as they were shown, and nothing else. Throws
 * PreconditionError where they differ: nothing of it is carried out then.
 */
export function holdTo(kept: Plan, now: Prepared): Prepared {
  const key = planKey(now.inspection);
  const problem = planProblem(kept, now.plan, key) ?? keptProblem(kept, now.steps);
  if (problem !== undefined) throw refused(`the plan does not hold: ${problem}`);
  if (now.steps.length > 0 && isSameCluster(kept.cluster, now.plan.cluster) !== 'yes' && !isProven(kept, now.steps))
    throw refused(
      `nobody can tell whether ${clusterText(now.plan.cluster)} at ${now.plan.cluster.server} is the plan's cluster: the namespace kube-system cannot be read, and no object of the plan is there`,
    );
  const steps = heldSteps(kept, now.steps);
  const plan = {...now.plan, steps: steps.map(({step}) => step)};
  return {...now, steps, plan: {...plan, digest: planDigest(plan, key)}};
}

function refused(message: string): PreconditionError {
  return new PreconditionError(
    message,
    'Nothing was written. Make a new one: `helm drift fix RELEASE --out plan.json`.',
  );
}
