import {spawnSync} from 'node:child_process';
import {closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';

const BUNDLE = resolve('dist/helm-drift.cjs');
const home = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-main-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
};

const configMap = (a: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: default}\ndata: {a: "${a}"}\n`;

function ran(args: readonly string[], {stdout = 'pipe', folder = home()}: {stdout?: 'pipe' | number; folder?: string}) {
  const env = {PATH: process.env['PATH'], HOME: folder};
  const {status, stderr} = spawnSync(process.execPath, [BUNDLE, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  return {status, stderr};
}

test
  .skipIf(!existsSync('/dev/full'))
  .each([
    [['--version']],
    [['--help']],
    [['check', '--help']],
    [['simulate']],
    [['simulate', 'governed-drift', '-o', 'json']],
    [['history', '-o', 'json']],
    [['explain', '--reason', 'same-to-server']],
    [['sandbox', 'status']],
  ])('%j on a full disk is an error in words, and no success', (args) => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const {status, stderr} = ran(args, {stdout: full});
  expect(stderr).toMatch(/^Error: cannot write to standard output: .+\n/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(status).not.toBe(0);
});

test('a folder that is gone is said in two lines', () => {
  const folder = home();
  // A shell goes there, and takes the floor away.
  const script = `cd "$1" && rmdir "$1" && exec "$2" "$3" check web`;
  const {status, stderr} = spawnSync('sh', ['-c', script, '-', folder, process.execPath, BUNDLE], {
    encoding: 'utf8',
    env: {PATH: process.env['PATH'], HOME: tmpdir()},
  });
  expect(stderr).toBe('Error: the working directory is gone\nChange to one that is there: cd ~\n');
  expect(status).toBe(1);
});

test('what is live comes from stdin too', () => {
  const folder = home();
  writeFileSync(join(folder, 'baseline.yaml'), configMap('1'));
  for (const [value, status] of [
    ['1', 0],
    ['2', 2],
  ] as const) {
    const run = spawnSync(process.execPath, [BUNDLE, 'check', '--baseline', 'baseline.yaml', '--live', '-'], {
      cwd: folder,
      env: {PATH: process.env['PATH'], HOME: folder},
      input: configMap(value),
      encoding: 'utf8',
    });
    expect([run.stdout.split('\n')[0], run.stderr, run.status]).toEqual([
      expect.stringContaining('live from stdin'),
      '',
      status,
    ]);
  }
});

test('whoever closes the pipe gets the exit code of the whole report', () => {
  const folder = home();
  writeFileSync(join(folder, 'baseline.yaml'), configMap('1'));
  writeFileSync(join(folder, 'live.yaml'), configMap('2'));
  // The other end is closed long before anything is written.
  const script = `("$1" "$2" check --baseline baseline.yaml --live live.yaml; echo $? >&2) | true`;
  const {stderr} = spawnSync('sh', ['-c', script, '-', process.execPath, BUNDLE], {
    encoding: 'utf8',
    cwd: folder,
    env: {PATH: process.env['PATH'], HOME: folder},
  });
  expect(stderr).toBe('2\n');
});

test('a console ends with the helm that started it, whatever ended that one', async () => {
  const folder = home();
  // The shell stands for helm: it starts us, and is gone without a word to us once we are there.
  const script = `"$1" "$2" console --demo --no-open >"$HOME/out" 2>&1 & echo $!; until [ -s "$HOME/out" ]; do sleep 0.1; done`;
  const {stdout} = spawnSync('sh', ['-c', script, '-', process.execPath, BUNDLE], {
    encoding: 'utf8',
    env: {PATH: process.env['PATH'], HOME: folder, HELM_PLUGIN_DIR: folder},
  });
  const pid = Number(stdout.trim());
  const isThere = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  expect(readFileSync(join(folder, 'out'), 'utf8')).toContain('http://127.0.0.1:');
  await expect.poll(isThere, {timeout: 20_000, interval: 100}).toBe(false);
});
