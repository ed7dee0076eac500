import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {NO_CLUSTER, NO_USER} from '../../src/kube/kubeconfig/model.ts';
import type {UserEntry} from '../../src/kube/kubeconfig/model.ts';
import {loginOf} from '../../src/kube/login.ts';
import {thrownBy} from './fakes.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'helm-drift-login-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

const login = (user: Partial<UserEntry>, server = 'https://one') =>
  loginOf(
    {
      context: 'one',
      namespace: '',
      cluster: {...NO_CLUSTER, server},
      user: {...NO_USER, ...user},
      url: new URL(server),
    },
    {},
  );
const headers = async (user: Partial<UserEntry>, server?: string) =>
  (await (await login(user, server)).credentials()).headers;

describe('a token file', () => {
  test('is read each time, wins over the token, and its last word counts while it is gone', async () => {
    const tokenFile = join(folder(), 'token');
    const one = await login({token: 'inline', tokenFile});
    const now = async () => (await one.credentials()).headers['Authorization'];
    expect(await now()).toBe('Bearer inline');
    writeFileSync(tokenFile, 'first\n');
    expect(await now()).toBe('Bearer first');
    writeFileSync(tokenFile, ' second ');
    expect(await now()).toBe('Bearer second');
    writeFileSync(tokenFile, '');
    expect(await now()).toBe('Bearer second');
    rmSync(tokenFile);
    expect(await now()).toBe('Bearer second');
  });

  test('that was never there is an error', async () => {
    expect(await thrownBy(headers({tokenFile: '/no/such/token'}))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('cannot read the token file that the kubeconfig names: ENOENT'),
    });
  });

  test('that is empty is an error: whoever means to be somebody does not go on as nobody', async () => {
    const tokenFile = join(folder(), 'token');
    writeFileSync(tokenFile, '\n');
    expect(await thrownBy(headers({tokenFile}))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/^cannot read the token file .*: .*token is empty$/),
    });
  });
});

describe('a client certificate', () => {
  test('of files is read each time', async () => {
    const at = folder();
    const [certFile, keyFile] = [join(at, 'c'), join(at, 'k')];
    writeFileSync(certFile, 'one');
    writeFileSync(keyFile, 'key');
    const mine = await login({certFile, keyFile, token: 't'});
    expect(await mine.credentials()).toEqual({
      headers: {Authorization: 'Bearer t'},
      certificate: {cert: 'one', key: 'key'},
    });
    writeFileSync(certFile, 'two');
    expect((await mine.credentials()).certificate?.cert).toBe('two');
    rmSync(keyFile);
    expect((await thrownBy(mine.credentials())).message).toContain('cannot read the client key');
  });

  test('of data is decoded', async () => {
    const [certData, keyData] = ['cert', 'key'].map((text) => Buffer.from(text).toString('base64'));
    const mine = await login({certData: certData ?? '', keyData: keyData ?? ''});
    expect((await mine.credentials()).certificate).toEqual({cert: 'cert', key: 'key'});
  });
});

describe('who stands for another', () => {
  test('names user, uid, groups and extra fields, each key as a header can hold it', async () => {
    const user = {as: 'jane', asUid: 'u', asGroups: ['a', 'b, c'], asExtra: {'x/y z%ü': ['1', '2'], none: []}};
    expect(await headers(user)).toEqual({
      'Impersonate-User': 'jane',
      'Impersonate-Uid': 'u',
      'Impersonate-Group': ['a', 'b, c'],
      'Impersonate-Extra-x%2Fy%20z%25%C3%BC': ['1', '2'],
    });
  });

  test('may have a name beyond ASCII, in UTF-8', async () => {
    const {'Impersonate-User': name} = await headers({as: 'jürgen'});
    expect(Buffer.from(String(name), 'latin1').toString('utf8')).toBe('jürgen');
  });

  test.each([{as: 'a\nb'}, {token: 'a\r\nX: y'}])('%j cannot be said', async (user) => {
    expect((await thrownBy(headers(user))).message).toContain('control character');
  });
});

describe('the order of logins', () => {
  test.each<[string, Partial<UserEntry>, string, object]>([
    ['what the URL holds', {token: 't'}, 'https://u:p%40@one', {Authorization: `Basic ${btoa('u:p@')}`}],
    ['a token', {token: 't'}, 'https://one', {Authorization: 'Bearer t'}],
    ['a password', {username: 'a', password: 'b:c'}, 'https://one', {Authorization: `Basic ${btoa('a:b:c')}`}],
    ['nobody', {}, 'https://one', {}],
    ['nobody, over plain HTTP', {token: 't', as: 'jane'}, 'http://one', {'Impersonate-User': 'jane'}],
  ])('%s', async (_what, user, server, expected) => {
    expect(await headers(user, server)).toEqual(expected);
  });
});

describe('an auth provider of old', () => {
  const idToken = (exp: number): string =>
    ['{"alg":"none"}', JSON.stringify({exp}), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

  test('gives its token', async () => {
    const token = idToken(Date.now() / 1000 + 3600);
    const user = {authProvider: {name: 'oidc', config: {'id-token': token}}};
    expect(await headers(user)).toEqual({Authorization: `Bearer ${token}`});
  });

  test('that fails says so', async () => {
    const config = {
      'id-token': idToken(1),
      'client-id': 'c',
      'refresh-token': 'r',
      'idp-issuer-url': 'https://127.0.0.1:1',
    };
    vi.stubEnv('NODE_NO_WARNINGS', '1');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await thrownBy(headers({authProvider: {name: 'oidc', config}}))).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('cannot log in by the auth provider oidc: '),
    });
  });

  test('that gives none is nobody', async () => {
    expect(await headers({authProvider: {name: 'oidc', config: {}}})).toEqual({});
  });
});
