import {expect, test} from 'vitest';
import type {DryRunResult} from '../../../src/model/ports.ts';
import type {LiveObject} from '../../../src/model/evidence.ts';
import {configMap, live, scriptedCheck} from '../sources.ts';

const declared = configMap('settings', {level: 'info'});
const drifted = live(configMap('settings', {level: 'debug'}));
const dried = (object: LiveObject, level: string): DryRunResult => ({object: {...object.object, data: {level}}});

test('what the server would change by writing the intent again stands as confirmed by a dry run', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {dryRun: async () => dried(drifted, 'info')},
  });
  expect(report.findings).toMatchObject([{verdict: 'drift', method: 'dry-run', live: 'debug', desired: 'info'}]);
});

test('what the server would not change is ignored, and says why', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {dryRun: async () => dried(drifted, 'debug')},
  });
  expect(report.findings).toMatchObject([{verdict: 'ignored', why: {code: 'same-to-server'}}]);
});

test.each<[string, DryRunResult, string]>([
  ['refuses', {refused: 'spec is immutable'}, 'the API server refuses to put it back by merging: spec is immutable'],
  ['cannot be asked', {unasked: 'no right to patch configmaps'}, 'no right to patch configmaps'],
])('where the server %s the structure’s word stands, and that is said', async (_name, answer, note) => {
  const report = await scriptedCheck({declared: [declared], objects: [drifted], queries: {dryRun: async () => answer}});
  expect(report.findings).toMatchObject([{verdict: 'drift', method: 'structure', methodNote: note}]);
  expect(report.gaps).toEqual([]);
});

const INVALID = 'ConfigMap "settings" is invalid: data: Forbidden: field is immutable when `immutable` is set';

test('what the server finds invalid makes the next upgrade fail too', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {dryRun: async () => ({refused: INVALID})},
  });
  expect(report.findings).toMatchObject([
    {methodNote: `the next helm upgrade fails here, for the API server refuses this merge: ${INVALID}`},
  ]);
});

test('of a baseline that is not deployed nobody knows whether it comes next', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {dryRun: async () => ({refused: INVALID})},
    baseline: {release: {name: 'app', namespace: 'shop', revision: 2, status: 'superseded'}},
  });
  expect(report.findings[0]?.methodNote).toBe(`the API server refuses to put it back by merging: ${INVALID}`);
});

test.each([
  'configmaps "settings" is forbidden: exceeded quota',
  'admission webhook "policy" denied the request: ConfigMap "settings" is invalid: not by you',
  'configmaps "settings" is forbidden: ValidatingAdmissionPolicy "p" with binding "b" denied request: no',
])('a refusal that may hang on who asks, and when, says nothing of an upgrade: %s', async (refused) => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {dryRun: async () => ({refused})},
  });
  expect(report.findings[0]?.methodNote).not.toContain('upgrade');
});

test('with --fidelity server a dry run that could not be made is a gap', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    fidelity: 'server',
    queries: {dryRun: async () => ({unasked: 'no right to patch configmaps'})},
  });
  expect(report.gaps).toMatchObject([{reason: 'unconfirmed'}]);
});

test('with --fidelity client nobody is asked', async () => {
  let asked = 0;
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    fidelity: 'client',
    queries: {
      dryRun: async () => {
        asked += 1;
        return {unasked: ''};
      },
    },
  });
  expect(asked).toBe(0);
  expect(report.findings).toMatchObject([{method: 'structure'}]);
});

const busy = async (): Promise<DryRunResult> => ({unasked: 'busy'});

test('an object that was put right while it was read is no drift', async () => {
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {reread: async () => ({live: live(declared, '2')}), dryRun: busy},
  });
  expect(report.findings).toEqual([]);
});

test('an object that goes while it is read is missing; one that comes is compared', async () => {
  const gone = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {reread: async () => ({live: undefined}), dryRun: busy},
  });
  expect(gone.findings).toMatchObject([{change: 'missing'}]);
  const came = await scriptedCheck({
    declared: [declared],
    objects: [],
    queries: {reread: async () => ({live: drifted}), dryRun: async () => dried(drifted, 'info')},
  });
  expect(came.findings).toMatchObject([{change: 'changed', live: 'debug'}]);
});

test.each([
  ['that was there', [drifted]],
  ['that was not', []],
])('an object %s and cannot be read again is a gap', async (_name, objects) => {
  const failure = {reason: 'timeout', message: 'no answer'} as const;
  const report = await scriptedCheck({
    declared: [declared],
    objects,
    queries: {reread: async () => ({failure}), dryRun: busy},
  });
  expect(report.gaps).toMatchObject([{reason: 'timeout', message: 'ConfigMap/settings: no answer'}]);
});

test('an object that changes with every reading is reported as it was last seen', async () => {
  let version = 10;
  const report = await scriptedCheck({
    declared: [declared],
    objects: [drifted],
    queries: {
      reread: async () => {
        version += 1;
        return {live: live(configMap('settings', {level: `v${version}`}), String(version))};
      },
      dryRun: busy,
    },
  });
  expect(report.findings).toMatchObject([{change: 'changed', live: 'v12'}]);
});
