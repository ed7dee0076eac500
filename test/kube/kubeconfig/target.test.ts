import {delimiter, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {ConnectionSettings} from '../../../src/kube/kubeconfig/model.ts';
import {findTarget} from '../../../src/kube/kubeconfig/target.ts';
import {thrownBy} from '../fakes.ts';
import {config, find, folder} from './found.ts';
import type {Fields} from './found.ts';

describe('flags', () => {
  test.each<[string, Fields, ConnectionSettings, object]>([
    [
      'a server clears the TLS name',
      {cluster: {'tls-server-name': 'x'}},
      {apiServer: 'https://two'},
      {
        cluster: {server: 'https://two', tlsServerName: ''},
      },
    ],
    [
      'a server with a TLS name of its own',
      {},
      {apiServer: 'https://two', tlsServerName: 'y'},
      {
        cluster: {tlsServerName: 'y'},
      },
    ],
    ['a TLS name', {cluster: {'tls-server-name': 'x'}}, {tlsServerName: 'y'}, {cluster: {tlsServerName: 'y'}}],
    [
      'an authority, over one of the file',
      {cluster: {'certificate-authority-data': 'AAAA'}},
      {caFile: '/ca'},
      {
        cluster: {caFile: '/ca', caData: ''},
      },
    ],
    [
      'an authority, over no check',
      {cluster: {'insecure-skip-tls-verify': true}},
      {caFile: '/ca'},
      {
        cluster: {caFile: '/ca', insecure: false},
      },
    ],
    [
      'no check, over an authority',
      {cluster: {'certificate-authority-data': 'AAAA'}},
      {insecure: true},
      {
        cluster: {insecure: true, caData: ''},
      },
    ],
    [
      'a check, where the file wants none, changes nothing',
      {cluster: {'insecure-skip-tls-verify': true}},
      {insecure: false},
      {
        cluster: {insecure: true},
      },
    ],
    [
      'a token replaces the token alone',
      {user: {token: 'a', tokenFile: '/t', 'as-groups': ['g'], as: 'j'}},
      {token: 'b'},
      {
        user: {token: 'b', tokenFile: '/t', as: 'j', asGroups: ['g']},
      },
    ],
    [
      'a user to stand for, and groups',
      {user: {as: 'j', 'as-groups': ['g'], 'as-uid': 'x'}},
      {asUser: 'k', asGroups: ['h']},
      {
        user: {as: 'k', asGroups: ['h'], asUid: 'x'},
      },
    ],
    [
      'empty ones say nothing',
      {user: {token: 'a'}},
      {token: '', asUser: '', apiServer: '', context: ''},
      {
        user: {token: 'a', as: ''},
        cluster: {server: 'https://one:6443'},
      },
    ],
  ])('%s', async (_what, fields, settings, target) => {
    expect(await find(config(fields), settings)).toMatchObject(target);
  });
});

describe('a server’s address', () => {
  test.each([
    ['https://one:6443/', 'https://one:6443/'],
    ['https://one/k8s/c-1?x=y', 'https://one/k8s/c-1?x=y'],
    ['one:8080', 'http://one:8080/'],
    ['one', 'http://one/'],
    ['https://[fd00::1]:443', 'https://[fd00::1]/'],
  ])('%s is %s', async (server, href) => {
    expect((await find(config({cluster: {server}}))).url.href).toBe(href);
  });

  test.each(['ftp://one', 'one/path', 'https://one:port'])('%s is none', async (server) => {
    expect((await thrownBy(find(config({cluster: {server}})))).message).toContain(`not a URL: "${server}"`);
  });
});

describe('what helm refuses is refused', () => {
  test.each<[string, Fields, RegExp]>([
    [
      'two authorities',
      {cluster: {'certificate-authority': 'a', 'certificate-authority-data': 'AAAA'}},
      /exclude each/,
    ],
    [
      'an authority and no check',
      {cluster: {'certificate-authority': 'a', 'insecure-skip-tls-verify': true}},
      /exclude/,
    ],
    ['a proxy of no kind', {cluster: {'proxy-url': 'socks4://a'}}, /proxy-url "socks4:\/\/a" is no URL of/],
    ['a token and a password', {user: {token: 'a', username: 'b'}}, /only one way to log in/],
    [
      'a certificate twice',
      {user: {'client-certificate': 'a', 'client-certificate-data': 'AAAA', 'client-key': 'a'}},
      /exclude/,
    ],
    ['a key twice', {user: {'client-certificate': 'a', 'client-key-data': 'AAAA', 'client-key': 'a'}}, /exclude/],
    ['no key', {user: {'client-certificate': 'a'}}, /needs its client-key/],
    ['groups of nobody', {user: {'as-groups': ['a']}}, /need a user to impersonate/],
    [
      'an exec plugin of no command',
      {user: {exec: {apiVersion: 'client.authentication.k8s.io/v1beta1'}}},
      /no command/,
    ],
    ['an exec plugin of no version', {user: {exec: {command: 'a'}}}, /of the apiVersion ""/],
    [
      'an exec plugin that does not say whether it asks',
      {user: {exec: {command: 'a', apiVersion: 'client.authentication.k8s.io/v1'}}},
      /interactiveMode of Never, IfAvailable or Always/,
    ],
    [
      'a nameless variable',
      {user: {exec: {command: 'a', apiVersion: 'client.authentication.k8s.io/v1beta1', env: [{value: 'x'}]}}},
      /has no name/,
    ],
    [
      'two ways to log in',
      {
        user: {
          exec: {command: 'a', apiVersion: 'client.authentication.k8s.io/v1beta1'},
          'auth-provider': {name: 'oidc'},
        },
      },
      /exec and auth-provider/,
    ],
  ])('%s', async (_what, fields, says) => {
    expect(await thrownBy(find(config(fields)))).toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(says),
    });
  });
});

describe('no cluster', () => {
  test.each<[string, string | undefined, RegExp, RegExp]>([
    [
      'without a file',
      undefined,
      /^there is no kubeconfig, so no cluster: \/nowhere\/config is not there$/,
      /--kubeconfig/,
    ],
    [
      'without a current context',
      config({current: ''}),
      /names no cluster: it has no current context$/,
      /--kube-context: one/,
    ],
    ['without the context', config({current: 'gone'}), /^the kubeconfig has no context "gone"$/, /^It has: one\.$/],
    [
      'without its cluster',
      config({context: {cluster: 'gone'}}),
      /context "one": it has no cluster "gone"$/,
      /--kube-context/,
    ],
    ['without a server', config({cluster: {server: ''}}), /its cluster "c" has no server$/, /--kube-context/],
    ['of an empty file', '', /names no cluster: it has no current context$/, /^Name another one/],
  ])('%s', async (_what, text, message, hint) => {
    expect(await thrownBy(find(text))).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test('where not even a home is known', async () => {
    expect((await thrownBy(findTarget({}, {env: {}, serviceAccount: '/nowhere'}))).message).toBe(
      'there is no kubeconfig, so no cluster: KUBECONFIG and HOME are not set',
    );
  });

  test('the server that KUBERNETES_MASTER names counts where nobody names another', async () => {
    const env = {KUBERNETES_MASTER: 'https://master'};
    expect((await find(config({cluster: {server: ''}}), {}, {env})).url.host).toBe('master');
    expect((await find(config(), {}, {env})).url.host).toBe('one:6443');
  });
});

describe('files', () => {
  test('the home folder’s, else those of KUBECONFIG, else the one of the flag', async () => {
    const at = folder({
      '.kube/config': config({cluster: {server: 'https://home'}}),
      a: config({cluster: {server: 'https://a'}}),
    });
    const host = async (settings: ConnectionSettings, env: NodeJS.ProcessEnv): Promise<string> =>
      (await findTarget(settings, {env: {HOME: at, ...env}, serviceAccount: '/nowhere'})).url.host;
    expect(await host({}, {})).toBe('home');
    expect(await host({}, {KUBECONFIG: ['', join(at, 'gone'), join(at, 'a')].join(delimiter)})).toBe('a');
    expect(await host({kubeconfig: join(at, 'a'), isOneFile: true}, {KUBECONFIG: '/gone'})).toBe('a');
  });

  test('the one of the flag must be there, and is no list', async () => {
    const at = folder({a: config(), [`a${delimiter}b`]: config({cluster: {server: 'https://odd'}})});
    const one = (kubeconfig: string) => find('', {kubeconfig, isOneFile: true});
    expect((await one(join(at, `a${delimiter}b`))).url.host).toBe('odd');
    expect((await thrownBy(one(join(at, 'gone')))).message).toContain('ENOENT');
  });
});
