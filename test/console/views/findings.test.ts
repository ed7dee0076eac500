import {describe, expect, test} from 'vitest';
import {findingViews, gapViews} from '../../../src/console/views/findings.ts';
import {refKey} from '../../../src/model/refs.ts';
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

  test('one of many alike goes by its key', () => {
    const of = (title: string, path: Finding['path']) =>
      findingViews(safe({findings: [finding({path, controlPath: {title, group: 'config'}})]}), NO_LINES)[0]?.title;
    const field = (name: string) => ({field: name});
    const env = {select: {name: 'LOG_LEVEL'}, nth: 0};
    expect(of('Configuration', [field('data'), field('nginx.conf')])).toBe('nginx.conf');
    expect(of('Container environment', [field('spec'), field('env'), env, field('value')])).toBe('LOG_LEVEL');
    expect(of('Container environment', [field('spec'), field('env')])).toBe('Container environment');
    expect(of('Label', [field('metadata'), field('labels'), field('team')])).toBe('Label team');
    expect(of('HPA floor', [field('spec'), field('minReplicas')])).toBe('HPA floor');
  });

  test('show their values from where they differ, in one line', () => {
    const image = 'docker.io/nginxinc/nginx-unprivileged';
    const glance = (parts: Partial<Finding>) => findingViews(safe({findings: [finding(parts)]}), NO_LINES)[0]?.glance;
    expect(glance({change: 'changed', desired: `${image}:1.29`, live: `${image}:1.29-hotfix`})).toEqual({
      desired: '…:1.29',
      live: '…:1.29-hotfix',
    });
    expect(glance({change: 'changed', desired: 'a\nb', live: 'a\nc'})).toEqual({desired: 'a ⏎ b', live: 'a ⏎ c'});
    expect(glance({change: 'added', live: {a: [1]}})?.live).toContain('a:');
    expect(glance({change: 'missing'})).toEqual({});
    const long = glance({change: 'changed', desired: 'y'.repeat(5_000_000), live: `${'y'.repeat(4_000_000)}z`});
    expect(long?.live).toContain('z');
    expect(`${long?.desired}${long?.live}`.length).toBeLessThan(100);
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
    {object: 'Secret/keys', key: refKey(ref), reason: 'forbidden', message: 'no right'},
    {reason: 'pending-release', message: 'helm is at work'},
  ]);
});
