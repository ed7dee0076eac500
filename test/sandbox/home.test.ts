import {existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {
  claim,
  kubeconfigFile,
  logFile,
  planeFolder,
  readState,
  removeSandbox,
  sandboxFolder,
  writeState,
} from '../../src/sandbox/home.ts';
import type {SandboxFacts, SandboxState} from '../../src/sandbox/home.ts';
import {thrownBy} from '../kube/fakes.ts';
import {folder} from './stand-ins.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const FACTS: SandboxFacts = {
  server: 'https://127.0.0.1:1',
  uid: 'u-1',
  kubernetes: 'v1.37.2',
  helm: 'helm',
  release: {name: 'test-nginx', namespace: 'sandbox-nginx'},
};
const STATE: SandboxState = {kind: 'HelmDriftSandbox', createdAt: NOW.toISOString()};

describe('where the sandbox is', () => {
  test.each([
    [{XDG_STATE_HOME: '/state', HOME: '/home/a'}, undefined, '/state/helm-drift/sandbox'],
    [{HOME: '/home/no-such-user'}, undefined, '/home/no-such-user/.local/state/helm-drift/sandbox'],
    [{HOME: '/home/no-such-user'}, '', '/home/no-such-user/.local/state/helm-drift/sandbox'],
    [{}, 'mine', '/work-of-mine/mine'],
    [{}, '/elsewhere', '/elsewhere'],
  ])('%o, --dir %s', async (env, dir, at) => {
    expect(await sandboxFolder(env, dir, '/work-of-mine')).toBe(at);
  });

  test('has one name, whatever links lead there, and whether it is there yet or not', async () => {
    const root = folder();
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'link'));
    expect(await sandboxFolder({}, join(root, 'link', 'new', 'one'), '/')).toBe(join(root, 'real', 'new', 'one'));
    expect([planeFolder('/a'), kubeconfigFile('/a'), logFile('/a')]).toEqual([
      '/a/plane',
      '/a/plane/kubeconfig',
      '/a/plane/supervisor.log',
    ]);
  });
});

describe('a claim', () => {
  test('makes a folder a sandbox’s, for its owner’s eyes', async () => {
    const at = join(folder(), 'deep', 'sandbox');
    await claim(at, NOW);
    expect(await readState(at)).toEqual(STATE);
    expect([statSync(at).mode & 0o777, statSync(join(at, 'sandbox.json')).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(existsSync(planeFolder(at))).toBe(true);
  });

  test('of a folder of somebody else’s is refused, and nothing is changed', async () => {
    const at = folder();
    writeFileSync(join(at, 'thesis.tex'), 'years');
    expect((await thrownBy(claim(at, NOW))).message).toBe(`${at} is not empty, and no sandbox's`);
    expect(existsSync(join(at, 'sandbox.json'))).toBe(false);
  });

  test('of one that is being started is refused', async () => {
    const at = folder();
    await claim(at, NOW);
    expect((await thrownBy(claim(at, NOW))).message).toBe(`a sandbox is just being started in ${at}`);
  });

  test('of what is no folder is refused', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect((await thrownBy(claim(file, NOW))).message).toMatch(/^cannot use .*file for a sandbox: E/);
  });
});

describe('the state', () => {
  test('is written in one step and read as it was', async () => {
    const at = folder();
    await claim(at, NOW);
    const up = {...STATE, up: {...FACTS, mergedInto: '/home/a/.kube/config'}};
    await writeState(at, up);
    expect(await readState(at)).toEqual(up);
    await writeState(at, {...STATE, up: FACTS});
    expect(await readState(at)).toEqual({...STATE, up: FACTS});
    expect(existsSync(join(planeFolder(at), 'sandbox.json.new'))).toBe(false);
  });

  test('is none where nothing is', async () => {
    const at = folder();
    expect(await readState(at)).toBeUndefined();
    writeFileSync(join(at, 'file'), '');
    expect(await readState(join(at, 'file'))).toBeUndefined();
  });

  test.each([
    ['cut short', '{"kind":"HelmDriftSandbox"'],
    ['null', 'null'],
    ['of another kind', '{"kind":"Config","createdAt":"x"}'],
    ['without a date', '{"kind":"HelmDriftSandbox"}'],
    ['up without facts', '{"kind":"HelmDriftSandbox","createdAt":"x","up":{}}'],
    ['up without a server', JSON.stringify({...STATE, up: {...FACTS, server: ''}})],
    ['up without a release', JSON.stringify({...STATE, up: {...FACTS, release: 'web'}})],
  ])('that is %s is damaged, and nothing is removed', async (_what, text) => {
    const at = folder();
    const file = join(at, 'sandbox.json');
    writeFileSync(file, text);
    mkdirSync(planeFolder(at));
    expect((await thrownBy(readState(at))).message).toBe(`${file} is damaged, or no sandbox of helm drift's`);
    await thrownBy(removeSandbox(at));
    expect([readFileSync(file, 'utf8'), existsSync(planeFolder(at))]).toEqual([text, true]);
  });

  test('that is a folder cannot be read', async () => {
    const at = folder();
    mkdirSync(join(at, 'sandbox.json'));
    expect((await thrownBy(readState(at))).message).toMatch(/^cannot read .*EISDIR/);
  });
});

describe('removing', () => {
  test('takes what is the sandbox’s, and the folder with it', async () => {
    const at = join(folder(), 'sandbox');
    await claim(at, NOW);
    writeFileSync(kubeconfigFile(at), '{}');
    await removeSandbox(at);
    expect(existsSync(at)).toBe(false);
  });

  test('leaves what others put beside it, and folders without a marker', async () => {
    const [at, other] = [folder(), folder()];
    await claim(at, NOW);
    writeFileSync(join(at, 'notes.txt'), 'mine');
    mkdirSync(planeFolder(other));
    await removeSandbox(at);
    await removeSandbox(other);
    expect([existsSync(join(at, 'notes.txt')), existsSync(planeFolder(at)), existsSync(planeFolder(other))]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
