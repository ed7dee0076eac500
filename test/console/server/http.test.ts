import {describe, expect, test} from 'vitest';
import {bodyOf} from '../../../src/console/server/request-body.ts';
import {errorAnswer} from '../../../src/console/server/error-answer.ts';
import {PreconditionError, UserError} from '../../../src/model/errors.ts';
import {contextOf} from '../fakes.ts';
import {ask, serving} from './serving.ts';

describe('the document', () => {
  test('holds no data, needs no session, and runs nothing but its own script', async () => {
    const {port, host} = await serving();
    const [first, second] = [await ask(port, '/', {headers: {host}}), await ask(port, '/', {headers: {host}})];
    const csp = String(first.headers['content-security-policy']);
    const nonce = /'nonce-([\w-]{22})'/.exec(csp)?.[1];
    expect(csp).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
    );
    expect(first.text).toContain(`<meta name="style-nonce" content="${nonce}">`);
    expect(first.text).toContain('<div id="app"></div>');
    expect(second.headers['content-security-policy']).not.toBe(csp);
  });

  test('script and style are what was built in; nothing else is a page', async () => {
    const {port, host} = await serving();
    const page = async (path: string, method = 'GET') => {
      const {status, headers, text} = await ask(port, path, {headers: {host}, method});
      return [status, headers['content-type'], text];
    };
    expect(await page('/app.js')).toEqual([200, 'text/javascript; charset=utf-8', 'run()']);
    expect(await page('/app.css?x=1')).toEqual([200, 'text/css; charset=utf-8', 'body{}']);
    expect(await page('/app.js', 'HEAD')).toEqual([200, 'text/javascript; charset=utf-8', '']);
    for (const path of ['/package.json', '/../package.json', '/app.js/', '//', '/%2e%2e/x'])
      expect((await page(path))[0]).toBe(404);
  });

  test('nothing is posted to it', async () => {
    const {port, open} = await serving();
    expect((await ask(port, '/', {method: 'POST', headers: open, body: '{}'})).status).toBe(404);
  });
});

test('every answer says that it is not to be kept, framed, guessed or shared', async () => {
  const {port, host, get} = await serving();
  for (const answer of [
    await get('/api/state'),
    await ask(port, '/api/state', {headers: {host}}),
    await get('/app.js'),
  ]) {
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('a session lets in, the state is the store’s, and an open page makes an address for another', async () => {
  const {port, open, host, get, post, context} = await serving();
  expect((await ask(port, '/api/state', {headers: {host}})).status).toBe(401);
  const state = await get('/api/state');
  expect([state.status, state.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(JSON.parse(state.text)).toEqual(context.store.state());
  const link = await post('/api/link', {});
  const other = await ask(port, '/api/session', {method: 'POST', headers: open, body: link.text});
  expect(Object.keys(JSON.parse(other.text))).toEqual(['key']);
});

describe('routes', () => {
  const routes = {
    'GET /api/things/:id': async ({rest, query}: {rest: string; query: URLSearchParams}) => ({
      json: {rest, form: query.get('form')},
    }),
    'POST /api/echo': async ({body}: {body: object}) => ({json: body}),
    'GET /api/file': async () => ({file: 'live-snapshot.yaml', text: 'kind: Service\n'}),
  };

  test('by the whole path, or all but its last part', async () => {
    const {get, post} = await serving(routes);
    expect(JSON.parse((await get('/api/things/7c1?form=whole')).text)).toEqual({rest: '7c1', form: 'whole'});
    expect(JSON.parse((await post('/api/echo', {a: [1]})).text)).toEqual({a: [1]});
    for (const path of ['/api/things', '/api/things/a/b', '/api/__proto__', '/api/constructor', '/api/echo'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  test('a file is one to be saved', async () => {
    const {headers, text} = await (await serving(routes)).get('/api/file');
    expect([headers['content-type'], headers['content-disposition'], text]).toEqual([
      'text/yaml; charset=utf-8',
      'attachment; filename="live-snapshot.yaml"',
      'kind: Service\n',
    ]);
  });

  test.each([
    ['another type', {'content-type': 'text/plain'}, '{}', 415],
    ['a form', {'content-type': 'application/x-www-form-urlencoded'}, 'a=b', 415],
    ['a type with a parameter', {'content-type': 'application/json; charset=utf-8'}, '{}', 200],
    ['no JSON', {}, '{"a":', 400],
    ['nothing', {}, '', 400],
    ['a list', {}, '[]', 400],
    ['null', {}, 'null', 400],
    ['too much', {}, JSON.stringify({a: 'x'.repeat(70_000)}), 413],
  ])('a body that is %s', async (_what, headers, body, status) => {
    const one = await serving(routes);
    const answer = await ask(one.port, '/api/echo', {method: 'POST', headers: {...one.headers, ...headers}, body});
    expect(answer.status).toBe(status);
    expect(answer.headers['connection'] === 'close' || status !== 413).toBe(true);
  });

  test('wrong hosts and methods are refused before anything is read', async () => {
    const {port, headers} = await serving(routes);
    const statusOf = async (more: object, method = 'GET') =>
      (await ask(port, '/api/file', {headers: {...headers, ...more}, method})).status;
    expect(await statusOf({host: 'evil.example'})).toBe(421);
    expect(await statusOf({origin: 'http://evil.example'})).toBe(403);
    expect([await statusOf({}, 'PUT'), await statusOf({}, 'OPTIONS')]).toEqual([405, 403]);
  });
});

describe('errors', () => {
  class StaleThingError extends PreconditionError {}

  test.each([
    [
      'a precondition under a class of another name',
      new StaleThingError('helm has moved on', 'Plan anew.'),
      409,
      'stale',
    ],
    ['a mistake of the user', new UserError('no such release', 'See helm list.'), 422, 'user'],
    ['a bug of ours', new TypeError('x is undefined'), 500, 'internal'],
  ])('%s', async (_what, error, status, code) => {
    const {get} = await serving({
      'GET /api/fails': async () => {
        throw error;
      },
    });
    const answer = await get('/api/fails');
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code]);
    expect(JSON.parse(answer.text).error.message).toContain(error.message);
  });

  test('hold no secret', () => {
    const context = contextOf();
    context.redactor.learnText('hunter2-is-the-password');
    expect(JSON.stringify(errorAnswer(new UserError('x hunter2-is-the-password'), context))).not.toContain('hunter2');
  });
});

test('a body that comes in pieces is one text, whatever characters the cuts go through', async () => {
  const bytes = Buffer.from(JSON.stringify({word: 'Übergröße'}));
  const pieces = [...bytes].map((byte) => Buffer.from([byte]));
  const incoming = Object.assign(
    (async function* () {
      yield* pieces;
    })(),
    {headers: {'content-type': 'application/json'}},
  );
  expect(await bodyOf(incoming as never)).toEqual({word: 'Übergröße'});
});
