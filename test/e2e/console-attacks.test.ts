import {createConnection} from 'node:net';
import {beforeEach, describe, expect, test} from 'vitest';
import {events, raw, session, startConsole} from './console.ts';
import type {Answered, Ask, Session} from './console.ts';
import type {ConsoleState} from '../../src/console/contract.ts';

/** On recorded evidence, for an attacker asks for no cluster. */
let port: number;
let token: string;
let host: string;
let origin: string;

beforeEach(async () => {
  ({port, token} = await startConsole(['--demo'], {bare: true}));
  host = `127.0.0.1:${port}`;
  origin = `http://${host}`;
});

const ask = (path: string, options?: Ask): Promise<Answered> => raw(port, path, options);
const READS = [
  '/api/state',
  '/api/events',
  '/api/assets',
  '/api/documents/x',
  '/api/findings/x',
  '/api/downloads/live-snapshot.yaml',
];
const WRITES = [
  '/api/open',
  '/api/refresh',
  '/api/plan',
  '/api/reconcile',
  '/api/undo',
  '/api/undo/plan',
  '/api/scenario',
  '/api/ignore',
  '/api/command',
  '/api/complete',
  '/api/link',
  '/api/activity/dismiss',
];

test('a demo runs on Node alone, and shows the three states of the recorded release', async () => {
  const page = await session({port, token});
  const state = await events(port, page).until('the scenario is there', ({opened}) => opened?.ready === true);
  expect(state.connection.kind).toBe('demo');
  expect(state.readOnly).toBe(true);
  expect(state.opened?.timeline.map(({name, load, compliance}) => [name, load, compliance])).toEqual([
    ['Baseline render', 0, 'in-contract'],
    ['Out-of-band mutation', 4, 'variance-detected'],
    ['Controlled reconcile', 0, 'in-contract'],
    ['Next upgrade', 4, 'variance-detected'],
  ]);
  const focus = state.opened?.timeline[1]?.findings.find(({id}) => id === state.opened?.focus);
  expect([focus?.title, focus?.desired?.text, focus?.live?.text]).toEqual(['Service port', '80', '8080']);
});

test('without a session nothing is read and nothing is done', async () => {
  for (const path of READS) {
    const answer = await ask(path, {headers: {host}});
    expect([path, answer.status]).toEqual([path, 401]);
    expect(answer.text).not.toContain('test-nginx');
  }
  for (const path of WRITES) {
    const answer = await ask(path, {
      method: 'POST',
      headers: {host, origin, 'content-type': 'application/json'},
      body: '{}',
    });
    expect([path, answer.status]).toEqual([path, 401]);
  }
});

test('either half of a session alone is none', async () => {
  const {credentials} = await session({port, token});
  const {cookie, ...key} = credentials;
  const wrong = {...credentials, 'x-helm-drift-key': `${key['x-helm-drift-key']?.slice(0, -1)}_`};
  for (const half of [{cookie}, key, wrong, {...credentials, cookie: cookie.replace(`${port}`, '1')}])
    expect((await ask('/api/state', {headers: {host, ...half}})).status).toBe(401);
  expect((await ask('/api/state', {headers: {host, ...credentials}})).status).toBe(200);
});

test('a token is good once, and a wrong one never', async () => {
  const headers = {host, origin, 'content-type': 'application/json'};
  const exchange = (given: unknown): Promise<Answered> =>
    ask('/api/session', {method: 'POST', headers, body: JSON.stringify({token: given})});
  for (const guess of ['', `${token}x`, token.slice(1), null, 0, [token], {}])
    expect((await exchange(guess)).status).toBe(401);
  const first = await exchange(token);
  expect(first.status).toBe(200);
  expect(String(first.headers['set-cookie'])).toMatch(
    new RegExp(`^helm-drift-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
  );
  expect((await exchange(token)).status).toBe(401);
});

test('an open page makes an address for another tab, and both stay in', async () => {
  const page = await session({port, token});
  const link = (await page.post('/api/link', {})).json<{token: string}>();
  const other = await session({port, token: link.token});
  expect([(await page.get('/api/state')).status, (await other.get('/api/state')).status]).toEqual([200, 200]);
});

test('another Host is misdirected, whatever it brings along', async () => {
  const {credentials} = await session({port, token});
  for (const other of [
    'evil.example',
    `localhost:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:${port}.evil.example`,
  ])
    for (const path of ['/', '/app.js', '/api/state'])
      expect([other, (await ask(path, {headers: {...credentials, host: other}})).status]).toEqual([other, 421]);
});

test('a foreign origin is refused: pages of other sites, of other ports, of files, and forms without one', async () => {
  const {headers} = await session({port, token});
  const {origin: _own, ...without} = headers;
  const foreign = [
    'http://evil.example',
    `http://127.0.0.1:${port + 1}`,
    `https://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    'null',
    '',
  ];
  for (const path of WRITES) {
    for (const other of foreign)
      expect([
        path,
        other,
        (await ask(path, {method: 'POST', headers: {...headers, origin: other}, body: '{}'})).status,
      ]).toEqual([path, other, 403]);
    expect([path, (await ask(path, {method: 'POST', headers: without, body: '{}'})).status]).toEqual([path, 403]);
  }
  for (const path of READS)
    for (const other of foreign.slice(0, 4))
      expect([path, (await ask(path, {headers: {...without, origin: other}})).status]).toEqual([path, 403]);
  for (const site of ['cross-site', 'same-site'])
    expect((await ask('/api/state', {headers: {...without, 'sec-fetch-site': site}})).status).toBe(403);
});

test('a form cannot write: only JSON is taken, and not too much of it', async () => {
  const {headers} = await session({port, token});
  const post = (type: string, body: string): Promise<Answered> =>
    ask('/api/command', {method: 'POST', headers: {...headers, 'content-type': type}, body});
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])
    expect([type, (await post(type, '{"line":"check"}')).status]).toEqual([type, 415]);
  for (const body of ['', '[]', '"x"', '{"line":', 'null'])
    expect((await post('application/json', body)).status).toBe(400);
  expect((await post('application/json', JSON.stringify({line: 'x'.repeat(200_000)}))).status).toBe(413);
  expect((await post('application/json', '{"line":"help"}')).status).toBe(200);
});

test('no CORS: a preflight is refused, and no answer allows an origin', async () => {
  const preflight = await ask('/api/command', {
    method: 'OPTIONS',
    headers: {host, origin: 'http://evil.example', 'access-control-request-method': 'POST'},
  });
  expect(preflight.status).toBe(403);
  const {headers} = await session({port, token});
  for (const answer of [preflight, await ask('/', {headers: {host}}), await ask('/api/state', {headers})])
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE'])
    expect((await ask('/api/state', {method, headers})).status).toBe(405);
});

test('the document holds no data, and a policy that runs nothing but its own script', async () => {
  const first = await ask('/', {headers: {host, 'sec-fetch-site': 'cross-site'}});
  const second = await ask('/', {headers: {host}});
  const csp = String(first.headers['content-security-policy']);
  const nonce = /'nonce-([\w-]{22})'/.exec(csp)?.[1];
  expect(csp).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
  );
  expect(first.text).toContain(`<meta name="style-nonce" content="${nonce}">`);
  expect(second.headers['content-security-policy']).not.toBe(csp);
  expect(first.text).not.toContain('test-nginx');
  expect(first.text).not.toContain(token);
  for (const answer of [first, await ask('/app.js', {headers: {host}}), await ask('/api/state', {headers: {host}})])
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
});

test.each([
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/app.js/../../package.json',
  '//etc/passwd',
  '/api/documents/..%2f..%2fetc%2fpasswd',
  '/api/documents/../../../etc/passwd',
  '/api/__proto__',
  '/api/constructor',
  '/api/downloads/..%2f..%2fpackage.json',
  '/api/downloads/passwd',
  'http://evil.example/api/state',
])('there is no way out by %s', async (path) => {
  const {headers} = await session({port, token});
  const answer = await ask(path, {headers});
  expect(answer.status).toBe(404);
  expect(answer.text).not.toMatch(/root:|"devDependencies"/);
});

test('a demo writes nothing, whoever asks how', async () => {
  const page = await session({port, token});
  await events(port, page).until('the scenario is there', ({opened}) => opened?.ready === true);
  const focus = (await page.get('/api/state')).json<ConsoleState>().opened?.focus;
  const tries: readonly (readonly [string, unknown])[] = [
    ['/api/plan', {ids: [focus]}],
    ['/api/reconcile', {digest: 'x', nonce: 'y'}],
    ['/api/undo/plan', {record: 'x'}],
    ['/api/undo', {digest: 'x', nonce: 'y'}],
    ['/api/scenario', {scenario: 'governed-drift'}],
    ['/api/ignore', {id: focus, reason: 'x'}],
    ['/api/open', {namespace: 'default', release: 'web'}],
  ];
  for (const [path, body] of tries)
    expect([path, (await page.post(path, body)).json()]).toEqual([
      path,
      {error: expect.objectContaining({code: 'gated'}) as object},
    ]);
});

describe('the prompt', () => {
  const say = async (page: Session, line: string) =>
    (await page.post('/api/command', {line})).json<{exitCode?: number; stdout: string; stderr: string}>();

  test('runs the product’s own commands on what is open', async () => {
    const page = await session({port, token});
    const {opened} = await events(port, page).until('the scenario is there', (state) => state.opened?.ready === true);
    const check = await say(page, 'check');
    expect([check.exitCode, check.stderr]).toEqual([2, '']);
    expect(check.stdout).toContain('Variance detected: 4 in 2 of 7 objects');
    const explained = await say(page, `helm drift explain ${opened?.focus}`);
    expect([explained.exitCode, explained.stdout]).toEqual([0, expect.stringContaining('Service port')]);
    expect((await say(page, 'simulate governed-drift')).stdout).toContain('Controlled reconcile');
    expect((await say(page, 'help')).stdout).toContain('Usage: helm drift COMMAND');
    expect((await say(page, 'help check')).stdout).toContain('--fidelity');
    const wrong = await say(page, 'check --nonsense');
    expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining('unknown flag --nonsense')]);
  });

  test.each([
    'sh -c id',
    'console',
    'sandbox down',
    '__complete check',
    'fix',
    'fix --yes',
    'undo',
    'check --show-secrets',
    'check --kubeconfig /tmp/x',
    'check --kube-apiserver=https://evil.example',
    'check -o json=/tmp/helm-drift-prompt',
    'check --output html=/tmp/helm-drift-prompt',
    'check -ojson=/tmp/helm-drift-prompt',
    'simulate governed-drift --live',
    'fix --dry-run --out /tmp/helm-drift-prompt',
    'ignore x --reason y',
    'check "',
  ])('does not run %s', async (line) => {
    const page = await session({port, token});
    const answer = await say(page, line);
    expect(answer.exitCode).toBeUndefined();
    expect(answer.stderr).toMatch(/^Error: /);
  });

  test('has no shell: what one would act on is a word', async () => {
    const page = await session({port, token});
    const answer = await say(page, 'check $(touch /tmp/helm-drift-shell) ; `id` | cat > /tmp/x && true');
    expect(answer.exitCode).toBe(1);
    expect(answer.stdout + answer.stderr).not.toMatch(/uid=\d/);
  });

  test('completes commands, flags and the IDs that are shown', async () => {
    const page = await session({port, token});
    const {opened} = await events(port, page).until('the scenario is there', (state) => state.opened?.ready === true);
    const complete = async (line: string) =>
      (await page.post('/api/complete', {line})).json<{from: number; candidates: {text: string}[]}>();
    expect(await complete('ex')).toMatchObject({from: 0, candidates: [{text: 'explain'}]});
    const ids = (await complete('explain ')).candidates.map(({text}) => text);
    expect(ids).toContain(opened?.focus);
    expect(ids).toHaveLength(4);
    expect((await complete('check --fid')).candidates.map(({text}) => text)).toEqual(['--fidelity']);
    expect((await complete('')).candidates.map(({text}) => text)).not.toContain('sandbox');
  });
});

test('200 requests at once, and as many that are cut off, and the next one is answered', async () => {
  const page = await session({port, token});
  await events(port, page).until('the scenario is there', ({opened}) => opened?.ready === true);
  const paths = ['/api/state', '/api/assets', '/api/nothing', '/'];
  const answers = await Promise.all(
    Array.from({length: 200}, (_one, at) => page.get(paths[at % paths.length] as string)),
  );
  expect(answers.map(({status}) => status)).toEqual(answers.map((_one, at) => [200, 200, 404, 200][at % 4]));
  await Promise.all(
    Array.from(
      {length: 200},
      () =>
        new Promise<void>((resolve) => {
          const socket = createConnection(port, '127.0.0.1', () =>
            socket.write('POST /api/command HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{'),
          );
          setTimeout(() => socket.destroy(), 20);
          socket.on('close', () => resolve());
          socket.on('error', () => {});
        }),
    ),
  );
  expect((await page.get('/api/state')).status).toBe(200);
});
