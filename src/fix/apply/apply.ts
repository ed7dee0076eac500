import {PreconditionError, UserError, messageOf} from '../../model/errors.ts';
import {toLive} from '../../model/evidence.ts';
import type {StepResult} from '../../model/fix.ts';
import type {PlannedStep} from '../plan/step.ts';
import {resultLine} from '../record/journal.ts';
import type {ApplyContext} from './apply-context.ts';
import {placeOf, resourceOf} from './write-context.ts';
import type {WriteContext} from './write-context.ts';
import {RecordError} from './record-error.ts';
import {sendAll} from './send.ts';
import {established} from './wait.ts';

/**
 * Carries the steps out in their order. One object's failure does not stop the others; a helm run that began meanwhile does,
 * and so does a record that cannot be kept.
 */
export async function applySteps(steps: readonly PlannedStep[], context: ApplyContext): Promise<StepResult[]> {
  const results: StepResult[] = [];
  let stop: string | undefined;
  const {begun, guarded} = watched(context);
  for (const [index, planned] of steps.entries()) {
    stop ??= await context.stopped();
    const outcome =
      stop === undefined
        ? await applyOne(planned, index, guarded).catch((error: unknown): StepResult => {
            const isRecord = error instanceof RecordError;
            if (!isRecord && !(error instanceof UserError)) throw error;
            stop = error.message;
            // A token that expires half-way ends the run, and hides nothing of what was written.
            const isWritten = isRecord ? error.isWritten : begun.has(index);
            const halfDone = isWritten ? {halfDone: true as const} : {};
            return {ref: planned.step.ref, outcome: 'failed', message: error.message, ...halfDone};
          })
        : {ref: planned.step.ref, outcome: 'skipped' as const, message: stop};
    const result = quiet(outcome, context.writeContext);
    results.push(result);
    context.onResult(result, index);
    await context.journal.append(resultLine(index, result)).catch((error: unknown) => {
      stop ??= `the record cannot be kept: ${messageOf(error)}`;
    });
  }
  return results;
}

/** The same context, and the steps that have written something by it, or may have. */
function watched(context: ApplyContext): {readonly begun: ReadonlySet<number>; readonly guarded: ApplyContext} {
  const begun = new Set<number>();
  const {journal} = context;
  const append: typeof journal.append = async (line) => {
    await journal.append(line);
    if (line.type === 'outcome' && (line.result === 'done' || line.result === 'lost')) begun.add(line.step);
  };
  return {begun, guarded: {...context, journal: {id: journal.id, append}}};
}

/** Throws PreconditionError where the release may not be written to now. */
export async function assertNotStopped({stopped}: Pick<ApplyContext, 'stopped'>): Promise<void> {
  const why = await stopped();
  if (why !== undefined)
    throw new PreconditionError(`nothing was written: ${why}`, 'Wait for it to end, and check again.');
}

function quiet(result: StepResult, {safe}: WriteContext): StepResult {
  return result.message === undefined ? result : {...result, message: safe(result.message)};
}

async function applyOne(planned: PlannedStep, index: number, context: ApplyContext): Promise<StepResult> {
  const {step} = planned;
  const {writeContext} = context;
  if (step.refused !== undefined) return {ref: step.ref, outcome: 'failed', message: step.refused};
  const resource = await resourceOf(step, writeContext);
  if (resource === undefined)
    return {
      ref: step.ref,
      outcome: 'failed',
      message: `the cluster does not serve ${step.apiVersion} of ${step.ref.kind}`,
    };
  const answer = await writeContext.reader.get(resource, step.ref.namespace, step.ref.name);
  if ('failure' in answer) return {ref: step.ref, outcome: 'failed', message: answer.failure.message};
  const live = 'object' in answer ? toLive(answer.object) : undefined;
  const sent = await sendAll(planned, index, {resource, place: placeOf(step), live}, context);
  if (sent.outcome !== 'created' || step.ref.kind !== 'CustomResourceDefinition') return sent;
  // Custom resources wait for it.
  return (await established(resource, step.ref.name, writeContext))
    ? sent
    : {...sent, message: 'created, and not established yet'};
}
