import {load} from 'js-yaml';
import {describe, expect, test} from 'vitest';
import {merged, without} from '../../src/sandbox/merge.ts';
import {kubeconfigText} from '../../src/sandbox/kubeconfig.ts';
import {UserError} from '../../src/model/errors.ts';
import type {JsonObject} from '../../src/model/json.ts';

const NAME = 'sandbox-control-plane';
const sandboxOf = (server: string): JsonObject =>
  JSON.parse(kubeconfigText({context: NAME, server, ca: Buffer.from('ca'), token: 't'})) as JsonObject;
const SANDBOX = sandboxOf('https://127.0.0.1:1');

const OWN = `# mine, by hand
apiVersion: v1
kind: Config
current-context: prod
clusters:
# the big one
- cluster:
    server: https://prod:6443
  name: prod
contexts:
  - name: prod
    context: {cluster: prod, user: "no"}
users:
- name: "no"
  user: {token: "1.10"}
preferences: {}
`;

interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly clusters: readonly {readonly name: string; readonly cluster: {readonly server: string}}[];
  readonly contexts: readonly {readonly name: string}[];
  readonly users: readonly {readonly name: string}[];
}

function caught(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const names = (list: readonly {readonly name: string}[]): string[] => list.map(({name}) => name).toSorted();

describe('the sandbox in the user’s kubeconfig', () => {
  test('goes in beside what is there, and out again without a trace', () => {
    const text = merged(OWN, SANDBOX, 'config');
    const config = load(text) as Kubeconfig;
    expect(config['current-context']).toBe('prod');
    expect([names(config.clusters), names(config.contexts), names(config.users)]).toEqual([
      ['prod', NAME],
      ['prod', NAME],
      ['no', `${NAME}-admin`],
    ]);
    expect(text).toContain('# mine, by hand');
    expect(text).toContain('# the big one');
    expect(without(text, 'config')).toBe(OWN);
  });

  test('goes in a second time as it did the first', () => {
    const text = merged(OWN, SANDBOX, 'config');
    expect(merged(text, SANDBOX, 'config')).toBe(text);
  });

  test.each([
    ['a whole context', 'https://127.0.0.1:2', merged('', sandboxOf('https://127.0.0.1:2'), 'config')],
    ['a context alone', '', `contexts:\n- name: ${NAME}\n  context: {cluster: prod}\n`],
    ['a user alone', '', `users:\n- name: ${NAME}-admin\n  user: {token: a}\n`],
    [
      'a context that leads elsewhere past our cluster',
      'https://127.0.0.1:1',
      `clusters:\n- name: ${NAME}\n  cluster: {server: "https://127.0.0.1:1"}\ncontexts:\n- name: ${NAME}\n  context: {cluster: prod}\n`,
    ],
  ])('takes the place of nobody else: %s', (_what, server, text) => {
    const error = caught(() => merged(text, SANDBOX, 'config'));
    expect(error.message).toContain('config has a context "sandbox-control-plane" already that is not this sandbox');
    expect(error.message).toContain(server);
    expect(error.hint).toMatch(/^Leave --merge out .+: kubectl config delete-\w+ sandbox-control-plane/);
  });

  test.each([
    ['no file', ''],
    ['empty lists', 'apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: null\n'],
  ])('makes a kubeconfig of %s', (_what, text) => {
    const config = load(merged(text, SANDBOX, 'config')) as Kubeconfig;
    expect([names(config.clusters), names(config.contexts), names(config.users)]).toEqual([
      [NAME],
      [NAME],
      [`${NAME}-admin`],
    ]);
  });

  test.each([
    ['lists between brackets', 'apiVersion: v1\nclusters: [{name: a, cluster: {server: x}}]\n'],
    ['JSON', '{"apiVersion": "v1"}'],
  ])('leaves %s alone, and says so', (_what, text) => {
    expect(() => merged(text, SANDBOX, 'config')).toThrow(/cannot be put into config/);
  });

  test('a file that is no kubeconfig is none', () => {
    expect(() => merged('- a\n', SANDBOX, 'config')).toThrow('config is no kubeconfig');
  });
});
