import {createServer} from 'node:net';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {helmAtHand, sandboxEnv} from '../../src/sandbox/helm-at-hand.ts';
import {kubeconfigText} from '../../src/sandbox/kubeconfig.ts';
import {assertMergeable, mergeInto, takeOut, userKubeconfig} from '../../src/sandbox/merge.ts';
import {freePorts} from '../../src/sandbox/ports.ts';
import {OWN_SCRIPT, shipped} from '../../src/sandbox/shipped.ts';
import {thrownBy} from '../kube/fakes.ts';
import {folder, script} from './stand-ins.ts';

const SERVER = 'https://127.0.0.1:1';
const sandboxFile = (at: string): string => {
  const file = join(at, 'sandbox-kubeconfig');
  writeFileSync(
    file,
    kubeconfigText({context: 'sandbox-control-plane', server: SERVER, ca: Buffer.from('ca'), token: 't'}),
  );
  return file;
};

describe('the user’s kubeconfig', () => {
  test('is the first of KUBECONFIG that is there, else its last, else the one at home', async () => {
    const at = folder();
    const [there, other] = [join(at, 'there'), join(at, 'other')];
    writeFileSync(there, '');
    expect(await userKubeconfig({KUBECONFIG: `${other}:${there}`})).toBe(there);
    expect(await userKubeconfig({KUBECONFIG: `${other}:${other}2`})).toBe(`${other}2`);
    expect(await userKubeconfig({HOME: '/home/a', KUBECONFIG: ':'})).toBe('/home/a/.kube/config');
  });

  test('is made where there is none, for its owner’s eyes, and emptied again', async () => {
    const at = folder();
    const file = join(at, 'deep', 'config');
    await mergeInto(file, sandboxFile(at));
    expect(readFileSync(file, 'utf8')).toContain(SERVER);
    expect([statSync(file).mode & 0o777, readdirSync(dirname(file))]).toEqual([0o600, ['config']]);
    await takeOut(file, SERVER);
    expect(readFileSync(file, 'utf8')).not.toContain(SERVER);
  });

  test('keeps its mode, and a context of that name which leads elsewhere', async () => {
    const at = folder();
    const file = join(at, 'config');
    writeFileSync(file, '', {mode: 0o640});
    await mergeInto(file, sandboxFile(at));
    const text = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    await takeOut(file, 'https://127.0.0.1:2');
    expect(readFileSync(file, 'utf8')).toBe(text);
    await takeOut(join(at, 'none'), SERVER);
    expect(existsSync(join(at, 'none'))).toBe(false);
  });

  const config = (current: string): string =>
    `current-context: ${current}\ncontexts:\n- name: prod\n  context: {cluster: prod, user: a}\n`;

  test.each([
    ['is put back', 'prod', 'prod', {to: 'prod'}],
    ['is none where it was none', '""', undefined, {to: undefined}],
    ['is none where that one is gone', 'gone', 'gone', {to: undefined}],
  ])('its current context %s when the sandbox’s was it', async (_what, current, before, told) => {
    const file = join(folder(), 'config');
    writeFileSync(file, config(current));
    expect(await mergeInto(file, sandboxFile(dirname(file)))).toBe(before);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^current.*/, 'current-context: sandbox-control-plane'));
    // Merged again, the sandbox's own is not what there was before.
    expect(await mergeInto(file, sandboxFile(dirname(file)))).toBe(undefined);
    expect(await takeOut(file, SERVER, before)).toEqual(told);
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n')[0]).toBe(`current-context: "${told.to ?? ''}"`);
    expect(text).not.toContain('sandbox');
  });

  test('its current context stays where it is another one', async () => {
    const file = join(folder(), 'config');
    writeFileSync(file, config('prod'));
    await mergeInto(file, sandboxFile(dirname(file)));
    expect(await takeOut(file, SERVER, 'staging')).toBe(undefined);
    expect(readFileSync(file, 'utf8')).toContain('current-context: prod\n');
  });

  test('is looked at before minutes are spent', async () => {
    const file = join(folder(), 'config');
    await assertMergeable(file, undefined);
    await mergeInto(file, sandboxFile(dirname(file)));
    await assertMergeable(file, SERVER);
    expect((await thrownBy(assertMergeable(file, undefined))).message).toContain('already that is not this sandbox');
  });

  test('that cannot be written is said', async () => {
    const at = folder();
    writeFileSync(join(at, 'file'), '');
    const error = await thrownBy(mergeInto(join(at, 'file', 'config'), sandboxFile(at)));
    expect(error.message).toMatch(/^cannot write .*file\/config: E/);
  });
});

test('free ports are all different, and free', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(ports[0], '127.0.0.1', resolve));
  expect(server.listening).toBe(true);
});

describe('the helm at hand', () => {
  const tools = (at: string) => ({
    onProgress: () => {},
    env: {PATH: `${at}:/usr/bin:/bin`, HELM_DRIFT_CACHE: join(at, 'cache')},
  });
  test('is the one that called us, by its whole path', async () => {
    const at = folder();
    const bin = script(join(at, 'mine'), 'exit 0');
    const {env, ...rest} = tools(at);
    expect(await helmAtHand({...rest, env: {...env, HELM_BIN: bin}})).toBe(bin);
  });

  test.each([
    ['does not start', '/no/such/helm'],
    ['fails', 'false'],
    ['has no name', ''],
  ])('is the one on PATH where the caller’s %s', async (_what, bin) => {
    const at = folder();
    script(join(at, 'helm'), 'test "$1" = version');
    const {env, ...rest} = tools(at);
    expect(await helmAtHand({...rest, env: {...env, HELM_BIN: bin}})).toBe('helm');
  });

  test('is one of our own where there is no other', async () => {
    const at = folder();
    const own = script(join(at, 'own-helm'), 'exit 0');
    const {env, ...rest} = tools(at);
    expect(await helmAtHand({...rest, env: {...env, PATH: at, HELM_DRIFT_HELM4: own}})).toBe(own);
  });

  test('sees the sandbox and nothing else', () => {
    const env = {
      PATH: '/bin',
      KUBECONFIG: '/prod',
      HELM_KUBECONTEXT: 'prod',
      HELM_NAMESPACE: 'shop',
      HELM_DRIVER: 'sql',
      HELM_DRIVER_SQL_CONNECTION_STRING: 'x',
      HELM_CACHE_HOME: '/cache',
      HELM_NAMESPACE_OF_MINE: 'kept',
    };
    expect(sandboxEnv(env, '/sandbox')).toEqual({
      PATH: '/bin',
      KUBECONFIG: '/sandbox',
      HELM_CACHE_HOME: '/cache',
      HELM_NAMESPACE_OF_MINE: 'kept',
    });
  });
});

describe('what is shipped', () => {
  test('lies above the script', async () => {
    const {chart, module, scenarios} = await shipped({HELM_PLUGIN_DIR: '/another/plugin'});
    expect([existsSync(join(chart, 'Chart.yaml')), existsSync(join(module, 'go.mod')), existsSync(scenarios)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(OWN_SCRIPT.startsWith(dirname(dirname(chart)))).toBe(true);
  });
});
