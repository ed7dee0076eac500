import {expect, test} from 'vitest';
import {isPossible, planView} from '../../../src/console/views/plan.ts';
import {NOW} from '../fakes.ts';
import {planOf, stepOf} from '../plans.ts';

const refused = {...stepOf('Secret', 'keys'), refused: 'it is immutable'};
const {ref} = stepOf('Service', 'web');

test('a plan to review: what, instead of what, who loses it, and at what price', () => {
  const shown = {
    kind: 'reconcile',
    plan: planOf([stepOf('Service', 'web'), refused]),
    text: 'the plan',
    nonce: 'n',
    expires: NOW,
  } as const;
  const view = planView(shown, (text) => text.toUpperCase());
  expect(view).toMatchObject({
    digest: 'digest-1',
    nonce: 'n',
    expires: NOW.toISOString(),
    release: 'shop/web',
    cluster: 'test',
    method: 'server-side apply',
    notes: ['A NOTE'],
    text: 'THE PLAN',
    possible: true,
  });
  expect(view.steps[0]).toEqual({
    object: 'Service/web',
    ref,
    action: 'patch',
    consequences: ['spec.clusterIP'],
    warnings: ['clients of 8080 will be refused'],
    fields: [
      {
        id: 'aa11',
        path: 'spec.port',
        title: 'Service port',
        severity: 'critical',
        change: 'changed',
        to: {text: '80'},
        from: {text: '8080'},
        loser: 'kubectl-edit',
      },
    ],
  });
  expect(view.steps[1]?.refused).toBe('it is immutable');
  expect([isPossible(planOf([refused])), isPossible(planOf([]))]).toEqual([false, false]);
});

test('nobody known loses nothing', () => {
  const step = stepOf('Service', 'web');
  const fields = step.fields.map(({desired: _desired, ...field}) => ({
    ...field,
    by: {manager: 'x', certainty: 'unknown'} as const,
  }));
  const plan = planOf([{...step, fields}]);
  const [view] = planView({kind: 'undo', plan, text: '', nonce: '', expires: NOW}, (text) => text).steps;
  expect(Object.keys(view?.fields[0] ?? {})).not.toContain('loser');
  expect(Object.keys(view?.fields[0] ?? {})).not.toContain('to');
});
