import {describe, expect, test} from 'vitest';
import {mergeKubeconfigs} from '../../../src/kube/kubeconfig/merge.ts';
import {NO_CLUSTER, NO_USER} from '../../../src/kube/kubeconfig/model.ts';
import {parseKubeconfig} from '../../../src/kube/kubeconfig/parse.ts';

const parsed = (text: string) => parseKubeconfig(text, '/home/ann/.kube/config');
const withCluster = (fields: object) =>
  parsed(JSON.stringify({clusters: [{name: 'c', cluster: fields}]})).clusters.get('c');
const withUser = (fields: object) => parsed(JSON.stringify({users: [{name: 'u', user: fields}]})).users.get('u');

describe('a file', () => {
  test.each(['', ' \n', '# nothing\n', '---\n', 'null\n', '{}'])('of nothing (%j) is an empty one', (text) => {
    expect(parsed(text)).toMatchObject({
      currentContext: '',
      clusters: new Map(),
      users: new Map(),
      contexts: new Map(),
    });
  });

  test('is YAML as Go reads it, and its first document alone', () => {
    const config = parsed(`# mine
---
current-context: &c prod
contexts:
- name: *c
  context: {cluster: c, user: u, namespace: shop}
---
current-context: other
`);
    expect(config.currentContext).toBe('prod');
    expect(config.contexts.get('prod')).toEqual({cluster: 'c', user: 'u', namespace: 'shop'});
  });

  test.each([
    ['{', /./],
    ['- a', /the file is no object/],
    ['kind: Pod', /it is Pod of v1, not Config of v1/],
    ['apiVersion: v2', /it is Config of v2/],
    ['clusters: {a: b}', /clusters is no list/],
    ['clusters: [a]', /clusters\[0\] is no object/],
    ['clusters: [{name: a}, {name: a}]', /clusters has two entries of the name "a"/],
    ['current-context: 1', /current-context is no text/],
    ['contexts: [{name: a, context: {namespace: 1}}]', /contexts\[0\]\.context\.namespace is no text/],
    ['clusters: [{name: a, cluster: {insecure-skip-tls-verify: "true"}}]', /neither true nor false/],
    ['clusters: [{name: a, cluster: {certificate-authority-data: "%"}}]', /certificate-authority-data is no base64/],
  ])('%j is refused whole, as client-go refuses it', (text, says) => {
    expect(() => parsed(text)).toThrow(says);
  });
});

describe('paths', () => {
  test('are relative to the file that names them', () => {
    expect(withCluster({'certificate-authority': '../ca.crt'})?.caFile).toBe('/home/ann/ca.crt');
    expect(withUser({'client-certificate': 'a.crt', 'client-key': './a.key', tokenFile: '/run/token'})).toMatchObject({
      certFile: '/home/ann/.kube/a.crt',
      keyFile: '/home/ann/.kube/a.key',
      tokenFile: '/run/token',
    });
  });

  test.each([
    ['plugin', 'plugin'],
    ['./plugin', '/home/ann/.kube/plugin'],
    ['bin/plugin', '/home/ann/.kube/bin/plugin'],
    ['/usr/bin/plugin', '/usr/bin/plugin'],
  ])('of an exec plugin too, where there is a slash: %s', (command, absolute) => {
    expect(withUser({exec: {command}})?.exec?.command).toBe(absolute);
  });
});

test('what is not set is empty', () => {
  expect(withCluster({})).toEqual(NO_CLUSTER);
  expect(withUser({})).toEqual(NO_USER);
  expect(parsed('clusters: [{name: c}]\nusers: null').clusters.get('c')).toEqual(NO_CLUSTER);
});

test('every field of a user and a cluster is read', () => {
  expect(
    withUser({
      as: 'jane',
      'as-uid': 'u',
      'as-groups': ['a'],
      'as-user-extra': {scopes: ['x', 'y']},
      'auth-provider': {name: 'oidc', config: {a: 'b'}},
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1beta1',
        command: 'login',
        args: ['-x'],
        env: [{name: 'A', value: 'b'}],
        installHint: 'brew',
        provideClusterInfo: true,
      },
    }),
  ).toMatchObject({
    as: 'jane',
    asUid: 'u',
    asGroups: ['a'],
    asExtra: {scopes: ['x', 'y']},
    authProvider: {name: 'oidc', config: {a: 'b'}},
    exec: {
      args: ['-x'],
      env: [{name: 'A', value: 'b'}],
      installHint: 'brew',
      provideClusterInfo: true,
      interactiveMode: 'IfAvailable',
    },
  });
  const extensions = [{name: 'other'}, {name: 'client.authentication.k8s.io/exec', extension: {audience: 'a'}}];
  expect(withCluster({extensions, 'disable-compression': true})).toMatchObject({
    execConfig: {audience: 'a'},
    disableCompression: true,
  });
});

test('of several files the first one to name a thing wins, with all of it', () => {
  const first = parsed(
    'current-context: ""\nusers: [{name: u, user: {token: a}}]\ncontexts: [{name: x, context: {cluster: c}}]',
  );
  const second = parsed('current-context: two\nusers: [{name: u, user: {token: b, as: jane}}, {name: v, user: {}}]');
  const third = parsed('current-context: three');
  const merged = mergeKubeconfigs([first, second, third]);
  expect(merged.currentContext).toBe('two');
  expect(merged.users.get('u')).toMatchObject({token: 'a', as: ''});
  expect([...merged.users.keys()].toSorted()).toEqual(['u', 'v']);
  expect(merged.files).toHaveLength(3);
});
