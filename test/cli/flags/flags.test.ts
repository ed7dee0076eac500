import {expect, test} from 'vitest';
import {helmArguments} from '../../../src/cli/flags/chart.ts';
import {secondsOf} from '../../../src/cli/flags/duration.ts';
import {cli, folderOf} from '../cli.ts';
import {settingsOf} from '../../../src/app/settings.ts';

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['8h', 28_800],
  ['7d', 604_800],
])('%s are %d seconds', (text, seconds) => {
  expect(secondsOf(text, '--timeout')).toBe(seconds);
});

test.each(['', '5', 'm5', '5 m', '-5m', '5y'])('"%s" is no duration', (text) => {
  expect(() => secondsOf(text, '--timeout')).toThrow('--timeout takes a duration');
});

const none = {
  values: undefined,
  set: undefined,
  'set-string': undefined,
  'set-file': undefined,
  'set-json': undefined,
  'set-literal': undefined,
  version: undefined,
  repo: undefined,
  devel: undefined,
  'dependency-update': undefined,
};

test('the values flags reach helm as they were given', () => {
  expect(helmArguments({...none, values: ['a.yaml', 'b.yaml'], set: ['x=1,2'], version: '1.2.3', devel: true})).toEqual(
    ['--values=a.yaml', '--values=b.yaml', '--set=x=1,2', '--version=1.2.3', '--devel'],
  );
  expect(helmArguments(none)).toEqual([]);
});

test.each([
  [['fix', 'web', '--plan', 'p.json', '--only', 'x'], '--plan says itself what is selected'],
  [['fix', 'web', '--plan', 'p.json', '--added'], '--plan says itself what is selected'],
  [['fix', 'web', '--plan', 'p.json', '--out', 'q.json'], '--plan carries a plan out'],
  [['fix', 'web', '--valid-for', 'soon'], '--valid-for takes a duration'],
  [['fix', 'web', '--timeout', 'never'], '--timeout takes a duration'],
  [['fix'], 'no release was named'],
])('%s is refused before anything is asked', async (argv, says) => {
  const folder = folderOf();
  const {code, stderr} = await cli(argv, folder, {HOME: folder, KUBECONFIG: '/nowhere'});
  expect(code).toBe(1);
  expect(stderr).toContain(says);
});

test('flags win over Helm’s environment, and both say the same', () => {
  const env = {
    HELM_NAMESPACE: 'a',
    HELM_KUBECONTEXT: 'b',
    HELM_KUBEASGROUPS: 'x,y',
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: 'true',
  };
  expect(settingsOf({}, env)).toMatchObject({
    namespace: 'a',
    connection: {context: 'b', asGroups: ['x', 'y'], insecure: true},
    helmBin: 'helm',
    driver: 'secret',
  });
  expect(settingsOf({namespace: 'c', context: 'd'}, {...env, HELM_DRIVER: 'ConfigMap', HELM_BIN: '/h'})).toMatchObject({
    namespace: 'c',
    connection: {context: 'd'},
    helmBin: '/h',
    driver: 'configmap',
  });
  expect(settingsOf({}, {HELM_KUBEINSECURE_SKIP_TLS_VERIFY: 'false'}).connection).toEqual({});
});
