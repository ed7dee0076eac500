import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {describe, expect, inject, test} from 'vitest';
import {BUNDLE, drift, helmBinary, must, run, temporaryFolder} from './harness.ts';
import {
  endedAfterwards,
  eventually,
  isListening,
  NOBODYS,
  processesNaming,
  sandbox,
  startUp,
  statusOf,
} from './sandboxes.ts';
import {plane} from './plane.ts';

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'supervisor'];
const lines = (text: string): string[] => text.trim().split('\n');

async function expectNothingLeft(folder: string): Promise<void> {
  expect(await processesNaming(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
}

describe('a sandbox', () => {
  test('comes up with the release, is found again, survives its terminal, and goes without a trace', async () => {
    const home = temporaryFolder();
    const env = {...NOBODYS, XDG_STATE_HOME: home, HOME: home};
    const folder = endedAfterwards(join(home, 'helm-drift', 'sandbox'));
    // A terminal of its own, which is gone when the command ends.
    const terminal = await run('script', ['-qfec', `'${process.execPath}' '${BUNDLE}' sandbox up`, '/dev/null'], {
      env: {...env, HELM_BIN: helmBinary('4.3.1'), TERM: 'xterm', CI: undefined},
    });
    expect(terminal.stdout).toContain('Starting the control plane');
    const {state, processes, server, kubeconfig} = await statusOf(folder);
    expect([state, processes.map(({name}) => name).toSorted()]).toEqual(['up', COMPONENTS]);
    expect(server).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const status = await drift(['sandbox', 'status'], {env});
    expect([status.code, status.stdout]).toEqual([0, expect.stringContaining(`export KUBECONFIG=${kubeconfig}`)]);
    const check = await drift(['check', 'test-nginx', '-n', 'sandbox-nginx', '--kubeconfig', kubeconfig]);
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('in contract, 7 objects')]);
    // A second `up` leaves it as it is, and shows no progress where nobody watches.
    const again = await drift(['sandbox', 'up'], {env});
    expect([again.code, again.stdout.split('\n', 1)[0], again.stderr]).toEqual([0, 'The sandbox was up already.', '']);
    expect((await statusOf(folder)).server).toBe(server);
    // Nobody's kubeconfig was made or touched: helm's own cache lies there too.
    expect(existsSync(join(home, '.kube', 'config'))).toBe(false);
    const down = await drift(['sandbox', 'down'], {env});
    expect([down.code, down.stderr]).toEqual([0, '']);
    await expectNothingLeft(folder);
    expect(await isListening(server)).toBe(false);
    expect((await drift(['sandbox', 'status'], {env})).code).toBe(3);
    expect((await drift(['sandbox', 'down'], {env})).stdout).toContain('There is no sandbox');
  });

  test('stands beside another one, heals by reset, and ends when its supervisor is killed', async () => {
    const [one, other] = ['one', 'other two'].map((name) => endedAfterwards(join(temporaryFolder(), name))) as [
      string,
      string,
    ];
    const ups = await Promise.all([sandbox('up', '--dir', one), sandbox('up', '--dir', other)]);
    expect(ups.map(({code, stderr}) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const [first, second] = await Promise.all([statusOf(one), statusOf(other)]);
    expect(first.server).not.toBe(second.server);
    expect(first.uid).not.toBe(second.uid);
    // A component that died is named; reset makes all of it anew.
    const pidOf = (name: string): number => second.processes.find((process) => process.name === name)?.pid as number;
    process.kill(pidOf('kube-controller-manager'), 'SIGKILL');
    expect(await eventually(async () => (await statusOf(other)).state === 'broken')).toBe(true);
    expect((await statusOf(other)).problem).toBe('kube-controller-manager ended');
    expect((await sandbox('reset', '--dir', other)).code).toBe(0);
    const third = await statusOf(other);
    expect([third.state, third.uid === second.uid]).toEqual(['up', false]);
    // Nobody is left behind when the supervisor cannot say goodbye.
    process.kill(third.processes.find(({name}) => name === 'supervisor')?.pid as number, 'SIGKILL');
    expect(await eventually(async () => (await processesNaming(other)).length === 0)).toBe(true);
    expect((await sandbox('down', '--dir', other)).code).toBe(0);
    await expectNothingLeft(other);
    expect((await statusOf(one)).state).toBe('up');
  });

  test('is put into the user’s kubeconfig when he asks for it, and taken out again', async () => {
    const folder = endedAfterwards(join(temporaryFolder(), 'sandbox'));
    const config = join(temporaryFolder(), 'config');
    const text = readFileSync(plane().kubeconfig, 'utf8').replaceAll('sandbox-control-plane', 'elsewhere');
    const own = await must(inject('kubectl'), ['config', 'view', '--raw', '-o', 'yaml'], {
      env: {KUBECONFIG: writeTo(config, text)},
    });
    writeFileSync(config, own);
    const env = {...NOBODYS, KUBECONFIG: config};
    expect((await drift(['sandbox', 'up', '--merge', '--dir', folder], {env})).code).toBe(0);
    expect((await must(inject('kubectl'), ['config', 'current-context'], {env})).trim()).toBe('elsewhere');
    const seen = await must(
      inject('kubectl'),
      ['--context', 'sandbox-control-plane', 'get', 'ns', 'sandbox-nginx', '-o', 'name'],
      {env},
    );
    expect(seen.trim()).toBe('namespace/sandbox-nginx');
    expect((await drift(['sandbox', 'down', '--dir', folder], {env})).code).toBe(0);
    expect(readFileSync(config, 'utf8')).toBe(own);
  });

  test.each(['3.22.0', '4.3.1'])('works from a plugin installed anywhere, with helm %s', async (version) => {
    const plugin = join(temporaryFolder(), 'my plugins', 'drift');
    for (const part of ['plugin.yaml', 'install-hook.sh', 'dist', 'charts', 'sandbox', 'scenarios'])
      cpSync(part, join(plugin, part), {recursive: true});
    const home = temporaryFolder();
    const env = {
      ...NOBODYS,
      HELM_DATA_HOME: join(home, 'data'),
      HELM_CONFIG_HOME: join(home, 'config'),
      XDG_STATE_HOME: home,
      HOME: home,
    };
    const helm = (...args: string[]) => run(helmBinary(version), args, {env, cwd: home});
    expect((await helm('plugin', 'install', plugin)).code).toBe(0);
    const folder = endedAfterwards(join(home, 'helm-drift', 'sandbox'));
    const up = await helm('drift', 'sandbox', 'up');
    expect([up.code, up.stdout]).toEqual([0, expect.stringContaining(`by ${helmBinary(version)}`)]);
    const played = await helm('drift', 'simulate', 'governed-drift', '--live', '--step', 'mutation');
    expect([played.code, played.stderr]).toEqual([0, '']);
    const check = await helm(
      'drift',
      'check',
      'test-nginx',
      '-n',
      'sandbox-nginx',
      '--kubeconfig',
      join(folder, 'plane', 'kubeconfig'),
    );
    expect(check.stdout).toContain('Variance detected: 4');
    expect((await helm('drift', 'sandbox', 'down')).code).toBe(0);
    await expectNothingLeft(folder);
  });
});

describe('an `up` that does not come to its end leaves nothing', () => {
  const moments = {
    'before its first process': async (folder: string) => existsSync(join(folder, 'sandbox.json')),
    'while the API server starts': async (folder: string) =>
      (await processesNaming(folder)).some((line) => line.includes('kube-apiserver')),
    'while helm installs': async (folder: string) => existsSync(join(folder, 'plane', 'kubeconfig')),
  };

  test.each(Object.entries(moments))('Ctrl-C %s', async (_name, hasCome) => {
    const folder = endedAfterwards(join(temporaryFolder(), 'sandbox'));
    const {child, ended} = startUp(folder);
    expect(await eventually(() => hasCome(folder))).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toEqual({code: 130, stderr: 'Interrupted: nothing of the sandbox is left.\n'});
    await expectNothingLeft(folder);
  });

  test.each(Object.entries(moments))('kill -9 %s, and `down`', async (_name, hasCome) => {
    const folder = endedAfterwards(join(temporaryFolder(), 'sandbox'));
    const {child, ended} = startUp(folder);
    expect(await eventually(() => hasCome(folder))).toBe(true);
    child.kill('SIGKILL');
    await ended;
    expect((await sandbox('down', '--dir', folder)).code).toBe(0);
    await expectNothingLeft(folder);
    // Nor does anything come up later.
    expect(await eventually(async () => (await processesNaming(folder)).length > 0, 2)).toBe(false);
  });
});

describe('a build that is cut off', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)('by %s takes the compiler with it', async (signal) => {
    const [cache, folder] = [temporaryFolder(), join(temporaryFolder(), 'sandbox')];
    const {child, ended} = startUp(folder, {HELM_DRIFT_CACHE: cache, KUBEBUILDER_ASSETS: undefined});
    expect(await eventually(async () => (await processesNaming(cache)).some((line) => line.includes('go build')))).toBe(
      true,
    );
    child.kill(signal);
    const {code} = await ended;
    expect(code).toBe(signal === 'SIGINT' ? 130 : null);
    expect(await eventually(async () => (await processesNaming(cache)).length === 0)).toBe(true);
    // What a killed one had begun is swept by the next build.
    expect(signal === 'SIGINT' ? readdirSync(cache) : []).toEqual([]);
    await expectNothingLeft(folder);
  });
});

describe('what stands in the way is one line, and what to do another', () => {
  test('a folder that is no sandbox’s is neither used nor touched', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'precious'), '1');
    const up = await sandbox('up', '--dir', folder);
    expect([up.code, lines(up.stderr)]).toEqual([
      1,
      [`Error: ${folder} is not empty, and no sandbox's`, 'Name an empty folder, or a new one, with --dir.'],
    ]);
    expect((await sandbox('down', '--dir', folder)).stdout).toContain('There is no sandbox');
    writeFileSync(join(folder, 'sandbox.json'), '{"kind": "Other"}');
    for (const action of ['down', 'reset', 'up', 'status']) {
      const refused = await sandbox(action, '--dir', folder);
      expect([action, refused.code, lines(refused.stderr)]).toEqual([
        action,
        1,
        [
          `Error: ${folder}/sandbox.json is damaged, or no sandbox of helm drift's`,
          expect.stringContaining('Nothing was removed.'),
        ],
      ]);
    }
    expect(existsSync(join(folder, 'precious'))).toBe(true);
  });

  test('no free port', async () => {
    const folder = join(temporaryFolder(), 'sandbox');
    // Two ports in a network of its own, and a sandbox needs three.
    const script = `ip link set lo up && echo "32768 32769" > /proc/sys/net/ipv4/ip_local_port_range && exec "$@"`;
    const args = ['-rn', 'sh', '-c', script, 'sh', process.execPath, BUNDLE, 'sandbox', 'up', '--dir', folder];
    const up = await run('unshare', args, {env: {...NOBODYS, HELM_BIN: helmBinary('4.3.1')}});
    expect([up.code, lines(up.stderr)]).toEqual([
      1,
      [
        'Error: no free port is left on 127.0.0.1: listen EADDRINUSE: address already in use 127.0.0.1',
        expect.stringContaining('net.ipv4.ip_local_port_range'),
      ],
    ]);
    await expectNothingLeft(folder);
  });

  test.each([
    ['nothing in the cache', () => {}, []],
    [
      'a damaged cache',
      (cache: string) => {
        const entry = join(cache, basename(dirname(inject('kubectl'))));
        mkdirSync(entry, {recursive: true});
        writeFileSync(join(entry, 'etcd'), 'damaged', {mode: 0o755});
      },
      [expect.stringMatching(/^Note: the cached control-plane-[\d.]+ is damaged: making it anew/)],
    ],
  ])('%s, and no Go', async (_name, prepare, notes) => {
    const root = temporaryFolder();
    const [bin, cache] = [join(root, 'bin'), join(root, 'cache')];
    mkdirSync(bin);
    for (const tool of ['nice', 'sh', 'sleep'])
      await must('ln', ['-s', (await must('which', [tool])).trim(), join(bin, tool)]);
    prepare(cache);
    const env = {...NOBODYS, PATH: bin, HELM_DRIFT_CACHE: cache, KUBEBUILDER_ASSETS: undefined};
    const folder = join(root, 'sandbox');
    const up = await drift(['sandbox', 'up', '--dir', folder], {env});
    expect([up.code, lines(up.stderr)]).toEqual([
      1,
      [
        ...notes,
        expect.stringMatching(/^Error: cannot build etcd [\d.]+: go is not on PATH$/),
        expect.stringMatching(/^Install Go >= 1.26 .*KUBEBUILDER_ASSETS/),
      ],
    ]);
    await expectNothingLeft(folder);
  });

  test('a cache that cannot be used, a word too little, a word too much', async () => {
    const folder = join(temporaryFolder(), 'sandbox');
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const up = await drift(['sandbox', 'up', '--dir', folder], {
      env: {...NOBODYS, HELM_DRIFT_CACHE: file, KUBEBUILDER_ASSETS: undefined},
    });
    expect([up.code, lines(up.stderr)]).toEqual([
      1,
      [expect.stringMatching(/^Error: cannot use .*file as a cache/), 'Name a folder of yours in HELM_DRIFT_CACHE.'],
    ]);
    expect(lines((await sandbox()).stderr)).toEqual([
      'Error: sandbox needs a word more',
      'It is one of: up, status, down, reset.',
    ]);
    expect(lines((await sandbox('upp')).stderr)[0]).toBe('Error: sandbox knows no "upp"');
  });
});

function writeTo(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}
