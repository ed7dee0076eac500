import {chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {helmCommand, helmError, helmErrorCode, helmFailure} from '../../src/helm/helm.ts';
import type {HelmRun, HelmSettings} from '../../src/helm/helm.ts';
import {thrownBy} from '../kube/fakes.ts';

/** A helm that does what the script says. */
function helm(script: string, settings: Partial<HelmSettings> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-helm-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const bin = join(folder, 'helm');
  writeFileSync(bin, `#!/bin/sh\n${script}\n`);
  chmodSync(bin, 0o755);
  return helmCommand({bin, namespace: undefined, connection: {}, env: {PATH: process.env['PATH']}, ...settings});
}

/** Whether a process runs; one that has ended and that nobody has waited for does not. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
}

describe('a run of helm', () => {
  test('gives its two outputs and its code, and its arguments as they are', async () => {
    const one = helm('printf "%s|" "$@"; echo trouble >&2; exit 3');
    expect(await one.run(['get', 'manifest', 'a b', '*'])).toEqual({
      code: 3,
      stdout: 'get|manifest|a b|*|',
      stderr: 'trouble\n',
    });
  });

  test('keeps a character that comes in two pieces', async () => {
    const one = helm(String.raw`printf '\342'; sleep 0.05; printf '\230\272'`);
    expect((await one.run([])).stdout).toBe('☺');
  });

  test('that a signal ended has failed', async () => {
    expect((await helm('kill -9 $$').run([])).code).toBe(1);
  });

  test('ends with the signal', async () => {
    const controller = new AbortController();
    const running = thrownBy(helm('exec sleep 60').run([], controller.signal));
    controller.abort();
    expect((await running).name).toBe('AbortError');
  });

  test.each([
    ['and so does one that heeds none', 'while :; do sleep 0.05; done', false],
    ['and so does all that it has started, where it runs alone', 'sleep 60 & echo $! >> "$PIDS"; wait', true],
  ])('ends with the signal, %s', async (_what, script, isAlone) => {
    const pids = join(mkdtempSync(join(tmpdir(), 'helm-drift-helm-')), 'pids');
    onTestFinished(() => rmSync(join(pids, '..'), {recursive: true, force: true}));
    const env = {PATH: process.env['PATH'], PIDS: pids};
    const controller = new AbortController();
    const one = helm(`trap '' TERM INT HUP; echo $$ > "$PIDS"; ${script}`, {env, isAlone});
    const running = thrownBy(one.run([], controller.signal));
    const started = (): number[] => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
    onTestFinished(() =>
      started()
        .filter(isThere)
        .forEach((pid) => process.kill(pid, 'SIGKILL')),
    );
    await expect.poll(started, {timeout: 10_000}).toHaveLength(isAlone ? 2 : 1);
    controller.abort();
    expect((await running).name).toBe('AbortError');
    await expect.poll(() => started().filter(isThere), {timeout: 10_000}).toEqual([]);
  });

  test('without a helm says how to name one', async () => {
    const one = helmCommand({bin: '/no/such/helm', namespace: undefined, connection: {}, env: {}});
    expect(await thrownBy(one.run([]))).toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^cannot run helm \(\/no\/such\/helm\): .*ENOENT/),
      hint: 'Put helm on PATH, or name it in HELM_BIN.',
    });
  });
});

describe('what helm is told of the cluster', () => {
  const connection = {
    kubeconfig: '/k',
    context: 'prod',
    token: 'secret',
    asUser: 'ann',
    asGroups: ['dev', 'ops'],
    apiServer: 'https://api',
    caFile: '/ca',
    insecure: false,
    tlsServerName: 'api.internal',
  };
  test('stands in its environment, where no list of processes shows it', async () => {
    const one = helm('env; echo "args: $@"', {connection, namespace: 'shop'});
    const {stdout} = await one.run(['list']);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'KUBECONFIG=/k',
        'HELM_NAMESPACE=shop',
        'HELM_KUBECONTEXT=prod',
        'HELM_KUBETOKEN=secret',
        'HELM_KUBEASUSER=ann',
        'HELM_KUBEASGROUPS=dev,ops',
        'HELM_KUBEAPISERVER=https://api',
        'HELM_KUBECAFILE=/ca',
        'HELM_KUBEINSECURE_SKIP_TLS_VERIFY=false',
        'HELM_KUBETLS_SERVER_NAME=api.internal',
        'HELM_DEBUG=false',
        'args: list',
      ]),
    );
  });

  test('stays as it is in the environment where the flags say nothing', async () => {
    const env = {PATH: process.env['PATH'], HELM_KUBECONTEXT: 'theirs', HELM_DEBUG: 'true'};
    const {stdout} = await helm('env', {env}).run([]);
    expect(stdout).toContain('HELM_KUBECONTEXT=theirs\n');
    expect(stdout).toContain('HELM_DEBUG=false\n');
    expect(stdout).not.toContain('HELM_NAMESPACE');
  });

  const config = (current: string): string =>
    JSON.stringify({'current-context': current, contexts: ['one', 'two'].map((name) => ({name, context: {}}))});
  const contextOf = ({stdout}: HelmRun): string | undefined => /^HELM_KUBECONTEXT=(.*)$/m.exec(stdout)?.[1];

  test('names the context that was chosen, whatever the kubeconfig calls its current one by now', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'helm-drift-helm-'));
    onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
    const kubeconfig = join(folder, 'config');
    writeFileSync(kubeconfig, config('one'));
    const one = helm('env', {connection: {kubeconfig}});
    expect(contextOf(await one.run([]))).toBe('one');
    writeFileSync(kubeconfig, config('two'));
    expect(contextOf(await one.run([]))).toBe('one');
    expect(contextOf(await helm('env', {connection: {kubeconfig}}).run([]))).toBe('two');
    const env = {PATH: process.env['PATH'], KUBECONFIG: kubeconfig};
    expect(contextOf(await helm('env', {env}).run([]))).toBe('two');
    expect(contextOf(await helm('env', {env: {...env, HELM_KUBECONTEXT: 'one'}}).run([]))).toBe('one');
  });

  test('names no context where no kubeconfig can be read: helm says so itself', async () => {
    expect(contextOf(await helm('env', {connection: {kubeconfig: '/gone'}}).run([]))).toBeUndefined();
  });

  test('stands in flags where the environment cannot say it', async () => {
    const odd = {kubeconfig: '/a:b', isOneFile: true, asUser: 'ann', asGroups: ['a,b', ' c ', 'd']};
    const {stdout} = await helm('printf "%s|" "$@"', {connection: odd}).run(['list']);
    expect(stdout).toBe('list|--kubeconfig=/a:b|--kube-as-group=a,b|--kube-as-group= c |--kube-as-group=d|');
    const plain = {kubeconfig: '/a:/b', asGroups: ['a', 'b']};
    expect((await helm('printf "%s|" "$@"', {connection: plain}).run(['list'])).stdout).toBe('list|');
  });
});

describe('helm’s last words', () => {
  const failed = (stderr: string) => ({code: 1, stdout: '', stderr});
  test.each([
    ['one line', 'Error: release: not found\n', 'release: not found'],
    ['warnings before', 'WARNING: Kubernetes configuration file is group-readable\nError: no\n', 'no'],
    ['client-go’s chatter', 'W0101 12:00 warnings.go: old\nI0101 x\nlevel=warn msg=y\nError: no\n', 'no'],
    [
      'several lines',
      'Error: INSTALLATION FAILED: 2 errors:\n\t* one\n\t* two\n\n',
      'INSTALLATION FAILED: 2 errors:; * one; * two',
    ],
    ['an advice', 'Error: YAML parse error\n\nUse --debug flag to render out invalid YAML\n', 'YAML parse error'],
    ['no error line', 'panic: oh no\n', 'panic: oh no'],
    ['nothing', '', ''],
  ])('of %s', (_what, stderr, said) => {
    expect(helmError(failed(stderr))).toBe(said);
  });

  test.each([
    ['Error: Kubernetes cluster unreachable: Get "https://x": dial tcp: refused\n', 'unreachable'],
    ['Error: kubernetes cluster unreachable: Get "https://x": dial tcp: refused\n', 'unreachable'],
    ['Error: release: not found\n', 'not-found'],
    ['Error: uninstall: Release not loaded: web: release: not found\n', 'not-found'],
    ['Error: UPGRADE FAILED: configmaps "a" not found\n', 'usage'],
    ['Error: path "x" not found\n', 'usage'],
  ])('%s mean %s', (stderr, code) => {
    expect(helmErrorCode(failed(stderr))).toBe(code);
    expect(helmFailure('helm list', failed(stderr), 'Look.')).toMatchObject({
      message: `helm list: ${helmError(failed(stderr))}`,
      hint: 'Look.',
      code,
    });
  });
});
