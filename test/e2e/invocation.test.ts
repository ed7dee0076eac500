import {copyFileSync, mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, describe, expect, inject, test} from 'vitest';
import {BUNDLE, drift, helmBinary, kubectl, must, pluginHome, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const PLACE = 'invocation';
const CLEAN = {code: 0, stderr: ''};
const TARGET = ['test-nginx', '-n', PLACE];

beforeAll(async () => {
  await kubectl('create', 'namespace', PLACE);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', PLACE]);
  return async () => {
    await run(inject('kubectl'), ['delete', 'namespace', PLACE, '--wait=false']);
  };
});

describe.each(['3.22.0', '4.3.1'])('through helm %s', (version) => {
  test.each([
    [['drift', 'check', 'test-nginx', '-n', PLACE]],
    [['-n', PLACE, 'drift', 'check', 'test-nginx']],
    [['drift', '-n', PLACE, 'check', 'test-nginx']],
    [['drift', `-n${PLACE}`, 'check', 'test-nginx']],
    [['drift', 'check', 'test-nginx', `-n${PLACE}`]],
    [['drift', '--burst-limit', '5', 'check', 'test-nginx', '-n', PLACE, '--qps', '50']],
    [['drift', 'check', 'test-nginx', '-n', PLACE, '--kube-context', 'sandbox-control-plane']],
    [['drift', 'check', '-n', PLACE, '--kube-insecure-skip-tls-verify=true', 'test-nginx']],
    [['drift', 'check', 'test-nginx', '-n', PLACE, '--color', 'never']],
  ])('%j', async (args) => {
    const helm = helmBinary(version);
    expect(await run(helm, args, {env: await pluginHome(helm)})).toMatchObject(CLEAN);
  });

  test('who uninstalls it is told what stays, where something does', async () => {
    const helm = helmBinary(version);
    const state = temporaryFolder();
    const gone = async (): Promise<string> => {
      const env = {...(await pluginHome(helm)), XDG_STATE_HOME: state, XDG_CACHE_HOME: state};
      return must(helm, ['plugin', 'uninstall', 'drift'], {env});
    };
    expect(await gone()).not.toContain('stays');
    mkdirSync(join(state, 'helm-drift'));
    expect(await gone()).toContain(`${join(state, 'helm-drift')} stays: the records of fixes`);
  });

  test('--kubeconfig, with nothing in the environment', async () => {
    const helm = helmBinary(version);
    const env = {...(await pluginHome(helm)), KUBECONFIG: undefined};
    expect(await run(helm, ['drift', 'check', ...TARGET, '--kubeconfig', plane().kubeconfig], {env})).toMatchObject(
      CLEAN,
    );
  });

  test('a helm that is called by a relative path', async () => {
    const folder = temporaryFolder();
    symlinkSync(helmBinary(version), join(folder, 'helm'));
    const env = await pluginHome(helmBinary(version));
    expect(await run('./helm', ['drift', 'check', ...TARGET], {env, cwd: folder})).toMatchObject(CLEAN);
  });

  test('--version and --help answer', async () => {
    const helm = helmBinary(version);
    const env = await pluginHome(helm);
    expect((await run(helm, ['drift', '--version'], {env})).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(helm, ['drift', 'check', '--help'], {env})).stdout).toContain('--baseline');
  });
});

describe("the cluster as helm's environment names it", () => {
  const direct = (): Record<string, string | undefined> => ({
    KUBECONFIG: '/dev/null',
    HELM_KUBEAPISERVER: plane().server,
    HELM_KUBECAFILE: plane().caFile,
    HELM_KUBETOKEN: plane().tokens['admin'],
  });

  test('address, authority and token, without a kubeconfig', async () => {
    expect(await drift(['check', ...TARGET], {env: direct()})).toMatchObject(CLEAN);
  });

  test('without a check of the certificate', async () => {
    const env = {...direct(), HELM_KUBECAFILE: undefined, HELM_KUBEINSECURE_SKIP_TLS_VERIFY: 'true'};
    expect(await drift(['check', ...TARGET], {env})).toMatchObject(CLEAN);
  });

  test('under another TLS name', async () => {
    const wrong = await drift(['check', ...TARGET], {
      env: {...direct(), HELM_KUBETLS_SERVER_NAME: 'elsewhere.example'},
    });
    expect(wrong).toMatchObject({code: 1});
    expect(
      await drift(['check', ...TARGET], {env: {...direct(), HELM_KUBETLS_SERVER_NAME: 'kubernetes.default.svc'}}),
    ).toMatchObject(CLEAN);
  });

  test('as another user, with groups', async () => {
    const env = {HELM_KUBEASUSER: 'jane', HELM_KUBEASGROUPS: 'system:authenticated'};
    expect((await drift(['check', ...TARGET], {env})).stderr).toMatch(/User "jane" cannot list/);
    expect(await drift(['check', ...TARGET], {env: {...env, HELM_KUBEASGROUPS: 'devs,system:masters'}})).toMatchObject(
      CLEAN,
    );
  });

  test('the flags of the same names, without helm', async () => {
    const args = [
      '--kube-apiserver',
      plane().server,
      '--kube-ca-file',
      plane().caFile,
      '--kube-token',
      plane().tokens['admin'] ?? '',
    ];
    expect(await drift(['check', ...TARGET, ...args], {env: {KUBECONFIG: '/dev/null'}})).toMatchObject(CLEAN);
  });
});

test('a plugin folder with a space in its path', async () => {
  const home = join(temporaryFolder(), 'with space');
  const plugin = join(home, 'plugins', 'drift');
  mkdirSync(join(plugin, 'dist'), {recursive: true});
  copyFileSync('plugin.yaml', join(plugin, 'plugin.yaml'));
  copyFileSync(BUNDLE, join(plugin, 'dist', 'helm-drift.cjs'));
  for (const version of ['3.22.0', '4.3.1']) {
    expect(await run(helmBinary(version), ['drift', 'check', ...TARGET], {env: {HELM_DATA_HOME: home}})).toMatchObject(
      CLEAN,
    );
  }
});

describe('a closed pipe', () => {
  test('is no error', async () => {
    const {code, stderr} = await run('sh', ['-c', `"${process.execPath}" "${BUNDLE}" --help | head -1`]);
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
  });
});
