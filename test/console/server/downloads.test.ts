import {describe, expect, test} from 'vitest';
import {waitingView} from '../../../src/console/views/opened.ts';
import {storeOf, workspaceOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';
import {asking, SCENARIO} from './asking.ts';

const drifted = await governedInspection(2);
const read = workspaceOf({inspection: () => drifted});

describe('downloads', () => {
  test('of a release, by the very command', async () => {
    const {ask, context} = asking({workspace: read, command: () => ({stdout: 'kind: List\n'})});
    expect(await ask('GET /api/downloads/live-snapshot.yaml')).toEqual({
      file: 'live-snapshot.yaml',
      text: 'kind: List\n',
    });
    expect(context.ran).toEqual([
      ['capture', 'live', 'web', '--namespace', 'shop', '--file', '-', '--allow-incomplete'],
    ]);
  });

  test('that fail say why', async () => {
    const {ask} = asking({workspace: read, command: () => ({exitCode: 1, stderr: 'Error: no answer\nA hint\n'})});
    await expect(ask('GET /api/downloads/release-baseline.yaml')).rejects.toThrow(/^no answer$/);
    const silent = asking({workspace: read, command: () => ({exitCode: 1})});
    await expect(silent.ask('GET /api/downloads/live-snapshot.yaml')).rejects.toThrow('it could not be captured');
  });

  test('of a scenario, from its recording', async () => {
    const store = storeOf({opened: {...waitingView('x', 'test-nginx', 'sandbox-nginx'), scenario: SCENARIO}});
    const workspace = workspaceOf({
      inspection: () => drifted,
      arguments: () => ['test-nginx', '--baseline', 'scenarios/governed-drift/intent.yaml'],
    });
    const {ask, context} = asking({workspace, context: {store}});
    const [baseline, live] = [
      await ask('GET /api/downloads/release-baseline.yaml'),
      await ask('GET /api/downloads/live-snapshot.yaml'),
    ];
    expect(baseline).toMatchObject({file: 'release-baseline.yaml', text: expect.stringContaining('minReplicas: 6')});
    expect(live).toMatchObject({file: 'live-snapshot.yaml', text: expect.stringContaining('minReplicas: 4')});
    expect(context.ran).toEqual([]);
    const unread = asking({workspace: workspaceOf(), context: {store}});
    await expect(unread.ask('GET /api/downloads/live-snapshot.yaml')).rejects.toMatchObject({code: 'not-found'});
  });
});
