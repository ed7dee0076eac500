import {expect, test} from 'vitest';
import {liveScenarioView, mutationView} from '../../../src/console/views/live-scenario.ts';
import type {Action} from '../../../src/model/scenario.ts';
import {governedDrift} from '../releases.ts';

const place = {file: 'scenario.yaml', line: 1, within: 'step 1, mutation 1'};
const viewOf = (action: Action, safe = (text: string): string => text) =>
  mutationView({manager: 'kubectl-edit', target: {kind: 'Deployment', name: 'web'}, action, place}, safe);

test('all that a shipped scenario writes, by whom, to what', async () => {
  const {name, writes} = liveScenarioView(await governedDrift(), (text) => text);
  expect([name, writes]).toEqual([
    'governed-drift',
    [
      {
        manager: 'kubectl-patch',
        action: 'patch',
        object: 'HorizontalPodAutoscaler/test-nginx',
        values: ['spec.minReplicas: 4', 'spec.maxReplicas: 16'],
      },
      {
        manager: 'capacity-tool',
        action: 'patch',
        object: 'HorizontalPodAutoscaler/test-nginx',
        values: ['spec.metrics[0].resource.target.averageUtilization: 85'],
      },
      {manager: 'kubectl-edit', action: 'patch', object: 'Service/test-nginx', values: ['spec.ports[0].port: 8080']},
    ],
  ]);
});

test.each<[Action, string, string[]]>([
  [
    {do: 'patch', patch: {spec: {containers: [{name: 'nginx', image: 'a:2', args: ['-i', 'any']}], empty: {}}}},
    'patch',
    ['spec.containers[nginx].image: a:2', 'spec.containers[nginx].args: ["-i","any"]', 'spec.empty: {}'],
  ],
  [{do: 'patch', patch: {rules: [{verbs: ['*']}], gone: null}}, 'patch', ['rules[0].verbs: ["*"]', 'gone removed']],
  [
    {
      do: 'jsonPatch',
      patch: [
        {op: 'remove', path: '/spec/a~1b'},
        {op: 'add', path: '/subjects/-', value: {kind: 'Group'}},
      ],
    },
    'patch',
    ['spec.a/b removed', 'subjects[-]: {"kind":"Group"}'],
  ],
  [{do: 'scale', replicas: 3}, 'scale', ['spec.replicas: 3']],
  [{do: 'create', object: {kind: 'Deployment', spec: {minReplicas: 8}}}, 'create', ['spec.minReplicas: 8']],
  [{do: 'create', object: {kind: 'Deployment'}}, 'create', []],
  [{do: 'delete'}, 'delete', []],
])('%j', (action, verb, values) => {
  expect(viewOf(action)).toEqual({manager: 'kubectl-edit', action: verb, object: 'Deployment/web', values});
});

test('no value leaves that is a secret', () => {
  const safe = (text: string): string => text.replace('hunter2', '***');
  expect(viewOf({do: 'patch', patch: {data: {key: 'hunter2'}}}, safe).values).toEqual(['data.key: ***']);
});
