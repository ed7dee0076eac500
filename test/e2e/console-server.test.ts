import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {AuditAssets, DocumentView, FindingDetail, PlanView} from '../../src/console/routes.ts';
import {current, drifted, GOVERNED, installed, isReady, opened, values} from './console.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {helmBinary, kubectl, must} from './harness.ts';
import {plane} from './plane.ts';

test('drift by kubectl is in the event stream within two seconds, and is gone when it is taken back', async () => {
  const place = await installed('con-drift');
  const {stream} = await opened(place);
  const clean = await stream.until('the release is read', isReady);
  expect([current(clean)?.compliance, clean.cluster?.server]).toEqual(['in-contract', plane().server]);
  expect(clean.opened?.kinds.map(({kind}) => kind)).toContain('HorizontalPodAutoscaler');
  for (const floor of [4, 5, 6]) {
    await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '-p', `{"spec":{"minReplicas":${floor}}}`);
    const before = Date.now();
    const is = floor === 6 ? [] : [`HPA floor 6 → ${floor}`];
    await stream.until(`floor ${floor}`, (state) => JSON.stringify(values(state)) === JSON.stringify(is), 5000);
    expect(Date.now() - before).toBeLessThan(2000);
  }
  await kubectl('-n', place, 'delete', 'service', 'test-nginx');
  const before = Date.now();
  await stream.until(
    'the Service is missing',
    (state) => drifted(state).some(({change}) => change === 'missing'),
    5000,
  );
  expect(Date.now() - before).toBeLessThan(2000);
});

test('the three states, the documents with their lines, the details, the assets and the downloads', async () => {
  const place = await installed('con-read');
  await introduceGovernedDrift(place);
  const {page, stream} = await opened(place);
  const state = await stream.until('the plan is rehearsed', ({opened: open}) => open?.timeline[2]?.load === 0);
  expect(values(state)).toEqual(GOVERNED);
  expect(state.opened?.timeline.map(({id, load, compliance}) => [id, load, compliance])).toEqual([
    ['baseline', 0, 'in-contract'],
    ['mutation', 4, 'variance-detected'],
    ['reconcile', 0, 'in-contract'],
    // What the next upgrade does of it is asked for after that.
    ['upgrade', 4, 'variance-detected'],
  ]);
  expect(state.opened?.stages.map(({id, count, status}) => [id, count, status])).toEqual([
    ['intent', 7, 'done'],
    ['evidence', 7, 'done'],
    ['variances', 4, 'attention'],
    ['judgement', 4, 'attention'],
    ['reconcile', 4, 'gated'],
  ]);

  const shown = state.opened?.timeline[1];
  const [baseline, live] = await Promise.all(
    [shown?.baselineDocument, shown?.liveDocument].map(async (id) =>
      (await page.get(`/api/documents/${id}`)).json<DocumentView>(),
    ),
  );
  for (const finding of drifted(state)) {
    const lineOf = (document: DocumentView | undefined, line: number | undefined): string | undefined =>
      document?.text.split('\n')[(line ?? 0) - 1]?.trim();
    const field = finding.path.split('.').at(-1);
    expect(lineOf(baseline, finding.baselineLine)).toMatch(new RegExp(`${field}: ${finding.desired?.text}$`));
    expect(lineOf(live, finding.liveLine)).toMatch(new RegExp(`${field}: ${finding.live?.text}$`));
  }
  // Nothing but the drift differs: fields that nobody declared are left out, and the order is the baseline's.
  const only = (a: string, b: string): number => {
    const other = b.split('\n');
    return a.split('\n').filter((line, at) => line !== other[at]).length;
  };
  expect(only(baseline?.text ?? '', live?.text ?? 'x')).toBe(4);
  expect(live?.parts.map(({key}) => key)).toEqual(baseline?.parts.map(({key}) => key));
  const whole = (await page.get(`/api/documents/${shown?.liveDocument}?form=whole`)).json<DocumentView>();
  const full = (await page.get(`/api/documents/${shown?.liveDocument}?form=full`)).json<DocumentView>();
  expect([whole.text.includes('managedFields'), full.text.includes('managedFields')]).toEqual([false, true]);

  const floor = drifted(state).find(({title}) => title === 'HPA floor');
  const detail = (await page.get(`/api/findings/${floor?.id}`)).json<FindingDetail>();
  expect(detail).toMatchObject({
    desired: '6',
    live: '4',
    patch: '[\n  {"op":"replace","path":"/spec/minReplicas","value":6}\n]\n',
  });
  expect(detail.explanation).toContain('kubectl-patch');
  expect(detail.ignoreRule).toContain('/spec/minReplicas');

  const assets = (await page.get('/api/assets')).json<AuditAssets>();
  expect(assets.runner.text).toBe(readFileSync('scripts/run_helm_mode.sh', 'utf8'));
  const hpa = assets.templates.find(({path}) => path === 'nginx/templates/hpa.yaml');
  const marked = hpa?.marks.find(({findings}) => findings.includes(floor?.id ?? ''));
  expect([marked?.certainty, hpa?.text.split('\n')[(marked?.line ?? 0) - 1]]).toEqual([
    'field',
    expect.stringContaining('minReplicas:'),
  ]);

  const saved = await page.get('/api/downloads/release-baseline.yaml');
  expect(saved.headers['content-disposition']).toBe('attachment; filename="release-baseline.yaml"');
  // With the hooks behind it, as `helm drift capture` writes it.
  const manifest = await must(helmBinary('4.3.1'), ['get', 'manifest', 'test-nginx', '-n', place]);
  expect(saved.text.startsWith(manifest.trim())).toBe(true);
  expect((await page.get('/api/downloads/live-snapshot.yaml')).text).toContain('minReplicas: 4');
});

test('two of four variances are put back, object by object, verified, and taken back again', async () => {
  const place = await installed('con-fix');
  await introduceGovernedDrift(place);
  const {page, stream} = await opened(place);
  const state = await stream.until('four variances', (one) => values(one).length === 4);
  const ids = drifted(state)
    .filter(({title}) => title === 'HPA floor' || title === 'Service port')
    .map(({id}) => id);
  const plan = (await page.post('/api/plan', {ids})).json<PlanView>();
  expect(
    plan.steps.map(({object, fields}) => [object, fields.map(({to, from}) => `${from?.text} → ${to?.text}`)]),
  ).toEqual([
    ['Service/test-nginx', ['8080 → 80']],
    ['HorizontalPodAutoscaler/test-nginx', ['4 → 6']],
  ]);
  expect(plan.text).toContain('Will put back 2 differences in 2 objects');

  // Consent is given to this digest, and once.
  const {digest, nonce} = plan;
  expect(
    (await page.post('/api/reconcile', {digest: digest.replace(/./, (one) => (one === '0' ? '1' : '0')), nonce}))
      .status,
  ).toBe(409);
  expect((await page.post('/api/reconcile', {digest, nonce})).status).toBe(409);
  expect(values(await stream.until('nothing was written', (one) => one.opened !== undefined))).toEqual(GOVERNED);
  const again = (await page.post('/api/plan', {ids})).json<PlanView>();
  const seen = stream.states.length;
  expect((await page.post('/api/undo', {digest: again.digest, nonce: again.nonce})).status).toBe(409);
  const third = (await page.post('/api/plan', {ids})).json<PlanView>();
  expect((await page.post('/api/reconcile', {digest: third.digest, nonce: third.nonce})).status).toBe(200);
  expect([409, 429]).toContain((await page.post('/api/reconcile', {digest: third.digest, nonce: third.nonce})).status);
  const done = await stream.until('verified', ({activity}) => activity?.endedAt !== undefined);
  expect([done.activity?.phase, done.activity?.objects.map(({status}) => status), done.activity?.left]).toEqual([
    'verified',
    ['patched', 'patched'],
    [],
  ]);
  const progress = stream.states.slice(seen).map(({activity}) => activity?.objects.map(({status}) => status).join());
  expect(progress).toContain('patched,writing');
  const two = await stream.until('two are left', (one) => values(one).length === 2);
  expect(values(two)).toEqual(['CPU target 65 → 85', 'HPA ceiling 12 → 16']);

  const listed = await stream.until('the record', ({records}) => records.length === 1);
  expect(listed.records[0]).toMatchObject({id: done.activity?.record, of: 'fix', undoable: true, verified: true});
  const undo = (await page.post('/api/undo/plan', {record: done.activity?.record})).json<PlanView>();
  expect(undo.kind).toBe('undo');
  expect((await page.post('/api/undo', {digest: undo.digest, nonce: undo.nonce})).status).toBe(200);
  const undone = await stream.until(
    'undone',
    ({activity}) => activity?.kind === 'undo' && activity.endedAt !== undefined,
  );
  expect(undone.activity?.phase).toBe('verified');
  expect(values(await stream.until('four again', (one) => values(one).length === 4))).toEqual(GOVERNED);
  const after = await stream.until('both records', ({records}) => records.length === 2);
  expect(after.records.map(({of, undoable}) => [of, undoable])).toContainEqual(['fix', false]);
  expect((await page.post('/api/activity/dismiss', {})).status).toBe(200);
});

test('a plan is not carried out on what has changed since', async () => {
  const place = await installed('con-stale');
  await introduceGovernedDrift(place);
  const {page, stream} = await opened(place);
  const state = await stream.until('four variances', (one) => values(one).length === 4);
  const ids = drifted(state).flatMap(({id, title}) => (title === 'HPA floor' ? [id] : []));
  const plan = (await page.post('/api/plan', {ids})).json<PlanView>();
  await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '-p', '{"spec":{"minReplicas":3}}');
  await page.post('/api/reconcile', {digest: plan.digest, nonce: plan.nonce});
  const done = await stream.until('an end', ({activity}) => activity?.endedAt !== undefined);
  expect([done.activity?.phase, done.activity?.objects.map(({status}) => status)]).toEqual([
    'unverified',
    ['conflict'],
  ]);
  expect(await kubectl('-n', place, 'get', 'hpa', 'test-nginx', '-o', 'jsonpath={.spec.minReplicas}')).toBe('3');
});

test('an ignore rule is written to the file, and the finding is accepted at once', async () => {
  const place = await installed('con-ignore');
  await introduceGovernedDrift(place);
  const {page, stream, folder} = await opened(place);
  const state = await stream.until('four variances', (one) => values(one).length === 4);
  const [floor, ceiling] = ['HPA floor', 'HPA ceiling'].map(
    (name) => drifted(state).find(({title}) => title === name)?.id,
  );
  expect((await page.post('/api/ignore', {id: floor, reason: ' '})).status).toBe(422);
  expect(existsSync(join(folder, '.helm-drift.yaml'))).toBe(false);
  const answer = await page.post('/api/ignore', {id: floor, reason: '--incident: 42', expires: '2099-01-31'});
  expect([answer.status, answer.json<{file: string}>().file]).toEqual([200, join(folder, '.helm-drift.yaml')]);
  const rules = readFileSync(join(folder, '.helm-drift.yaml'), 'utf8');
  expect(rules).toContain('/spec/minReplicas');
  expect(rules).toContain('--incident: 42');
  const three = await stream.until('three are left', (one) => values(one).length === 3);
  expect(current(three)?.findings.find(({id}) => id === floor)).toMatchObject({
    verdict: 'accepted',
    why: {text: expect.stringContaining('--incident: 42') as string},
  });
  const said = await page.post('/api/command', {line: `ignore ${ceiling} --reason "capacity review"`});
  expect(said.json<{exitCode: number}>().exitCode).toBe(0);
  await stream.until('two are left', (one) => values(one).length === 2);
});
