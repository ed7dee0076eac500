import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'helm drift hook-'));
});

afterEach(() => {
  rmSync(home, {recursive: true, force: true});
});

/** Runs the hook with a `node` that says `version` (none at all when undefined) and a plugin folder with or without its bundle. */
function hook(version: string | undefined, bundle = true) {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  mkdirSync(join(home, 'dist'));
  if (version !== undefined) {
    writeFileSync(join(bin, 'node'), `#!/bin/sh\nprintf '%s\\n' '${version}'\n`);
    chmodSync(join(bin, 'node'), 0o755);
  }
  if (bundle) writeFileSync(join(home, 'dist', 'helm-drift.cjs'), '');
  return spawnSync('/bin/sh', [resolve('install-hook.sh')], {
    env: {PATH: bin, HELM_PLUGIN_DIR: home},
    encoding: 'utf8',
  });
}

test.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v26.1.0', 'v100.0.0'])('node %s is fine', (version) => {
  expect(hook(version)).toMatchObject({status: 0, stderr: '', stdout: expect.stringContaining('is ready')});
});

test.each([
  ['v18.20.0', /needs Node\.js 20\.19 or newer, and node is v18\.20\.0/],
  ['v20.18.3', /and node is v20\.18\.3/],
  ['hello', /cannot tell the version of node/],
  ['hello\nv22.0.0', /cannot tell the version of node: it says "hello"/],
  ['v22', /cannot tell the version of node/],
  ['v20.x.1', /cannot tell the version of node: it says "v20\.x\.1"/],
  [undefined, /node is not on PATH/],
])('node %s is refused in two lines', (version, words) => {
  const {status, stdout, stderr} = hook(version);
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^Error: .+\n.+\n$/);
  expect([status, stdout]).toEqual([1, '']);
});

test('a missing bundle is said', () => {
  const {status, stderr} = hook('v22.0.0', false);
  expect(stderr).toMatch(/^Error: the plugin's bundle is missing: .+\n.+npm run build.+\n$/);
  expect(status).toBe(1);
});

test.each(['install', 'update'])('the %s hook of plugin.yaml runs from a folder with a space in its path', (event) => {
  // Both Helms run a legacy hook as `sh -c HOOK` with HELM_PLUGIN_DIR in the environment.
  const command = new RegExp(`^  ${event}: '(.+)'$`, 'm').exec(readFileSync('plugin.yaml', 'utf8'))?.[1] ?? '';
  const plugin = join(home, 'plug in');
  mkdirSync(join(plugin, 'dist'), {recursive: true});
  writeFileSync(join(plugin, 'dist', 'helm-drift.cjs'), '');
  writeFileSync(join(plugin, 'install-hook.sh'), readFileSync('install-hook.sh'));
  const {status, stdout, stderr} = spawnSync('/bin/sh', ['-c', command], {
    env: {...process.env, HELM_PLUGIN_DIR: plugin},
    encoding: 'utf8',
  });
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
  expect(stdout).toContain('is ready');
});
