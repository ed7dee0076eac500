import {expect, test} from 'vitest';
import type {Plan, Step, StepResult} from '../../src/model/fix.ts';
import type {Finding} from '../../src/model/report.ts';
import {afterText, planText, resultLine, undoneText} from '../../src/report/plan.ts';
import {emptyPlan} from '../fix/fakes/record.ts';

const ref = {group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'web'};

function step(change: Partial<Step> = {}): Step {
  return {
    action: 'patch',
    ref,
    apiVersion: 'autoscaling/v2',
    fields: [
      {
        id: 'abc1234',
        path: 'spec.minReplicas',
        change: 'changed',
        title: 'HPA floor',
        severity: 'high',
        desired: 6,
        live: 4,
        by: {manager: 'kubectl-patch', certainty: 'exact'},
      },
    ],
    consequences: [],
    warnings: [],
    ...change,
  };
}

function plan(...steps: readonly Step[]): Plan {
  return emptyPlan({
    release: {name: 'web', namespace: 'shop', revision: 3, applyMethod: 'ssa'},
    cluster: {name: 'dev', server: 'https://dev'},
    createdAt: '',
    expires: '',
    steps,
    notes: ['a note'],
  });
}

const PLAIN = {color: false, width: 120};

test('a plan says what is written, who loses it, what goes along and what it costs', () => {
  const consequences = ['a', 'b', 'c', 'd', 'e'];
  const text = planText(plan(step({consequences, warnings: ['its pods are replaced']})), PLAIN);
  expect(text).toContain('Will put back 1 difference in 1 object, as helm writes this release (server-side apply)');
  expect(text).toMatch(/high\s+HPA floor\s+spec\.minReplicas\s+4 → 6\n\s+kubectl-patch loses it\./);
  expect(text).toContain('1 patched; pods are replaced of HorizontalPodAutoscaler/web\n');
  expect(text).toContain('the API server changes a, b, c, d and 1 more with it');
  expect(text).toMatch(/! +its pods are replaced/);
  expect(text).toContain('Note: a note');
});

test('a step that the server refuses is told with its reason, and a plan of such steps alone writes nothing', () => {
  const text = planText(plan(step({refused: 'field is immutable'})), PLAIN);
  expect(text).toContain('Nothing can be written');
  expect(text).toContain('left as it is');
  expect(text).toMatch(/refused +field is immutable/);
});

test.each([
  ['missing', {}, 'is made anew'],
  ['extra', {}, 'is deleted'],
  ['added', {live: 'x'}, 'x → gone'],
  ['removed', {desired: true}, 'gone → true'],
] as const)('a field that is %s says what becomes of it', (change, values, says) => {
  const field = {
    id: 'a',
    path: '',
    change,
    title: 'T',
    severity: 'low',
    by: {certainty: 'unknown'},
    ...values,
  } as const;
  expect(planText(plan(step({fields: [field]})), PLAIN)).toContain(says);
});

test('what a plan comes to and what it risks stands first', () => {
  const port = {
    ...step().fields[0],
    id: 'p',
    title: 'Service port',
    path: 'spec.ports[name=http].port',
    desired: 80,
    live: 8080,
  };
  const steps = [step(), step({ref: {...ref, kind: 'Service'}, fields: [port as never]}), step({action: 'create'})];
  const text = planText(plan(...steps), {...PLAIN, stays: {added: 3, extra: 1}});
  expect(text.split('\n')[2]).toBe(
    '2 patched, 1 made anew; no pod restarts; clients of port 8080 will be refused; 3 additions stay (--added); 1 extra',
  );
  expect(text).toContain('extra object stays (--prune)'.slice(6));
});

test.each([40, 60, 80, 120])('no line of a plan is wider than %i columns, and a refusal is whole', (width) => {
  const refused = `${'the field is immutable, says the server at length; '.repeat(12)}--recreate makes it anew`;
  const long = {
    ...step().fields[0],
    desired: {a: [1, 2], b: 'x'.repeat(300)},
    live: 'y'.repeat(300),
    impact: 'word '.repeat(60),
  };
  const steps = [
    step({refused, fields: [long as never], warnings: ['w '.repeat(100)], consequences: ['c'.repeat(50)]}),
  ];
  const text = planText(plan(...steps), {color: false, width});
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  expect(text.replace(/\s+/g, ' ')).toContain('--recreate makes it anew');
  expect(text).not.toContain('{"');
});

test('the plan of an undo says that it is drift again', () => {
  expect(planText(plan(step()), {...PLAIN, undoes: {id: 'record-1', of: 'fix'}})).toContain(
    'Will take back what record-1 wrote, in 1 object',
  );
});

const done = (outcome: StepResult['outcome'], message?: string): StepResult => ({
  ref,
  outcome,
  ...(message === undefined ? {} : {message}),
});

test('a result is one line, and no text of a server moves the cursor', () => {
  expect(resultLine(done('patched'), false)).toBe('  patched    HorizontalPodAutoscaler/web\n');
  expect(resultLine(done('failed', 'evil \u001B[2J text'), false)).not.toContain('\u001B');
});

test('afterwards it says whether it holds, what is left, and how to take it back', () => {
  const text = afterText({record: 'r1', results: [done('patched')], left: [], others: 2, problem: undefined}, false);
  expect(text).toContain('Verified: 1 object put back, and in contract there');
  expect(text).toContain('2 differences of this release were not selected, and stand');
  expect(text).toContain('helm drift undo r1');
  const finding = {ref, path: [{field: 'spec'}]} as unknown as Finding;
  const left = [{finding, why: 'kubectl took it back'}];
  const bad = afterText({record: 'r1', results: [done('conflict')], left, others: 0, problem: 'no answer'}, false);
  expect(bad).toContain('0 put back, 1 not; 1 difference left of the plan');
  expect(bad).toContain('unverified no answer');
  expect(bad).toContain('kubectl took it back');
  expect(bad).not.toContain('Undo:');
});

test('a fix that was interrupted tells what was written, what was not begun, and both ways on', () => {
  const results = [
    done('patched'),
    done('skipped', 'the run was interrupted'),
    done('skipped', 'the run was interrupted'),
  ];
  const text = afterText({record: 'r1', results, left: [], others: 0, problem: undefined}, false);
  expect(text).toContain('1 put back, 2 not');
  expect(text).toContain('2 objects not begun: the same fix, run again, goes on where this one stopped.');
  expect(text).toContain('helm drift undo r1');
});

test('an undo says whether all is as before', () => {
  expect(undoneText({of: 'fix', results: [done('patched')], wrong: []}, false)).toContain(
    'Verified: 1 object as before the fix',
  );
  expect(undoneText({of: 'fix', results: [done('failed')], wrong: ['x is not back']}, false)).toContain(
    '0 put back, 1 not',
  );
});
