import {describe, expect, test} from 'vitest';
import type {StepResult} from '../../../src/model/fix.ts';
import {isObject, metadataOf} from '../../../src/model/json.ts';
import {deployment} from '../fakes/objects.ts';
import {stamped, world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const first = ({results}: {readonly results: readonly StepResult[]}): StepResult | undefined => results[0];

describe('an object that is made anew', () => {
  const replaced = (finalizers?: readonly string[]): World => {
    const shop = world({declared: [deployment('web', 2)]});
    shop.server.remove('Deployment', 'web');
    const other = stamped(deployment('web', 2, 'other'));
    const metadata = {...metadataOf(other), ...(finalizers === undefined ? {} : {finalizers})};
    shop.server.put({...other, metadata}, 'kubectl Update');
    shop.server.immutable.add('spec.selector');
    return shop;
  };

  test('is deleted and made as Helm makes it', async () => {
    const shop = replaced();
    const {fixed, prepared} = await shop.fix({recreate: true});
    expect(prepared.plan.steps).toMatchObject([{action: 'recreate'}]);
    expect(first(fixed)).toMatchObject({outcome: 'recreated'});
    const live = shop.server.live('Deployment', 'web');
    expect(isObject(live?.['spec']) ? live['spec']['selector'] : undefined).toEqual({matchLabels: {app: 'web'}});
  });

  test('a finalizer holds it: it is half done after a minute', async () => {
    const shop = replaced(['example.com/hold']);
    const {fixed} = await shop.fix({recreate: true});
    expect(first(fixed)).toMatchObject({
      outcome: 'failed',
      halfDone: true,
      message: 'it is being deleted, and something holds it: run fix again when it is gone',
    });
    expect(shop.waited.milliseconds).toBeGreaterThanOrEqual(60_000);
    expect(shop.waited.milliseconds).toBeLessThan(61_000);
  });

  test('and the creation is refused after the deletion: it is half done', async () => {
    const shop = replaced();
    shop.server.faults.write = (write) => (write.kind === 'apply' ? {refused: 'quota', immutable: false} : undefined);
    const {fixed} = await shop.fix({recreate: true});
    expect(first(fixed)).toMatchObject({outcome: 'failed', message: 'quota', halfDone: true});
    expect(shop.record().outcomes[0]?.after).toBeNull();
  });

  test('somebody else makes it first: that is a conflict, half done, and no success', async () => {
    const shop = replaced();
    shop.server.faults.write = ({kind}) => {
      if (kind === 'apply') shop.server.put(stamped(deployment('web', 7)), 'kubectl Update');
      return undefined;
    };
    const {fixed} = await shop.fix({recreate: true});
    expect(first(fixed)).toMatchObject({
      outcome: 'conflict',
      halfDone: true,
      message: 'it is another object of the same name now',
    });
    expect(shop.contentOf('Deployment', 'web')).toMatchObject({spec: {replicas: 7}});
  });

  test.each(['delete', 'apply'])('the answer to its %s is lost: looking tells', async (kind) => {
    const shop = replaced();
    shop.server.faults.loses = (write) => write.kind === kind;
    const {fixed} = await shop.fix({recreate: true});
    expect(first(fixed)).toMatchObject({outcome: 'recreated'});
    expect(fixed.verification.left).toEqual([]);
  });
});
