import {describe, expect, test, vi} from 'vitest';
import type {Activity} from '../../../src/console/activity.ts';
import type {PlannedWrite, WriteListener} from '../../../src/console/session/planned-writes.ts';
import {writes} from '../../../src/console/session/writes.ts';
import type {Verdict} from '../../../src/console/views/activity.ts';
import {PreconditionError, UserError} from '../../../src/model/errors.ts';
import {contextOf, settled} from '../fakes.ts';
import {planOf, stepOf} from '../plans.ts';

const PLAN = planOf([stepOf('Service', 'web'), stepOf('Deployment', 'web')]);
const [SERVICE, DEPLOYMENT] = PLAN.steps.map(({ref}) => ref);

interface Script {
  readonly carryOut?: (listener: WriteListener) => Promise<Verdict>;
  readonly plan?: typeof PLAN;
  readonly readOnly?: boolean;
}

function writing({carryOut = async () => ({left: [], verified: true}), plan = PLAN, readOnly = false}: Script = {}) {
  const context = contextOf({readOnly});
  const onEnd = vi.fn<() => Promise<void>>(async () => {});
  const made = writes(context, onEnd);
  const planned = (kind: PlannedWrite['kind'] = 'reconcile'): PlannedWrite => ({
    kind,
    plan,
    text: 'the plan',
    carryOut,
  });
  return {made, onEnd, planned, context, activity: () => context.store.state().activity};
}

test('a plan is shown with a nonce, and nothing is written', async () => {
  const carryOut = vi.fn<() => Promise<Verdict>>(async () => ({left: [], verified: true}));
  const {made, planned, activity} = writing({carryOut});
  const shown = await made.show(async () => planned());
  expect(shown).toMatchObject({kind: 'reconcile', digest: PLAN.digest, possible: true, text: 'the plan'});
  expect(shown.nonce).toMatch(/^[\w-]{43}$/);
  expect([carryOut.mock.calls.length, activity()]).toEqual([0, undefined]);
});

test('each step is told as it is written, then the verdict, and the end once', async () => {
  const seen: (string | undefined)[] = [];
  const {made, planned, activity, onEnd} = writing({
    carryOut: async ({onRecord, onResult}) => {
      onRecord('record-1');
      if (SERVICE === undefined || DEPLOYMENT === undefined) throw new Error('no steps');
      seen.push(
        activity()
          ?.objects.map(({status}) => status)
          .join(),
      );
      onResult({ref: SERVICE, outcome: 'patched'}, 0);
      seen.push(
        activity()
          ?.objects.map(({status}) => status)
          .join(),
      );
      onResult({ref: DEPLOYMENT, outcome: 'patched'}, 1);
      seen.push(activity()?.phase);
      return {left: [], verified: true};
    },
  });
  const {digest, nonce} = await made.show(async () => planned());
  const id = made.begin('reconcile', digest, nonce);
  await made.idle();
  await settled();
  expect(seen).toEqual(['writing,waiting', 'patched,writing', 'verifying']);
  expect(activity()).toMatchObject({
    id,
    phase: 'verified',
    record: 'record-1',
    text: 'Verified: 2 objects put back, and in contract there',
    endedAt: '2026-11-24T09:15:00.000Z',
  });
  expect(onEnd).toHaveBeenCalledTimes(1);
});

describe('consent', () => {
  test('counts once', async () => {
    const {made, planned} = writing();
    const {digest, nonce} = await made.show(async () => planned());
    made.begin('reconcile', digest, nonce);
    await settled();
    expect(() => made.begin('reconcile', digest, nonce)).toThrow('nobody was shown this plan');
  });

  test('while something is written nothing else is begun or dismissed', async () => {
    let end = (): void => {};
    const {made, planned, activity} = writing({
      carryOut: () => new Promise((resolve) => (end = () => resolve({left: [], verified: true}))),
    });
    const [first, second] = [await made.show(async () => planned()), await made.show(async () => planned())];
    made.begin('reconcile', first.digest, first.nonce);
    expect(() => made.begin('reconcile', second.digest, second.nonce)).toThrow('something is being written already');
    expect(() => made.dismiss()).toThrow('something is being written');
    const idle = made.idle();
    end();
    await idle;
    made.dismiss();
    expect(activity()).toBeUndefined();
    // The plan that had to wait still holds.
    made.begin('reconcile', second.digest, second.nonce);
    end();
  });

  test('is worth nothing where no step can be written', async () => {
    const {made, planned} = writing({plan: planOf([{...stepOf('Service', 'web'), refused: 'it is immutable'}])});
    const shown = await made.show(async () => planned());
    expect(shown.possible).toBe(false);
    expect(() => made.begin('reconcile', shown.digest, shown.nonce)).toThrow('nothing of this plan can be written');
  });

  test('is not asked for by a console that writes nothing', async () => {
    const {made, planned} = writing({readOnly: true});
    const plan = vi.fn<() => Promise<PlannedWrite>>(async () => planned());
    await expect(made.show(plan)).rejects.toMatchObject({code: 'gated', status: 403});
    expect(() => made.begin('undo', 'x', 'y')).toThrow('this console writes nothing');
    expect(plan).not.toHaveBeenCalled();
  });
});

describe('a failure', () => {
  async function failed(error: Error, after: 'no write' | 'a write'): Promise<Activity | undefined> {
    const {made, planned, activity, onEnd} = writing({
      carryOut: async ({onResult}) => {
        if (after === 'a write' && SERVICE !== undefined) onResult({ref: SERVICE, outcome: 'patched'}, 0);
        throw error;
      },
    });
    const {digest, nonce} = await made.show(async () => planned('undo'));
    made.begin('undo', digest, nonce);
    await settled();
    expect(onEnd).toHaveBeenCalledTimes(1);
    return activity();
  }

  test('of a precondition, before a write: nothing was written', async () => {
    const error = new PreconditionError('helm is at work', 'Nothing was written. Wait.');
    expect(await failed(error, 'no write')).toMatchObject({
      phase: 'failed',
      text: 'Nothing was written.',
      problem: {message: 'helm is at work', hint: 'Nothing was written. Wait.'},
    });
  });

  test('of a precondition, after a write: it does not say that nothing was written', async () => {
    const activity = await failed(new PreconditionError('it cannot be read', 'Nothing was written.'), 'a write');
    expect(activity).toMatchObject({phase: 'failed', text: 'It did not come to its end.'});
    expect(JSON.stringify(activity)).not.toContain('Nothing was written');
  });

  test('of anything else is no statement about what was written', async () => {
    expect(await failed(new UserError('no answer'), 'no write')).toMatchObject({text: 'It did not come to its end.'});
  });
});
