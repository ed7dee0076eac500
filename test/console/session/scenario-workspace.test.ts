import {expect, test} from 'vitest';
import {scenarioWorkspace} from '../../../src/console/session/scenario-workspace.ts';
import {waitingView} from '../../../src/console/views/opened.ts';
import {contextOf, storeOf} from '../fakes.ts';
import {governedDrift} from '../releases.ts';

async function opened(change: Partial<Awaited<ReturnType<typeof governedDrift>>> = {}) {
  const scenario = {...(await governedDrift()), ...change};
  const view = waitingView(`scenario:${scenario.name}`, 'test-nginx', 'sandbox-nginx');
  const context = contextOf({store: storeOf({opened: view})});
  const workspace = scenarioWorkspace(context, scenario);
  return {workspace, context, view: () => context.store.state().opened};
}

test('the recorded release, judged by the real engine: promised, drifted, put back', async () => {
  const {workspace, view} = await opened();
  await workspace.refresh();
  expect(view()?.timeline.map(({id, name, load, compliance}) => [id, name, load, compliance])).toEqual([
    ['baseline', 'Baseline render', 0, 'in-contract'],
    ['mutation', 'Out-of-band mutation', 4, 'variance-detected'],
    ['reconcile', 'Controlled reconcile', 0, 'in-contract'],
    ['upgrade', 'Next upgrade', 4, 'variance-detected'],
  ]);
  expect(view()?.timeline[3]?.upgrade).toMatchObject({helm: expect.stringMatching(/^4\./), succeeds: false});
  expect(view()?.timeline[1]?.mutations).toContain('kubectl-edit: jsonPatch Service/test-nginx');
  const focus = view()?.timeline[1]?.findings.find(({id}) => id === view()?.focus);
  expect([focus?.title, focus?.desired?.text, focus?.live?.text]).toEqual(['Service port', '80', '8080']);
  expect(view()?.scenario?.source).toMatch(/^Evidence recorded on \d{4}-\d\d-\d\d on Kubernetes v1.* with Helm v?4/);
  expect(view()?.reconcile).toEqual({open: false, why: expect.stringContaining('recorded evidence')});
});

test('each state can be asked for; without one the drift is meant', async () => {
  const {workspace} = await opened();
  expect(workspace.inspection()).toBeUndefined();
  await workspace.refresh();
  const drift = (state?: string) => workspace.inspection(state)?.report.summary.drift;
  expect([drift('baseline'), drift('mutation'), drift('reconcile'), drift(), drift('nonsense')]).toEqual([
    0, 4, 0, 4, 4,
  ]);
});

test('the command line speaks of the recorded files', async () => {
  const {workspace} = await opened();
  await workspace.refresh();
  const [name, ...rest] = workspace.arguments();
  expect([name, ...rest.slice(0, 2)]).toEqual(['test-nginx', '--namespace', 'sandbox-nginx']);
  expect(rest.slice(2)).toEqual([
    '--baseline',
    expect.stringMatching(/governed-drift\/intent\.yaml$/),
    '--live',
    expect.stringMatching(/governed-drift\/live\.yaml$/),
  ]);
  workspace.close();
});

test('a scenario that was changed since it was recorded is a problem to show', async () => {
  const {workspace, view} = await opened({steps: []});
  await workspace.refresh();
  expect([view()?.ready, view()?.problem?.message]).toEqual([false, expect.stringContaining('was recorded before')]);
});

test('what was opened in its place meanwhile stays', async () => {
  const {workspace, context, view} = await opened();
  context.store.change({opened: waitingView('shop/web', 'web', 'shop')});
  await workspace.refresh();
  expect(view()?.key).toBe('shop/web');
});
