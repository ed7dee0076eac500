import {describe, expect, test} from 'vitest';
import {findingViews, gapViews} from '../../../src/console/views/findings.ts';
import type {DriftReport, Finding} from '../../../src/model/report.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {governedInspection} from '../releases.ts';

const {report} = await governedInspection(2);
const safe = (parts: Partial<DriftReport> = {}) => createRedactor().report({...report, ...parts});
const NO_LINES = {baseline: {}, live: {}};
const first = report.findings.find(({verdict}) => verdict === 'drift');
const finding = (parts: Partial<Finding>): Finding => {
  if (first === undefined) throw new Error('nothing has drifted');
  return {...first, ...parts};
};

describe('findings', () => {
  test('worst first; drift before accepted before ignored', () => {
    const verdicts = (['ignored', 'drift', 'accepted', 'drift'] as const).map((verdict, at) =>
      finding({id: `${at}`, verdict, severity: at === 3 ? 'critical' : 'low'}),
    );
    const views = findingViews(safe({findings: verdicts}), NO_LINES);
    expect(views.map(({id, verdict}) => [id, verdict])).toEqual([
      ['3', 'drift'],
      ['1', 'drift'],
      ['2', 'accepted'],
      ['0', 'ignored'],
    ]);
  });

  test('say what, where, who and how it was established', () => {
    const views = findingViews(safe(), {baseline: {}, live: {}});
    const floor = views.find(({title}) => title === 'HPA floor');
    expect(floor).toMatchObject({
      object: 'HorizontalPodAutoscaler/test-nginx',
      path: 'spec.minReplicas',
      group: 'autoscaling',
      severity: 'high',
      desired: {text: '6'},
      live: {text: '4'},
      methodText: expect.stringContaining("the API server's own dry run"),
      template: 'nginx/templates/hpa.yaml',
      by: {manager: 'kubectl-patch', certainty: 'exact', text: expect.stringContaining('kubectl-patch')},
    });
    expect(floor).not.toHaveProperty('baselineLine');
  });

  test('have their lines, and the reason why the server did not confirm them', () => {
    const one = finding({id: 'x', method: 'structure', methodNote: 'no right to patch.'});
    const [view] = findingViews(safe({findings: [one]}), {baseline: {x: 3}, live: {x: 4}});
    expect(view).toMatchObject({
      baselineLine: 3,
      liveLine: 4,
      methodText: 'comparing both sides by their schema; not confirmed: no right to patch',
    });
  });

  test('by nobody known say so', () => {
    const [view] = findingViews(safe({findings: [finding({by: {certainty: 'unknown'}})]}), NO_LINES);
    expect(view?.by.certainty).toBe('unknown');
    expect(view?.by.text).not.toBe('');
    const subresource = finding({
      by: {
        manager: 'kubectl',
        operation: 'Update',
        subresource: 'scale',
        time: '2026-11-24T09:00:00Z',
        certainty: 'exact',
      },
    });
    expect(findingViews(safe({findings: [subresource]}), NO_LINES)[0]?.by).toMatchObject({
      subresource: 'scale',
      operation: 'Update',
    });
  });
});

test('gaps name their object, or nothing where they are the release’s', () => {
  const ref = {group: '', kind: 'Secret', namespace: 'shop', name: 'keys'};
  const gaps = [
    {ref, reason: 'forbidden', message: 'no right'},
    {reason: 'pending-release', message: 'helm is at work'},
  ] as const;
  expect(gapViews(safe({gaps}))).toEqual([
    {object: 'Secret/keys', reason: 'forbidden', message: 'no right'},
    {reason: 'pending-release', message: 'helm is at work'},
  ]);
});
