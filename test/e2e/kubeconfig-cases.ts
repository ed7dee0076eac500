import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ConnectionSettings} from '../../src/kube/kubeconfig/model.ts';
import {pair} from './identities.ts';
import type {Scene} from './identities.ts';

/** A kubeconfig of one context, the flags beside it, and the environment. */
export interface Case {
  readonly cluster?: object;
  readonly user?: object;
  readonly flags?: ConnectionSettings;
  readonly env?: Readonly<Record<string, string>>;
}

export type MakeCase = (scene: Scene, folder: string) => Case;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const EXEC = {apiVersion: 'client.authentication.k8s.io/v1beta1'};
const V1 = {apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never'};

/** A plugin that tells, as its token, all that it was given; with `cert` it gives a client certificate too. */
function plugin(folder: string, version = 'v1beta1', cert = false): string {
  mkdirSync(join(folder, 'bin'), {recursive: true});
  const file = join(folder, 'bin', 'login');
  const status = cert
    ? `{token: 't', clientCertificateData: ${JSON.stringify(pair(1).cert)}, clientKeyData: ${JSON.stringify(pair(1).key)}}`
    : `{token: Buffer.from(JSON.stringify(told)).toString('base64url')}`;
  const script = `#!${process.execPath}
const {kind, apiVersion, spec} = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const told = {kind, apiVersion, interactive: spec.interactive, cluster: spec.cluster, args: process.argv.slice(2), profile: process.env.PROFILE};
console.log(JSON.stringify({kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/${version}', status: ${status}}));
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}

function written(folder: string, name: string, text: string): string {
  mkdirSync(folder, {recursive: true});
  writeFileSync(join(folder, name), text);
  return name;
}

const pem = (folder: string): object => ({
  'client-certificate': written(folder, 'client.crt', pair(1).cert),
  'client-key': `./${written(folder, 'client.key', pair(1).key)}`,
});
const certData = (): object => ({
  'client-certificate-data': base64(pair(1).cert),
  'client-key-data': base64(pair(1).key),
});

/** Ways to be somebody, all of which are crossed with FLAGS. */
export const USERS: Readonly<Record<string, MakeCase>> = {
  nobody: () => ({}),
  'a token': () => ({user: {token: 'mine'}}),
  'a token file, relative': (_scene, folder) => ({user: {tokenFile: written(folder, 'token', 'of-file\n')}}),
  'a token and a token file': (_scene, folder) => ({
    user: {token: 'x', tokenFile: written(folder, 'token', 'of-file')},
  }),
  'a password': () => ({user: {username: 'ann', password: 'p:w'}}),
  'a certificate': () => ({user: certData()}),
  'certificate files, relative': (_scene, folder) => ({user: pem(folder)}),
  'a certificate and a token': () => ({user: {...certData(), token: 'mine'}}),
  'an exec plugin, relative': (_scene, folder) => {
    plugin(folder);
    return {user: {exec: {...EXEC, command: './bin/login', args: ['a', 'b c'], env: [{name: 'PROFILE', value: 'p'}]}}};
  },
  'an exec plugin that gives a certificate': (_scene, folder) => ({
    user: {exec: {...V1, command: plugin(folder, 'v1', true)}},
  }),
  'an impersonator': () => ({
    user: {
      token: 'mine',
      as: 'jane',
      'as-uid': 'u-1',
      'as-groups': ['devs', 'ops, too'],
      'as-user-extra': {scopes: ['a', 'b'], 'Example.com/Key %': ['c']},
    },
  }),
};

export const FLAGS: Readonly<Record<string, () => ConnectionSettings>> = {
  'no flags': () => ({}),
  'a token': () => ({token: 'of-flag'}),
  'a user to stand for': () => ({asUser: 'eve'}),
  'a user and groups': () => ({asUser: 'eve', asGroups: ['g1', 'g2']}),
  'groups alone': () => ({asGroups: ['g1']}),
  'no check of the certificate': () => ({insecure: true}),
  'a token and a user': () => ({token: 'of-flag', asUser: 'eve'}),
};

/** A server that only a proxy finds. */
const hidden = ({port}: Scene): string => `https://kubernetes.default.svc:${port}`;
const token = {token: 'mine'};

export const CASES: Readonly<Record<string, MakeCase>> = {
  'an authority in a file, relative': (_scene, folder) => ({
    cluster: {
      'certificate-authority-data': undefined,
      'certificate-authority': written(folder, 'ca.crt', pair(0).cert),
    },
    user: token,
  }),
  'no authority': () => ({cluster: {'certificate-authority-data': undefined}, user: token}),
  'an authority of the machine': (_scene, folder) => ({
    cluster: {'certificate-authority-data': undefined},
    user: certData(),
    env: {SSL_CERT_FILE: join(folder, written(folder, 'roots.crt', pair(0).cert))},
  }),
  'an authority that is another': () => ({cluster: {'certificate-authority-data': base64(pair(1).cert)}, user: token}),
  'an authority that is no certificate': () => ({cluster: {'certificate-authority-data': base64('no')}, user: token}),
  'an authority that is not there': () => ({
    cluster: {'certificate-authority-data': undefined, 'certificate-authority': 'gone.crt'},
    user: token,
  }),
  'no check': () => ({
    cluster: {'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true},
    user: token,
  }),
  'no check, and an authority': () => ({cluster: {'insecure-skip-tls-verify': true}, user: token}),
  'two authorities': (_scene, folder) => ({
    cluster: {'certificate-authority': written(folder, 'ca.crt', pair(0).cert)},
    user: token,
  }),
  'another name': () => ({cluster: {'tls-server-name': 'kubernetes.default.svc'}, user: token}),
  'a wrong name': () => ({cluster: {'tls-server-name': 'elsewhere.test'}, user: token}),
  'a server below a path': ({secure}) => ({cluster: {server: `${secure}/k8s/clusters/c-1/?a=b`}, user: token}),
  'a server with a login': ({secure}) => ({cluster: {server: secure.replace('//', '//u:p%40@')}, user: token}),
  'plain HTTP, with a token': ({plain}) => ({
    cluster: {server: plain, 'certificate-authority-data': undefined},
    user: token,
  }),
  'plain HTTP, standing for another': ({plain}) => ({cluster: {server: plain}, user: {...token, as: 'jane'}}),
  'plain HTTP, without a scheme': ({plain}) => ({cluster: {server: plain.replace('http://', '')}, user: token}),
  'a proxy of the cluster': (scene) => ({cluster: {server: hidden(scene), 'proxy-url': scene.proxy}, user: token}),
  'a proxy of the cluster, to loopback': ({proxy}) => ({cluster: {'proxy-url': proxy}, user: token}),
  'a proxy of the cluster with a login': (scene) => ({
    cluster: {server: hidden(scene), 'proxy-url': scene.proxy.replace('//', '//u:p%40@')},
    user: certData(),
  }),
  'a SOCKS proxy of the cluster': (scene) => ({
    cluster: {server: hidden(scene), 'proxy-url': scene.socks},
    user: token,
  }),
  'a SOCKS proxy with a login': (scene) => ({
    cluster: {server: hidden(scene), 'proxy-url': scene.socks.replace('//', '//u:p%40@')},
    user: token,
  }),
  'a proxy that is none': () => ({cluster: {'proxy-url': 'ftp://proxy'}, user: token}),
  'a proxy that does not answer': (scene) => ({
    cluster: {server: hidden(scene), 'proxy-url': 'http://127.0.0.1:1'},
    user: token,
  }),
  HTTPS_PROXY: (scene) => ({cluster: {server: hidden(scene)}, user: token, env: {HTTPS_PROXY: scene.proxy}}),
  https_proxy: (scene) => ({cluster: {server: hidden(scene)}, user: token, env: {https_proxy: scene.proxy}}),
  'HTTPS_PROXY without a scheme': (scene) => ({
    cluster: {server: hidden(scene)},
    user: token,
    env: {HTTPS_PROXY: scene.proxy.replace('http://', '')},
  }),
  'HTTPS_PROXY by SOCKS': (scene) => ({cluster: {server: hidden(scene)}, user: token, env: {HTTPS_PROXY: scene.socks}}),
  'HTTPS_PROXY to loopback': () => ({user: token, env: {HTTPS_PROXY: 'http://127.0.0.1:1'}}),
  'HTTPS_PROXY and one of the cluster': (scene) => ({
    cluster: {server: hidden(scene), 'proxy-url': scene.proxy},
    user: token,
    env: {HTTPS_PROXY: 'http://127.0.0.1:1'},
  }),
  'HTTPS_PROXY and another in NO_PROXY': (scene) => ({
    cluster: {server: hidden(scene)},
    user: token,
    env: {HTTPS_PROXY: scene.proxy, NO_PROXY: 'svc.example,.default,10.0.0.0/8,kubernetes.default.svc:1'},
  }),
  'HTTPS_PROXY and NO_PROXY': (scene) => ({
    cluster: {server: hidden(scene)},
    user: token,
    env: {HTTPS_PROXY: scene.proxy, NO_PROXY: 'a, .svc'},
  }),
  'HTTPS_PROXY and no_proxy': (scene) => ({
    cluster: {server: hidden(scene)},
    user: token,
    env: {HTTPS_PROXY: scene.proxy, no_proxy: '*'},
  }),
  ALL_PROXY: (scene) => ({cluster: {server: hidden(scene)}, user: token, env: {ALL_PROXY: scene.proxy}}),
  'HTTP_PROXY, with TLS': (scene) => ({cluster: {server: hidden(scene)}, user: token, env: {HTTP_PROXY: scene.proxy}}),
  'HTTP_PROXY, plain': ({proxy}) => ({
    cluster: {server: 'http://kubernetes.default.svc:8001', 'certificate-authority-data': undefined},
    user: token,
    env: {HTTP_PROXY: proxy.replace('//', '//u:p@')},
  }),
  'a token and a password': () => ({user: {...token, username: 'ann', password: 'pw'}}),
  'a certificate without a key': () => ({user: {'client-certificate-data': base64(pair(1).cert)}}),
  'a certificate and the key of another': () => ({user: {...certData(), 'client-key-data': base64(pair(0).key)}}),
  'a key alone': () => ({user: {...token, 'client-key-data': base64(pair(1).key)}}),
  'groups to stand for, and no user': () => ({user: {...token, 'as-groups': ['a']}}),
  'a name beyond ASCII to stand for': () => ({user: {...token, as: 'jürgen'}}),
  'a token with a line break': () => ({user: {token: 'a\nb'}}),
  'a token file that is not there': () => ({user: {tokenFile: 'gone'}}),
  'an empty token file': (_scene, folder) => ({user: {tokenFile: written(folder, 'token', '')}}),
  'a token file of a line break': (_scene, folder) => ({user: {tokenFile: written(folder, 'token', '\n')}}),
  'a token and an empty token file': (_scene, folder) => ({
    user: {...token, tokenFile: written(folder, 'token', '')},
  }),
  'an exec plugin on PATH': (_scene, folder) => {
    plugin(folder);
    return {user: {exec: {...EXEC, command: 'login'}}, env: {PATH: `${join(folder, 'bin')}:${process.env['PATH']}`}};
  },
  'an exec plugin that is told of the cluster': (scene, folder) => ({
    cluster: {
      'tls-server-name': 'kubernetes.default.svc',
      'proxy-url': scene.proxy,
      extensions: [{name: 'client.authentication.k8s.io/exec', extension: {audience: 'a', deep: {n: 1}}}],
    },
    user: {exec: {...EXEC, command: plugin(folder), provideClusterInfo: true}},
  }),
  'an exec plugin that is told of a cluster without extensions': (_scene, folder) => ({
    user: {exec: {...V1, command: plugin(folder, 'v1'), provideClusterInfo: true}},
  }),
  'an exec plugin beside a certificate': (_scene, folder) => ({
    user: {...certData(), exec: {...EXEC, command: plugin(folder)}},
  }),
  'an exec plugin beside a password': (_scene, folder) => ({
    user: {username: 'ann', password: 'pw', exec: {...EXEC, command: plugin(folder)}},
  }),
  'an exec plugin of v1 that says nothing of a terminal': (_scene, folder) => ({
    user: {exec: {apiVersion: V1.apiVersion, command: plugin(folder, 'v1')}},
  }),
  'an exec plugin that needs a terminal': (_scene, folder) => ({
    user: {exec: {...V1, interactiveMode: 'Always', command: plugin(folder, 'v1')}},
  }),
  'an exec plugin that answers by another version': (_scene, folder) => ({
    user: {exec: {...EXEC, command: plugin(folder, 'v1')}},
  }),
  'an exec plugin of no version': (_scene, folder) => ({user: {exec: {command: plugin(folder)}}}),
  'an exec plugin that is not there': () => ({user: {exec: {...EXEC, command: './gone', installHint: 'brew install'}}}),
  'an exec plugin that fails': () => ({user: {exec: {...EXEC, command: 'false'}}}),
  'an exec plugin that says nothing': () => ({user: {exec: {...EXEC, command: 'true'}}}),
  'a server of the flags': ({secure}) => ({
    cluster: {server: 'https://127.0.0.1:1', 'tls-server-name': 'elsewhere.test'},
    user: token,
    flags: {apiServer: secure},
  }),
  'an authority of the flags': (_scene, folder) => ({
    cluster: {'certificate-authority-data': base64(pair(1).cert)},
    user: token,
    flags: {caFile: join(folder, written(folder, 'flag.crt', pair(0).cert))},
  }),
  'an authority of the flags, where nothing is checked': (_scene, folder) => ({
    cluster: {'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true},
    user: token,
    flags: {caFile: join(folder, written(folder, 'flag.crt', pair(1).cert))},
  }),
  'a TLS name of the flags': () => ({
    cluster: {'tls-server-name': 'elsewhere.test'},
    user: token,
    flags: {tlsServerName: 'kubernetes.default.svc'},
  }),
  'a context of the flags that is not there': () => ({user: token, flags: {context: 'gone'}}),
};
