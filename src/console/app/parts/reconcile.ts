import {batch, signal} from '@preact/signals';
import {ApiError, messageOf, post} from '../state/api.ts';
import {checked} from '../state/store.ts';
import type {PlanView} from '../../routes.ts';

/** Where a reconcile or an undo stands, from the plan to the end. */
export type Flow =
  | {readonly step: 'planning'; readonly of: Subject}
  | {readonly step: 'review'; readonly of: Subject; readonly plan: PlanView}
  | {readonly step: 'starting'; readonly of: Subject; readonly plan: PlanView}
  | {readonly step: 'running'; readonly of: Subject; readonly activity: string}
  | {readonly step: 'failed'; readonly of: Subject; readonly message: string; readonly hint?: string | undefined};

export type Subject =
  | {readonly kind: 'reconcile'; readonly ids: readonly string[]; readonly recreate?: boolean}
  | {readonly kind: 'undo'; readonly record: string};

export const flow = signal<Flow | undefined>(undefined);

export function startReconcile(ids: readonly string[], recreate = false): void {
  if (ids.length > 0) void plan({kind: 'reconcile', ids, ...(recreate ? {recreate} : {})});
}

export function startUndo(record: string): void {
  void plan({kind: 'undo', record});
}

export async function plan(of: Subject): Promise<void> {
  flow.value = {step: 'planning', of};
  try {
    const made =
      of.kind === 'undo'
        ? await post('POST /api/undo/plan', {record: of.record})
        : await post('POST /api/plan', {ids: of.ids, ...(of.recreate === true ? {recreate: true} : {})});
    if (flow.peek()?.of === of) flow.value = {step: 'review', of, plan: made};
  } catch (error) {
    if (flow.peek()?.of === of) flow.value = {step: 'failed', of, ...tell(error)};
  }
}

/** Consent: goes out with the digest of what was reviewed, once. */
export async function agree(of: Subject, made: PlanView): Promise<void> {
  flow.value = {step: 'starting', of, plan: made};
  const {digest, nonce} = made;
  try {
    const {activity} = await post(of.kind === 'undo' ? 'POST /api/undo' : 'POST /api/reconcile', {digest, nonce});
    batch(() => {
      checked.value = new Set();
      flow.value = {step: 'running', of, activity};
    });
  } catch (error) {
    flow.value = {step: 'failed', of, ...tell(error)};
  }
}

function tell(error: unknown): {message: string; hint?: string | undefined} {
  if (error instanceof ApiError) return {message: error.message, hint: error.hint};
  return {message: messageOf(error)};
}
