import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {AuditAssets, DocumentView, FindingDetail} from '../../src/console/routes.ts';
import {
  current,
  drifted,
  events,
  GOVERNED,
  installed,
  isReady,
  opened,
  session,
  startConsole,
  values,
} from './console.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';

test('--read-only reads everything and writes nothing', async () => {
  const place = await installed('con-readonly');
  await introduceGovernedDrift(place);
  const {page, stream, folder} = await opened(place, ['--read-only']);
  const state = await stream.until('four variances', (one) => values(one).length === 4);
  expect([state.readOnly, state.opened?.reconcile.open]).toEqual([true, false]);
  const ids = drifted(state).map(({id}) => id);
  const tries: readonly (readonly [string, unknown])[] = [
    ['/api/plan', {ids}],
    ['/api/reconcile', {digest: 'x', nonce: 'y'}],
    ['/api/undo/plan', {record: 'x'}],
    ['/api/undo', {digest: 'x', nonce: 'y'}],
    ['/api/scenario', {scenario: 'governed-drift'}],
    ['/api/ignore', {id: ids[0], reason: 'x'}],
  ];
  for (const [path, body] of tries) expect([path, (await page.post(path, body)).status]).toEqual([path, 403]);
  for (const line of [`ignore ${ids[0]} --reason x`, 'fix', 'undo'])
    expect((await page.post('/api/command', {line})).json()).not.toHaveProperty('exitCode');
  expect(existsSync(join(folder, '.helm-drift.yaml'))).toBe(false);
  const dry = (await page.post('/api/command', {line: 'fix --dry-run'})).json<{exitCode: number; stdout: string}>();
  expect([dry.exitCode, dry.stdout]).toEqual([0, expect.stringContaining('Dry run: nothing was written.')]);
  expect(values(await stream.until('as before', (one) => one.opened !== undefined))).toEqual(GOVERNED);
});

test('an API server that dies and comes back: the page is told of both, and what changed meanwhile is seen', async () => {
  const place = await installed('con-dies');
  let isDown = false;
  const {env} = await proxy({answer: () => (isDown ? 'drop' : undefined)});
  const {stream, console} = await opened(place, [], {env});
  await stream.until('the release is read', isReady);
  isDown = true;
  const gone = await stream.until('disconnected', ({connection}) => connection.kind === 'disconnected');
  expect(gone.opened?.timeline).toHaveLength(4);
  expect(gone.connection.message).toBeTruthy();
  await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '-p', '{"spec":{"minReplicas":4}}');
  isDown = false;
  const back = await stream.until('live again', (one) => one.connection.kind === 'live' && values(one).length === 1);
  expect(values(back)).toEqual(['HPA floor 6 → 4']);
  expect(console.isRunning()).toBe(true);
});

test('where nobody may watch, changes are seen all the same', async () => {
  const place = await installed('con-poll');
  const {env} = await proxy({
    answer: (_method, url) =>
      url.includes('watch=true') ? {status: 403, body: '{"kind":"Status","code":403}'} : undefined,
  });
  const {stream} = await opened(place, [], {env});
  await stream.until('the release is polled', (state) => isReady(state) && state.connection.by === 'poll');
  await kubectl('-n', place, 'patch', 'hpa', 'test-nginx', '-p', '{"spec":{"minReplicas":4}}');
  const before = Date.now();
  await stream.until('the floor', (state) => values(state).length === 1, 6000);
  expect(Date.now() - before).toBeLessThan(3000);
});

test('the start page: every release of a namespace, and one of them opened', async () => {
  const place = await installed('con-list');
  await must(helmBinary('4.3.1'), ['install', 'other', 'charts/nginx', '-n', place]);
  await introduceGovernedDrift(place);
  const console = await startConsole(['-n', place]);
  const page = await session(console);
  const stream = events(console.port, page);
  const state = await stream.until('the list', ({releases}) => releases.rows.length === 2 && !releases.checking);
  expect(state.releases.rows.map(({name, state: is, worst}) => [name, is, worst?.severity])).toEqual([
    // Worst first.
    ['test-nginx', 'variance-detected', 'critical'],
    ['other', 'in-contract', undefined],
  ]);
  expect((await page.post('/api/open', {namespace: place, release: 'test-nginx'})).status).toBe(200);
  expect(values(await stream.until('it is open', (one) => values(one).length === 4))).toEqual(GOVERNED);
  await page.post('/api/open', {scenario: 'governed-drift'});
  const recorded = await stream.until('the scenario', ({opened: open}) => open?.scenario !== undefined && open.ready);
  expect([recorded.opened?.reconcile.open, values(recorded)]).toEqual([false, GOVERNED]);
  for (const wrong of [{namespace: place, release: '../x'}, {namespace: '-A', release: 'x'}, {scenario: '/etc/passwd'}])
    expect([400, 404]).toContain((await page.post('/api/open', wrong)).status);
  const absent = await page.post('/api/open', {namespace: place, release: 'absent'});
  expect([absent.status, absent.text]).toEqual([404, expect.stringContaining('there is no release absent')]);
});

test('secrets, scripts and megabytes in what is live: nothing leaks, nothing is markup, nothing breaks', async () => {
  const place = await installed('con-hostile');
  const script = '<img src=x onerror=alert(1)></script><script>alert(2)</script>';
  const secret = 'hunter2-is-the-password';
  await kubectl('-n', place, 'annotate', 'service', 'test-nginx', `note=${script}`);
  await kubectl('-n', place, 'set', 'env', 'deployment/test-nginx', `DB_PASSWORD=${secret}`, `PLAIN=${script}`);
  const patch = join(temporaryFolder(), 'patch.json');
  writeFileSync(patch, JSON.stringify({data: {'page.html': script, 'db.password': secret, big: 'x'.repeat(900_000)}}));
  await kubectl('-n', place, 'patch', 'configmap', 'test-nginx', '--patch-file', patch);
  const {page, stream} = await opened(place);
  const state = await stream.until('the additions', (one) => drifted(one).length >= 4);
  const shown = current(state);
  const everything = [
    JSON.stringify(state),
    ...(await Promise.all(
      [
        ...['compact', 'whole', 'full'].map((form) => `/api/documents/${shown?.liveDocument}?form=${form}`),
        ...drifted(state).map(({id}) => `/api/findings/${id}`),
        '/api/downloads/live-snapshot.yaml',
        '/api/assets',
      ].map(async (path) => {
        const answer = await page.get(path);
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.headers['content-type']).not.toContain('html');
        expect(answer.headers['x-content-type-options']).toBe('nosniff');
        return answer.text;
      }),
    )),
    (await page.post('/api/command', {line: 'check --diff'})).text,
  ].join('\n');
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(Buffer.from(secret).toString('base64'));
  expect(everything).toContain('onerror=alert(1)');
  // What is shown of a megabyte is its beginning.
  const big = drifted(state).find(({path}) => path.endsWith('big'));
  expect([big?.live?.cutFrom, (big?.live?.text.length ?? 0) < 3000]).toEqual([900_000, true]);
  expect(JSON.stringify(state).length).toBeLessThan(200_000);
});

test('an object of ten megabytes, in many lines and in one', async () => {
  const place = await installed('con-big');
  const object = JSON.parse(
    await kubectl('-n', place, 'get', 'configmap', 'test-nginx', '-o', 'json', '--show-managed-fields'),
  ) as {
    data: Record<string, string>;
  };
  object.data['nginx.conf'] = 'y'.repeat(5_000_000);
  object.data['lines'] = 'a line of fifty characters, or something like it\n'.repeat(100_000);
  const body = JSON.stringify(object);
  const {env} = await proxy({
    answer: (method, url) =>
      method === 'GET' && url.endsWith('/configmaps/test-nginx')
        ? {status: 200, headers: {'content-type': 'application/json'}, body}
        : undefined,
  });
  const {page, stream} = await opened(place, [], {env});
  const state = await stream.until('the drift', (one) => drifted(one).length > 0, 60_000);
  const conf = drifted(state).find(({path}) => path.includes('nginx.conf'));
  expect(conf?.live?.cutFrom).toBe(5_000_000);
  expect(JSON.stringify(state).length).toBeLessThan(200_000);
  const shown = current(state)?.liveDocument;
  const compact = (await page.get(`/api/documents/${shown}`)).json<DocumentView>();
  expect(compact.text.length).toBeLessThan(1_000_000);
  const whole = (await page.get(`/api/documents/${shown}?form=whole`)).json<DocumentView>();
  expect(whole).not.toHaveProperty('error');
  expect(whole.text.length).toBeGreaterThan(10_000_000);
  expect((await page.get(`/api/findings/${conf?.id}`)).json<FindingDetail>().live?.length).toBeGreaterThanOrEqual(
    5_000_000,
  );
  expect((await page.get('/api/state')).status).toBe(200);
});

test('a chart whose name is markup', async () => {
  const place = await namespace('con-markup');
  const chart = temporaryFolder();
  const name = '<img src=x onerror=alert(1)>';
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${JSON.stringify(name)}\nversion: 0.1.0\n`);
  mkdirSync(join(chart, 'templates'));
  writeFileSync(
    join(chart, 'templates', 'map.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: test-nginx\ndata:\n  key: value\n',
  );
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', chart, '-n', place]);
  await kubectl('-n', place, 'patch', 'configmap', 'test-nginx', '-p', '{"data":{"key":"other"}}');
  const {page, stream} = await opened(place);
  const state = await stream.until('the drift', (one) => drifted(one).length === 1);
  expect(drifted(state)[0]?.template).toBe(`${name}/templates/map.yaml`);
  const assets = await page.get('/api/assets');
  expect([
    assets.headers['content-type'],
    assets.json<AuditAssets>().templates.map(({path, marks}) => [path, marks[0]?.line]),
  ]).toEqual(['application/json; charset=utf-8', [[`${name}/templates/map.yaml`, 6]]]);
});
