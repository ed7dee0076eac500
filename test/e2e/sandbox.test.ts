import {spawn} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, inject, test} from 'vitest';
import {cached} from '../../src/sandbox/cache.ts';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {must, run, temporaryFolder} from './harness.ts';

const quiet = (): void => {};

/** Ids of the processes whose command line names a folder. */
async function processesOf(folder: string): Promise<string[]> {
  return (await run('pgrep', ['-f', folder])).stdout.split('\n').filter((line) => line !== '');
}

async function eventually(check: () => Promise<boolean>, seconds = 15): Promise<boolean> {
  for (let attempt = 0; attempt < seconds * 10; attempt++) {
    if (await check()) return true;
    await sleep(100);
  }
  return false;
}

describe('the control plane', () => {
  test('kill -9 of whoever started it leaves nothing running', async () => {
    const folder = temporaryFolder();
    const script = join(folder, 'start.ts');
    writeFileSync(
      script,
      `import {startControlPlane} from '${process.cwd()}/src/sandbox/control-plane.ts';
       import {provisionControlPlane} from '${process.cwd()}/src/sandbox/provision.ts';
       const binaries = await provisionControlPlane('sandbox/controlplane', {env: process.env, onProgress: () => {}});
       await startControlPlane({binaries, folder: '${folder}/plane'});
       console.log('ready');
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ['scripts/run.mjs', script], {stdio: ['ignore', 'pipe', 'inherit']});
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect((await processesOf(`${folder}/plane`)).length).toBeGreaterThanOrEqual(3);
    child.kill('SIGKILL');
    expect(await eventually(async () => (await processesOf(`${folder}/plane`)).length === 0)).toBe(true);
  });

  test('a component that does not come up is named, with its last words, and takes the others with it', async () => {
    const folder = temporaryFolder();
    const broken = join(folder, 'kube-apiserver');
    writeFileSync(broken, '#!/bin/sh\necho "no such flag" >&2\nexit 1\n');
    chmodSync(broken, 0o755);
    const binaries = await provisionControlPlane('sandbox/controlplane', {env: process.env, onProgress: quiet});
    const plane = join(folder, 'plane');
    await expect(startControlPlane({binaries: {...binaries, 'kube-apiserver': broken}, folder: plane})).rejects.toThrow(
      /kube-apiserver did not come up: no such flag/,
    );
    expect(await processesOf(plane)).toEqual([]);
  });
});

describe('provisioning', () => {
  const entry = (make: (folder: string) => Promise<void>) => ({
    name: 'thing',
    inputs: '1',
    proof: {thing: ['--version']},
    make,
  });
  const write = async (folder: string): Promise<void> => {
    writeFileSync(join(folder, 'thing'), '#!/bin/sh\n', {mode: 0o755});
  };

  test('is done once, and again when what is there is damaged', async () => {
    const root = temporaryFolder();
    let made = 0;
    const counted = entry(async (folder) => {
      made += 1;
      await write(folder);
    });
    const folder = await cached(root, counted);
    await cached(root, counted);
    expect(made).toBe(1);
    writeFileSync(join(folder, 'thing'), 'damaged');
    await cached(root, counted);
    expect([made, readFileSync(join(folder, 'thing'), 'utf8')]).toEqual([2, '#!/bin/sh\n']);
  });

  test('two that want the same thing at once make it once', async () => {
    const root = temporaryFolder();
    let made = 0;
    const slow = entry(async (folder) => {
      made += 1;
      await sleep(300);
      await write(folder);
    });
    await Promise.all([cached(root, slow), cached(root, slow)]);
    expect(made).toBe(1);
  });

  test('a failed build leaves nothing behind', async () => {
    const root = temporaryFolder();
    await expect(
      cached(
        root,
        entry(() => Promise.reject(new Error('no'))),
      ),
    ).rejects.toThrow('no');
    expect((await must('ls', ['-A', root])).trim()).toBe('');
  });

  test('without Go there is one line of what and one of how', async () => {
    const root = temporaryFolder();
    const bin = join(root, 'bin');
    mkdirSync(bin);
    for (const tool of ['nice', 'sh']) await must('ln', ['-s', (await must('which', [tool])).trim(), join(bin, tool)]);
    const provisioning = {env: {PATH: bin, HELM_DRIFT_CACHE: root}, onProgress: quiet};
    await expect(provisionHelm(4, provisioning)).rejects.toMatchObject({
      message: expect.stringMatching(/cannot build helm 4.*go is not on PATH/),
      hint: expect.stringContaining('HELM_DRIFT_HELM4'),
    });
    await expect(provisionControlPlane('sandbox/controlplane', provisioning)).rejects.toMatchObject({
      hint: expect.stringContaining('KUBEBUILDER_ASSETS'),
    });
  });

  test('KUBEBUILDER_ASSETS and HELM_DRIFT_HELM3 come first', async () => {
    const assets = join(inject('kubectl'), '..');
    const found = await provisionControlPlane('sandbox/controlplane', {
      env: {KUBEBUILDER_ASSETS: assets},
      onProgress: quiet,
    });
    expect(found.etcd).toBe(join(assets, 'etcd'));
    await expect(
      provisionControlPlane('sandbox/controlplane', {env: {KUBEBUILDER_ASSETS: temporaryFolder()}, onProgress: quiet}),
    ).rejects.toThrow('holds no etcd');
    expect(await provisionHelm(3, {env: {HELM_DRIFT_HELM3: process.execPath}, onProgress: quiet})).toBe(
      process.execPath,
    );
  });
});
