import {describe, expect, test} from 'vitest';
import type {ConsoleState} from '../../../src/console/contract.ts';
import {ANN} from '../access/reviewing.ts';
import {eventually, sessionOf} from '../fakes.ts';
import {bearer, cookieIn, FORM, served} from './in-cluster.ts';
import {ask, listen} from './serving.ts';

const ALL = [
  '/',
  '/app.js',
  '/app.css',
  '/api/state',
  '/api/events',
  '/api/documents/x',
  '/api/findings/x',
  '/api/assets',
];

describe('nobody', () => {
  test('sees anything but /healthz and where to log in', async () => {
    const {get, post, reviews, openAccess} = await served();
    expect(await get('/healthz', {host: '10.1.2.3:8080'})).toMatchObject({status: 200, text: 'ok\n'});
    for (const path of ALL) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers['www-authenticate']]).toEqual([path, 401, 'Bearer']);
      expect(answer.text.includes('run()')).toBe(false);
    }
    expect((await post('/api/open')).status).toBe(401);
    expect((await get('/')).text).toContain('<form method="post" action="/login"');
    expect(reviews.asked).toEqual([]);
    expect(openAccess).not.toHaveBeenCalled();
  });

  test.each([
    ['a wrong token', bearer('wrong')],
    ['no token', {authorization: 'Bearer '}],
    ['a password', {authorization: 'Basic YW5uOmFubg=='}],
    ['a token of another scheme', {authorization: 'Token ann-token'}],
    ['two in one', {authorization: 'Bearer wrong, Bearer ann-token'}],
    ['a name in a header', {'x-remote-user': 'ann', 'x-forwarded-user': 'ann', 'impersonate-user': 'ann'}],
    ['groups beside a wrong token', {...bearer('wrong'), 'x-remote-group': 'system:masters'}],
    ['a cookie of his own', {cookie: 'chosen'}],
    ['a token for a cookie', {cookie: 'ann-token'}],
  ])('comes in with %s', async (_what, headers) => {
    const {get, port} = await served();
    const all = 'cookie' in headers ? {cookie: `helm-drift-${port}=${headers.cookie}`} : headers;
    for (const path of ['/', '/api/state']) expect((await get(path, all)).status).toBe(401);
  });

  test('comes in by a wrong token with a good cookie', async () => {
    const {get, logIn} = await served();
    const cookie = cookieIn(await logIn('ann-token'));
    expect((await get('/api/state', {cookie})).status).toBe(200);
    expect((await get('/api/state', {cookie, ...bearer('wrong')})).status).toBe(401);
  });

  test('comes in while the API server gives no reviews, and no page tells why', async () => {
    const {get, logIn, reviews, told} = await served();
    reviews.failure = new Error('tokenreviews is forbidden: ann-token');
    for (const answer of [await get('/api/state', bearer('ann-token')), await logIn('ann-token')]) {
      expect(answer.status).toBe(503);
      expect(answer.text).not.toMatch(/forbidden|ann-token/);
    }
    expect(told.join('\n')).toContain('nobody is let in: tokenreviews is forbidden: …');
    expect(told.join('\n')).not.toContain('ann-token');
  });
});

describe('a request that no page of ours makes', () => {
  test.each([
    ['another host', {host: 'evil.example'}, 421],
    ['a host that ends like ours', {host: '127.0.0.1.evil.example'}, 421],
    ['no host that could be one', {host: '127.0.0.1/x'}, 421],
    ['an address of the pod', {host: '10.0.0.7:8080'}, 421],
    ['another origin', {origin: 'http://evil.example'}, 403],
    ['no origin at all', {origin: 'null'}, 403],
    ['another site', {'sec-fetch-site': 'cross-site'}, 403],
    ['a neighbour of the site', {'sec-fetch-site': 'same-site'}, 403],
  ])('by %s is refused, whoever asks', async (_what, headers, status) => {
    const {get, post} = await served();
    const all = {...bearer('ann-token'), ...headers};
    expect((await post('/api/refresh', all)).status).toBe(status);
    // What is read by another site or at another host is refused too; only a link may be followed without an origin.
    expect((await get('/api/state', all)).status).toBe(status);
  });

  test('by a form of a foreign page logs nobody in, nor does one without an origin', async () => {
    const {logIn, host, raw, post} = await served();
    expect((await logIn('bob-token', {origin: 'http://evil.example'})).status).toBe(403);
    const silent = await raw('/login', {
      method: 'POST',
      headers: {host, 'content-type': FORM},
      body: 'token=bob-token',
    });
    expect(silent.status).toBe(403);
    expect((await post('/login', {}, '{"token":"bob-token"}')).status).toBe(415);
  });

  test('of another method, too long, or with headers twice', async () => {
    const {raw, post, get, host, port} = await served();
    for (const [method, status] of [
      ['DELETE', 405],
      ['PUT', 405],
      ['HEAD', 405],
      ['OPTIONS', 403],
    ] as const) {
      const answer = await raw('/api/state', {method, headers: {host, ...bearer('ann-token')}});
      expect([method, answer.status, answer.headers['access-control-allow-origin']]).toEqual([
        method,
        status,
        undefined,
      ]);
    }
    expect((await post('/login', {'content-type': FORM}, `token=${'a'.repeat(70_000)}`)).status).toBe(413);
    expect((await get('/api/state', {authorization: `Bearer ${'a'.repeat(20_000)}`})).status).toBe(431);
    expect((await get('/api/state', {'x-large': 'a'.repeat(20_000)})).status).toBe(431);
    const twice = ['Host', host, 'Authorization', 'Bearer wrong', 'Authorization', 'Bearer ann-token'];
    const answer = await ask(port, '/api/state', {headers: twice as never});
    expect(answer.status).toBe(400);
  });
});

describe('a session', () => {
  test('is made of a token that is not kept, and is another one each time', async () => {
    const {logIn, get, told, clock} = await served();
    const first = await logIn('ann-token');
    expect([first.status, first.headers.location, first.text]).toEqual([303, '/', '']);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^helm-drift-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=900$/,
    );
    // A cookie that was there before is no cookie any more: nobody can have chosen it.
    const second = await logIn('ann-token', {cookie: cookieIn(first)});
    expect(cookieIn(second)).not.toBe(cookieIn(first));
    expect((await get('/api/state', {cookie: cookieIn(first)})).status).toBe(401);
    expect((await get('/', {cookie: cookieIn(second)})).text).toContain('/app.js');
    const both = `${cookieIn(second)}; ${cookieIn(first)}`;
    expect((await get('/api/state', {cookie: both})).status).toBe(401);
    clock.now += 15 * 60_000;
    expect((await get('/api/state', {cookie: cookieIn(second)})).status).toBe(401);
    expect(told.join('')).not.toContain('ann-token');
  });

  test('by an ingress is of its host and TLS alone', async () => {
    const {logIn, get} = await served({hosts: ['drift.example.com']});
    const host = 'drift.example.com';
    expect((await logIn('ann-token', {host, origin: `http://${host}`})).status).toBe(403);
    const begun = await logIn('ann-token', {host, origin: `https://${host}`});
    expect(begun.headers['set-cookie']?.[0]).toMatch(/^__Host-helm-drift=[\w-]{43}; .*; Secure$/);
    expect((await get('/api/state', {host, cookie: cookieIn(begun)})).status).toBe(200);
    // By another name a neighbour of the domain may have set it.
    expect((await get('/api/state', {host, cookie: cookieIn(begun).replace('__Host-', '')})).status).toBe(401);
  });

  test('of many viewers and many sessions, none is of another', async () => {
    const {logIn, get, openAccess} = await served();
    const cookies: string[] = [];
    for (let at = 0; at < 20; at += 1) cookies.push(cookieIn(await logIn(at % 2 === 0 ? 'ann-token' : 'bob-token')));
    const statuses = await Promise.all(cookies.map(async (cookie) => (await get('/api/state', {cookie})).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(16);
    expect(openAccess).toHaveBeenCalledTimes(2);
  });

  test('that ends takes its stream along', async () => {
    const {port, host, reviews, clock} = await served();
    const claims = Buffer.from(JSON.stringify({exp: clock.now / 1000 + 0.3})).toString('base64url');
    reviews.tokens.set(`h.${claims}.s`, ANN);
    const stream = await listen(port, '/api/events', {host, ...bearer(`h.${claims}.s`)});
    expect(stream.statusCode).toBe(200);
    await new Promise((done) => stream.on('end', done).resume());
  });
});

describe('a viewer', () => {
  test('has a console of his own, and is asked about before he is shown anything', async () => {
    const {get, post, checkAll} = await served();
    const state = async (token: string): Promise<ConsoleState> =>
      JSON.parse((await get('/api/state', bearer(token))).text);
    await eventually(async () => expect((await state('ann-token')).releases.checkedAt).toBeDefined());
    expect((await state('ann-token')).readOnly).toBe(true);
    expect(checkAll).toHaveBeenCalledTimes(1);
    const hidden = await post('/api/open', bearer('ann-token'), '{"namespace":"blog","release":"web"}');
    const shown = await post('/api/open', bearer('ann-token'), '{"namespace":"shop","release":"web"}');
    expect(hidden.status).toBe(404);
    expect(JSON.parse(hidden.text)).toMatchObject({
      error: {code: 'not-found', message: 'there is no release web in namespace blog'},
    });
    expect(shown.status).toBe(200);
    expect((await state('ann-token')).opened?.namespace).toBe('shop');
    expect((await state('bob-token')).opened).toBeUndefined();
    expect((await post('/api/open', bearer('ann-token'), '{"scenario":"governed-drift"}')).status).toBe(404);
  });

  test('who may not see it any more gets a new console, and what was shown is let go of', async () => {
    const {get, post, reviews, clock, closed} = await served();
    await post('/api/open', bearer('ann-token'), '{"namespace":"shop","release":"web"}');
    reviews.sees.clear();
    clock.now += 31_000;
    const after: ConsoleState = JSON.parse((await get('/api/state', bearer('ann-token'))).text);
    expect(after.opened).toBeUndefined();
    await eventually(() => expect(closed).toHaveBeenCalledTimes(1));
  });

  test.each([
    'POST /api/plan',
    'POST /api/undo/plan',
    'POST /api/reconcile',
    'POST /api/undo',
    'POST /api/scenario',
    'POST /api/activity/dismiss',
    'POST /api/ignore',
    'POST /api/command',
    'POST /api/complete',
    'POST /api/link',
    'POST /api/session',
    'POST /api/anything',
    'GET /api/downloads/release-baseline.yaml',
    'GET /api/downloads/live-snapshot.yaml',
    'GET /api/constructor',
    'GET /api/open',
  ])('writes nothing and runs nothing: %s', async (route) => {
    const {get, post} = await served();
    const [method, path = ''] = route.split(' ');
    const answer = await (method === 'GET' ? get(path, bearer('ann-token')) : post(path, bearer('ann-token')));
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([403, 'gated']);
  });

  test('a release that is named is opened for whoever may see it', async () => {
    const records = {history: async () => [{name: 'web', namespace: 'shop', revision: 1, status: 'deployed'}]};
    const cluster = {session: sessionOf({checkAll: async () => [], cluster: async () => ({records}) as never})};
    const {get} = await served({options: {release: 'web'}, cluster});
    const keyOf = async (token: string) =>
      (JSON.parse((await get('/api/state', bearer(token))).text) as ConsoleState).opened?.key;
    expect([await keyOf('ann-token'), await keyOf('bob-token')]).toEqual(['shop/web', undefined]);
  });
});

test('it does not start where records lie in a database, and ends by its signal', async () => {
  const settings = {namespace: undefined, connection: {}, helmBin: 'helm', driver: 'sql'};
  await expect(served({options: {settings}})).rejects.toThrow('HELM_DRIVER=sql');
  const {console, get, closed} = await served();
  await get('/api/state', bearer('ann-token'));
  console.close();
  console.close();
  await console.closed;
  await eventually(() => expect(closed).toHaveBeenCalledTimes(1));
});
