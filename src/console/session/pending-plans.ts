import {randomBytes, timingSafeEqual} from 'node:crypto';
import type {Plan} from '../../model/fix.ts';
import type {PlanView} from '../routes.ts';
import {RefusedError} from './refusal.ts';

/** Seconds that a plan waits for somebody to agree. */
export const PLAN_SECONDS = 600;
const MOST = 16;
const ANEW = 'Nothing was written. Review a new plan.';

/** A plan that was shown, waiting for somebody to agree: once, and not for ever. */
export interface PendingPlans<T extends {readonly plan: Plan; readonly kind: PlanView['kind']}> {
  /** Answers with what must come back with the plan's digest. The oldest plan goes where there are too many. */
  add(entry: T): {readonly nonce: string; readonly expires: Date};
  /** The plan that was agreed to: whatever comes of it, it does not come twice. Throws RefusedError where it does not hold. */
  take(kind: PlanView['kind'], digest: string, nonce: string): T;
  /** How many wait. */
  size(): number;
}

export function pendingPlans<T extends {readonly plan: Plan; readonly kind: PlanView['kind']}>(
  now: () => Date,
): PendingPlans<T> {
  const waiting = new Map<string, {readonly entry: T; readonly expires: number}>();
  return {
    add(entry) {
      const nonce = randomBytes(32).toString('base64url');
      const expires = now().getTime() + PLAN_SECONDS * 1000;
      for (const [old, {expires: end}] of waiting)
        if (waiting.size >= MOST || end < now().getTime()) waiting.delete(old);
      waiting.set(nonce, {entry, expires});
      return {nonce, expires: new Date(expires)};
    },
    take(kind, digest, nonce) {
      const found = waiting.get(nonce);
      waiting.delete(nonce);
      if (found === undefined || found.entry.kind !== kind || !isSame(found.entry.plan.digest, digest))
        throw new RefusedError('stale', 'nobody was shown this plan, or it was agreed to already', ANEW);
      if (found.expires < now().getTime()) throw new RefusedError('stale', 'the plan is too old', ANEW);
      return found.entry;
    },
    size: () => waiting.size,
  };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
