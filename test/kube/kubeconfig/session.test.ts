import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {chosenContext, contextFor} from '../../../src/kube/kubeconfig/chosen.ts';
import type {ConnectionSettings} from '../../../src/kube/kubeconfig/model.ts';
import {findTarget} from '../../../src/kube/kubeconfig/target.ts';
import {thrownBy} from '../fakes.ts';
import {config, find, folder} from './found.ts';

const POD = {KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443'};

describe('in a pod', () => {
  const account = (files: Readonly<Record<string, string>> = {}): string =>
    folder({token: 'of-pod', namespace: 'shop\n', 'ca.crt': '-----BEGIN CERTIFICATE-----\n', ...files});
  const inPod = (text: string | undefined, settings: ConnectionSettings = {}, env: NodeJS.ProcessEnv = {}) => {
    const serviceAccount = account();
    return find(text, settings, {env: {...POD, ...env}, serviceAccount}).then((target) => ({target, serviceAccount}));
  };

  test('without a kubeconfig its own cluster and account count', async () => {
    const {target, serviceAccount} = await inPod(undefined);
    expect(target).toMatchObject({
      context: '',
      namespace: 'shop',
      cluster: {server: 'https://10.0.0.1:443', caFile: join(serviceAccount, 'ca.crt')},
      user: {tokenFile: join(serviceAccount, 'token')},
    });
  });

  test('an IPv6 address stands between brackets, and an authority that is none is left out', async () => {
    const serviceAccount = account({'ca.crt': 'no'});
    const env = {...POD, KUBERNETES_SERVICE_HOST: 'fd00::1'};
    const {cluster} = await find(undefined, {}, {env, serviceAccount});
    expect([cluster.server, cluster.caFile]).toEqual(['https://[fd00::1]:443', '']);
  });

  test('a token and an authority of the flags count there', async () => {
    expect((await inPod(undefined, {token: 't', caFile: '/ca', insecure: true})).target).toMatchObject({
      user: {token: 't', tokenFile: ''},
      cluster: {caFile: '/ca', insecure: false},
    });
  });

  test('a kubeconfig wins, with the pod’s namespace where it names none', async () => {
    expect((await inPod(config())).target).toMatchObject({context: 'one', namespace: 'shop', url: {host: 'one:6443'}});
    expect((await inPod(config(), {}, {POD_NAMESPACE: 'of-env'})).target.namespace).toBe('of-env');
    expect((await inPod(config({context: {namespace: 'mine'}}))).target.namespace).toBe('mine');
  });

  test('whoever stands for another is not the pod', async () => {
    expect((await thrownBy(inPod(undefined, {asUser: 'jane'}))).message).toContain('there is no kubeconfig');
  });

  test.each([
    ['without a token', {...POD}, {}],
    ['without the address', {}, {token: 't'}],
  ])('nothing counts %s', async (_what, env, files) => {
    const found = find(undefined, {}, {env, serviceAccount: folder(files)});
    expect((await thrownBy(found)).message).toContain('there is no kubeconfig');
  });
});

describe('the context of a session', () => {
  test('is chosen once, whatever the file says later', async () => {
    const at = folder({config: config()});
    const settings = {kubeconfig: join(at, 'config')};
    expect([chosenContext(settings), await contextFor(settings, {})]).toEqual([undefined, 'one']);
    const two = config({current: 'two'}).replace(
      '"contexts":[',
      '"contexts":[{"name":"two","context":{"cluster":"c"}},',
    );
    writeFileSync(join(at, 'config'), two);
    expect((await findTarget(settings, {env: {}, serviceAccount: '/nowhere'})).context).toBe('one');
    expect(chosenContext(settings)).toBe('one');
    expect(await contextFor({...settings}, {})).toBe('two');
  });

  test.each([
    ['of no file', undefined],
    ['of a file that cannot be read', '{'],
    ['of one that names none', config({current: ''})],
    ['of one whose context is not there', config({current: 'gone'})],
  ])('is none %s, and may come later', async (_what, text) => {
    const settings = {kubeconfig: text === undefined ? '/gone' : join(folder({config: text}), 'config')};
    expect([await contextFor(settings, {}), chosenContext(settings)]).toEqual([undefined, undefined]);
  });

  test('the one of the flags needs no file', async () => {
    expect(await contextFor({context: 'mine', kubeconfig: '/gone'}, {})).toBe('mine');
  });
});
