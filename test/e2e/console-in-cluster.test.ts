import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import type {ConsoleState} from '../../src/console/contract.ts';
import {freePort, withDefinition} from './agents.ts';
import {complaintsOf, launch} from './browser.ts';
import {raw} from './console.ts';
import type {Answered} from './console.ts';
import {BUNDLE, drift, helmBinary, kubectl, must, namespace, reportOf, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const HELM = helmBinary('4.3.1');
const SOON = {timeout: 30_000, interval: 200};
const WRITES = [
  '/api/plan',
  '/api/undo/plan',
  '/api/reconcile',
  '/api/undo',
  '/api/scenario',
  '/api/activity/dismiss',
  '/api/ignore',
  '/api/command',
  '/api/complete',
  '/api/link',
  '/api/session',
  '/api/nothing',
];

beforeAll(withDefinition);

/** Somebody who may read a namespace, as docs/agent.md says it takes. */
async function viewer(place: string): Promise<string> {
  await kubectl('create', 'serviceaccount', 'viewer', '-n', place);
  const rules = ['--verb=get,list,watch', '--resource=*.*'];
  await kubectl('create', 'role', 'viewer', ...rules, '-n', place);
  await kubectl('create', 'rolebinding', 'viewer', '--role=viewer', `--serviceaccount=${place}:viewer`, '-n', place);
  return (await kubectl('create', 'token', 'viewer', '-n', place, '--duration=10m')).trim();
}

/** The console's own account: it reads everything, and may ask for reviews. */
async function ownAccount(): Promise<{readonly token: string; readonly place: string}> {
  const place = await namespace('console-own');
  await kubectl('create', 'serviceaccount', 'console', '-n', place);
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {name: place},
    rules: [
      {apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch']},
      {apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create']},
      {apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create']},
    ],
  };
  await must(inject('kubectl'), ['create', '-f', '-'], {input: JSON.stringify(role)});
  await kubectl('create', 'clusterrolebinding', place, `--clusterrole=${place}`, `--serviceaccount=${place}:console`);
  onTestFinished(async () => {
    await run(inject('kubectl'), ['delete', 'clusterrole,clusterrolebinding', place, '--wait=false']);
  });
  return {place, token: (await kubectl('create', 'token', 'console', '-n', place)).trim()};
}

async function served(token: string, args: readonly string[] = []) {
  const port = await freePort();
  const child = spawn(process.execPath, [BUNDLE, 'console', '--in-cluster', '--listen', `0.0.0.0:${port}`, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: temporaryFolder(),
      KUBECONFIG: '/dev/null',
      HELM_BIN: HELM,
      HELM_KUBEAPISERVER: plane().server,
      HELM_KUBECAFILE: plane().caFile,
      HELM_KUBETOKEN: token,
    },
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const host = `localhost:${port}`;
  const page = (headers: Readonly<Record<string, string>>) => ({
    get: (path: string): Promise<Answered> => raw(port, path, {headers: {host, ...headers}}),
    post: (path: string, body: object = {}): Promise<Answered> =>
      raw(port, path, {
        method: 'POST',
        headers: {host, origin: `http://${host}`, 'content-type': 'application/json', ...headers},
        body: JSON.stringify(body),
      }),
  });
  await expect
    .poll(async () => (await raw(port, '/healthz', {headers: {host: '10.0.0.1'}}).catch(() => undefined))?.status, {
      ...SOON,
      message: errors,
    })
    .toBe(200);
  return {
    port,
    host,
    page,
    bearer: (one: string) => page({authorization: `Bearer ${one}`}),
    said: () => output + errors,
    end: () => (child.kill('SIGTERM'), ended),
  };
}

type Page = ReturnType<Awaited<ReturnType<typeof served>>['page']>;
const stateOf = async (page: Page): Promise<ConsoleState> => (await page.get('/api/state')).json<ConsoleState>();

test('each sees his own namespace, nobody writes, and no token is kept or told', async () => {
  const [a, b] = [await namespace('seen-a'), await namespace('seen-b')];
  for (const place of [a, b]) await must(HELM, ['install', 'web', 'charts/nginx', '-n', place]);
  await kubectl('-n', a, 'patch', 'hpa', 'web-nginx', '--type=merge', '-p', '{"spec":{"minReplicas":4}}');
  const [forA, forB, own] = [await viewer(a), await viewer(b), await ownAccount()];
  const console = await served(own.token);
  const [page, other] = [console.bearer(forA), console.bearer(forB)];

  const rows = async (one: Page): Promise<readonly string[]> =>
    (await stateOf(one)).releases.rows.map(({namespace: place, name, state}) => `${place}/${name} ${state}`);
  await expect.poll(() => rows(page), {...SOON, message: console.said()}).toEqual([`${a}/web variance-detected`]);
  // No more and no less than his own check tells him: what no namespace holds he may not search.
  const KUBE = {KUBECONFIG: '/dev/null', HELM_KUBEAPISERVER: plane().server, HELM_KUBECAFILE: plane().caFile};
  const check = ['check', 'web', '-n', b, '-o', 'json', '--no-ledger', '--fidelity', 'client'];
  const {state, gaps} = reportOf(await drift(check, {env: {...KUBE, HELM_KUBETOKEN: forB}}));
  expect(gaps).toMatchObject([{reason: 'unsearched'}]);
  await expect.poll(() => rows(other), SOON).toEqual([`${b}/web ${state}`]);
  expect((await page.get('/api/state')).text).not.toContain(b);

  // One that is there and one that is not are answered alike.
  const [there, nowhere] = [
    await page.post('/api/open', {namespace: b, release: 'web'}),
    await page.post('/api/open', {namespace: a, release: 'nowhere'}),
  ];
  expect([there.status, nowhere.status]).toEqual([404, 404]);
  expect(there.text.replace(b, a).replace('web', 'nowhere')).toBe(nowhere.text);

  expect((await page.post('/api/open', {namespace: a, release: 'web'})).status).toBe(200);
  await expect.poll(async () => (await stateOf(page)).opened?.ready, SOON).toBe(true);
  const {opened, readOnly} = await stateOf(page);
  expect(readOnly).toBe(true);
  const now = opened?.timeline[opened.now];
  expect(now?.findings.map(({title}) => title)).toEqual(['HPA floor']);
  expect((await stateOf(other)).opened).toBeUndefined();
  const id = now?.findings[0]?.id ?? '';
  expect((await page.get(`/api/findings/${id}`)).status).toBe(200);
  expect((await other.get(`/api/findings/${id}`)).status).toBe(404);

  const before = await kubectl('-n', a, 'get', 'hpa', 'web-nginx', '-o', 'jsonpath={.metadata.resourceVersion}');
  for (const path of WRITES) expect([path, (await page.post(path, {ids: [id]})).status]).toEqual([path, 403]);
  for (const path of ['/api/downloads/release-baseline.yaml', '/api/downloads/live-snapshot.yaml'])
    expect((await page.get(path)).status).toBe(403);
  expect(await kubectl('-n', a, 'get', 'hpa', 'web-nginx', '-o', 'jsonpath={.metadata.resourceVersion}')).toBe(before);

  // A right that is taken away counts within a minute, and what was open is let go of.
  await kubectl('-n', a, 'delete', 'rolebinding', 'viewer');
  await expect.poll(async () => (await stateOf(page)).opened, {timeout: 60_000, interval: 500}).toBeUndefined();
  expect(await rows(page)).toEqual([]);
  expect(await console.end()).toBe(0);
  for (const token of [forA, forB, own.token]) expect(console.said()).not.toContain(token.split('.')[2]);
});

test('a session of a pasted token; others are turned away', async () => {
  const place = await namespace('seen-login');
  await must(HELM, ['install', 'web', 'charts/nginx', '-n', place]);
  const [token, own] = [await viewer(place), await ownAccount()];
  const console = await served(own.token, ['--namespaces', place]);
  const {host, port} = console;
  const logIn = (body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> =>
    raw(port, '/login', {
      method: 'POST',
      headers: {host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded', ...headers},
      body,
    });
  const nobody = await console.page({}).get('/');
  expect([nobody.status, nobody.text]).toEqual([401, expect.stringContaining('action="/login"')]);
  const [header = '', claims = '', signature = ''] = token.split('.');
  const forged = `${header}.${claims}.${signature.slice(0, -4)}AAAA`;
  expect((await logIn(`token=${forged}`)).status).toBe(401);
  expect((await console.bearer(forged).get('/api/state')).status).toBe(401);
  const foreign = (
    await kubectl('create', 'token', 'viewer', '-n', place, '--audience=https://elsewhere.example')
  ).trim();
  expect((await console.bearer(foreign).get('/api/state')).status).toBe(401);

  const begun = await logIn(`token=${encodeURIComponent(token)}`);
  const cookie = String(begun.headers['set-cookie']?.[0]);
  expect([begun.status, begun.headers.location]).toEqual([303, '/']);
  expect(cookie).toMatch(/^helm-drift-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d{3}$/);
  expect(cookie + begun.text).not.toContain(signature);
  const page = console.page({cookie: cookie.split(';')[0] ?? ''});
  expect((await page.get('/')).text).toContain('/app.js');
  await expect
    .poll(async () => (await stateOf(page)).releases.rows.map(({name}) => name), {...SOON, message: console.said()})
    .toEqual(['web']);
});

test('a release that somebody made up shows nobody what he may not read', async () => {
  const [mine, theirs] = [await namespace('seen-mine'), await namespace('seen-theirs')];
  const chart = temporaryFolder();
  mkdirSync(`${chart}/templates`);
  writeFileSync(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: lure\nversion: 1.0.0\n');
  writeFileSync(
    `${chart}/templates/all.yaml`,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plans, namespace: ${theirs}}\ndata: {plan: guess}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {a: b}\n`,
  );
  await must(HELM, ['install', 'lure', chart, '-n', mine]);
  await kubectl('-n', theirs, 'patch', 'configmap', 'plans', '--type=merge', '-p', '{"data":{"plan":"the-merger"}}');
  const [token, own] = [await viewer(mine), await ownAccount()];
  const console = await served(own.token);
  const page = console.bearer(token);
  expect((await page.post('/api/open', {namespace: mine, release: 'lure'})).status).toBe(200);
  await expect.poll(async () => (await stateOf(page)).opened?.ready, {...SOON, message: console.said()}).toBe(true);
  const {text} = await page.get('/api/state');
  expect(text).toContain(`you may not get configmaps in namespace ${theirs}`);
  expect(text).not.toContain('the-merger');
  const {opened} = JSON.parse(text) as ConsoleState;
  const documents = (opened?.timeline ?? []).flatMap(({baselineDocument, liveDocument}) => [
    baselineDocument,
    liveDocument,
  ]);
  expect(documents.length).toBeGreaterThan(2);
  for (const id of new Set(documents))
    for (const form of ['compact', 'whole', 'full']) {
      const document = await page.get(`/api/documents/${id}?form=${form}`);
      expect(document.status).toBe(200);
      expect(document.text).not.toContain('the-merger');
    }
});

test('in a browser: a token is pasted, and the console is there', async () => {
  const place = await namespace('seen-page');
  await must(HELM, ['install', 'web', 'charts/nginx', '-n', place]);
  const [token, own] = [await viewer(place), await ownAccount()];
  const console = await served(own.token);
  const browser = await launch();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const complaints = complaintsOf(page, (url) => url.startsWith(`http://${console.host}/`));
  await page.goto(`http://${console.host}/`);
  await page.getByRole('textbox').fill('no-token');
  await page.getByRole('button', {name: 'Log in'}).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox').fill(token);
  await page.getByRole('button', {name: 'Log in'}).click();
  await page.getByText(place).first().waitFor({timeout: 30_000});
  expect(await page.getByText('read-only').count()).toBeGreaterThan(0);
  // A refused login is answered 401, which a browser takes note of.
  expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
});
