import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {Ajv} from 'ajv';
import {beforeAll, describe, expect, inject, test} from 'vitest';
import {writeCatalogues} from '../../scripts/release/catalogues.ts';
import {writeCharts} from '../../scripts/release/charts.ts';
import {committedFiles, PLUGIN_PARTS} from '../../scripts/release/files.ts';
import {writeNpmPackage} from '../../scripts/release/npm.ts';
import {writePlugin} from '../../scripts/release/plugin.ts';
import {writeSbom} from '../../scripts/release/sbom.ts';
import {withThrowAwayKey} from '../../scripts/release/sign.ts';
import {helmBinary, must, run, temporaryFolder} from './harness.ts';
import type {Run, RunOptions} from './harness.ts';
import {push, registry, served} from './registry.ts';

const [HELM3, HELM4] = ['3.22.0', '4.3.1'] as const;
const BOTH = [HELM3, HELM4] as const;
const {version: VERSION} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
const TGZ = `drift-${VERSION}.tgz`;

const release = mkdtempSync(join(tmpdir(), 'helm-drift-release-'));
const keyring = join(release, 'keyring.gpg');
const strangers = join(release, 'strangers.gpg');
let fingerprint = '';

beforeAll(async () => {
  await withThrowAwayKey((signer) => {
    const about = {version: VERSION, commit: 'a commit', time: 1_795_000_000, repository: 'https://example.invalid/x'};
    const one = {...about, out: release, signer};
    for (const write of [writePlugin, writeCharts, writeNpmPackage, writeSbom, writeCatalogues]) write(one);
    writeFileSync(keyring, signer.keyring);
    fingerprint = signer.fingerprint;
  });
  await withThrowAwayKey((signer) => writeFileSync(strangers, signer.keyring));
  return () => rmSync(release, {recursive: true, force: true});
});

/** A user who has nothing of Helm's yet. */
function newcomer(version: string, {path}: {readonly path?: string} = {}) {
  const home = temporaryFolder();
  const env = {
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    ...(path === undefined ? {} : {PATH: path}),
  };
  const helm = (args: readonly string[], options: RunOptions = {}): Promise<Run> =>
    run(helmBinary(version), args, {...options, env: {...env, ...options.env}});
  return {home, helm, install: (...args: readonly string[]) => helm(['plugin', 'install', ...args])};
}

const WORKS = {code: 0, stdout: `${VERSION}\n`, stderr: ''};

/** What is left below a folder, as paths from there. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

/** All but the plugin itself, and what Helm keeps for itself: a clone of what it installed, and code that its runtime of WebAssembly has compiled. */
const ofOurs = (home: string): string[] =>
  filesBelow(home).filter((file) => !/^(data|cache)\/helm\/(plugins|wazero-build)\//.test(file));

const EVIDENCE = resolve('scenarios/governed-drift');
const FILES = [
  'test-nginx',
  '-n',
  'sandbox-nginx',
  '--baseline',
  `${EVIDENCE}/intent.yaml`,
  '--live',
  `${EVIDENCE}/live.yaml`,
];

/** A copy of the release in which the archive has another byte at its end than was signed. */
function tampered(): string {
  const folder = temporaryFolder();
  cpSync(join(release, `${TGZ}.prov`), join(folder, `${TGZ}.prov`));
  writeFileSync(join(folder, TGZ), Buffer.concat([readFileSync(join(release, TGZ)), Buffer.from([0])]));
  return folder;
}

describe('Helm 4 verifies, and installs', () => {
  test.each([
    ['the archive over HTTP', async () => `${await served(release)}/${TGZ}`],
    ['the archive from the disk', async () => join(release, TGZ)],
    [
      'the artifact of a registry',
      async () => {
        const address = await registry();
        await push(join(release, 'oci', 'drift'), address, 'tools/drift');
        return `oci://${address}/tools/drift:${VERSION}`;
      },
    ],
  ])('%s', async (_what, source) => {
    const user = newcomer(HELM4);
    const installed = await user.install(await source(), '--keyring', keyring, '--plain-http');
    expect(installed.stderr).toBe('');
    expect(installed.stdout).toContain(fingerprint);
    expect(installed.stdout).toContain('Plugin Hash Verified: sha256:');
    expect(await user.helm(['drift', '--version'])).toEqual(WORKS);
    expect(await user.helm(['plugin', 'uninstall', 'drift'])).toMatchObject({code: 0});
    expect(filesBelow(join(user.home, 'data'))).toEqual([]);
  });
});

describe('Helm 4 refuses', () => {
  test('an archive that is not the one that was signed', async () => {
    const user = newcomer(HELM4);
    const refused = await user.install(`${await served(tampered())}/${TGZ}`, '--keyring', keyring);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^Error: .*sha256 sum does not match.*\n$/);
    expect((await user.helm(['drift', '--version'])).code).toBe(1);
  });

  test('an archive that somebody else signed', async () => {
    const user = newcomer(HELM4);
    const refused = await user.install(`${await served(release)}/${TGZ}`, '--keyring', strangers);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^Error: .*signature made by unknown entity.*\n$/);
  });
});

test('Helm 3 installs the flat archive over HTTP', async () => {
  const user = newcomer(HELM3);
  expect(await user.install(`${await served(release)}/drift-${VERSION}.tar.gz`)).toMatchObject({code: 0, stderr: ''});
  expect(await user.helm(['drift', '--version'])).toEqual(WORKS);
});

/** The plugin's files in a folder, under Git. */
async function clone(): Promise<string> {
  const folder = join(temporaryFolder(), 'drift');
  for (const {path, content, mode} of committedFiles(PLUGIN_PARTS)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), content ?? '', {mode});
  }
  await must('git', ['init', '-q', '-b', 'main', folder]);
  await commit(folder, 'one');
  return folder;
}

async function commit(folder: string, message: string): Promise<void> {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
  await must('git', ['-C', folder, 'add', '-A']);
  await must('git', ['-C', folder, ...who, 'commit', '-q', '-m', message]);
}

describe.each(BOTH)('helm %s', (version) => {
  const unsigned = version === HELM4 ? ['--verify=false'] : [];

  test('installs a folder', async () => {
    const user = newcomer(version);
    expect(await user.install(await clone(), ...unsigned)).toMatchObject({code: 0});
    expect(await user.helm(['drift', '--version'])).toEqual(WORKS);
  });

  test('installs from Git and updates; what remains of it when it is gone is the user’s, and is said', async () => {
    const repository = await clone();
    const user = newcomer(version);
    expect(await user.install(`file://${repository}`, ...unsigned)).toMatchObject({code: 0});

    writeFileSync(join(repository, 'README.md'), 'A newer one');
    await commit(repository, 'two');
    const updated = await user.helm(['plugin', 'update', 'drift']);
    expect(updated).toMatchObject({code: 0});
    expect(updated.stdout).toContain('helm drift is ready');
    expect(await user.helm(['drift', '--version'])).toEqual(WORKS);

    expect(await user.helm(['drift', 'check', ...FILES])).toMatchObject({code: 2});
    expect(ofOurs(user.home)).toEqual([expect.stringMatching(/^cache\/helm\/drift\//)]);

    mkdirSync(join(user.home, 'state/helm-drift/records'), {recursive: true});
    writeFileSync(join(user.home, 'state/helm-drift/records/1.jsonl'), '');
    const gone = await user.helm(['plugin', 'uninstall', 'drift']);
    expect(gone).toMatchObject({code: 0});
    expect(gone.stdout).toContain(`helm drift is gone. ${join(user.home, 'state/helm-drift')} stays`);
    expect(filesBelow(join(user.home, 'data'))).toEqual([]);
    expect(await user.helm(['drift', '--version'])).toMatchObject({code: 1});
    expect(ofOurs(user.home)).toEqual(['state/helm-drift/records/1.jsonl']);
  });

  test.each([
    ['an old Node', 'v18.20.4', 'Error: helm drift needs Node.js 20.19 or newer, and node is v18.20.4'],
    ['no Node', undefined, 'Error: helm drift needs Node.js, and node is not on PATH'],
  ])('with %s says so in one line', async (_what, node, line) => {
    const path = temporaryFolder();
    for (const tool of ['sh', 'dirname']) symlinkSync((await must('which', [tool])).trim(), join(path, tool));
    if (node !== undefined) {
      writeFileSync(join(path, 'node'), `#!/bin/sh\necho ${node}\n`);
      chmodSync(join(path, 'node'), 0o755);
    }
    const source = version === HELM4 ? [TGZ, '--keyring', keyring] : [`drift-${VERSION}.tar.gz`];
    const refused = await newcomer(version, {path}).install(
      `${await served(release)}/${source[0]}`,
      ...source.slice(1),
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr.split('\n').filter((one) => one.includes('Node.js') && one.startsWith('Error'))).toEqual([
      line,
    ]);
  });
});

test.each(BOTH)('helm %s verifies a chart from the disk and from a registry', async (version) => {
  const {helm} = newcomer(version);
  const archive = join(release, 'nginx-0.1.0.tgz');
  expect(await helm(['verify', archive, '--keyring', keyring])).toMatchObject({code: 0});
  expect(await helm(['verify', archive, '--keyring', strangers])).toMatchObject({code: 1});
  const address = await registry();
  await push(join(release, 'oci/nginx'), address, 'charts/nginx');
  const chart = [`oci://${address}/charts/nginx`, '--version', '0.1.0', '--plain-http'];
  const folder = temporaryFolder();
  const pulled = await helm(['pull', ...chart, '--verify', '--keyring', keyring, '-d', folder]);
  expect(pulled).toMatchObject({code: 0});
  expect(readFileSync(join(folder, 'nginx-0.1.0.tgz')).equals(readFileSync(archive))).toBe(true);
});

test('npm installs the package, offline, and it runs without helm', async () => {
  const prefix = temporaryFolder();
  const archive = join(release, `helm-drift-npm-${VERSION}.tgz`);
  await must('npm', ['install', '--global', '--offline', '--prefix', prefix, '--no-audit', '--no-fund', archive]);
  const bin = join(prefix, 'bin/helm-drift');
  expect(await run(bin, ['--version'])).toEqual(WORKS);
  expect(await run(bin, ['check', ...FILES])).toMatchObject({code: 2, stderr: ''});
});

test('krew takes the manifest, and installs the flat archive and no other', async () => {
  const root = temporaryFolder();
  const krew = (archive: string): Promise<Run> =>
    run(inject('goTools').krew, ['install', `--manifest=${release}/helm-drift.yaml`, `--archive=${archive}`], {
      env: {KREW_ROOT: root},
    });
  expect((await krew(join(release, TGZ))).stderr).toContain('checksum does not match');
  expect(existsSync(join(root, 'bin/kubectl-helm_drift'))).toBe(false);
  expect(await krew(join(release, `drift-${VERSION}.tar.gz`))).toMatchObject({code: 0});
  expect(await run(join(root, 'bin/kubectl-helm_drift'), ['--version'])).toEqual(WORKS);
});

test('the formula of Homebrew is Ruby, names the package by its digest, and installs what runs', async () => {
  const formula = join(release, 'helm-drift.rb');
  const {ruby} = inject('tools');
  expect(await run(ruby, ['-c', formula])).toEqual({code: 0, stdout: 'Syntax OK\n', stderr: ''});
  const [unpacked, prefix] = [temporaryFolder(), temporaryFolder()];
  const archive = join(release, `helm-drift-npm-${VERSION}.tgz`);
  await must('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1']);
  const told = await must(ruby, [resolve('test/e2e/brew/formula.rb'), formula, unpacked, prefix]);
  expect(told.split('\n')[0]).toBe((await must('sha256sum', [archive])).split(' ')[0]);
  expect(await run(join(prefix, 'bin/helm-drift'), ['--version'])).toEqual(WORKS);
  expect(await run(join(prefix, 'bin/helm-drift'), ['check', ...FILES])).toMatchObject({code: 2, stderr: ''});
});

test('the bill of materials is what the schema of CycloneDX says', () => {
  const schema = (name: string): object =>
    JSON.parse(readFileSync(join(inject('schemas').cyclonedx, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
  const ajv = new Ajv({strict: false, validateFormats: false});
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(schema('bom-1.6'));
  const sbom = JSON.parse(readFileSync(join(release, 'sbom.cdx.json'), 'utf8')) as object;
  expect([validate(sbom), validate.errors]).toEqual([true, null]);
  expect(validate({...sbom, serialNumber: 'none'})).toBe(false);
});
