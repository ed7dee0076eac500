import {describe, expect, test} from 'vitest';
import {waitingView} from '../../../src/console/views/opened.ts';
import type {ChartFile, ReleaseRecord} from '../../../src/model/ports.ts';
import {clusterOf, sessionOf, storeOf, workspaceOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';
import {asking, json, SCENARIO} from './asking.ts';

const drifted = await governedInspection(2);
const read = workspaceOf({inspection: () => drifted});

describe('audit assets', () => {
  test('of a scenario: the runner that ships, and the chart’s templates with the drifted lines', async () => {
    const store = storeOf({opened: {...waitingView('x', 'test-nginx', 'sandbox-nginx'), scenario: SCENARIO}});
    const {ask} = asking({workspace: read, context: {store}});
    expect(json(await ask('GET /api/assets'))).toMatchObject({
      runner: {path: 'scripts/run_helm_mode.sh', text: expect.stringContaining('#!/')},
      templates: [
        {path: 'nginx/templates/hpa.yaml'},
        {path: 'nginx/templates/service.yaml'},
        ...Array.from({length: 5}, () => ({})),
      ],
    });
  });

  const record: ReleaseRecord = {name: 'web', namespace: 'shop', revision: 1, status: 'deployed'};
  const stored = (history: ReleaseRecord[], templates: readonly ChartFile[]) =>
    clusterOf({
      session: sessionOf({
        cluster: async () => ({records: {history: async () => history, templates: async () => templates}}) as never,
      }),
    });

  test.each([
    ['no templates in the record', [record], [], 'The release record holds no templates.'],
    [
      'its first install is pending',
      [{...record, status: 'pending-install'}],
      [],
      'The release record holds no templates.',
    ],
    ['no such release', [], [], 'there is no release "web"'],
  ])('%s is said', async (_what, history, templates, problem) => {
    const {ask} = asking({workspace: read, context: {cluster: stored(history, templates)}});
    expect(json(await ask('GET /api/assets'))).toMatchObject({templates: [], problem});
  });

  test('of a release: the templates that its record holds', async () => {
    const file = {name: 'templates/hpa.yaml', text: 'kind: HorizontalPodAutoscaler\nspec:\n  minReplicas: 6\n'};
    const {ask} = asking({workspace: read, context: {cluster: stored([record], [file])}});
    expect(json(await ask('GET /api/assets'))).toMatchObject({templates: [{path: 'nginx/templates/hpa.yaml'}]});
    const unread = asking({workspace: workspaceOf(), context: {cluster: stored([record], [file])}});
    expect(json(await unread.ask('GET /api/assets'))).toMatchObject({templates: [], problem: 'Nothing was read yet.'});
  });
});
