import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {chartOfManifest} from '../../src/forecast/chart.ts';
import {fatesOf} from '../../src/forecast/exchange.ts';
import type {Fate} from '../../src/forecast/exchange.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {DriedWrite} from '../../src/model/dried-write.ts';
import {statusOf} from '../kube/fakes.ts';
import {dried, SERVED} from './rehearsals.ts';

const KEY = 'apps/Deployment/shop/web';
const OBJECT = {kind: 'Deployment', metadata: {name: 'web'}};
const conflict = statusOf(409, 'Apply failed with 1 conflict:\nconflict with "kubectl"', {
  causes: [
    {reason: 'FieldManagerConflict', message: 'conflict with "kubectl" using apps/v1', field: '.spec.replicas'},
    {reason: 'FieldManagerConflict', message: 'odd', field: '.spec.paused'},
    {reason: 'Other', field: '.x'},
  ],
});

describe('the fate of an object', () => {
  test.each<[string, DriedWrite, Fate]>([
    ['written', dried(OBJECT), {kind: 'written', object: OBJECT}],
    ['created', dried(OBJECT, 201, 'web', 'POST'), {kind: 'created', object: OBJECT}],
    ['deleted', dried({}, 200, 'web', 'DELETE'), {kind: 'deleted'}],
    ['deleted already', dried({}, 404, 'web', 'DELETE'), {kind: 'deleted'}],
    ['not to be deleted', dried(statusOf(403, 'no'), 403, 'web', 'DELETE'), {kind: 'refused', message: 'no'}],
    [
      'somebody else’s',
      dried(conflict, 409),
      {
        kind: 'conflict',
        message: 'Apply failed with 1 conflict: conflict with "kubectl"',
        causes: [
          {manager: 'kubectl', field: '.spec.replicas'},
          {manager: '', field: '.spec.paused'},
        ],
      },
    ],
    ['refused', dried(statusOf(422, 'spec: Invalid'), 422), {kind: 'refused', message: 'spec: Invalid'}],
    ['refused without a word', dried({}, 500), {kind: 'refused', message: 'the API server answered 500'}],
    [
      'not to be foreseen',
      dried(statusOf(404, 'namespace not found'), 404),
      {kind: 'unforeseen', message: 'namespace not found'},
    ],
  ])('%s', (_what, write, fate) => {
    expect(fatesOf([write], SERVED).of.get(KEY)).toEqual(fate);
  });

  test('is what the last write to it says', () => {
    const {of} = fatesOf([dried(conflict, 409), dried(OBJECT)], SERVED);
    expect([...of]).toEqual([[KEY, {kind: 'written', object: OBJECT}]]);
  });
});

describe('the object of a write', () => {
  const at = (path: string, body?: JsonObject, answer: JsonObject = {}): DriedWrite => ({
    method: 'POST',
    path,
    body,
    status: 201,
    answer,
  });
  test.each<[string, DriedWrite, unknown]>([
    [
      'by its path',
      at('/apis/apps/v1/namespaces/shop/deployments/web'),
      {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'},
    ],
    [
      'by its body',
      at('/apis/apps/v1/namespaces/shop/deployments', OBJECT),
      {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'},
    ],
    [
      'by the answer, where the server makes the name',
      at('/apis/apps/v1/namespaces/shop/deployments', {metadata: {generateName: 'web-'}}, {metadata: {name: 'web-x1'}}),
      {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web-x1'},
    ],
    ['of the whole cluster', at('/api/v1/namespaces/shop'), {group: '', kind: 'Namespace', name: 'shop'}],
    [
      'of a kind that comes with it',
      at('/apis/example.com/v1/namespaces/shop/widgets', {kind: 'Widget', metadata: {name: 'w'}}),
      {group: 'example.com', kind: 'Widget', namespace: 'shop', name: 'w'},
    ],
    [
      'with signs in its name',
      at('/apis/apps/v1/namespaces/shop/deployments/a%3Ab'),
      {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'a:b'},
    ],
  ])('is known %s', (_what, write, ref) => {
    expect([...fatesOf([write], SERVED).refs.values()]).toEqual([ref]);
  });

  test.each([
    ['a name', at('/apis/apps/v1/namespaces/shop/deployments', {})],
    ['a kind', at('/apis/example.com/v1/namespaces/shop/widgets/w')],
    ['anything', at('/')],
  ])('without %s is none', (_what, write) => {
    expect(fatesOf([write], SERVED).of.size).toBe(0);
  });
});

test('a manifest becomes a chart that renders as the same again, for its owner’s eyes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-chart-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const chart = await chartOfManifest(folder, 'a: "{{ keep }}"\nb: {{{x}}}\n');
  expect(readFileSync(join(chart, 'Chart.yaml'), 'utf8')).toBe('apiVersion: v2\nname: same-again\nversion: 0.0.0\n');
  const file = join(chart, 'templates/manifest.yaml');
  // Go's template prints what stands between the quotes, and nothing else of it.
  expect(readFileSync(file, 'utf8').replaceAll('{{ "{{" }}', '{{')).toBe('a: "{{ keep }}"\nb: {{{x}}}\n');
  expect(readFileSync(file, 'utf8')).not.toContain('{{ keep');
  expect(statSync(file).mode & 0o077).toBe(0);
});
