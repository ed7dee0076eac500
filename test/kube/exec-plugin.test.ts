import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {candidatesFor, execLogin} from '../../src/kube/exec-plugin.ts';
import {isPath} from '../../src/kube/kubeconfig/paths.ts';
import type {ExecPlugin} from '../../src/kube/kubeconfig/model.ts';
import {thrownBy} from './fakes.ts';

const VERSION = 'client.authentication.k8s.io/v1';
const ENV = {PATH: process.env['PATH'], HOME: '/home'};

/** A plugin that is a shell script; each run leaves a line in `runs`. */
function plugin(script: string, fields: Partial<ExecPlugin> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-exec-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const command = join(folder, 'login');
  writeFileSync(command, `#!/bin/sh\necho run >> ${folder}/runs\n${script}\n`);
  chmodSync(command, 0o755);
  const whole: ExecPlugin = {
    command,
    args: [],
    env: [],
    apiVersion: VERSION,
    installHint: '',
    provideClusterInfo: false,
    interactiveMode: 'Never',
    ...fields,
  };
  return {plugin: whole, folder, runs: () => readFileSync(join(folder, 'runs'), 'utf8').split('\n').length - 1};
}

const giving = (status: object, apiVersion = VERSION): string =>
  `cat <<'X'\n${JSON.stringify({kind: 'ExecCredential', apiVersion, status})}\nX`;

describe('a plugin', () => {
  test('that hangs is given up, with all that holds its pipes', async () => {
    const {plugin: one} = plugin('sleep 30');
    const started = performance.now();
    const error = await thrownBy(execLogin(one, {cluster: {}, env: ENV, patience: 300}).credential());
    expect(error).toMatchObject({code: 'unauthorized', message: expect.stringContaining('no answer within 0.3 s')});
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('is run once for as long as its credential lasts, however many ask', async () => {
    const {plugin: one, runs} = plugin(giving({token: 't', expirationTimestamp: '2026-01-01T00:00:00Z'}));
    let now = Date.parse('2025-12-31T23:59:59Z');
    const login = execLogin(one, {cluster: {}, env: ENV, now: () => now});
    const given = await Promise.all([login.credential(), login.credential(), login.credential()]);
    expect(given[2]).toEqual({token: 't', certificate: '', key: ''});
    expect(runs()).toBe(1);
    now += 1000;
    await login.credential();
    expect(runs()).toBe(1);
    now += 1000;
    await login.credential();
    expect(runs()).toBe(2);
  });

  test('is run again where the server did not take its credential, and after it has failed', async () => {
    const {
      plugin: one,
      folder,
      runs,
    } = plugin(`test -e "$MARK" || exit 1; ${giving({token: 't'})}`, {
      env: [{name: 'MARK', value: 'unset'}],
    });
    const marked = {...one, env: [{name: 'MARK', value: join(folder, 'mark')}]};
    const login = execLogin(marked, {cluster: {}, env: ENV});
    await thrownBy(login.credential());
    writeFileSync(join(folder, 'mark'), '');
    await login.credential();
    await login.credential();
    expect(runs()).toBe(2);
    login.renew();
    await login.credential();
    expect(runs()).toBe(3);
  });

  test('is told what it is asked for, and of the cluster where it wants that', async () => {
    const told = `printf '%s' "$KUBERNETES_EXEC_INFO" > "$OUT"; printf '%s|' "$HOME" "$@" > "$OUT.args"`;
    const {plugin: one, folder} = plugin(`${told}; ${giving({token: 't'})}`, {args: ['a b', '*']});
    const out = join(folder, 'out');
    const asked = {...one, env: [{name: 'OUT', value: out}]};
    await execLogin(asked, {cluster: {server: 's'}, env: ENV}).credential();
    const info = {kind: 'ExecCredential', apiVersion: VERSION, spec: {interactive: false}};
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(info);
    expect(readFileSync(`${out}.args`, 'utf8')).toBe('/home|a b|*|');
    await execLogin({...asked, provideClusterInfo: true}, {cluster: {server: 's'}, env: ENV}).credential();
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
      ...info,
      spec: {cluster: {server: 's'}, interactive: false},
    });
  });

  test('may give a certificate', async () => {
    const {plugin: one} = plugin(giving({clientCertificateData: 'c', clientKeyData: 'k'}));
    expect(await execLogin(one, {cluster: {}, env: ENV}).credential()).toEqual({token: '', certificate: 'c', key: 'k'});
  });

  test('of a plain name is found on our own PATH, whatever its own is', async () => {
    const {plugin: one, folder} = plugin(giving({token: 't'}));
    const named = {...one, command: 'login', env: [{name: 'PATH', value: '/nowhere:/usr/bin:/bin'}]};
    const env = {PATH: `relative:/nowhere:${folder}:${process.env['PATH']}`};
    expect((await execLogin(named, {cluster: {}, env}).credential()).token).toBe('t');
    expect((await thrownBy(execLogin(named, {cluster: {}, env: {}}).credential())).message).toContain('is not there');
  });

  test.each<[string, string, RegExp]>([
    [
      'fails',
      'echo first >&2; printf "\\033[1mno\\033[0m login\\n" >&2; exit 3',
      /gives no credential: it exited with 3: .*no .*login$/,
    ],
    ['fails silently', 'exit 1', /it exited with 1$/],
    ['writes no JSON', 'echo hello', /what it wrote is no JSON/],
    ['writes a list', 'echo "[]"', /no ExecCredential/],
    [
      'answers by another version',
      giving({token: 't'}, 'client.authentication.k8s.io/v1beta1'),
      /it answers by .*v1beta1, and/,
    ],
    ['gives no status', `echo '{"apiVersion": "${VERSION}"}'`, /its answer has no status/],
    ['gives nothing', giving({}), /neither token nor certificate/],
    ['gives half', giving({clientKeyData: 'k'}), /a certificate or a key, and not both/],
  ])('that %s gives no credential', async (_what, script, says) => {
    const {plugin: one} = plugin(script);
    expect(await thrownBy(execLogin(one, {cluster: {}, env: ENV}).credential())).toMatchObject({
      name: 'UserError',
      code: 'unauthorized',
      message: expect.stringMatching(says),
    });
  });

  test('that is not there says how to install it, in one line', async () => {
    const {plugin: one} = plugin('', {
      command: '/no/such/plugin',
      installHint: 'Install it:\n\n  \u001B[1mbrew\u001B[0m install x\n',
    });
    expect(await thrownBy(execLogin(one, {cluster: {}, env: ENV}).credential())).toMatchObject({
      message: 'cannot log in: the exec plugin /no/such/plugin of the kubeconfig is not there, or may not be run',
      hint: expect.stringMatching(/^Install it: .*brew.* install x$/),
    });
  });
});

describe('a command', () => {
  const WINDOWS = {PATH: 'C:\\bin;relative;D:\\Program Files\\aws'};

  test('by its name is looked for on PATH, and not in folders that hang on where one stands', () => {
    expect(candidatesFor('aws', {PATH: '/usr/bin:bin::/opt/bin'}, 'linux')).toEqual(['/usr/bin/aws', '/opt/bin/aws']);
    expect(candidatesFor('aws', {}, 'darwin')).toEqual([]);
  });

  test('by its path is that file', () => {
    expect(candidatesFor('/opt/aws', {PATH: '/usr/bin'}, 'linux')).toEqual(['/opt/aws']);
    expect(candidatesFor('C:\\aws.exe', WINDOWS, 'win32')).toEqual(['C:\\aws.exe']);
    expect(candidatesFor('C:/tools/aws', WINDOWS, 'win32')).toEqual(['C:/tools/aws.exe', 'C:/tools/aws.com']);
    expect(candidatesFor('odd\\name', {PATH: '/usr/bin'}, 'linux')).toEqual(['/usr/bin/odd\\name']);
  });

  test('on Windows has the endings of programs, and no others', () => {
    expect(candidatesFor('aws', WINDOWS, 'win32')).toEqual([
      'C:\\bin\\aws.exe',
      'C:\\bin\\aws.com',
      'D:\\Program Files\\aws\\aws.exe',
      'D:\\Program Files\\aws\\aws.com',
    ]);
    expect(candidatesFor('kubelogin.EXE', {PATH: 'C:\\bin'}, 'win32')).toEqual(['C:\\bin\\kubelogin.EXE']);
  });

  test('is a path by either slash where either is one', () => {
    expect([isPath('a/b', '\\'), isPath('a\\b', '\\'), isPath('a\\b', '/'), isPath('aws', '\\')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
