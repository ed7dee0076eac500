import {describe, expect, test} from 'vitest';
import {withForecast} from '../../src/forecast/forecast.ts';
import {isAbout} from '../../src/forecast/verdict.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {DriedWrite} from '../../src/model/dried-write.ts';
import {statusOf} from '../kube/fakes.ts';
import {deployment, dried, inspected, SERVED} from './rehearsals.ts';

const DECLARED = deployment({replicas: 3, paused: false});
const DRIFTED = deployment({replicas: 5, paused: false});

async function foreseen(declared: JsonObject[], live: JsonObject[], writes: DriedWrite[], failure?: string) {
  const rehearsal = {helm: '4.3.1', chart: 'charts/web', writes, ...(failure === undefined ? {} : {failure})};
  const report = withForecast(await inspected(declared, live), rehearsal, SERVED);
  const drift = report.findings.filter(({verdict}) => verdict === 'drift');
  return {report, forecasts: drift.map(({forecast}) => forecast)};
}

const conflict = (field: string): JsonObject =>
  statusOf(409, 'Apply failed with 1 conflict', {
    causes: [{reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field}],
  });

describe('what becomes of a difference', () => {
  test.each<[string, DriedWrite[], unknown]>([
    ['gone then', [dried(DECLARED)], {verdict: 'restored'}],
    ['still the same', [dried(DRIFTED)], {verdict: 'kept'}],
    ['another value', [dried(deployment({replicas: 7}))], {verdict: 'overwritten', becomes: 7}],
    ['not written', [], {verdict: 'kept', message: 'the upgrade does not write this object'}],
    [
      'deleted with its object',
      [dried({}, 200, 'web', 'DELETE')],
      {verdict: 'overwritten', message: 'the upgrade deletes this object'},
    ],
    [
      'in the way',
      [dried(conflict('.spec.replicas'), 409)],
      {verdict: 'conflict', manager: 'kubectl', message: 'Apply failed with 1 conflict'},
    ],
    [
      'beside another that is in the way',
      [dried(conflict('.spec.paused'), 409)],
      {verdict: 'kept', message: 'the upgrade fails on this object: Apply failed with 1 conflict'},
    ],
    ['refused', [dried(statusOf(422, 'Invalid'), 422)], {verdict: 'refused', message: 'Invalid'}],
    [
      'not to be foreseen',
      [dried(statusOf(404, 'no namespace'), 404)],
      {verdict: 'unforeseen', message: 'no namespace'},
    ],
  ])('%s', async (_what, writes, forecast) => {
    const {forecasts, report} = await foreseen([DECLARED], [DRIFTED], writes);
    expect(forecasts).toEqual([forecast]);
    const {counts} = report.forecast ?? {};
    const verdict = (forecast as {verdict: string}).verdict;
    expect(counts).toEqual({
      restored: 0,
      kept: 0,
      overwritten: 0,
      conflict: 0,
      refused: 0,
      unforeseen: 0,
      [verdict]: 1,
    });
  });

  test('a removed field that comes back as another one is overwritten', async () => {
    const {forecasts} = await foreseen([DECLARED], [deployment({paused: false})], [dried(deployment({replicas: 4}))]);
    expect(forecasts).toEqual([{verdict: 'overwritten', becomes: 4}]);
  });

  test.each<[string, JsonObject[], JsonObject[], DriedWrite[], unknown]>([
    ['a missing object is created', [DECLARED], [], [dried(DECLARED, 201, 'web', 'POST')], {verdict: 'restored'}],
    [
      'an extra object is taken over',
      [],
      [DRIFTED],
      [dried(DRIFTED)],
      {verdict: 'overwritten', message: 'the upgrade takes this object over'},
    ],
  ])('%s', async (_what, declared, live, writes, forecast) => {
    const other = deployment({replicas: 1}, 'other');
    const {forecasts} = await foreseen([...declared, other], [...live, other], writes);
    expect(forecasts).toEqual([forecast]);
  });
});

describe('the upgrade as a whole', () => {
  test('goes through, or fails in helm’s own words', async () => {
    const through = await foreseen([DECLARED], [DRIFTED], [dried(DECLARED)]);
    expect(through.report.forecast).toMatchObject({helm: '4.3.1', chart: 'charts/web', succeeds: true, beside: []});
    expect(through.report.forecast).not.toHaveProperty('message');
    const failing = await foreseen([DECLARED], [DRIFTED], [], 'UPGRADE FAILED: no');
    expect(failing.report.forecast).toMatchObject({succeeds: false, message: 'UPGRADE FAILED: no'});
  });

  test('tells what stops it and is no difference', async () => {
    const other = deployment({replicas: 1}, 'other');
    const writes = [
      dried(conflict('.spec.paused'), 409),
      dried(statusOf(422, 'Invalid'), 422, 'other'),
      dried(statusOf(404, 'no namespace'), 404, 'new'),
    ];
    const {report} = await foreseen([DECLARED, other], [DRIFTED, other], writes);
    expect(report.forecast?.beside).toEqual([
      'Deployment/web spec.paused: conflict with kubectl',
      'Deployment/other: refused: Invalid',
      'Deployment/new: cannot be foreseen: no namespace',
    ]);
  });

  test('says nothing twice', async () => {
    const {report} = await foreseen([DECLARED], [DRIFTED], [dried(conflict('.spec.replicas'), 409)]);
    expect(report.forecast?.beside).toEqual([]);
  });
});

test.each([
  ['.spec.replicas', ['spec', 'replicas'], true],
  ['.spec', ['spec', 'replicas'], true],
  ['.spec.replicas', ['spec'], true],
  ['.spec.rep', ['spec', 'replicas'], false],
  ['.spec.ports[port=80,protocol="TCP"].targetPort', ['spec', 'ports', 'targetPort'], true],
  ['.metadata', ['spec'], false],
])('%s is about %o: %s', (field, fields, is) => {
  expect(
    isAbout(
      field,
      fields.map((one) => ({field: one})),
    ),
  ).toBe(is);
});
